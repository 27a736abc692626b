"""The rules about a batch and its layout, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.choreography.rules import entries, folders, manifests

RULES = (*manifests.RULES, *entries.RULES, *folders.RULES)
