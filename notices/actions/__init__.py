"""What is told, how it is sent, and in whose words: one module a noun."""
