"""An artist's own voice, which is expected on their own releases. Pure."""

from __future__ import annotations

from precheck import DisplayArtist, Release, Track
from precheck_voice.facts import VoiceMatch
from precheck_voice.identity import ids_of, one_id
from precheck_voice.options import VoiceOptions


def own_profiles(track: Track, release: Release, options: VoiceOptions) -> frozenset[str]:
    """The artists of the track, by the ids in the message, who are held against their own voice."""
    known = {one_id(artist) for artist in options.continuity if artist.strip()}
    return _ids(track, release) & known if known else frozenset()


def is_own_profile(
    match: VoiceMatch, track: Track, release: Release, options: VoiceOptions
) -> bool:
    """Whether a match is with the track's own artist, and not with a protected one.

    Whom a search found needs the ids in the message alone: nobody had asked for the artist.
    """
    artist = one_id(match.artist)
    if match.band is None:
        return artist in _ids(track, release)
    protected = {one_id(a) for a in (*options.artists, *release.delivery.voices)}
    return artist not in protected and artist in own_profiles(track, release, options)


def is_own_voice(match: VoiceMatch, track: Track, release: Release, options: VoiceOptions) -> bool:
    """Whether the account is known to release this artist's own voice, and credits the artist."""
    artist = one_id(match.artist)
    names = {n.casefold() for n in (match.name, options.names.get(match.artist, "")) if n}
    credited = (*track.artists, *release.artists)
    shown = {track.display_artist_name.casefold(), release.display_artist_name.casefold()}
    shown |= {name.casefold() for a in credited for name in (a.party.name, *a.party.names)}
    ids = frozenset[str]().union(*(ids_of(a.party) for a in credited))
    return is_known_account(artist, release, options) and (artist in ids or bool(names & shown))


def is_known_account(artist: str, release: Release, options: VoiceOptions) -> bool:
    """Whether the account is known to release the voice of this artist."""
    return artist in {one_id(i) for i in options.own_voices.get(release.account, ())}


def _ids(track: Track, release: Release) -> frozenset[str]:
    return frozenset[str]().union(*(ids_of(a.party) for a in displayed(track, release)))


def displayed(track: Track, release: Release) -> tuple[DisplayArtist, ...]:
    """The artists a listener is shown: those of the track, else those of the release."""
    return track.artists or release.artists
