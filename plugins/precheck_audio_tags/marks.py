"""Signs of where a file came from, in its texts and objects. Absence of them says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from precheck import Mark, MarkKind, TextTag
from precheck_audio_tags.bounds import LARGEST_TEXT, one_line
from precheck_audio_tags.facts import C2paManifest, ManifestState
from precheck_audio_tags.generators import SOURCE_TYPES, TOOL_TAGS, TOOLS, TRACES, USUAL, Trace
from precheck_audio_tags.labels import bare, labels
from precheck_audio_tags.objects import generators_of, mean_of, owner_of
from precheck_audio_tags.phrases import credited_in, is_person, is_turned, phrases_in
from precheck_audio_tags.times import time_of

_SOURCE_TYPE = re.compile("|".join(SOURCE_TYPES))
_TOOL = re.compile(rf"\b({'|'.join(TOOLS)})\b", re.IGNORECASE)
_TOOL_IN_MANIFEST = re.compile(rf"({'|'.join(TOOLS)})")
"""In CBOR a text stands between the lengths of its neighbours, which may look like letters."""
_LABEL_AHEAD = re.compile(r'"AIGC"\s*:|\bAIGC:\w+=|\bTC260:AIGC\b')
"""In JSON, as attributes, or as the XMP property of the committee that wrote the standard."""
_KEPT = 200
"""Characters of a mark's text."""
_MOST_DENIALS = 100
"""Places of a trace in one text that are looked at."""
_C2PA = re.compile(
    r"jumb.{0,64}?c2pa|c2pa manifest store|c2pa\.(?:claim|assertions|signature)\b",
    re.DOTALL,
)


def marks_in(texts: Iterable[TextTag]) -> tuple[Mark, ...]:
    """Every sign in the text tags, each once, in the file's order."""
    known = tuple(texts)
    credited = credited_in(known)
    found = [mark for tag in known for mark in _in_text(tag, credited)]
    return tuple(dict.fromkeys(found))


def marks_in_object(name: str, data: bytes) -> tuple[Mark, ...]:
    """Every sign in a part that is not text, such as an XMP packet or a C2PA manifest."""
    text = data[:LARGEST_TEXT].replace(b"\0", b"").decode("ascii", "replace")
    found: list[Mark] = []
    is_manifest = _C2PA.search(text) is not None
    if is_manifest:
        found.append(_manifest(name, text))
    found += _source_types(name, text)
    for trace in TRACES:
        if (match := _traced(trace, text)) is not None:
            found.append(_mark(MarkKind.GENERATOR, name, match[0], generator=trace.generator))
    for tool, said in generators_of(name, data):
        found.append(_mark(MarkKind.GENERATOR, name, said, generator=tool))
    if not is_manifest and (label := _LABEL_AHEAD.search(text)) is not None:
        found.append(_mark(MarkKind.AIGC_LABEL, name, text[label.start() :]))
    return tuple(dict.fromkeys(found))


def verified(marks: Iterable[Mark], manifest: C2paManifest | None) -> tuple[Mark, ...]:
    """The marks, where bytes of a manifest give way to what the library reads in it.

    An invalid manifest says that something was changed, not that AI was used. One that is seen, and
    that the library does not find or was not asked about, stays as it was seen.
    """
    found = tuple(marks)
    seen = [mark.tag for mark in found if mark.kind is MarkKind.C2PA]
    if manifest is None or manifest.state is ManifestState.ABSENT or not seen:
        return found
    others = (mark for mark in found if mark.tag not in seen)
    return (*others, *_in_manifest(seen[0], manifest))


def _in_text(tag: TextTag, credited: frozenset[str]) -> Iterator[Mark]:
    yield from _generators(tag, credited)
    for label in labels((tag,)):
        yield _mark(MarkKind.AIGC_LABEL, label.name, label.text)
    yield from _source_types(tag.name, tag.text)


