"""The commands that the voice plugin brings."""
