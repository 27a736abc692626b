"""Presenting: the same report as text, as JSON and as a stream of lines."""
