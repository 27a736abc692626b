"""The allowed value set that a message was written for."""

from __future__ import annotations

import re

from precheck import Message

_NUMBER = re.compile("[0-9]{1,9}")


def stated_value_set(message: Message) -> int | None:
    """The number of the value set that the message was written for, where it is one."""
    stated = message.avs_version
    return int(stated) if _NUMBER.fullmatch(stated) else None
