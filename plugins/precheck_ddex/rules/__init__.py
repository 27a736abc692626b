"""The rules about the message itself, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.rules import (
    blanks,
    dates,
    deals,
    durations,
    files,
    isrcs,
    languages,
    lines,
    names,
    parties,
    previews,
    prices,
    products,
    recordings,
    references,
    related,
    root,
    terms,
    territories,
)

RULES = (
    *root.RULES,
    *isrcs.RULES,
    *recordings.RULES,
    *products.RULES,
    *related.RULES,
    *parties.RULES,
    *files.RULES,
    *references.RULES,
    *names.RULES,
    *blanks.RULES,
    *languages.RULES,
    *lines.RULES,
    *dates.RULES,
    *durations.RULES,
    *territories.RULES,
    *deals.RULES,
    *terms.RULES,
    *previews.RULES,
    *prices.RULES,
)
