"""Whether the kinds of tag that one file carries say the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from precheck import Facts, Finding, Place, Severity, Tags, Track, rule
from precheck_audio_tags.fields import CUT_OFF, Said, by_kind
from precheck_audio_tags.id3v1 import LONGEST
from precheck_audio_tags.likeness import artist_likeness, can_compare, title_likeness
from precheck_audio_tags.options import Likeness
from precheck_audio_tags.rules.tags import LIKENESS
from precheck_audio_tags.rules.wording import floored, listed, quoted
from precheck_audio_tags.sources import DISTROSHIELD, ID3V1

_SPOKEN = {"isrc": "ISRC"}


@rule(
    "audio-tags.tags-disagree",
    title="The tags of the file contradict each other",
    severity=Severity.WARNING,
    of=Track,
    needs=(Tags,),
    sources=(DISTROSHIELD, ID3V1),
    options=Likeness,
    thresholds=LIKENESS,
    is_estimate=True,
)
def tags_disagree(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the kinds of tag in one file with each other.

    ## What it checks

    A file may carry several kinds of tag at once: ID3v2, ID3v1 and APE in an MP3, Vorbis comments
    and ID3 in a FLAC, ID3, LIST INFO and bext in a WAVE. Title, artist and album must be at least
    0.6 alike in all of them, by the comparison of `audio-tags.title-differs`, and an ISRC must be
    the same.

    ## Why it matters

    Programs read one kind and do not see the others. So recipients get different names out of one
    file, and what was left behind in the other kind is often the name of another recording.

    ## What to do

    Find out which kind is right, and write the tags anew with a program that clears the others.
    Where all of them may go, `precheck fix` writes a copy without.

    ## Limits

    The number is ours and has not been tried on past deliveries. Of ID3v1, which holds 30 bytes of
    a text, the beginning is compared. Texts in different scripts are not compared. Only the first
    APE and the first ID3v2 tag of a file are read.
    """
    compared = dict(by_kind(facts[Tags].texts))
    artists = [said.text for said in compared.get("artist", ())]
    contradicted = {
        field: pair
        for field, sides in compared.items()
        if (pair := _apart(field, sides, artists, facts[Likeness].similarity))
    }
    if not contradicted:
        return
    field, (one, other, _) = next(iter(contradicted.items()))
    named = [_SPOKEN.get(name, name) for name in contradicted]
    yield Finding(
        f"the tags contradict each other on {listed(named)}: {one.kind} says {quoted(one.text)} "
        f"as {_SPOKEN.get(field, field)}, {other.kind} says {quoted(other.text)}",
        place=Place(tag=other.tag),
        file=track.audio,
        evidence={
            **{
                field: {
                    "said": [{"kind": s.kind, "tag": s.tag, "text": s.text} for s in sides],
                    "similarity": floored(contradicted[field][2]),
                }
                for field, sides in compared.items()
                if field in contradicted
            },
            "threshold": facts[Likeness].similarity,
        },
    )


def _apart(
    field: str, sides: tuple[Said, ...], artists: list[str], least: float
) -> tuple[Said, Said, float] | None:
    """The two kinds that are least alike, and how alike they are; None where all agree."""
    pairs = [
        (one, other, _likeness(field, one, other, artists)) for one, other in combinations(sides, 2)
    ]
    furthest = min(pairs, key=lambda pair: pair[2])
    return furthest if furthest[2] < least else None


def _likeness(field: str, one: Said, other: Said, artists: list[str]) -> float:
    """How alike two texts are; 1 where they cannot be compared."""
    if field == "isrc":
        return 1.0 if set(one.text.split("; ")) & set(other.text.split("; ")) else 0.0
    if not (_has_letters(one.text) and _has_letters(other.text)):
        return 1.0
    if not can_compare(one.text, [other.text]):
        return 1.0
    ours, theirs = _forms(one, other), _forms(other, one)
    if field == "artist":
        return max(artist_likeness(a, [b]) for a in ours for b in theirs)
    pairs = [*((text, theirs) for text in ours), *((text, ours) for text in theirs)]
    return max(title_likeness(text, others, artists) for text, others in pairs)


def _forms(said: Said, other: Said) -> list[str]:
    """A text as it stands, and cut off where the other one is."""
    is_cut = other.kind == CUT_OFF and len(said.text) > LONGEST
    return [said.text, said.text[:LONGEST]] if is_cut else [said.text]


def _has_letters(text: str) -> bool:
    """Whether it says anything: a program that lacks the letters writes question marks."""
    return any(letter.isalnum() for letter in text)


RULES = (tags_disagree,)
