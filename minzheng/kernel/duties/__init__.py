"""Obligations that come again: who is under which, what is due, what was done."""
