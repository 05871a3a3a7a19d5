"""Price-linked supplement (价格临时补贴)."""
