"""The rules about codes in several releases, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.reuse.rules import codes, redelivery

RULES = (*codes.RULES, *redelivery.RULES)
