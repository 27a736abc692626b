"""What detection services say about AI; where nothing is told, silence."""

from __future__ import annotations

from typing import Any

from precheck import (
    AiDetection,
    AiDetections,
    AiStatement,
    Facts,
    Origin,
    Reason,
)
from precheck_ai_credits.sides import amount_in_words

STEADY_SHARE = 0.75
"""A conclusion that holds in fewer of the changed copies is none (policies.md, AUD-44: 3 of 4)."""


def by_detector(found: AiDetections) -> AiStatement | None:
    """What the services conclude; where they do not agree, that one of them concludes some AI."""
    decided = tuple(d for d in found.detections if d.verdict is not None and is_steady(d))
    amounts = {d.amount for d in decided}
    if not amounts:
        return None
    return AiStatement(
        origin=Origin.DETECTOR,
        amount=amounts.pop() if len(amounts) == 1 else None,
        detail="; ".join(_in_words(d) for d in decided),
    )


def is_steady(detection: AiDetection) -> bool:
    """Whether its conclusion holds in changed copies, as far as it was asked about any."""
    return detection.holding >= STEADY_SHARE * len(detection.variants)


def _in_words(detection: AiDetection) -> str:
    part = f" of the {detection.part}" if detection.part else ""
    verdict = amount_in_words(detection.amount)
    return f"{detection.service} concludes {verdict}{part} (score {detection.score:.2f})"


def answers(facts: Facts) -> AiDetections:
    """What the services say; nothing where there is none to ask.

    Raises `MissingFact` where there is one that did not answer: that is no silence.
    """
    why = facts.why(AiDetections)
    if why is not None and why.reason is Reason.NOT_SUPPLIED:
        return AiDetections()
    return facts[AiDetections]


def detected(facts: Facts) -> AiStatement | None:
    """What the services conclude; raises as `answers` does."""
    return by_detector(answers(facts))


def evidence(found: AiDetections) -> list[dict[str, Any]]:
    """Every answer, as evidence."""
    return [
        {
            "service": one.service,
            "model": one.model,
            "part": one.part,
            "score": one.score,
            "threshold": one.threshold,
            "verdict": _verdict(one),
            "generator": one.generator,
            "scale": one.scale,
            "standing": one.standing,
            "sent_to": one.sent_to,
            "variants": [
                {
                    "change": variant.change,
                    "score": variant.score,
                    "verdict": variant.verdict.value if variant.verdict is not None else None,
                }
                for variant in one.variants
            ],
        }
        for one in found.detections
    ]


def _verdict(one: AiDetection) -> str | None:
    return amount_in_words(one.amount) if one.verdict is not None else None
