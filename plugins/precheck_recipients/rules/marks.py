"""Whether files made by AI say so in a way that machines read."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    Facts,
    Finding,
    Image,
    MarkKind,
    Origin,
    ProvenanceMarks,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_recipients.options import WantedMarks
from precheck_recipients.sources import CHINA_LABELS, CHINA_MEASURES, EU_MARKING

_IN_WORDS = {
    MarkKind.AIGC_LABEL: "AIGC label",
    MarkKind.C2PA: "C2PA manifest",
    MarkKind.GENERATOR: "generator's tag",
    MarkKind.SOURCE_TYPE: "digital source type",
}


def _unmarked(resource: Resource, facts: Facts, spoken: str) -> Iterator[Finding]:
    """What is said of a file that is declared to contain AI and has none of the wanted marks."""
    wanted = facts[WantedMarks].kinds
    found = [mark for mark in facts[ProvenanceMarks].marks if mark.is_ai]
    senders = (facts[AiDisclosure].by(o) for o in (Origin.MESSAGE, Origin.DELIVERY))
    said = next((s for s in senders if s is not None and s.amount is not AiAmount.NONE), None)
    if said is None or any(mark.kind in wanted for mark in found):
        return
    names = " or ".join(_IN_WORDS[kind] for kind in wanted)
    yield Finding(
        f"the {spoken} is declared to contain AI ({said.detail}), but its file has no {names}",
        place=said.place,
        file=resource.file,
        evidence={
            "said": said.detail,
            "wanted": [kind.value for kind in wanted],
            "marks": [f"{mark.kind.value}: {mark.tag}" for mark in found],
        },
    )


@rule(
    "recipients.ai-mark-missing",
    title="The track is declared to contain AI, but its file does not say so to machines",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure, ProvenanceMarks),
    sources=(EU_MARKING, CHINA_LABELS),
    options=WantedMarks,
)
def ai_mark_missing(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the file of a track that message or artist declare to contain AI carries one of the
    marks that the law names for machines to read.

    ## Why it matters

    Where the law wants such marks, a file without one was made by a tool that does not keep to it,
    or has lost its mark on the way, which is forbidden in China.

    ## What to do

    Deliver the file as the tool wrote it, or have the mark written again by whoever may.

    ## Limits

    Off unless a policy asks. The duty to mark is that of the tool's maker; a missing mark is a
    reason to ask, not a proof. A text that names the tool, such as "made with suno", is evidence
    for people who know the tool, and no such mark. Watermarks in the sound itself are not heard.
    """
    yield from _unmarked(track, facts, "track")


@rule(
    "recipients.ai-mark-missing-image",
    title="The picture is declared to contain AI, but its file does not say so to machines",
    severity=Severity.OFF,
    of=Image,
    needs=(AiDisclosure, ProvenanceMarks),
    sources=(EU_MARKING, CHINA_MEASURES, CHINA_LABELS),
    options=WantedMarks,
)
def ai_mark_missing_image(image: Image, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the file of a picture that message or artist declare to contain AI carries one of the
    marks that the law names for machines to read.

    ## Why it matters

    The law asks the same of pictures as of sound. An editor that saves a picture anew often drops
    the mark, which is forbidden in China.

    ## What to do

    Deliver the file as the tool wrote it, or have the mark written again by whoever may.

    ## Limits

    Off unless a policy asks. The duty to mark is that of the tool's maker; a missing mark is a
    reason to ask, not a proof. Marks are looked for near both ends of the file, and in the texts
    of a PNG; watermarks in the picture itself are not seen.
    """
    yield from _unmarked(image, facts, "picture")


RULES = (ai_mark_missing, ai_mark_missing_image)
