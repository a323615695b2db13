"""Sample training: real plans, units, categories and lessons; fictional people."""
