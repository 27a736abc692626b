"""Whether two things that have a code are the same, by what they are called."""

from __future__ import annotations

from collections.abc import Callable

from precheck_ddex.reuse.facts import Coded, name_key, title_key

Names = tuple[str, ...]


def spoken(thing: Coded) -> str:
    """What it is, in a sentence."""
    by = f" by {thing.artists[0]}" if thing.artists else ""
    return f"{thing.titles[0] if thing.titles else 'without a title'!r}{by}"


def differences(here: Coded, there: Coded) -> list[str]:
    """In what they are not the same: titles, artists; nothing where one does not say."""
    titles = _differ(here.titles, there.titles, title_key)
    artists = _differ(here.artists, there.artists, name_key)
    return ["title"] * titles + ["artist"] * artists


def are_named_alike(here: Coded, there: Coded) -> bool:
    """Whether both have a title, and are the same by it and by their artists."""
    return bool(here.titles and there.titles) and not differences(here, there)


def _differ(here: Names, there: Names, key: Callable[[str], str]) -> bool:
    """Whether two lists of names have none in common, as written or as they are compared."""
    if not here or not there or not set(here).isdisjoint(there):
        return False
    return set(map(key, here)).isdisjoint(map(key, there))
