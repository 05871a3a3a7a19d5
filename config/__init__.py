"""Composition root: settings, addresses, commands; nothing in minzheng imports it."""
