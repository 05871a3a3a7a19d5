"""Lists for other departments: made under a contract, signed, delivered, answered, and accounted for."""
