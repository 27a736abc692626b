"""Answers in pieces: whether the pieces are the whole track."""

from __future__ import annotations

from collections.abc import Iterable

from precheck_voice.answer import SLACK_SECONDS


def covered(
    pieces: Iterable[tuple[float, float]], seconds: float | None, *, short_by: float = 0.0
) -> str:
    """What is not covered by pieces of (start, end) seconds; empty where nothing is missing.

    The last piece may end `short_by` seconds early, as where a vendor leaves a rest out. Without
    the length of the track it cannot be told, and that is said.
    """
    if seconds is None:
        return "the length of the track is not known, so neither is whether all of it was heard"
    reached = 0.0
    for start, end in sorted(pieces):
        if start > reached + SLACK_SECONDS:
            return f"nothing is said of {reached:.0f} s to {start:.0f} s"
        reached = max(reached, end)
    if reached + short_by + SLACK_SECONDS < seconds:
        return f"only {reached:.0f} s of {seconds:.0f} s were heard"
    return ""
