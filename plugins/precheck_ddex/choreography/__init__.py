"""Whether a delivery lies as DDEX's choreography wants it: its manifest, folders and file names."""
