"""Marginal households (低保边缘家庭): a class without monthly money that opens other help."""
