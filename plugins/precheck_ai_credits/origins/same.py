"""A release as itself: what is worked out of it is worked out once, not once for each track."""

from __future__ import annotations

from precheck import Release


class Same:
    """A release, equal to itself alone."""

    __slots__ = ("release",)

    def __init__(self, release: Release) -> None:
        self.release = release

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.release is self.release

    def __hash__(self) -> int:
        return id(self.release)
