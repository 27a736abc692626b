"""Upload cadence: how much an account or an artist sends, and whether the sound was here before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register the rules."""
    from precheck_cadence.rules import RULES

    return RULES


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Register how an upload and its cadence are learned."""
    from precheck_cadence.blocked import blocked
    from precheck_cadence.campaigns import campaigns
    from precheck_cadence.inspection import cadence
    from precheck_cadence.played import played_tracks
    from precheck_cadence.reading import upload_event

    return [upload_event, played_tracks, cadence, blocked, campaigns]


@hookimpl
def precheck_options() -> Iterable[type]:
    """Register the settings."""
    from precheck_cadence.options import CadenceOptions

    return [CadenceOptions]
