"""Rules about recordings that were sent before, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence, Twin
from precheck_cadence.rules.places import Places, Spot
from precheck_cadence.rules.sources import (
    BELIEVE_AUDIO,
    CD_BABY_AUDIO,
    LIMBO_SCORE,
    SPOTIFY_SPAM,
    STOLEN_RECORDINGS,
)


@rule(
    "cadence.identical-recording",
    title="The same recording was sent under another name",
    severity=Severity.BLOCK,
    of=Batch,
    needs=(Cadence,),
    sources=(BELIEVE_AUDIO, LIMBO_SCORE, CD_BABY_AUDIO, SPOTIFY_SPAM),
)
def identical_recording(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the sound of a track was sent before, or elsewhere in this batch, byte for byte,
    with another ISRC, another title or another artist.
    The same recording under the same words, such as a single that comes again on an album, is fine.

    ## Why it matters

    Distributors refuse it by the file's checksum, take points off for it or flag the account.
    Spotify counts duplicates with changed metadata as spam. One recording has one ISRC for life.

    ## What to do

    See which of the two is right. Give the recording its one ISRC, title and artist everywhere,
    or put the right file in place if the wrong one was packed.
    If the other release was never delivered, waive it and say so.

    ## Limits

    It compares the samples of lossless files, where they could be decoded, and the encoded sound
    without its tags, where the format is known; else whole files.
    The same audio in a lossy format, or encoded anew with loss, is not seen.
    Of two that were sent at different times only the later one is stopped, unless both are in hand.
    Letter case, spaces and the encoding of accents make no difference.
    What one side does not state does not differ.
    """
    places = Places(facts)
    for twin in facts[Cadence].twins:
        words = [name for name in ("isrc", "title", "artist") if name in twin.differs]
        if words and _is_later_or_in_hand(twin):
            spot = places.of_track(twin.release, twin.track)
            yield _finding(twin, spot, " and ".join(_said(twin, word) for word in words))


@rule(
    "cadence.recording-of-other-account",
    title="The same recording was sent by another account",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(Cadence,),
    sources=(STOLEN_RECORDINGS, CD_BABY_AUDIO),
)
def recording_of_other_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the sound of a track was sent before, or elsewhere in this batch, byte for byte,
    by another account.

    ## Why it matters

    A recording has one owner. A second account that sends it may have stolen it.
    It may also be a catalogue that changed hands, which is why a person looks.

    ## What to do

    Ask for the paper that moved the rights. Without one, do not send it.

    ## Limits

    It compares the encoded sound, and only with what this history has seen.
    A release that no account is known for is not compared.
    """
    places = Places(facts)
    for twin in facts[Cadence].twins:
        if "account" in twin.differs and _is_later_or_in_hand(twin):
            spot = places.of_track(twin.release, twin.track)
            said = f"account {twin.account!r} here, {twin.other_account!r} there"
            yield _finding(twin, spot, said)


def _is_later_or_in_hand(twin: Twin) -> bool:
    return bool(twin.other_ids) or twin.other_uploaded <= twin.uploaded


def _said(twin: Twin, word: str) -> str:
    own, other = {
        "isrc": (twin.isrc, twin.other_isrc),
        "title": (twin.title, twin.other_title),
        "artist": (twin.artist, twin.other_artist),
    }[word]
    return f"{'ISRC' if word == 'isrc' else word} {own!r} here, {other!r} there"


def _finding(twin: Twin, spot: Spot, difference: str) -> Finding:
    where = ", ".join(repr(name) for name in twin.other_ids) or (
        f"{twin.other_release or twin.other_product!r} of {twin.other_uploaded:%Y-%m-%d}"
    )
    return Finding(
        f"track {twin.track} {twin.title!r} has the same sound, byte for byte, as "
        f"{twin.other_title!r} in {where}: {difference}",
        release=twin.release,
        place=spot.place,
        file=spot.file,
        evidence={
            "track": twin.track,
            **_sum(twin),
            "differs": list(twin.differs),
            "here": {
                "account": twin.account,
                "isrc": twin.isrc,
                "title": twin.title,
                "artist": twin.artist,
                "uploaded": twin.uploaded.isoformat(),
            },
            "there": {
                "account": twin.other_account,
                "product": twin.other_product,
                "release": twin.other_release,
                "isrc": twin.other_isrc,
                "title": twin.other_title,
                "artist": twin.other_artist,
                "uploaded": twin.other_uploaded.isoformat(),
                "in_this_batch": list(twin.other_ids),
            },
        },
    )


def _sum(twin: Twin) -> dict[str, str]:
    """What both files have in common, named for what was summed up."""
    if twin.sound_sha256:
        return {"sound_sha256": twin.sound_sha256}
    if twin.pcm_md5:
        return {"pcm_md5": twin.pcm_md5}
    return {"file_sha256": twin.file_sha256}
