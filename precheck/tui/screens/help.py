"""The help: keys, the filter, how to read a verdict, and the plain commands."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from precheck.present.cells import wrapped
from precheck.tui.screens.page import PageScreen
from precheck.tui.wording import styled

SAID_WIDTH = 48
"""What is left beside the keys on a screen of 80 columns."""
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("?", "this help"),
            ("Ctrl+P", "every command by name"),
            ("Ctrl+Q", "quit; a run that is under way is ended"),
            ("o", "open another path"),
            ("t", "light or dark"),
            ("Tab", "to the next part of the screen"),
            ("Esc", "close, clear the filter, or show everything again"),
        ),
    ),
    (
        "A run",
        (
            ("1 to 5", "notices, matrix, not judged, plugins, policies"),
            ("/", "filter"),
            ("b", "show or hide the releases; Enter shows one alone, Right opens it"),
            ("n  N", "next, previous notice that blocks"),
            ("e", "the page of the rule"),
            ("v", "the track: its sound, its tags beside the message, its notices"),
            ("d", "more or less room for the details"),
            ("r", "run again"),
            ("L", "what the run wrote beside its events"),
        ),
    ),
    (
        "A track",
        (
            ("Left, Right", "the track before, the track after"),
            ("Up, Down", "scroll; PgUp, PgDn by pages"),
            ("Esc", "back to the run; what is not finished is ended"),
        ),
    ),
    (
        "A page of a plugin, by its key in the footer, such as p for the pace of an account",
        (
            ("Left, Right", "the page before, the page after"),
            ("Up, Down", "scroll; PgUp, PgDn by pages"),
            ("Esc", "back to the run"),
        ),
    ),
    (
        "A table",
        (
            ("arrows, j, k", "move; PgUp, PgDn by pages; g, G to either end"),
            ("Left, Right", "see the columns that do not fit"),
            ("Enter, click", "choose"),
            ("s  S", "sort by the next column, or the other way; a click on a heading too"),
            ("a", "among what was not judged: also what harms no verdict"),
        ),
    ),
    (
        "The filter",
        (
            ("word", "in the rule, message, title or file"),
            ('"two words"', "as they stand"),
            ("severity:block", "block, review, warning, note"),
            ("rule:ai", "part of a rule's id"),
            ("for:spotify", "counts for a recipient"),
            ("release:word", "part of a release's title or path"),
            ("track:word", "part of a track's title, reference or ISRC"),
            ("is:waived", "waived, open, estimate; among what was not judged: fault, skip"),
        ),
    ),
    (
        "A verdict",
        (
            ("PASS", "judged, and nothing holds it"),
            ("REVIEW", "a person must look before it is sent"),
            ("BLOCK", "do not send"),
            ("N/A", "nothing asked: a law of other countries"),
            ("?", "not complete: something that could hold or block was not judged"),
        ),
    ),
    (
        "Plain commands for the same",
        (
            ("precheck check", "run, with --for, --as-of, --offline, --json"),
            ("precheck show", "one track, with its reference or file name"),
            ("precheck cadence", "an account: what it sent, its limits, what may still be sent"),
            ("precheck rules", "list the rules"),
            ("precheck explain", "one rule's page"),
            ("precheck plugins", "list the plugins"),
            ("precheck policies", "list the policies; `show` and `diff` one"),
        ),
    ),
)


class HelpScreen(PageScreen):
    """Everything on one page."""

    def __init__(self) -> None:
        """Put it together."""
        lines: list[Content] = []
        for title, rows in SECTIONS:
            lines += [Content(""), styled(title, "bold")] if lines else [styled(title, "bold")]
            lines += [line for row in rows for line in _in_two_columns(*row)]
        super().__init__("Help", Content("\n").join(lines))


def _in_two_columns(key: str, said: str) -> Iterator[Content]:
    """A key and what it does, which stays in its column on the narrowest screen, too."""
    for number, words in enumerate(wrapped(said, SAID_WIDTH)):
        yield Content.assemble((f"  {'' if number else key:18}", "$look-note"), words)
