"""Alerts over registers and feeds: queue, dispatch, verdict, precision."""
