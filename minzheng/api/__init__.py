"""The programming interface: `v1` holds what is served; `access`, `problems` and `speaking` what every route shares."""
