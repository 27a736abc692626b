"""What the objects in an ID3 tag say of themselves, and whether a generator put them there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck_audio_tags.generators import FORENAMES, MAKERS, PRODUCTS, TOOLS, USUAL

_OWNED = ("PRIV:", "UFID:", "UFI:")
"""Frames that begin with their owner: an address or a name (ID3v2.4.0, 4.1 and 4.27)."""
_ATTACHED = ("GEOB:", "GEO:")
"""Frames that begin with a media type, a file name and a description (4.15)."""
_MEAN = "----:"
"""Atoms of MP4 whose names begin with their owner."""
_LONGEST = 512
"""Bytes at the start of an object among which these texts are looked for."""
_UTF_16 = {1: "utf-16", 2: "utf-16-be"}
_WORDS = re.compile(r"[a-z0-9]+")
_DOMAIN = re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z0-9-]+(?![\w-])")
_ENDINGS = {"ai", "app", "com", "io", "net", "org"}
_NAMES = {"".join(_WORDS.findall(tool.lower())): USUAL[tool.lower()] for tool in TOOLS}
"""Each name as one word: `stableaudio`."""
_MAKERS = {word for maker in MAKERS for word in _WORDS.findall(maker.lower())}
_WRITTEN = {"generated", "generation", "manifest", "metadata", "provenance", "watermark"}
"""Words for what a generator attaches."""
_ABOUT = {*(word.lower() for word in PRODUCTS), *_WRITTEN, "data", "id", "info", "json", "xml"}
"""Words beside a name that leave it that of a tool."""
_BY_MACHINES = {"c2pa", "json", "xml"}
"""Endings of files that nobody writes by hand, unlike lyrics in `Suno.txt`."""


def generators_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The generators that an object names as where it is from, each with the text that does."""
    if name.startswith(_OWNED):
        owner = data[:_LONGEST].partition(b"\0")[0].decode("latin-1")
        yield from owner_of(owner)
    elif name.startswith(_ATTACHED):
        media, file, description = _attached(data[:_LONGEST])
        yield from _named(media.partition("/")[2].removeprefix("x-").removeprefix("vnd."), media)
        stem, _, ending = file.rpartition(".")
        if ending.lower() in _BY_MACHINES or not _WRITTEN.isdisjoint(_WORDS.findall(stem.lower())):
            yield from _named(stem, file)
        yield from _named(description, description)


def owner_of(text: str) -> Iterator[tuple[str, str]]:
    """The generator that an owner is: by its domain, forwards or backwards, or by its name."""
    lower = text.lower()
    for domain in _DOMAIN.findall(lower):
        labels = domain.split(".")
        is_address = not _ENDINGS.isdisjoint((labels[0], labels[-1])) or "google" in labels
        for label in labels if is_address else ():
            tool = _NAMES.get(label.replace("-", ""))
            if tool is not None and _is_tool(tool, lower):
                yield tool, text
                return
    yield from _named(text, text)


def mean_of(tag: str) -> str:
    """The owner in the name of an MP4 atom such as `----:com.example:note`; else empty."""
    return tag.split(":")[1] if tag.startswith(_MEAN) else ""


def _named(text: str, shown: str) -> Iterator[tuple[str, str]]:
    """The generator whose name a text is, alone or with words that leave it that of a tool."""
    words = [w for w in _WORDS.findall(text.lower()) if not _is_beside(w)]
    tool = _NAMES.get("".join(words))
    if tool is not None and _is_tool(tool, text.lower()):
        yield tool, shown


def _is_beside(word: str) -> bool:
    return word in _ABOUT or word in _MAKERS or re.fullmatch(r"v?\d+", word) is not None


def _is_tool(tool: str, text: str) -> bool:
    """Whether it is no given name: beside that stands the maker."""
    return tool not in FORENAMES or not _MAKERS.isdisjoint(_WORDS.findall(text))


def _attached(data: bytes) -> tuple[str, str, str]:
    """Media type, file name and description; what cannot be read is empty."""
    encoding, rest = (data[0], data[1:]) if data else (0, b"")
    media, _, rest = rest.partition(b"\0")
    file, rest = _text(rest, encoding)
    description, _ = _text(rest, encoding)
    return media.decode("latin-1"), file, description


def _text(data: bytes, encoding: int) -> tuple[str, bytes]:
    """A text up to its zero, and what stands behind that."""
    if encoding not in _UTF_16:
        text, _, rest = data.partition(b"\0")
        return text.decode("utf-8" if encoding else "latin-1", "replace"), rest
    end = data.find(b"\0\0")
    while end >= 0 and end % 2:
        end = data.find(b"\0\0", end + 1)
    if end < 0:
        return "", b""
    return data[:end].decode(_UTF_16[encoding], "replace"), data[end + 2 :]
