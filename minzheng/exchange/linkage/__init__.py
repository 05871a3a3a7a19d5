"""Whom a department's row means where its number does not say: by near numbers, names, dates and places."""
