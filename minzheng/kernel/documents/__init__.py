"""Files and documents: kept encrypted, found by their digest."""
