"""Who says something about AI: the message, the artist, the file, a manifest in it, a detector."""
