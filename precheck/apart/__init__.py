"""Processes that can be lost: where parsers and decoders meet what others made.

It is a wall against accidents: endless loops, crashes, and memory without end. It is no sandbox:
a process here may do whatever the user may. Nothing is imported here, so that a process starts
quickly.
"""
