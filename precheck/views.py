"""Views: pages about a release that a plugin's plain command prints, for a screen to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct


class RunRelease(Struct, frozen=True, kw_only=True):
    """A release as a screen knows it when it has been judged."""

    id: str
    title: str = ""
    account: str = ""
    icpn: str = ""
    grid: str = ""


class RunView(Struct, frozen=True, kw_only=True):
    """What a run was about."""

    releases: tuple[RunRelease, ...]
    """Those that have been judged, in order."""
    recipients: tuple[str, ...]
    as_of: date


class View(Struct, frozen=True, kw_only=True):
    """Pages of a plugin in the terminal UI."""

    title: str
    """A word or two, which stands beside its key."""
    key: str
    """One letter; where the screen or another view has it, the palette alone opens the view."""
    pages: Callable[[RunView], Mapping[str, tuple[str, ...]]]
    """The plain command, without `precheck`, that prints the page about a release, by its id.

    The command takes `drawing_options` and prints by `print_lines`. Releases with the same words
    share one page.
    """
