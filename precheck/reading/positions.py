"""Elements of a message by their position in it, for what must be written down and found again."""

from __future__ import annotations

from collections.abc import Iterator

from precheck.model import Node


class Positions:
    """Every element of a message, numbered in document order from 0, the root."""

    def __init__(self, root: Node) -> None:
        self._elements = tuple(_every(root))
        self._numbers = {element: number for number, element in enumerate(self._elements)}

    def number(self, element: object) -> int | None:
        """The position of an element; None for anything else."""
        return self._numbers.get(element) if type(element) is type(self._elements[0]) else None

    def element(self, number: int) -> Node:
        """The element at a position; raises `IndexError` where the message ends before it."""
        if number < 0:
            raise IndexError(f"there is no element {number}")
        return self._elements[number]


def _every(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += reversed(element.children())
