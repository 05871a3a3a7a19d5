"""Minzheng (民政): find people in hardship, decide under dated law, pay, serve, and prove every figure."""

__version__ = "0.1.0"
