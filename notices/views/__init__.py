"""Screens of notices: own notices, the office's words, the outbox."""
