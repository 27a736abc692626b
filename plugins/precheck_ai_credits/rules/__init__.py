"""The rules about AI credits, in the order of the documentation."""

from __future__ import annotations

from precheck_ai_credits.rules import (
    amounts,
    contributors,
    editions,
    evidence,
    models,
    outcomes,
    rollup,
    silence,
    training,
    values,
    versions,
    wording,
)

RULES = (
    *versions.RULES,
    *values.RULES,
    *contributors.RULES,
    *models.RULES,
    *editions.RULES,
    *amounts.RULES,
    *rollup.RULES,
    *evidence.RULES,
    *silence.RULES,
    *wording.RULES,
    *outcomes.RULES,
    *training.RULES,
)
