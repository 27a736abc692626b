"""What a row of uploads looks like from outside: pure functions over moments, counts and titles.

A moment is a whole number of microseconds since 1970 UTC. Nothing here reads a clock or a file,
but for the lexicon that comes with it.
"""
