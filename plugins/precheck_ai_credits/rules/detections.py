"""Whether detection services agree with what is said. A score alone is evidence for a person."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDetections,
    AiDisclosure,
    AiStatement,
    Facts,
    Finding,
    Resource,
    Severity,
)
from precheck_ai_credits.occasions import is_detector_asked
from precheck_ai_credits.origins.detector import (
    STEADY_SHARE,
    answers,
    detected,
    evidence,
    is_steady,
)
from precheck_ai_credits.rules.silence import is_undeclared
from precheck_ai_credits.sides import MARKS, SENDERS, declarations, differ, says_ai, side
from precheck_ai_credits.sources import (
    DETECTORS_COMPARED,
    DETECTORS_UNDER_CHANGE,
    SYMPHONIC_DISCLOSURE,
    SYMPHONIC_STANCES,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import spoken_of


def _finding(
    resource: Resource, facts: Facts, message: str, *others: AiStatement | None
) -> Finding:
    sides = {one.origin.value: side(one) for one in others if one is not None}
    return Finding(
        f"{spoken_of(resource)} {message}",
        place=next((one.place for one in others if one is not None and one.place), None),
        file=resource.file,
        evidence={"detector": evidence(facts[AiDetections]), **sides},
    )


@twins(
    "ai-credits.none-but-detected",
    title="Declared free of AI, but a detector hears it",
    severity=Severity.REVIEW,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_DISCLOSURE, DETECTORS_COMPARED),
    is_estimate=True,
    when=is_detector_asked,
)
def none_but_detected(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a detection service concludes that there is AI in a track or picture that the message
    or the artist declares free of it.

    ## Why it matters

    Several services and distributors run detectors of their own, and ask senders to identify AI
    themselves.

    ## What to do

    Listen, and ask the artist. A score is no proof: never accuse anybody on it alone.

    ## Limits

    Of three published detectors, compared on one set, the false alarms were 1.5, 19 and 69 in a
    hundred. Silent where nothing is told by a detector. Precheck asks none itself; it reads their
    answers about tracks where they are stored beside the release (`docs/voice-vendors.md`).
    """
    heard = detected(facts)
    if not says_ai(heard):
        return
    said = next(iter(declarations(facts[AiDisclosure])), None)
    if said is not None and said.amount is AiAmount.NONE:
        yield _finding(resource, facts, f"is declared free of AI, but {heard.detail}", said)


@twins(
    "ai-credits.undeclared-but-detected",
    title="Nothing is declared about AI, but a detector hears it",
    severity=Severity.WARNING,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_DISCLOSURE, DETECTORS_COMPARED),
    is_estimate=True,
    when=is_detector_asked,
)
def undeclared_but_detected(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a detection service concludes that there is AI in a track or picture about which
    neither message nor artist says anything.

    ## Why it matters

    The recipient's own detector may conclude the same.

    ## What to do

    Ask the artist, and declare what is so in `delivery.toml` and in the message.

    ## Limits

    A score is no proof. Silent where nothing is told by a detector.
    """
    heard = detected(facts)
    if says_ai(heard) and is_undeclared(resource, facts[AiDisclosure]):
        yield _finding(resource, facts, f"is not declared either way, but {heard.detail}")


@twins(
    "ai-credits.detector-differs",
    title="A detector hears another amount of AI than is said",
    severity=Severity.NOTE,
    needs=(AiDisclosure,),
    sources=(SYMPHONIC_STANCES, DETECTORS_COMPARED),
    is_estimate=True,
    when=is_detector_asked,
)
def detector_differs(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a detection service concludes another amount of AI than the message, the artist, a
    mark in the file or its C2PA manifest say; above all that it hears none where AI is declared.

    ## Why it matters

    Either the declaration is about another file, or this recording is one on which the detector
    is wrong. Both are good to know before a recipient asks.

    ## What to do

    See that the right file is delivered. Where it is, nothing.

    ## Limits

    Detectors miss much and say little about amounts. "None" that is declared, and silence, have
    rules of their own.
    """
    heard = detected(facts)
    if heard is None:
        return
    for origin in (*SENDERS, *MARKS):
        said = facts[AiDisclosure].by(origin)
        if said is None or said.amount is AiAmount.NONE or not differ(said.amount, heard.amount):
            continue
        yield _finding(resource, facts, f"is AI ({said.detail}), but {heard.detail}", said)
        return


@twins(
    "ai-credits.detector-wavers",
    title="A detector concludes something else when the file is changed a little",
    severity=Severity.NOTE,
    sources=(DETECTORS_UNDER_CHANGE, DETECTORS_COMPARED),
    is_estimate=True,
    when=is_detector_asked,
)
def detector_wavers(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the conclusion of a detection service holds in three of four changed copies, such as
    an MP3 at 128 kbit/s or a copy moved by a semitone, where it was asked about such copies.

    ## Why it matters

    A conclusion that a transcoding overturns says more about the file than about how the music was
    made. It is set aside here: no other rule rests on it.

    ## What to do

    Listen, and ask the artist, as if there were no detector.

    ## Limits

    Which changes are tried is up to the plugin that asks the service. That a conclusion holds does
    not make it true. The share of three in four is ours.
    """
    for one in answers(facts).detections:
        if one.verdict is not None and not is_steady(one):
            yield Finding(
                f"{one.service} concludes {one.verdict.value} of {spoken_of(resource)}, and the "
                f"same of {one.holding} of {len(one.variants)} changed copies"
                f" (it counts from {STEADY_SHARE:.0%})",
                file=resource.file,
                evidence={
                    "detector": evidence(AiDetections(detections=(one,))),
                    "holding": one.holding,
                    "variants": len(one.variants),
                    "threshold_share": STEADY_SHARE,
                },
            )


RULES = (
    *none_but_detected.both,
    *undeclared_but_detected.both,
    *detector_differs.both,
    *detector_wavers.both,
)
