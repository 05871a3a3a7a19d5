"""One file for each department data set: its contract."""
