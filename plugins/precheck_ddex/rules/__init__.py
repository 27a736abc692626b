"""The rules about identifiers, references and deals, in the order of the documentation."""

from __future__ import annotations

from precheck_ddex.rules import deals, files, parties, products, recordings, references

RULES = (
    *recordings.RULES,
    *products.RULES,
    *parties.RULES,
    *files.RULES,
    *references.RULES,
    *deals.RULES,
)
