"""Study grants (助学) of orphans, de facto unattended children and children of poor households."""
