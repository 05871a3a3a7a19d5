"""Finding out whom a row means."""
