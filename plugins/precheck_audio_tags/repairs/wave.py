"""The repairs of WAVE files: what stands behind the samples, the sizes, and the format code."""

from __future__ import annotations

import struct
from typing import BinaryIO

from precheck import CannotRepair, Change, Remake, Terms
from precheck_audio_tags.repairs.layout import built, judge_behind, layout_of, rest_of, tagging_of
from precheck_audio_tags.riff import Chunk
from precheck_audio_tags.wave import EXTENSIBLE

_PCM_FORM = bytes.fromhex("0100000000001000800000aa00389b71")
"""The sub-format of plain PCM (KSDATAFORMAT_SUBTYPE_PCM)."""
_EXTENSIBLE_SIZE = 40
_BITS = (16, 24)
_MOST_CHANNELS = 2
"""With more, the extensible header says which loudspeaker each is for, and a plain one cannot."""
_SPEAKERS = {0: (1, 2), 0x4: (1,), 0x3: (2,), 0x1: (1,), 0x2: (1,)}
"""Masks of loudspeakers that a plain header says too, and for how many channels."""
_PLAIN = 1
_LARGEST_NUMBER = 2**32 - 1
"""What four bytes hold, such as those for the bytes of one second."""


def nothing_behind(file: BinaryIO, terms: Terms) -> Remake | None:
    """Clear what stands behind the samples. What says where the file came from goes in front."""
    layout = layout_of(file)
    if layout is None or not (layout.behind or layout.rest.size_bytes):
        return None
    judge_behind(layout)
    changes: list[Change] = []
    moved: list[Chunk] = []
    for chunk in layout.behind:
        tags = tagging_of(file, chunk, "behind the samples")
        if tags.may_go(terms):
            changes.append(tags.removal)
        else:
            moved.append(chunk)
            text = f"{tags.name} is moved in front of them, {tags.size_bytes:,} bytes"
            changes.append(Change(text=f"{text}: {tags.why_it_stays}"))
    if layout.rest.size_bytes:
        changes.append(rest_of(file, layout, terms).removal)
    return Remake(
        pieces=built(layout, front=(*layout.front, *moved)),
        changes=tuple(changes),
        sound=layout.sound,
    )


def true_sizes(file: BinaryIO, _: Terms) -> Remake | None:
    """State the true sizes of a RIFF file and of its samples."""
    layout = layout_of(file)
    if layout is None or layout.form != "RIFF" or layout.rest.size_bytes:
        return None
    size = layout.end - layout.offset - 8
    changes: list[Change] = []
    if layout.stated_size not in {size, size - size % 2, size + size % 2}:
        stated = f"the RIFF header states {layout.stated_size:,} bytes"
        changes.append(Change(text=f"{stated}, the file has {size:,}"))
    if not layout.is_data_size_known:
        text = f"the header leaves the size of the samples open: it is {layout.data.size:,} bytes"
        changes.append(Change(text=text))
    if not changes:
        return None
    return Remake(
        pieces=built(layout, behind=layout.behind), changes=tuple(changes), sound=layout.sound
    )


def plain_header(file: BinaryIO, _: Terms) -> Remake | None:
    """Write the format code of plain PCM where the samples are just that."""
    layout = layout_of(file)
    if layout is None:
        return None
    (code,) = struct.unpack_from("<H", layout.fmt)
    if code == _PLAIN:
        return None
    fmt = _plain(layout.fmt, code)
    text = (
        f"the format 0xFFFE (extensible), {len(layout.fmt)} bytes, "
        f"becomes 0x0001 (plain PCM), {len(fmt)} bytes"
    )
    if layout.rest.size_bytes:
        raise CannotRepair("something at the end of the file is no chunk")
    return Remake(
        pieces=built(layout, behind=layout.behind, fmt=fmt),
        changes=(Change(text=text),),
        sound=layout.sound,
    )


def _plain(fmt: bytes, code: int) -> bytes:
    """The format of 16 bytes that says the same. Raises `CannotRepair` where there is none."""
    if code != EXTENSIBLE:
        name = "float" if code == 3 else "not PCM"  # noqa: PLR2004 - WAVE_FORMAT_IEEE_FLOAT
        raise CannotRepair(f"the samples are {name} (0x{code:04X}): export the file as plain PCM")
    if len(fmt) < _EXTENSIBLE_SIZE:
        raise CannotRepair(f"the extensible header has {len(fmt)} bytes, not {_EXTENSIBLE_SIZE}")
    _, channels, rate, _, block, bits, _, valid, mask = struct.unpack_from("<HHIIHHHHI", fmt)
    if fmt[24:40] != _PCM_FORM:
        raise CannotRepair("the extensible header names samples that are not plain PCM")
    if bits not in _BITS or valid not in {0, bits}:
        raise CannotRepair(f"the samples have {valid or bits} bits in {bits}, not 16 or 24")
    if block != channels * bits // 8:
        raise CannotRepair(f"{channels} channels of {bits} bits do not take {block} bytes")
    if rate * block > _LARGEST_NUMBER:
        raise CannotRepair(f"the header states a sampling rate of {rate:,} Hz")
    if not 0 < channels <= _MOST_CHANNELS or channels not in _SPEAKERS.get(mask, ()):
        raise CannotRepair(
            f"the header gives {channels} channels the loudspeakers 0x{mask:X}, "
            "which a plain header cannot say"
        )
    return struct.pack("<HHIIHH", _PLAIN, channels, rate, rate * block, block, bits)
