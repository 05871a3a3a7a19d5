"""Facts gathered, assessed under the rules, and decided by people."""
