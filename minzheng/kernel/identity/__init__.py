"""Numbers and names by which people, bodies and places are known, and how much of them may be shown."""
