"""What the last message about the same product said about AI."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from precheck import (
    AiDisclosure,
    AiStatement,
    Facts,
    Image,
    Inspector,
    Message,
    Reason,
    Release,
    Resource,
    Tools,
    Unavailable,
)
from precheck_ai_credits.options import AiCredits
from precheck_ai_credits.origins.sent import sent
from precheck_ai_credits.origins.whole import of_release

MOST_MESSAGES = 30
"""How many earlier messages of one product are read."""
_UPC = re.compile(r"[0-9]{8,14}")
COVER = "front cover"


class Sent(Struct, frozen=True, kw_only=True):
    """What a message said about AI in one recording or in the front cover."""

    key: str
    """The ISRC, or `front cover`."""
    disclosure: AiDisclosure


class EarlierMessage(Struct, frozen=True, kw_only=True):
    """The last message about the same product before this one."""

    file: str
    message_id: str
    created: datetime | None
    said: tuple[Sent, ...] = ()
    whole: AiStatement | None = None
    """What it said of the release as a whole."""

    def of(self, resource: Resource) -> AiDisclosure | None:
        """What it said of the same recording, or of the front cover; None where it had none."""
        key = key_of(resource)
        return next((one.disclosure for one in self.said if one.key == key), None)


def key_of(resource: Resource) -> str:
    """By what a recording or the front cover is known again; empty for anything else."""
    if isinstance(resource, Image):
        return COVER if resource.type == "FrontCoverImage" else ""
    isrc: str = getattr(resource, "isrc", "")
    return isrc.replace("-", "").upper()


async def earlier_message(
    release: Release, facts: Facts, tools: Tools
) -> EarlierMessage | Unavailable:
    """Read what is kept of the product, and take the last message before this one."""
    folder = facts[AiCredits].earlier
    if not folder:
        return Unavailable(
            Reason.NOT_CONFIGURED,
            "no folder of earlier messages is set",
            "Set earlier = 'folder' under [plugins.ai-credits] in precheck.toml.",
        )
    if not _UPC.fullmatch(release.icpn):
        return Unavailable(Reason.NOT_APPLICABLE, "the release has no UPC to look for")
    where = tools.data / folder
    return await asyncio.to_thread(_last, where, release.icpn, facts[Message], tools)


def _last(folder: Path, upc: str, now: Message, tools: Tools) -> EarlierMessage | Unavailable:
    try:
        kept = tuple(_kept(folder, upc))
    except OSError as error:
        why = f"the folder of earlier messages cannot be read: {error.strerror}"
        return Unavailable(Reason.UNREADABLE, why)
    before: list[tuple[Path, Release, Message]] = []
    for path in kept:
        other = tools.read(path)
        if other is None or other.message is None:
            return Unavailable(Reason.UNREADABLE, f"the earlier message {path.name} cannot be read")
        if _is_before(other.message, now):
            before.append((path, other, other.message))
    if not before:
        return Unavailable(Reason.NOT_APPLICABLE, "there is no earlier message of the product")
    path, last, message = max(before, key=lambda one: _moment(one[2]))
    return as_earlier(last, message, path.name)


def as_earlier(release: Release, message: Message, file: str) -> EarlierMessage:
    """What a message says about AI in all that can be known again."""
    return EarlierMessage(
        file=file,
        message_id=message.message_id,
        created=message.created,
        said=tuple(
            Sent(key=key_of(one), disclosure=sent(one, release))
            for one in (*release.tracks, *release.images)
            if key_of(one)
        ),
        whole=of_release(release),
    )


def _kept(folder: Path, upc: str) -> Iterator[Path]:
    """The messages of one product, found by name: the folder is never gone through."""
    if not folder.is_dir():
        raise NotADirectoryError(20, "it is no folder")
    alone = folder / f"{upc}.xml"
    if alone.is_file():
        yield alone
    if (folder / upc).is_dir():
        with os.scandir(folder / upc) as entries:
            names = sorted(
                entry.name
                for entry in islice(entries, 100 * MOST_MESSAGES)
                if entry.name.endswith(".xml") and entry.is_file()
            )
        yield from (folder / upc / name for name in names[-MOST_MESSAGES:])


def _is_before(other: Message, now: Message) -> bool:
    if other.message_id == now.message_id or other.sha256 == now.sha256:
        return False
    if other.created is None or now.created is None:
        return True
    return _moment(other) < _moment(now)


def _moment(message: Message) -> float:
    return message.created.timestamp() if message.created is not None else 0.0


last_message = Inspector(
    of=Release,
    gives=EarlierMessage,
    inspect=earlier_message,
    needs=(AiCredits, Message),
    version=4,
)
