"""Uploads in files: how a history is filled from them and written to them."""
