"""A demonstration: a made-up county loaded, its people at work, a login for every role.  Never part of a real site."""
