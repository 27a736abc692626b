"""Asking vendors in a run: what may be sent, what was sent already, and what they answered."""
