"""Numbers, flags, durations and dates of a message; what cannot be read is a problem and None."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TypeVar

from precheck.reading.duration import seconds_of
from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.xml import ElementNode

T = TypeVar("T")

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]*)?|\.[0-9]{1,18})")
_CHANNELS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def is_true(text: str) -> bool:
    """Whether an `xs:boolean` says yes."""
    return text in {"true", "1"}


def whole(text: str) -> int | None:
    """A whole number such as a sequence number, or None."""
    return int(text) if _WHOLE.fullmatch(text) else None


def decimal(text: str) -> float | None:
    """A decimal number, or None."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def channels(text: str) -> int | None:
    """How many channels `2`, `5.1` or `7.1.4` are."""
    return sum(int(part) for part in text.split(".")) if _CHANNELS.fullmatch(text) else None


def read_whole(node: ElementNode | None, problems: Problems) -> int | None:
    """The whole number of an element."""
    if node is None or not node.text:
        return None
    return _said(whole(node.text), node, "a whole number", problems)


def read_decimal(node: ElementNode | None, problems: Problems) -> float | None:
    """The decimal number of an element."""
    if node is None or not node.text:
        return None
    return _said(decimal(node.text), node, "a number", problems)


def read_channels(node: ElementNode | None, problems: Problems) -> int | None:
    """The channel count of an element."""
    if node is None or not node.text:
        return None
    return _said(channels(node.text), node, "a number of channels", problems)


def read_flag(node: ElementNode | None, problems: Problems) -> bool | None:
    """The flag of an element."""
    if node is None or not node.text:
        return None
    return _said(_FLAGS.get(node.text), node, "true or false", problems)


def read_duration(node: ElementNode | None, problems: Problems) -> float | None:
    """The duration of an element, in seconds."""
    if node is None or not node.text:
        return None
    return _said(seconds_of(node.text), node, "a duration such as PT3M30S", problems)


def read_time(node: ElementNode | None, problems: Problems) -> datetime | None:
    """The date and time of an element; one without a zone counts as UTC."""
    if node is None or not node.text:
        return None
    try:
        time = datetime.fromisoformat(node.text)
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        aware.astimezone(UTC)  # a zone can push it beyond the calendar
    except (ValueError, OverflowError):
        aware = None
    return _said(aware, node, "a date and time", problems)


def _said(value: T | None, node: ElementNode, wanted: str, problems: Problems) -> T | None:
    if value is None:
        text = f"{node.name} says {node.text!r}, which is not {wanted}; it counts as not stated"
        problems.add(ProblemKind.VALUE, text, node)
    return value
