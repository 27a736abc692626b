"""Whether the codes that a message repeats, or has of something else, can be what they say."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from precheck import (
    Facts,
    Finding,
    Identifier,
    ListedRelease,
    Message,
    Release,
    Scheme,
    Severity,
    rule,
)
from precheck_ddex.codes import is_icpn, is_isrc, plain_isrc, wrong_with_isrc
from precheck_ddex.profiles.declare import validator
from precheck_ddex.profiles.gather_releases import TRACK_TYPES
from precheck_ddex.rules.isrcs import isrcs_of
from precheck_ddex.sources import INVALID_MESSAGES

_FORMS = MappingProxyType({"ICPN": is_icpn, "ISRC": is_isrc})


@rule(
    "ddex.track-release-isrc-differs",
    title="A track release has another ISRC than its recording",
    severity=Severity.REVIEW,
    of=Release,
    needs=(Message,),
    sources=(INVALID_MESSAGES,),
)
def track_release_isrc_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the ISRC that ERN 3 repeats at a track release is one of the recording or video that the
    track release is of, hyphens and capitals aside.

    ## Why it matters

    The deal is made under the one and the plays are reported under the other. DDEX counts what
    contradicts itself among the grounds for refusing a message.

    ## What to do

    Give both the ISRC of the recording.

    ## Limits

    Malformed ISRCs are told by other rules and not compared, nor are those of track releases whose
    recordings have none.
    """
    tracks = {track.reference: track for track in release.tracks}
    for listed in facts[Message].releases:
        of_it = [tracks[ref] for ref in listed.resource_references if ref in tracks]
        theirs = [isrc.value for track in of_it for isrc in isrcs_of(track)]
        ours = [isrc for isrc in _repeated_by(listed) if not wrong_with_isrc(isrc.value)]
        known = {plain_isrc(isrc) for isrc in theirs}
        if not ours or not theirs or any(map(wrong_with_isrc, theirs)):
            continue
        if known.isdisjoint(plain_isrc(isrc.value) for isrc in ours):
            yield Finding(
                f"track release {listed.reference} has the ISRC {ours[0].value}, "
                f"but {of_it[0].label} ({of_it[0].reference}) has {theirs[0]}",
                place=ours[0].at(),
                evidence={
                    "release": listed.reference,
                    "isrcs": [isrc.value for isrc in ours],
                    "of_its_resources": theirs,
                },
            )


def _repeated_by(listed: ListedRelease) -> list[Identifier]:
    """The ISRCs of a track release of ERN 3."""
    is_track = not TRACK_TYPES.isdisjoint(listed.types)
    return [i for i in listed.identifiers if is_track and i.scheme is Scheme.ISRC]


@rule(
    "ddex.related-code-malformed",
    title="An ISRC or ICPN of something else is malformed",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message,),
    sources=validator("related-code-malformed"),
)
def related_code_malformed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every ISRC and ICPN that is neither a track's own nor the ICPN of a listed release has
    the form that DDEX demands: those of related resources and releases, of cues and groups, and the
    ISRCs that ERN 3 repeats at its track releases.

    ## Why it matters

    DDEX's validator looks at each one, wherever it stands. What a malformed one names is not found.

    ## What to do

    Copy it from what it names, without hyphens and spaces.

    ## Limits

    Check digits are not computed, nor prefixes looked up. One finding for each value; what is told
    of a track or the release itself is not told again.
    """
    message = facts[Message]
    listed = (i for one in message.releases for i in one.identifiers if i.scheme is Scheme.ICPN)
    own = (*(isrc for track in release.tracks for isrc in isrcs_of(track)), *listed)
    told = {identifier.value for identifier in own}
    for node in message.node.below(*_FORMS) if message.node is not None else ():
        if node.text and node.text not in told and not _FORMS[node.name](node.text):
            told.add(node.text)
            yield Finding(
                f"the message has the {node.name} {node.text!r}, "
                "which does not have the form that DDEX demands",
                place=node.place,
                evidence={"scheme": node.name, "value": node.text},
            )


RULES = (track_release_isrc_differs, related_code_malformed)
