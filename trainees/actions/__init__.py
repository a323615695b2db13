"""What changes people: one module a noun."""
