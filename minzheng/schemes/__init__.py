"""One folder for each benefit."""
