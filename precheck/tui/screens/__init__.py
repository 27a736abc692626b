"""The screens. A screen listens to its widgets and is the only one to bring them together."""
