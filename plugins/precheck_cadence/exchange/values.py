"""The values of one row, each checked when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, tzinfo
from enum import StrEnum
from math import isfinite, isnan
from typing import TypeVar

import msgspec
from msgspec import Struct

from precheck_cadence.upload import writable

E = TypeVar("E", bound=StrEnum)

SEPARATOR = ";"
"""Between several names in one cell."""

LONGEST_BYTES = 2_000
"""Of a text: what PostgreSQL keeps in an index is shorter than 2.7 kB."""

_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
_SUM = re.compile(r"(pcm:[0-9a-f]{32}|(sound|file):[0-9a-f]{32}([0-9a-f]{32})?)")
"""A SHA-256 may be given by its first half: no more of it is kept."""
_COVER = re.compile(r"[0-9a-f]{16}")
_SHOWN = 80


class Malformed(ValueError):  # noqa: N818 - the name says what the row is
    """A row that cannot be read, and why."""


class Values(Struct, frozen=True):
    """What a row says, by our names. Numbers, lists and times may be such, or text."""

    said: Mapping[str, object]
    zone: tzinfo | None = None
    """Of times that name none; without it such a time is refused."""

    def has(self, name: str) -> bool:
        """Whether the row says something of it."""
        value = self._value(name)
        return value is not None and (not isinstance(value, str) or value.strip() != "")

    def text(self, name: str) -> str:
        """The text without spaces around it; empty where there is none."""
        value = self._value(name)
        if isinstance(value, str):
            if _is_long(value):
                raise self._wrong(name, f"a text of at most {LONGEST_BYTES:,} bytes")
            return writable(value.strip())
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise self._wrong(name, "a text")

    def number(self, name: str) -> float | None:
        """A number of zero or more."""
        value = self._value(name)
        if isinstance(value, bool):
            raise self._wrong(name, "a number")
        if not isinstance(value, (int, float)):
            text = self.text(name)
            if not text:
                return None
            try:
                value = float(text)
            except ValueError:
                raise self._wrong(name, "a number") from None
        if not isfinite(value) or value < 0:
            raise self._wrong(name, "a number of 0 or more")
        return float(value)

    def is_true(self, name: str) -> bool:
        """Whether it is said to be so; not, where nothing is said."""
        value = self._value(name)
        if isinstance(value, bool):
            return value
        try:
            return _YES[self.text(name).lower()]
        except KeyError:
            raise self._wrong(name, "true or false") from None

    def one_of(self, name: str, kind: type[E], default: E | None = None) -> E | None:
        """A word of a list."""
        text = self.text(name)
        if not text:
            return default
        try:
            return kind(text.lower())
        except ValueError:
            raise self._wrong(name, f"one of {', '.join(kind)}") from None

    def names(self, name: str) -> tuple[str, ...] | None:
        """Several texts: a list, or a cell that holds them; None where nothing is said."""
        value = self._value(name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            try:
                value = msgspec.json.decode(value)
            except msgspec.DecodeError:
                raise self._wrong(name, "a list in JSON, since it begins with [") from None
        if isinstance(value, (list, tuple)):
            if not all(isinstance(one, str) for one in value):
                raise self._wrong(name, "a list of texts")
            found = tuple(writable(one.strip()) for one in value if one.strip())
        else:
            text = writable(value.strip()) if isinstance(value, str) else self.text(name)
            if not text:
                return None
            found = tuple(one.strip() for one in text.split(SEPARATOR) if one.strip())
        if any(map(_is_long, found)):
            raise self._wrong(name, f"texts of at most {LONGEST_BYTES:,} bytes")
        return found

    def moment(self, name: str) -> datetime | None:
        """A time in UTC."""
        value = self._value(name)
        if not isinstance(value, datetime):
            text = self.text(name)
            if not text:
                return None
            try:
                value = datetime.fromisoformat(text)
            except ValueError:
                raise self._wrong(name, "a time such as 2026-11-20T10:00:00Z") from None
        if value.tzinfo is None:
            if self.zone is None:
                raise Malformed(
                    f"{name} {_shown(self.said.get(name))} has no time zone: add one, or say by"
                    " --timezone which is meant"
                )
            value = value.replace(tzinfo=self.zone)
        try:
            value = value.astimezone(UTC)
        except OverflowError:
            raise self._wrong(name, "a time that the calendar has") from None
        if value.year in {MINYEAR, MAXYEAR}:
            raise self._wrong(name, "a time: the ends of the calendar stand for none")
        return value

    def day(self, name: str) -> date | None:
        """A date."""
        value = self._value(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = self.text(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._wrong(name, "a date such as 2026-11-20") from None

    def sums(self, name: str) -> tuple[str, ...]:
        """Sums of bytes, such as `sound:2cf2...`."""
        found = tuple(one.lower() for one in self.names(name) or ())
        if not all(_SUM.fullmatch(one) for one in found):
            raise self._wrong(
                name, "pcm: and an MD5, sound: or file: and a SHA-256, all in hexadecimal"
            )
        return found

    def cover(self, name: str) -> int | None:
        """A hash of a picture, of 64 bits."""
        text = self.text(name).lower()
        if not text:
            return None
        if not _COVER.fullmatch(text):
            raise self._wrong(name, "16 hexadecimal digits")
        return int(text, 16)

    def _value(self, name: str) -> object:
        """As it stands there; tables of numbers write a missing one as none at all."""
        value = self.said.get(name)
        return None if isinstance(value, float) and isnan(value) else value

    def _wrong(self, name: str, wanted: str) -> Malformed:
        return Malformed(f"{name} is {_shown(self.said.get(name))}, not {wanted}")


def _is_long(text: str) -> bool:
    return len(text) > LONGEST_BYTES // 4 and len(text.encode()) > LONGEST_BYTES


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
