"""What a report saves so that it can be judged again: the message, what lay beside it, the facts.

All paths are written as seen from the folder that was checked, and elements of a message by their
position in it; nothing here names this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from precheck.facts import Unavailable

SubjectKind = Literal["batch", "release", "track", "image"]


class Learner(Struct, frozen=True, kw_only=True):
    """An inspector whose facts are saved: they are only as good as the one who learned them."""

    of: SubjectKind
    fact: str
    """The plugin and the fact's class, such as `audio-tags.Tags`."""
    version: int
    form: str
    """A digest of the fact's fields and their types; empty where it cannot be saved."""


class SavedFact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one inspector learned of one subject: a value, why there is none, or a digest."""

    fact: str
    value: Any = None
    why: Unavailable | None = None
    is_fault: bool = False
    """Whether `why` is that the inspector broke."""
    digest: str = ""
    """Of a derived fact, which is worked out anew, where others rest on it."""
    unsaved: str = ""
    """Why it cannot be written and read back; then it is not there to be judged by."""
    reads_day: bool = False
    """Whether its inspector looked at the day."""
    settings: Mapping[str, str] = {}
    """The settings that its inspector looked at, by plugin and class, as digests."""


class SavedSubject(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The facts of one subject."""

    kind: SubjectKind
    reference: str = ""
    facts: tuple[SavedFact, ...] = ()


class SavedSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a release was read from."""

    folder: str
    message: str | None = None
    audio: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    is_alone: bool = False


class SavedRelease(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that reading and inspecting made of one release."""

    source: SavedSource
    trouble: str = ""
    """Why nothing more is here; then the release cannot be judged again."""
    message: bytes = b""
    """The bytes of the message, compressed as `zlib` does; empty where it could not be read."""
    named: Mapping[str, str | None] = {}
    """The files the message names, by URI: the path, or None where there is none."""
    outside: tuple[str, ...] = ()
    """The URIs that lead out of the release folder."""
    files: tuple[str, ...] = ()
    """Every file of the release folder."""
    is_message_only: bool = False
    sidecar: str | None = None
    """The text of `delivery.toml`, where there is one that can be read."""
    reading: Any = None
    """What reading stumbled over."""
    subjects: tuple[SavedSubject, ...] = ()
    """The tracks, the images and the release itself."""


class SavedRun(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the saved releases have in common."""

    home: str
    """The name of the folder that all paths are seen from."""
    root: str = "."
    """What was checked, as seen from there."""
    manifests: tuple[Any, ...] = ()
    """The manifests of the batch, as reading understood them."""
    manifest_form: str = ""
    """A digest of the form in which they are written."""
    trouble: str = ""
    """Why the batch as a whole cannot be judged again; its releases can."""
    reading_form: str
    """A digest of the form in which `reading` is written."""
    learners: tuple[Learner, ...] = ()
    batch: SavedSubject | None = None
    """The facts of the batch as a whole; in a stream they come with `batch-done`."""
