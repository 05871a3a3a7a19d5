"""Fifty people at the desk, three million in the register: server, database and client on the same machine."""
