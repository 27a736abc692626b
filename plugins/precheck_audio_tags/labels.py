"""The implicit labels of GB 45438-2025: where they stand, and whether they are well-formed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from precheck import TextTag
from precheck_audio_tags.bounds import LARGEST_TEXT, LONGEST_KEPT_TEXT, MOST_PARTS, one_line

_LABEL_KEY = "AIGC"
_LABEL_FIELDS = ("Label", "ContentProducer", "ProduceID")
"""The fields of GB 45438-2025 that its producer must fill."""
_LABELS = {"1": "AI made it", "2": "AI may have made it", "3": "AI is suspected to have made it"}
_IN_XMP = re.compile(
    r"<TC260:AIGC\b[^<>]*>(?P<element>[^<]*)<"
    r"|\bTC260:AIGC\s*=\s*(?:\"(?P<double>[^\"<]*)\"|'(?P<single>[^'<]*)')"
)
"""The XMP property of the committee that wrote the standard; its value is the JSON object."""


def labels(texts: Iterable[TextTag]) -> Iterator[TextTag]:
    """The tags that hold an implicit label of GB 45438-2025, well-formed or not."""
    for tag in texts:
        if bare(tag.name) == _LABEL_KEY or '"AIGC"' in tag.text:
            yield tag


def label_problem(text: str) -> str:
    """What is wrong with the form of an implicit label; empty where nothing is."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return "is not JSON"
    if isinstance(said, dict) and isinstance(said.get(_LABEL_KEY), dict):
        said = said[_LABEL_KEY]
    if not isinstance(said, dict):
        return "is not a JSON object"
    missing = [field for field in _LABEL_FIELDS if not str(said.get(field) or "").strip()]
    if missing:
        return f"lacks {', '.join(missing)}"
    if str(said["Label"]) not in _LABELS:
        return f"has the Label {one_line(str(said['Label']), 20)!r}, which is none of 1, 2 and 3"
    return ""


def labels_in_xmp(name: str, data: bytes) -> tuple[TextTag, ...]:
    """The labels in an XMP packet, at most as many as a file may have parts."""
    text = data[:LARGEST_TEXT].replace(b"\0", b"").decode("utf-8", "replace")
    found = []
    for match in _IN_XMP.finditer(text):
        value = next(group for group in match.groups() if group is not None)
        found.append(TextTag(name=name, text=html.unescape(value)[:LONGEST_KEPT_TEXT]))
        if len(found) == MOST_PARTS:
            break
    return tuple(found)


def bare(name: str) -> str:
    """A tag's own name in capitals: the last word of `TXXX:AIGC`, `APE:AIGC`, `----:mean:AIGC`."""
    upper = name.upper()
    if upper.startswith(("TXXX:", "APE:", "----:", "PNG:")):
        return upper.rpartition(":")[2]
    return upper
