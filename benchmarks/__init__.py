"""Measurements that are kept with the code, so that a claim about speed can be run again."""
