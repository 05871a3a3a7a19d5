"""The portal: screens for residents."""
