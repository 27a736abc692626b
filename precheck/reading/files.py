"""The files a resource names, with the encoding and the hash sums the message states for them."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from precheck.model import Clip, FileReference, HashSum, Node, Technical
from precheck.reading.composite import Composite
from precheck.reading.parties import Children, first_text
from precheck.reading.paths import Locator, Where
from precheck.reading.problems import ProblemKind, Problems
from precheck.reading.values import is_true, read_channels, read_decimal, read_duration, read_whole
from precheck.reading.xml import ElementNode

_MISPLACED = frozenset({"DeliveryFile", "File"})
"""They belong in technical details."""
_CODECS = ("AudioCodecType", "VideoCodecType", "ImageCodecType", "TextCodecType")
_BITS = ("BitsPerSample", "AudioBitsPerSample", "BitDepth")
_HERTZ = MappingProxyType({"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9})
_KILOBITS = MappingProxyType({"bps": 1e-3, "kbps": 1.0, "Mbps": 1e3, "Gbps": 1e6})
_LOWEST_RATE_HZ = 1_000
"""A sampling rate below this that states no unit is in kHz: no audio is sampled that slowly."""
_KILOBYTE = 1_000
"""ERN 4 states `FileSize` in kilobytes, and does not say whether these have 1000 or 1024 bytes."""


def read_files(
    composite: Composite, locator: Locator, problems: Problems
) -> tuple[FileReference, ...]:
    """Every file of a resource, with the path of those that lie in the release folder."""
    found: list[FileReference] = []
    for name in composite.names():
        if name.startswith("Technical") and name.endswith("Details"):
            for node in composite.nodes(name):
                found += _described(node, node.by_name(), locator, problems, is_preview=False)
        elif name in _MISPLACED:
            for node in composite.nodes(name):
                found += _described(node, {name: [node]}, locator, problems, is_preview=False)
    return tuple(found)


def read_clips(composite: Composite, problems: Problems) -> tuple[Clip, ...]:
    """The parts that technical details cut out of a recording: clips, before ERN 4.3 previews."""
    found: list[Clip] = []
    for name in composite.names():
        if name.startswith("Technical") and name.endswith("Details"):
            for node in composite.nodes(name):
                children = node.by_name()
                for clip in (
                    *children.get("ClipDetails", ()),
                    *children.get("PreviewDetails", ()),
                ):
                    found += _clips(clip, problems)
    return tuple(found)


def _clips(node: ElementNode, problems: Problems) -> Iterator[Clip]:
    """The parts that one clip consists of: one for each timing, or before ERN 4.3 itself."""
    children = node.by_name()
    for timing in children.get("Timing", ()) or (node,):
        parts = timing.by_name()
        start, end, long = (
            next(iter(found), None)
            for found in (
                parts.get("StartPoint", ()),
                parts.get("EndPoint", ()),
                parts.get("DurationUsed", ()) or parts.get("Duration", ()),
            )
        )
        if start is not None or end is not None or long is not None:
            yield Clip(
                start_seconds=read_decimal(start, problems),
                end_seconds=read_decimal(end, problems),
                duration_seconds=read_duration(long, problems),
                node=timing,
            )


def _described(
    node: ElementNode, children: Children, locator: Locator, problems: Problems, *, is_preview: bool
) -> Iterator[FileReference]:
    """The files in technical details, which describe them directly or one by one."""
    is_preview = is_preview or is_true(first_text(children, ("IsPreview", "IsClip")))
    files = children.get("File", ())
    if files:
        technical = _technical(node, children, problems, is_preview=is_preview)
        for file in files:
            yield _file(file, technical, locator, problems)
    for delivery in children.get("DeliveryFile", ()):
        yield from _described(
            delivery, delivery.by_name(), locator, problems, is_preview=is_preview
        )
    for clip in children.get("ClipDetails", ()):
        yield from _described(clip, clip.by_name(), locator, problems, is_preview=True)


def _file(
    node: ElementNode, technical: Technical, locator: Locator, problems: Problems
) -> FileReference:
    children = node.by_name()
    sizes = children.get("FileSize", ())
    size = read_decimal(sizes[0], problems) if sizes else None
    marks: dict[str, Node] = {"size_bytes": sizes[0]} if sizes else {}
    for name in ("URI", "URL", "FileName", "FilePath"):
        if name in children:
            marks.setdefault("uri", children[name][0])
    uri = _uri(node, children)
    located = locator.locate(uri)
    if located.where is Where.OUTSIDE:
        text = f"the file reference {uri!r} {located.why}; the file is not opened"
        problems.add(ProblemKind.OUTSIDE, text, marks.get("uri", node))
    elif located.where is Where.REMOTE:
        text = f"the file reference {uri!r} is a URL; the file is not fetched"
        problems.add(ProblemKind.REMOTE, text, marks.get("uri", node))
    elif located.why:
        text = f"the file reference {uri!r} {located.why}; it names no file"
        problems.add(ProblemKind.VALUE, text, marks.get("uri", node))
    return FileReference(
        node=node,
        marks=marks,
        uri=uri,
        path=located.path,
        is_outside=located.where is Where.OUTSIDE,
        is_remote=located.where is Where.REMOTE,
        hash_sums=tuple([_hash_sum(one) for one in children.get("HashSum", ())]),
        size_bytes=round(size * _KILOBYTE) if size is not None else None,
        technical=technical,
    )


def _uri(node: ElementNode, children: Children) -> str:
    """The path as written: `URI`, `URL`, or `FilePath` and `FileName` joined by a slash."""
    if uri := first_text(children, ("URI", "URL")):
        return uri
    folder, name = first_text(children, ("FilePath",)), first_text(children, ("FileName",))
    if folder and name:
        return f"{folder}{name}" if folder.endswith(("/", "\\")) else f"{folder}/{name}"
    return folder or name or ("" if children else node.text)


def _hash_sum(node: ElementNode) -> HashSum:
    children = node.by_name()
    return HashSum(
        node=node,
        algorithm=first_text(children, ("Algorithm", "HashSumAlgorithmType")),
        value=first_text(children, ("HashSumValue", "HashSum")) or ("" if children else node.text),
    )


_TECHNICAL_FIELDS = {
    "codec": _CODECS,
    "container": ("ContainerFormat",),
    "sampling_rate_hz": ("SamplingRate", "AudioSamplingRate"),
    "bits_per_sample": _BITS,
    "bit_rate_kbps": ("BitRate", "AudioBitRate", "OverallBitRate"),
    "channels": ("NumberOfChannels", "NumberOfAudioChannels"),
    "duration_seconds": ("Duration",),
    "width_pixels": ("ImageWidth",),
    "height_pixels": ("ImageHeight",),
}
"""The elements behind each field, the first of them that is there."""
_FIELD_OF = tuple(
    (name, field) for field, names in _TECHNICAL_FIELDS.items() for name in reversed(names)
)
"""The same from the elements' side: what comes later goes before what comes earlier."""


