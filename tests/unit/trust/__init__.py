"""Trust in the record: seals, keys, jobs, the second factor."""
