"""One folder for each service domain."""
