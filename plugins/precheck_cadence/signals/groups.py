"""What belongs together where only pairs are known: a union-find over places in a list."""

from __future__ import annotations


def root(roots: list[int], at: int) -> int:
    """The place that stands for the group of a place. At first each stands for itself."""
    while roots[at] != at:
        roots[at] = roots[roots[at]]
        at = roots[at]
    return at


def join(roots: list[int], one: int, other: int) -> None:
    """Put the groups of two places together."""
    roots[root(roots, one)] = root(roots, other)
