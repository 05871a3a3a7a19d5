"""Lists for departments."""
