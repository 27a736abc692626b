"""The rules about a batch and its layout, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.choreography.rules import claims, entries, folders, manifests, messages

RULES = (
    *manifests.RULES,
    *entries.RULES,
    *claims.RULES,
    *messages.RULES,
    *folders.RULES,
)
