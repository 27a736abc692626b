"""The rules, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.profiles.rules import (
    artists,
    chapters,
    groups,
    identifiers,
    mixes,
    pictures,
    prices,
    releases,
    resources,
    sequence,
    stated,
    territories,
    tracks,
    values,
    variants,
)

RULES = (
    *stated.RULES,
    *releases.RULES,
    *tracks.RULES,
    *resources.RULES,
    *identifiers.RULES,
    *pictures.RULES,
    *groups.RULES,
    *sequence.RULES,
    *artists.RULES,
    *territories.RULES,
    *values.RULES,
    *prices.RULES,
    *mixes.RULES,
    *chapters.RULES,
    *variants.RULES,
)
