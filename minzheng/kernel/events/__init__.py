"""Life events: what happens once to a person, a division or a body, and what each domain owes in answer."""
