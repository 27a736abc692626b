"""What the tags say, against what the message says."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    Basis,
    Facts,
    Finding,
    Place,
    Release,
    Scheme,
    Severity,
    Tags,
    Threshold,
    Track,
    rule,
)
from precheck_audio_tags.fields import is_isrc, isrcs, plain_isrc
from precheck_audio_tags.likeness import artist_likeness, can_compare, title_likeness
from precheck_audio_tags.options import Likeness
from precheck_audio_tags.rules.wording import counted, file_place, floored, listed, place_of, quoted
from precheck_audio_tags.sources import AUDIOMAZE_AUDIO, DISTROSHIELD, ISRC_FORM

LIKENESS = (
    Threshold(
        option="similarity",
        basis=Basis.OURS,
        note="proposed, not tried on past deliveries; nobody publishes a number",
    ),
)


@rule(
    "audio-tags.isrc-differs",
    title="The ISRC in the file is not the one in the message",
    severity=Severity.BLOCK,
    of=Track,
    needs=(Tags,),
    sources=(ISRC_FORM,),
)
def isrc_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare every ISRC in the file with the message.

    ## What it checks

    Each ISRC that the file carries, in any of its tags, must be one that the message gives the
    recording. Hyphens, spaces and small letters make no difference.

    ## Why it matters

    One of the two is wrong: the file belongs to another recording, or the message pays somebody
    else. Once delivered, plays and royalties go to the wrong code.

    ## What to do

    Ask whoever assigned the code. Correct the message, or take the right file.

    ## Limits

    A file without an ISRC says nothing. In free texts an ISRC is only seen behind the word ISRC.
    """
    stated = {plain_isrc(i.value) for i in track.identifiers if i.scheme is Scheme.ISRC}
    stated |= {plain_isrc(track.isrc)} if track.isrc else set()
    said: set[str] = set()
    for name, text in isrcs(facts[Tags].texts):
        isrc = plain_isrc(text)
        if stated and is_isrc(text) and isrc not in stated and isrc not in said:
            said.add(isrc)
            declared = track.isrc or min(stated)
            yield Finding(
                f"the message says {declared}, the file says {isrc} in {name}",
                place=place_of(track, "isrc", name),
                file=track.audio,
                evidence={"message": sorted(stated), "file": text, "tag": name},
            )


