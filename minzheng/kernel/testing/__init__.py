"""Material for trying the platform out: the synthetic county.  The platform itself never imports it."""