def _technical(
    node: ElementNode, children: Children, problems: Problems, *, is_preview: bool
) -> Technical:
    said = {field: children[name][0] for name, field in _FIELD_OF if name in children}
    one = said.get
    return Technical(
        node=node,
        marks=said,
        codec=first_text(children, _CODECS),
        container=first_text(children, ("ContainerFormat",)),
        sampling_rate_hz=_hertz(one("sampling_rate_hz"), problems),
        bits_per_sample=read_whole(one("bits_per_sample"), problems) or 0,
        bit_rate_kbps=_kilobits(one("bit_rate_kbps"), problems),
        channels=read_channels(one("channels"), problems) or 0,
        duration_seconds=read_duration(one("duration_seconds"), problems),
        is_preview=is_preview,
        width_pixels=_pixels(one("width_pixels"), problems),
        height_pixels=_pixels(one("height_pixels"), problems),
    )


def _hertz(node: ElementNode | None, problems: Problems) -> int:
    value = read_decimal(node, problems)
    if node is None or value is None:
        return 0
    unit = node.attribute("UnitOfMeasure") or ("kHz" if value < _LOWEST_RATE_HZ else "Hz")
    return round(value * _HERTZ.get(unit, 1.0))


def _kilobits(node: ElementNode | None, problems: Problems) -> float:
    value = read_decimal(node, problems)
    if node is None or value is None:
        return 0.0
    return value * _KILOBITS.get(node.attribute("UnitOfMeasure"), 1.0)


def _pixels(node: ElementNode | None, problems: Problems) -> int:
    """A width or height; one in inches or millimetres says nothing about pixels."""
    if node is None or node.attribute("UnitOfMeasure") not in {"", "Pixel"}:
        return 0
    return round(read_decimal(node, problems) or 0)
