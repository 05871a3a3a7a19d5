"""Law as plain functions: rules, facts, outcomes, dated parameters, money, traces.  Free of Django and database.

Import from the modules themselves: what needs only a small part, such as the translation marker, loads no more.
"""
