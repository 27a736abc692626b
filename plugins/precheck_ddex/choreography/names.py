"""How the choreography names folders and files."""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

_RELEASE_FOLDER = re.compile(r"[PN]_(?P<release>.+)_(?P<stamp>[0-9]{14,20})")
_BATCH_FOLDER = re.compile(r"[PMN]_(?P<named>[0-9]{8,})|(?P<stamp>20[0-9]{15})")
_STAMP = re.compile(r"(?P<second>[0-9]{14})[0-9]{3}")


class ReleaseFolder(Struct, frozen=True):
    """The name of a folder for one release: `<P or N>_<ReleaseId>_<YYYYMMDDhhmmssnnn>`."""

    release_id: str
    stamp: str


def release_folder(name: str) -> ReleaseFolder | None:
    """What such a name says, or None for any other."""
    form = _RELEASE_FOLDER.fullmatch(name)
    return ReleaseFolder(form["release"], form["stamp"]) if form else None


def batch_id(name: str) -> str:
    """The id in the name of a batch folder, `<P, M or N>_<BatchId>`; empty for any other.

    Only ids of digits are told from names that happen to begin like this. Spotify's batches are
    called by their stamp alone: 17 digits, which is more than any product code has.
    """
    form = _BATCH_FOLDER.fullmatch(name)
    return (form["named"] or form["stamp"]) if form else ""


def is_moment(stamp: str) -> bool:
    """Whether a stamp is a moment of the calendar, to the millisecond."""
    form = _STAMP.fullmatch(stamp)
    if form is None:
        return False
    try:
        datetime.strptime(form["second"], "%Y%m%d%H%M%S")  # noqa: DTZ007 - no zone is written
    except ValueError:
        return False
    return True


def same_id(text: str) -> str:
    """An id as it is compared: capitals, and the zeros that turn a UPC into an EAN, aside."""
    return text.casefold().lstrip("0")
