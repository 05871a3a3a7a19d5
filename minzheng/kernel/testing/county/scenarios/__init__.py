"""Hardships planted in the county, each with decoys that look alike in the files and are none in truth.

A scenario changes what really happens (money, health, work, life) or what is on paper.  What a platform should make of
it is not said here.
"""
