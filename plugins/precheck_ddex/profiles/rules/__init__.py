"""The rules, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.profiles.rules import (
    amounts,
    artists,
    chapters,
    covers,
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
    titles,
    tracks,
    values,
    variants,
    writers,
)

RULES = (
    *stated.RULES,
    *releases.RULES,
    *tracks.RULES,
    *amounts.RULES,
    *resources.RULES,
    *identifiers.RULES,
    *covers.RULES,
    *pictures.RULES,
    *groups.RULES,
    *sequence.RULES,
    *artists.RULES,
    *writers.RULES,
    *titles.RULES,
    *territories.RULES,
    *values.RULES,
    *prices.RULES,
    *mixes.RULES,
    *chapters.RULES,
    *variants.RULES,
)
