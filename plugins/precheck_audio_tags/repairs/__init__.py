"""The repairs of this plugin, in the order they are made."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from precheck import Remake, Repair, Terms


def _later(module: str, name: str) -> Callable[[BinaryIO, Terms], Remake | None]:
    """A plan that is imported when it is first asked: the parsers behind it take their time."""

    def plan(file: BinaryIO, terms: Terms) -> Remake | None:
        made: Remake | None = getattr(import_module(f"{__name__}.{module}"), name)(file, terms)
        return made

    return plan


REPAIRS: tuple[Repair, ...] = (
    Repair(
        id="audio-tags.nothing-behind-samples",
        title="Clear what stands behind the samples of a WAVE file",
        plan=_later("wave", "nothing_behind"),
        rules=("audio-tags.wav-chunk-after-samples",),
    ),
    Repair(
        id="audio-tags.true-sizes",
        title="State the true sizes in the header of a WAVE file",
        plan=_later("wave", "true_sizes"),
        rules=("audio-tags.header-contradicts",),
    ),
    Repair(
        id="audio-tags.plain-header",
        title="Write the WAVE header of plain PCM",
        plan=_later("wave", "plain_header"),
        rules=("audio-tags.wav-not-plain-pcm",),
    ),
    Repair(
        id="audio-tags.no-stray-tags",
        title="Clear the ID3 and APE tags around a FLAC stream",
        plan=_later("flac", "without_stray_tags"),
        rules=("audio-tags.id3-before-flac", "audio-tags.tags-behind-flac"),
    ),
    Repair(
        id="audio-tags.no-tags",
        title="Remove every tag",
        plan=_later("bare", "without_tags"),
        rules=("audio-tags.tags-forbidden",),
    ),
)