def _generators(tag: TextTag, credited: frozenset[str]) -> Iterator[Mark]:
    """The trace of one generator, else each that the text names as the tool."""
    text = tag.text
    for trace in TRACES:
        if (match := _traced(trace, text)) is not None:
            created = time_of(match.groupdict().get("created") or "")
            yield _mark(
                MarkKind.GENERATOR, tag.name, text, generator=trace.generator, created=created
            )
            return
    named: dict[str, str] = {}
    if bare(tag.name) in TOOL_TAGS:
        matches = (match for match in _TOOL.finditer(text) if not is_person(match))
        named |= {USUAL[match[1].lower()]: text for match in matches}
    for tool, start in phrases_in(tag, credited):
        named.setdefault(tool, _around(text, start))
    named |= {tool: text for tool, _ in owner_of(mean_of(tag.name))}
    for tool, said in named.items():
        yield _mark(MarkKind.GENERATOR, tag.name, said, generator=tool)


def _traced(trace: Trace, text: str) -> re.Match[str] | None:
    """The first place where a trace stands, and is not denied by its sentence."""
    for match in islice(trace.pattern.finditer(text), _MOST_DENIALS):
        is_data = not trace.is_said or match.groupdict().get("data") is not None
        if is_data or not is_turned(text, match.start(), match.end()):
            return match
    return None


def _around(text: str, start: int) -> str:
    """A text so that what is kept of it holds the place."""
    return text if len(text) <= _KEPT else text[max(0, start - _KEPT // 4) :]


def _source_types(name: str, text: str) -> Iterator[Mark]:
    for kind in dict.fromkeys(_SOURCE_TYPE.findall(text)):
        yield Mark(kind=MarkKind.SOURCE_TYPE, tag=name, text=kind, is_ai=SOURCE_TYPES[kind])


def _manifest(name: str, text: str) -> Mark:
    """A C2PA manifest, not verified. It says AI only where it names a source type of trained AI."""
    generator = next(_tools(_TOOL_IN_MANIFEST, text), "")
    is_ai = any(SOURCE_TYPES[kind] for kind in _SOURCE_TYPE.findall(text))
    said = "a C2PA manifest, not verified"
    return Mark(kind=MarkKind.C2PA, tag=name, text=said, generator=generator, is_ai=is_ai)


def _in_manifest(tag: str, manifest: C2paManifest) -> Iterator[Mark]:
    """What a manifest says that was verified."""
    if manifest.state is ManifestState.INVALID:
        said = f"an invalid C2PA manifest ({', '.join(manifest.codes) or 'without a reason'})"
        yield Mark(kind=MarkKind.C2PA, tag=tag, text=one_line(said), is_ai=False)
        return
    trust = "a trust list vouches" if manifest.state is ManifestState.TRUSTED else "nobody vouches"
    signer = f"signed by {manifest.signer!r}, " if manifest.signer else ""
    known = [kind for kind in manifest.source_types if kind in SOURCE_TYPES]
    yield Mark(
        kind=MarkKind.C2PA,
        tag=tag,
        text=one_line(f"a valid C2PA manifest, {signer}for whom {trust}"),
        generator=next((t for tool in manifest.tools for t in _tools(_TOOL, tool)), ""),
        created=manifest.created or manifest.signed,
        is_ai=any(SOURCE_TYPES[kind] for kind in known),
    )
    for kind in known:
        yield Mark(kind=MarkKind.SOURCE_TYPE, tag=tag, text=kind, is_ai=SOURCE_TYPES[kind])


def _mark(
    kind: MarkKind, tag: str, text: str, *, generator: str = "", created: datetime | None = None
) -> Mark:
    return Mark(kind=kind, tag=tag, text=one_line(text), generator=generator, created=created)


def _tools(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """The generators a text names, each in its usual spelling."""
    for match in pattern.finditer(text):
        yield USUAL[match[1].lower()]
