"""Statutory clocks: the working-day calendar, periods of days and months, and the proof of how days were counted."""
