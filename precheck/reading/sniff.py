"""What a file is, from its name and its first few kilobytes."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import Path

from precheck.reading.versions import ROOTS, meant_version

AUDIO_SUFFIXES = frozenset(
    f".{name}"
    for names in (
        ("aif", "aifc", "aiff", "bw64", "bwf", "caf", "rf64", "w64", "wav", "wave"),
        ("alac", "ape", "dff", "dsf", "flac", "wv"),
        ("aac", "ac3", "ac4", "amr", "ec3", "eac3", "m4a", "mka"),
        ("mp2", "mp3", "oga", "ogg", "opus", "wma"),
    )
    for name in names
)
MANIFEST_PREFIX = "batchcomplete_"
MANIFEST_ROOT = "ManifestMessage"

_HEAD_BYTES = 8 * 1024
"""Enough for a declaration, a licence comment and the root's start tag."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:(?P<prefix>[^\s:<>/!?]+):)?(?P<name>[^\s:<>/!?]+)(?P<rest>[^>]*)")


class FileKind(StrEnum):
    """What a file is good for here."""

    MESSAGE = "message"
    MANIFEST = "manifest"
    AUDIO = "audio"
    OTHER = "other"


def kind_of(path: Path) -> FileKind:
    """What a file is. XML that cannot be told is taken for a message, so that it is not unseen."""
    suffix = path.suffix.lower()
    if suffix in AUDIO_SUFFIXES:
        return FileKind.AUDIO
    if suffix != ".xml":
        return FileKind.OTHER
    if path.name.lower().startswith(MANIFEST_PREFIX):
        return FileKind.MANIFEST
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return FileKind.MESSAGE  # reading it will say why it cannot be opened
    return kind_of_xml(head)


def kind_of_xml(head: bytes) -> FileKind:
    """What the root in the first bytes of some XML says."""
    text = _text(head)
    at = 0
    while (skipped := _BEFORE_ROOT.match(text, at)) is not None:
        at = skipped.end()
    root = _ROOT.match(text, at)
    if root is None:
        return FileKind.MESSAGE
    if root["name"] == MANIFEST_ROOT:
        return FileKind.MANIFEST
    if root["name"] in ROOTS:
        return FileKind.MESSAGE
    attribute = f"xmlns:{root['prefix']}" if root["prefix"] else "xmlns"
    declared = re.search(rf"""(?<!\S){re.escape(attribute)}\s*=\s*["']([^"']*)""", root["rest"])
    return FileKind.MESSAGE if declared and meant_version(declared[1]) else FileKind.OTHER


def _text(head: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace").lstrip("\ufeff")
    return head.decode("utf-8", "replace")
