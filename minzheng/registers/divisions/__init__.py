"""The divisions of the country: five levels of codes with their periods, changes, and outlines for maps."""
