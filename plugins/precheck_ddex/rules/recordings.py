"""Whether every recording has identifiers of its own, and its works the right ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from precheck import (
    Facts,
    Finding,
    Message,
    Node,
    Release,
    Scheme,
    Severity,
    Track,
    rule,
)
from precheck_ddex.codes import plain_isrc, wrong_with_iswc
from precheck_ddex.profiles.declare import validator
from precheck_ddex.profiles.names import recognised
from precheck_ddex.profiles.rules.identifiers import PRIMARY_IDS
from precheck_ddex.rules.isrcs import isrcs_of, spoken_of
from precheck_ddex.sources import LABELGRID_VALIDATION, profile, status

_IMMERSIVE_CODECS = frozenset({"DolbyAtmosMasterADM"})
"""Those in which there is no stereo."""


@rule(
    "ddex.isrc-missing",
    title="A primary recording has no ISRC",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Message,),
    sources=validator("isrc-missing"),
)
def isrc_missing(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every sound recording and video that is a primary resource of the release has an ISRC.
    DDEX rule 1058.

    ## Why it matters

    A recording without an ISRC is refused, or gets one that nobody knows to be yours.

    ## What to do

    Take the ISRC of the recording from its owner, or assign one.

    ## Limits

    Recordings that the release does not list as primary may go without. Where the release profile
    accepts another identifier, as for ringtones and long videos, `ddex.profile-primary-id-missing`
    asks instead.
    """
    if not track.is_primary or isrcs_of(track):
        return
    message = facts[Message]
    if recognised(message.version, message.profile) not in PRIMARY_IDS:
        yield Finding(
            f"{spoken_of(track)} is a primary resource of the release, but has no ISRC",
            place=track.at(),
            evidence={
                "reference": track.reference,
                "identifiers": [f"{i.scheme.value} {i.value}" for i in track.identifiers],
            },
        )


@rule(
    "ddex.isrc-repeated",
    title="Two tracks have the same ISRC",
    severity=Severity.BLOCK,
    of=Release,
    needs=(Message,),
    sources=(
        LABELGRID_VALIDATION,
        profile("ISRC, unique within a message"),
        status("IdentifierInvalid, the same ISRC for two tracks"),
    ),
)
def isrc_repeated(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether two tracks of one message have the same ISRC, hyphens and capitals aside. DDX-22.

    ## Why it matters

    One ISRC is one recording. Recipients merge the two tracks, and one of them is lost with its
    streams.

    ## What to do

    Give each recording its own ISRC. Where both tracks are the same recording, list one resource
    twice instead of sending two.

    ## Limits

    Other releases of the account are not compared.
    """
    del facts
    met: dict[str, Track] = {}
    for track in release.tracks:
        for isrc in isrcs_of(track):
            first = met.setdefault(plain_isrc(isrc.value), track)
            if first is not track:
                yield Finding(
                    f"{track.label} ({track.reference}) has the ISRC {isrc.value}, "
                    f"and so has {first.label} ({first.reference})",
                    place=isrc.at(),
                    evidence={
                        "isrc": isrc.value,
                        "references": [first.reference, track.reference],
                        "titles": [first.title, track.title],
                    },
                )


@rule(
    "ddex.isrc-shared-by-mixes",
    title="The stereo and the immersive mix have the same ISRC",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Message,),
    sources=(LABELGRID_VALIDATION,),
)
def isrc_shared_by_mixes(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether an immersive edition has the ISRC of one that is not. An edition is immersive where its
    `Type` is `ImmersiveEdition`, or its file is a `DolbyAtmosMasterADM`. DDX-27.

    ## Why it matters

    The two mixes are two recordings. Under one ISRC the recipient keeps one of them, and plays are
    counted for the wrong one.

    ## What to do

    Assign an ISRC to the immersive mix.

    ## Limits

    Editions exist from ERN 4.3 on. One that says neither `Type` nor codec counts as stereo. In
    older versions the mixes are resources of their own, of which `ddex.isrc-repeated` speaks.
    """
    del facts
    isrcs = [plain_isrc(i.value) for i in track.identifiers if i.scheme is Scheme.ISRC]
    if track.node is None or len(set(isrcs)) == len(isrcs):
        return
    mixes: dict[str, dict[bool, tuple[Node, str]]] = defaultdict(dict)
    for edition in track.node.find_all(f"{track.kind}Edition"):
        is_immersive, why = _kind_of_mix(edition)
        for written in edition.find_all("ResourceId/ISRC"):
            mixes[plain_isrc(written.text)].setdefault(is_immersive, (written, why))
    for isrc, kinds in mixes.items():
        if isrc and len(kinds) > 1:
            yield Finding(
                f"{spoken_of(track)} has the ISRC {isrc} "
                "for its immersive mix and for the other one too",
                place=kinds[True][0].place,
                evidence={"isrc": isrc, "editions": [why for _, why in kinds.values()]},
            )


def _kind_of_mix(edition: Node) -> tuple[bool, str]:
    """Whether an edition is immersive, and what says so."""
    stated = edition.value("Type")
    codecs = [node.text for node in edition.below("AudioCodecType")]
    immersive = next((codec for codec in codecs if codec in _IMMERSIVE_CODECS), "")
    is_immersive = stated == "ImmersiveEdition" or (immersive and stated != "NonImmersiveEdition")
    return bool(is_immersive), stated or immersive or "without a type"


@rule(
    "ddex.iswc-malformed",
    title="An ISWC is malformed",
    severity=Severity.WARNING,
    of=Track,
    needs=(Message,),
    sources=(*validator("iswc-malformed"), LABELGRID_VALIDATION),
)
def iswc_malformed(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every ISWC of the works in a track is a letter and ten digits, without dots and hyphens,
    and ends in the right check digit. DDX-30.

    ## Why it matters

    Societies pay writers by ISWC. A mistyped one pays nobody, or somebody else.

    ## What to do

    Look the work up at the writers' society.

    ## Limits

    Whether the number was ever assigned cannot be told from its digits.
    """
    del facts
    for work in track.works:
        for iswc in work.identifiers:
            wrong = wrong_with_iswc(iswc.value) if iswc.scheme is Scheme.ISWC else ""
            if wrong:
                yield Finding(
                    f"{spoken_of(track)} has the ISWC {iswc.value!r}, which {wrong}",
                    place=iswc.at(),
                    evidence={"iswc": iswc.value, "wrong": wrong},
                )


RULES = (isrc_missing, isrc_repeated, isrc_shared_by_mixes, iswc_malformed)
