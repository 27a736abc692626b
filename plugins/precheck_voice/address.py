"""Where a voice is asked about: which service is meant, and what it is called with."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from precheck import user_data
from precheck_voice.options import VoiceOptions

EMBEDDED = "embedded"
"""Our own service, which the run starts on this machine."""
NONE = "none"


class Address(Struct, frozen=True):
    """A service that can be asked."""

    url: str
    key: str
    """The bearer key; empty for none."""
    name: str
    """As findings call it."""


def key_of(options: VoiceOptions) -> str:
    """The bearer key of the service that is set up; empty for none."""
    return os.environ.get(options.key_env, "").strip() if options.key_env else ""


def galleries_of(options: VoiceOptions, home: Path) -> Path:
    """The folder of voices; `home` is what paths in the settings refer to."""
    return (home / options.galleries).absolute() if options.galleries else user_data() / "voices"


def chosen(options: VoiceOptions) -> str:
    """The service that is meant: `embedded`, a base URL, or nothing."""
    if options.service:
        return "" if options.service == NONE else options.service
    from precheck_voice.embedded.child import is_ready

    return EMBEDDED if is_ready() else ""