@rule(
    "audio-tags.isrc-malformed-in-tag",
    title="The ISRC in the file is not an ISRC",
    severity=Severity.WARNING,
    of=Track,
    needs=(Tags,),
    sources=(ISRC_FORM,),
)
def isrc_malformed_in_tag(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look at the form of every ISRC in the file.

    ## What it checks

    What a file gives as its ISRC must be two letters, three letters or digits, and seven digits,
    with or without hyphens.

    ## Why it matters

    Programs that read the code from the file store nonsense, or refuse it.

    ## What to do

    Write the right code into the file, or none.

    ## Limits

    It looks at the form only. Whether the code was ever assigned is not known.
    """
    for name, text in isrcs(facts[Tags].texts):
        if not is_isrc(text):
            yield Finding(
                f"the file gives {quoted(text)} as its ISRC in {name}, which is not one",
                place=Place(tag=name),
                file=track.audio,
                evidence={"file": text, "tag": name, "message": track.isrc},
            )


@rule(
    "audio-tags.title-differs",
    title="The file is tagged with another title",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Tags,),
    sources=(DISTROSHIELD,),
    options=Likeness,
    thresholds=LIKENESS,
    is_estimate=True,
)
def title_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure how alike the title in the file and the titles in the message are.

    ## What it checks

    The nearest of the message's titles must be at least 0.6 like the title in the file. Case,
    accents, width, punctuation, `&`, featured artists, bracketed versions and track numbers make no
    difference.

    ## Why it matters

    A quite different title is the commonest trace of a swapped file, and of music taken from
    somebody else.

    ## What to do

    Listen to the file. If it is the right one, correct its tag or the message.

    ## Limits

    The number is ours and has not been tried on past deliveries. Titles in different scripts are
    not compared; `audio-tags.script-differs` names them. Translations look different.
    """
    tags = facts[Tags]
    titles = _titles(track)
    if not tags.title or not titles or not can_compare(tags.title, titles):
        return
    likeness = title_likeness(tags.title, titles, _artists(track))
    if likeness < facts[Likeness].similarity:
        yield _different("title", titles, likeness, track, facts)


@rule(
    "audio-tags.artist-differs",
    title="The file is tagged with another artist",
    severity=Severity.REVIEW,
    of=Track,
    needs=(Tags,),
    sources=(DISTROSHIELD,),
    options=Likeness,
    thresholds=LIKENESS,
    is_estimate=True,
)
def artist_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure how alike the artist in the file and the artists in the message are.

    ## What it checks

    At least one artist in the file must be 0.6 like one of those that the message displays or
    credits. Order, case, accents, `feat.` and `&` make no difference.

    ## Why it matters

    A file tagged with another artist is often that artist's file.

    ## What to do

    Find out who made the recording. If the message is right, correct the tag.

    ## Limits

    The number is ours and has not been tried on past deliveries. Names in different scripts are not
    compared; `audio-tags.script-differs` names them. A pseudonym looks like a different artist.
    """
    tags = facts[Tags]
    artists = _artists(track)
    if not tags.artist or not artists or not can_compare(tags.artist, artists):
        return
    likeness = artist_likeness(tags.artist, artists)
    if likeness < facts[Likeness].similarity:
        yield _different("artist", artists, likeness, track, facts)


@rule(
    "audio-tags.album-differs",
    title="The file is tagged with another album",
    severity=Severity.WARNING,
    of=Track,
    needs=(Tags, Release),
    sources=(DISTROSHIELD,),
    options=Likeness,
    thresholds=LIKENESS,
    is_estimate=True,
)
def album_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Measure how alike the album in the file and the title of the release are.

    ## What it checks

    The nearest title of the release must be at least 0.6 like the album in the file, by the same
    comparison as for titles.

    ## Why it matters

    It may show that a file was taken from another product.

    ## What to do

    Nothing, where the recording was released before. Else look where the file came from.

    ## Limits

    Recordings rightly move from single to album and compilation with their old tag, so this warns
    and no more. The number is ours and has not been tried on past deliveries.
    """
    tags, release = facts[Tags], facts[Release]
    titles = _titles(release)
    if not tags.album or not titles or not can_compare(tags.album, titles):
        return
    likeness = title_likeness(tags.album, titles, [release.display_artist_name])
    if likeness < facts[Likeness].similarity:
        yield _different("album", titles, likeness, track, facts)


@rule(
    "audio-tags.script-differs",
    title="Tag and message are in different scripts and cannot be compared",
    severity=Severity.NOTE,
    of=Track,
    needs=(Tags,),
    sources=(DISTROSHIELD,),
)
def script_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Name the tags that were not compared for being in another script.

    ## What it checks

    Whether title and artist in the file share a script with those in the message.

    ## Why it matters

    Between a Japanese title and its Latin spelling no comparison of letters says anything. So that
    this is not taken for agreement, it is said.

    ## What to do

    Give the message a title in the other script too, or read both.

    ## Limits

    It does not transliterate.
    """
    tags = facts[Tags]
    for field, text, stated, mark in (
        ("title", tags.title, _titles(track), "titles"),
        ("artist", tags.artist, _artists(track), "display_artist_name"),
    ):
        if text and stated and not can_compare(text, stated):
            name = tags.names.get(field, "")
            yield Finding(
                f"the {field} in the file, {quoted(text)}, "
                f"cannot be compared with {quoted(stated[0])}",
                place=place_of(track, mark, name),
                file=track.audio,
                evidence={"file": text, "tag": name, "message": stated},
            )


@rule(
    "audio-tags.tags-forbidden",
    title="The file carries tags, which the recipient does not want",
    severity=Severity.OFF,
    of=Track,
    needs=(Tags,),
    sources=(AUDIOMAZE_AUDIO,),
)
def tags_forbidden(track: Track, facts: Facts) -> Iterator[Finding]:
    """Say whether there is any text tag at all.

    ## What it checks

    The file must carry no text tags of any format.

    ## Why it matters

    Some distributors take bare sound files only.

    ## What to do

    Remove the tags from a copy, after they have been compared with the message and looked through
    for signs of origin. Keep the original. `precheck fix` does all of it.

    ## Limits

    Only some recipients ask for it, so it is off until a policy turns it on. Pictures are not
    looked at.
    """
    texts = facts[Tags].texts
    if texts:
        names = list(dict.fromkeys(tag.name for tag in texts))
        yield Finding(
            f"the file carries {counted(len(names), 'kind')} of tag: {listed(names)}",
            place=file_place(track),
            file=track.audio,
            evidence={"tags": names},
        )


def _titles(subject: Track | Release) -> list[str]:
    """Every title of the message, with and without its subtitle."""
    forms = [
        form
        for title in subject.titles
        if (text := title.text.strip())
        for form in (text, f"{text} ({title.subtitle.strip()})")
    ]
    return list(dict.fromkeys(form.removesuffix(" ()") for form in forms))


def _artists(track: Track) -> list[str]:
    """Every name that the message displays or credits."""
    parties = [artist.party for artist in track.artists] + [c.party for c in track.contributors]
    names = [track.display_artist_name, *(name for p in parties for name in (p.name, *p.names))]
    return list(dict.fromkeys(name for name in names if name.strip()))


def _different(
    field: str, stated: list[str], likeness: float, track: Track, facts: Facts
) -> Finding:
    text = {"title": facts[Tags].title, "artist": facts[Tags].artist}.get(field, facts[Tags].album)
    name = facts[Tags].names.get(field, "")
    compared = facts[Release] if field == "album" else track
    mark = "display_artist_name" if field == "artist" else "titles"
    return Finding(
        f"the message says {quoted(stated[0])}, the file says {quoted(text)} as {field}",
        place=place_of(compared, mark, name),
        file=track.audio,
        evidence={
            "message": stated,
            "file": text,
            "tag": name,
            "similarity": floored(likeness),
            "threshold": facts[Likeness].similarity,
        },
    )


RULES = (
    isrc_differs,
    isrc_malformed_in_tag,
    title_differs,
    artist_differs,
    album_differs,
    script_differs,
    tags_forbidden,
)
