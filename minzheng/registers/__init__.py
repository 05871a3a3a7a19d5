"""Who and what exists, with periods of validity: divisions, people, households, kinship, organizations."""
