"""A made-up county on real divisions, month by month: its people, their true state, and what departments send of it.

The truth is a latent state.  It reaches the files of departments only through lag, gaps and errors, and nothing here
knows what the platform looks for: no threshold, no rule, no alert.  Every number of a person begins with 99, a block
that no division has; phones and accounts lie in blocks that are not given out.
"""
