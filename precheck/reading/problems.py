"""What reading could not do, or would not do, and where."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from msgspec import Struct

from precheck.model import Node, Place

PROBLEM_LIMIT = 200
"""How many problems of one kind are kept: a hostile message could give one for every element.

The limit is per kind, so that many harmless ones never hide a grave one.
"""


class ProblemKind(StrEnum):
    """What kind of thing went wrong while reading."""

    UNREADABLE = "unreadable"
    """A file or folder cannot be opened."""
    NOT_XML = "not-xml"
    """A message is not well-formed XML."""
    HOSTILE = "hostile"
    """A message carries a document type or goes beyond a limit; it is not looked at."""
    NOT_ERN = "not-ern"
    """The root element or its namespace is none of ERN."""
    VERSION_UNKNOWN = "version-unknown"
    """The version of ERN is none that is known here; the message is read all the same."""
    NO_MAIN_RELEASE = "no-main-release"
    """The message does not say which of its releases is the main one."""
    AMBIGUOUS = "ambiguous"
    """A release folder holds several messages."""
    REFERENCE = "reference"
    """A resource has no reference of its own, or one that another resource has too."""
    VALUE = "value"
    """A number, duration, date or flag cannot be read; it counts as not stated."""
    OUTSIDE = "outside"
    """A file reference leaves the release folder; the file is never opened."""
    REMOTE = "remote"
    """A file reference is a URL; the file is never fetched."""
    LINK = "link"
    """A symbolic link lies inside what is checked; it is not followed."""
    SIDECAR = "sidecar"
    """`delivery.toml` cannot be read, or says something that nobody knows."""
    SIDECAR_UNMATCHED = "sidecar-unmatched"
    """An entry of `delivery.toml` is about nothing in the release."""
    SIDECAR_DIFFERS = "sidecar-differs"
    """Two entries of `delivery.toml` are about the same thing and say different things of it."""
    TOO_MANY = "too-many"
    """There is more of something than is listed."""


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that reading could not do."""

    kind: ProblemKind
    text: str
    """What is wrong, in a person's words. It may quote the submission: unsafe to print raw."""
    place: Place
    """The file relative to the release folder, with line and XPath where there are any."""


class Reading(Struct, frozen=True, kw_only=True):
    """What came of reading one release, beside the release itself."""

    problems: tuple[Problem, ...] = ()


class Problems:
    """The problems of one release, gathered while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []
        self._count: Counter[ProblemKind] = Counter()

    def add(
        self,
        kind: ProblemKind,
        text: str,
        node: Node | None = None,
        *,
        file: str | None = None,
        line: int | None = None,
    ) -> None:
        """Note one problem, at an element of the message or in a file."""
        self._count[kind] += 1
        if self._count[kind] > PROBLEM_LIMIT:
            return
        place = (
            Place(file=self.file, line=node.line, xpath=node.xpath)
            if node is not None
            else Place(file=file if file is not None else self.file, line=line)
        )
        self._found.append(Problem(kind=kind, text=text, place=place))

    def is_full(self, kind: ProblemKind) -> bool:
        """Whether another problem of this kind would only be counted."""
        return self._count[kind] >= PROBLEM_LIMIT

    def note(self, problem: Problem) -> None:
        """Note a problem that is already put into words."""
        self._found.append(problem)

    def reading(self) -> Reading:
        """Everything noted, in the order it was met."""
        rest = tuple(
            Problem(
                kind=ProblemKind.TOO_MANY,
                text=f"of {count} problems of the kind '{kind}' only {PROBLEM_LIMIT} are listed",
                place=Place(file=self.file),
            )
            for kind, count in self._count.items()
            if count > PROBLEM_LIMIT
        )
        return Reading(problems=(*self._found, *rest))
