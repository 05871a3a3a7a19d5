"""Law as plain functions: rules, facts, outcomes, dated parameters, money, traces.  Free of Django and of the database."""
