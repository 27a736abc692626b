"""The rules about AI credits, in the order of the documentation."""

from __future__ import annotations

from precheck_ai_credits.rules import (
    amounts,
    contributors,
    evidence,
    outcomes,
    silence,
    values,
    versions,
)

RULES = (
    *versions.RULES,
    *values.RULES,
    *contributors.RULES,
    *amounts.RULES,
    *evidence.RULES,
    *silence.RULES,
    *outcomes.RULES,
)
