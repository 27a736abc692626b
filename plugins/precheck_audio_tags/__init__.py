"""What the files say: their container, stream and tags, their bytes, and where they came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Repair, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Every rule of this plugin, in the order of its pages."""
    from precheck_audio_tags.rules import RULES

    return RULES


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Every inspector of this plugin."""
    from precheck_audio_tags.inspectors import INSPECTORS

    return INSPECTORS


@hookimpl
def precheck_repairs() -> Iterable[Repair]:
    """Every repair of this plugin, in the order they are made."""
    from precheck_audio_tags.repairs import REPAIRS

    return REPAIRS


@hookimpl
def precheck_options() -> Iterable[type]:
    """The settings under `[plugins.audio-tags]`."""
    from precheck_audio_tags.options import AudioTags

    return (AudioTags,)
