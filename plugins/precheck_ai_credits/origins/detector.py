"""What detection services say about AI. None is part of Precheck; where there is none, silence."""

from __future__ import annotations

from precheck import (
    AiAmount,
    AiDetection,
    AiDetections,
    AiStatement,
    Facts,
    Origin,
    Reason,
)


def by_detector(found: AiDetections) -> AiStatement | None:
    """What the services conclude; where they do not agree, that one of them concludes some AI."""
    decided = tuple(d for d in found.detections if d.verdict is not None)
    amounts = {d.verdict for d in decided}
    if not amounts:
        return None
    return AiStatement(
        origin=Origin.DETECTOR,
        amount=amounts.pop() if len(amounts) == 1 else None,
        detail="; ".join(_in_words(d) for d in decided),
    )


def _in_words(detection: AiDetection) -> str:
    part = f" of the {detection.part}" if detection.part else ""
    verdict = detection.verdict.value if detection.verdict is not None else "nothing"
    return f"{detection.service} concludes {verdict}{part} (score {detection.score:.2f})"


def detected(facts: Facts) -> AiStatement | None:
    """What the services say, or None where there is none to ask.

    Raises `MissingFact` where there is one that did not answer: that is no silence.
    """
    why = facts.why(AiDetections)
    if why is not None and why.reason is Reason.NOT_SUPPLIED:
        return None
    return by_detector(facts[AiDetections])


def evidence(found: AiDetections) -> list[dict[str, str | float | None]]:
    """Every answer, as evidence."""
    return [
        {
            "service": one.service,
            "model": one.model,
            "part": one.part,
            "score": one.score,
            "threshold": one.threshold,
            "verdict": one.verdict.value if one.verdict is not None else None,
        }
        for one in found.detections
    ]


def says_ai(said: AiStatement | None) -> bool:
    """Whether it says that there is AI, however much."""
    return said is not None and said.amount is not AiAmount.NONE
