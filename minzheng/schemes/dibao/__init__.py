"""Minimum living allowance (最低生活保障): class, shortfall or tier, top-ups, single persons."""
