"""Who did what, when, to whom, with old and new values: an append-only record written with the change itself."""
