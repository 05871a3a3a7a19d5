"""A province's month, from departments' files to alerts in the queue."""
