"""Minimum living allowance (最低生活保障): the household's class, the shortfall or tier paid, top-ups, single persons."""
