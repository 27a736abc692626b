"""Whether an artist's release sounds like the artist."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Basis, Facts, Finding, Release, Severity, Threshold, Track, rule
from precheck_voice.facts import Band, Heard, VoiceMatch, VoiceMatches
from precheck_voice.identity import one_id
from precheck_voice.options import References, VoiceOptions
from precheck_voice.own import displayed, is_known_account, own_profiles
from precheck_voice.rules.evidence import named
from precheck_voice.sources import SINGER_IDENTITY, SPOTIFY_IMPERSONATION, SPOTIFY_MISMATCH

LEAST = Threshold(
    option="least",
    basis=Basis.OURS,
    note="Three recordings; with fewer, one unlike song makes the voice seem another.",
)


def is_known_artist(track: Track, facts: Facts) -> bool:
    """Whether the track is by an artist who is held against their own voice."""
    return bool(own_profiles(track, facts[Release], facts.get(VoiceOptions) or VoiceOptions()))


@rule(
    "voice.singer-differs",
    title="The vocal does not sound like the artist whose name it bears",
    severity=Severity.REVIEW,
    of=Track,
    needs=(VoiceMatches,),
    sources=(SPOTIFY_MISMATCH, SPOTIFY_IMPERSONATION, SINGER_IDENTITY),
    options=References,
    thresholds=(LEAST,),
    is_estimate=True,
    when=is_known_artist,
)
def singer_differs(track: Track, facts: Facts) -> Iterator[Finding]:
    """Asks for a human ear where another voice sings under a known artist's name.

    ## What it checks
    Artists of `continuity` in the settings, found by the ids in the message (ISNI, IPI, Spotify
    URI), never by name. Their releases are compared with their own voice. Reported is a vocal whose
    score the service calls `none`, and which lies below the first percentile of the scores that the
    artist's own recordings have with each other, where the service tells it; from an account that
    is not known to release this artist, where nobody else is displayed and the voice rests on three
    recordings or more.

    ## Why it matters
    Music that lands on an artist's page and is not theirs is what services call a content mismatch:
    a mistaken id, or somebody who lives off another's name.

    ## What to do
    Listen, next to an earlier release. See that the artist's ids are right, and that the account
    may send for the artist. Then list the account under `own_voices`.

    ## Limits
    Singers change: under loud music, after years, in another style or a whisper, their own voice
    may score low. Of singers under music as loud as they are, one in ten is mistaken either way.
    A clone of the artist sounds like the artist, and is not seen here.
    """
    return _differing(track, facts, is_plain=True)


@rule(
    "voice.singer-may-differ",
    title="The vocal does not sound like the artist, which may have its reason",
    severity=Severity.WARNING,
    of=Track,
    needs=(VoiceMatches,),
    sources=(SPOTIFY_MISMATCH, SINGER_IDENTITY),
    options=References,
    thresholds=(LEAST,),
    is_estimate=True,
    when=is_known_artist,
)
def singer_may_differ(track: Track, facts: Facts) -> Iterator[Finding]:
    """Tells of another voice under a known artist's name where that is less of a surprise.

    ## What it checks
    The same as `voice.singer-differs`, where the account is known to release the artist's own voice
    (`own_voices`), other artists are displayed as well, or the voice rests on fewer than three
    recordings. The reasons are named.

    ## Why it matters
    An artist's own label may let somebody else sing. It may also have sent the wrong file.

    ## What to do
    See that it is the right file. Enrol more recordings, of several years and styles.

    ## Limits
    Those of `voice.singer-differs`.
    """
    return _differing(track, facts, is_plain=False)


def _differing(track: Track, facts: Facts, *, is_plain: bool) -> Iterator[Finding]:
    """Scores of the artist's own voice in the lowest band, with or without a reason for it."""
    release, options = facts[Release], facts.get(VoiceOptions) or VoiceOptions()
    artists = own_profiles(track, release, options)
    found, least = facts[VoiceMatches], facts[References].least
    for match in found.matches:
        artist = one_id(match.artist)
        is_low = match.own_from is None or match.score < match.own_from
        if artist not in artists or match.band is not Band.NONE or not is_low:
            continue
        reasons = [
            *(["others are displayed as well"] if len(displayed(track, release)) > 1 else []),
            *(
                [f"{release.account} is known to release this artist's voice"]
                if is_known_account(artist, release, options)
                else []
            ),
            *([f"{_rests_on(match.k)}, {least} are wanted"] if match.k < least else []),
        ]
        if is_plain is not bool(reasons):
            yield Finding(
                f"{_sentence(track, match, found, options)}{_because(reasons)}",
                place=track.at("isrc"),
                file=track.audio,
                evidence={
                    "artist": match.artist,
                    "name": match.name,
                    "score": match.score,
                    "band": Band.NONE.value,
                    "possible_from": found.possible_from,
                    "own_from": match.own_from,
                    "k": match.k,
                    "least": least,
                    "account": release.account,
                    "reasons": reasons,
                    "model": found.model,
                    "model_version": found.model_version,
                    "threshold_set": found.threshold_set,
                    "vocal_seconds": found.vocal_seconds,
                    "input": found.heard.value,
                    "service": found.service,
                    "request_id": found.request_id,
                },
                remedy="Listen next to an earlier release, and see that ids and file are right.",
            )


def _sentence(track: Track, match: VoiceMatch, found: VoiceMatches, options: VoiceOptions) -> str:
    names = {one_id(artist): name for artist, name in options.names.items()}
    name = match.name or names.get(one_id(match.artist), "") or match.artist
    limit = found.possible_from
    asked = f", possible from {limit:.3f}" if limit is not None else ""
    own = f", the artist's own from {match.own_from:.3f}" if match.own_from is not None else ""
    heard = ", judged on the full mix" if found.heard is Heard.MIX else ""
    return (
        f"{named(track)} does not resemble the known voice of its artist {name}: "
        f"score {match.score:.3f}{asked}{own}, over {found.vocal_seconds:.0f} s of voice{heard}"
    )


def _rests_on(k: int) -> str:
    if not k:
        return "it is not said on how many recordings that voice rests"
    return f"that voice rests on {k} recording{'s' if k > 1 else ''}"


def _because(reasons: list[str]) -> str:
    return f"; {', and '.join(reasons)}" if reasons else ""


RULES = (singer_differs, singer_may_differ)
