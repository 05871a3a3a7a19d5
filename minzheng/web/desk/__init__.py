"""The desk: screens for staff."""
