"""Temporary assistance (临时救助): emergency and expenditure types, who decides, what is paid at once."""
