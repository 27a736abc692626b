"""Whether files made by AI say so in a way that machines read."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    Facts,
    Finding,
    MarkKind,
    Origin,
    ProvenanceMarks,
    Severity,
    Track,
    rule,
)
from precheck_recipients.options import WantedMarks
from precheck_recipients.sources import CHINA_LABELS, EU_MARKING

_IN_WORDS = {
    MarkKind.AIGC_LABEL: "AIGC label",
    MarkKind.C2PA: "C2PA manifest",
    MarkKind.GENERATOR: "generator's tag",
    MarkKind.SOURCE_TYPE: "digital source type",
}


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
    reason to ask, not a proof. Watermarks in the sound itself are not heard.
    """
    wanted = facts[WantedMarks].kinds
    found = [mark for mark in facts[ProvenanceMarks].marks if mark.is_ai]
    senders = (facts[AiDisclosure].by(o) for o in (Origin.MESSAGE, Origin.DELIVERY))
    said = next((s for s in senders if s is not None and s.amount is not AiAmount.NONE), None)
    if said is None or any(mark.kind in wanted for mark in found):
        return
    names = " or ".join(_IN_WORDS[kind] for kind in wanted)
    yield Finding(
        f"the track is declared to contain AI ({said.detail}), but its file has no {names}",
        place=said.place,
        file=track.audio,
        evidence={
            "said": said.detail,
            "wanted": [kind.value for kind in wanted],
            "marks": [f"{mark.kind.value}: {mark.tag}" for mark in found],
        },
    )


RULES = (ai_mark_missing,)
