"""Screens: the desk for staff, the portal for residents, the field app for village workers."""
