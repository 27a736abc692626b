"""What an adapter is, and how it says that an answer tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from precheck import Reason, Source, Unavailable
from precheck_voice.adapters.asking import Asking
from precheck_voice.adapters.result import Axis, VoiceEvidence


class Standing(StrEnum):
    """How well the shape of a vendor's answers is known."""

    DOCUMENTED = "documented"
    """The vendor's public documentation names the fields."""
    SDK_DERIVED = "sdk-derived"
    """A public client of the vendor reads them."""
    UNVERIFIED = "unverified"
    """Some of them are known at second hand."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is known of the question, beside the answer."""

    artists: tuple[str, ...] = ()
    """The ids the vendor was to compare with, in the order in which it was given them."""
    seconds: float | None = None
    """How long the sound is."""


class Adapter(Struct, frozen=True, kw_only=True):
    """How one kind of answer of one vendor is read."""

    vendor: str
    """The vendor's name, as findings write it."""
    axes: frozenset[Axis]
    """What its answers are about."""
    standing: Standing
    sources: tuple[Source, ...]
    read: Callable[[object, Asked], VoiceEvidence | Unavailable]
    """From the decoded JSON to the result. Pure.

    Raises `ValueError` (which `msgspec.ValidationError` is) where the answer is not of the shape.
    """
    asking: Asking | None = None
    """How the vendor is asked; None where its answers are only read."""
    why_not_asked: str = ""
    """Why its answers are only read, where that needs saying."""


def unusable(why: str) -> Unavailable:
    """The answer contradicts itself, is broken, or tells of a failure."""
    return Unavailable(
        Reason.SERVICE,
        f"the vendor's answer cannot be used: {why}",
        "Have the track judged again, or ask the vendor.",
    )


def unfinished(state: str) -> Unavailable:
    """The vendor was still at work when the answer was stored."""
    return Unavailable(
        Reason.SERVICE,
        f"the vendor had not finished: its state is {state!r:.60}",
        "Store the answer again when it is finished.",
    )


def inconclusive(why: str) -> Unavailable:
    """The vendor tried, and could not tell; or it heard only a part."""
    return Unavailable(Reason.INCONCLUSIVE, why, "Listen, or have the track judged again.")
