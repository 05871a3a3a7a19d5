"""How well the alerts find what a made-up county really holds.  Only here may findings meet the truth."""
