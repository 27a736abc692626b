"""Schema errors in plain words: what stands there, what the schema wants, what to write."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from precheck import SchemaError

NAMED = 6
"""So many names are listed; the rest are counted."""
QUOTED = 60
"""Characters of a value that a message quotes."""


class Words(Struct, frozen=True):
    """One error in words."""

    says: str
    """What is wrong, as one line."""
    write: str
    """What to write instead."""
    is_slip: bool = False
    """Whether it is a known slip, which is wrong under every value set."""


def quoted(value: str) -> str:
    """A value between quotes, shortened."""
    return repr(value if len(value) <= QUOTED else f"{value[:QUOTED]}…")


def one_of(names: Iterable[str]) -> str:
    """Names to choose from."""
    names = tuple(names)
    if len(names) > NAMED:
        return f"one of {', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} or {names[-1]}"
    return names[0] if names else "nothing"


def all_of(names: Iterable[str]) -> str:
    """Names that go together."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def subject(error: SchemaError) -> str:
    """What the error is about: an attribute of an element, or an element in its parent."""
    if error.attribute:
        return f"{error.attribute} of {error.element}"
    return f"{error.element} in {error.parent}" if error.parent else error.element


def letters(text: str) -> str:
    """A value without what spellings differ in: case, hyphens, spaces."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def is_padded(error: SchemaError) -> bool:
    """Whether a wrong value has blanks around it, which may be all that is wrong."""
    return error.value != error.value.strip()


def spelled_right(error: SchemaError) -> str:
    """The allowed value that a wrong one misspells, or an empty string."""
    meant = letters(error.value)
    return next((one for one in error.allowed if meant and letters(one) == meant), "")
