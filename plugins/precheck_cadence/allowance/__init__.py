"""How much an account may still send before a rule speaks, and from when."""
