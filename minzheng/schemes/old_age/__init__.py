"""Elderly allowances (高龄津贴、养老服务补贴、护理补贴)."""
