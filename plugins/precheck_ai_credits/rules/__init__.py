"""The rules about AI credits, in the order of the documentation."""

from __future__ import annotations

from precheck_ai_credits.rules import (
    amounts,
    contributors,
    detections,
    earlier,
    editions,
    evidence,
    imitation,
    marks,
    models,
    outcomes,
    reach,
    roles,
    rollup,
    silence,
    tools,
    training,
    values,
    versions,
    wording,
    works,
)

RULES = (
    *versions.RULES,
    *values.RULES,
    *contributors.RULES,
    *models.RULES,
    *editions.RULES,
    *amounts.RULES,
    *rollup.RULES,
    *roles.RULES,
    *evidence.RULES,
    *marks.RULES,
    *detections.RULES,
    *silence.RULES,
    *wording.RULES,
    *tools.RULES,
    *outcomes.RULES,
    *reach.RULES,
    *works.RULES,
    *imitation.RULES,
    *earlier.RULES,
    *training.RULES,
)
