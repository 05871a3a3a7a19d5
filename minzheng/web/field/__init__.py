"""The field pages: screens for village workers on a phone."""
