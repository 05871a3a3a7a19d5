"""Screens driven by a Register: list, page, form, history, import, export."""
