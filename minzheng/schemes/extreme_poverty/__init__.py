"""Extreme-poverty support (特困人员救助供养): three personal tests, basic standard and care tier."""
