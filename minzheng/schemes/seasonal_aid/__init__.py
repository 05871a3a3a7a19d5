"""Heating and seasonal grain (取暖、季节性缺粮), in money or in kind."""
