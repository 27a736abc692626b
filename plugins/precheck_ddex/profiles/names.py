"""The release profiles and their variants: how they are written, and how they are recognised."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Profile(StrEnum):
    """A release profile by its published id: plain names in ERN 4, paths in ERN 3."""

    AUDIO = "Audio"
    VIDEO = "Video"
    MIXED_MEDIA = "MixedMedia"
    RINGTONE = "Ringtone"
    SIMPLE_VIDEO = "SimpleVideoSingle"
    SIMPLE_AUDIO = "SimpleAudioSingle"
    LONG_FORM = "LongFormMusicalWorkVideo"
    DJ_MIX = "DjMix"

    AUDIO_SINGLE_3 = "CommonReleaseTypes/14/AudioSingle"
    AUDIO_ALBUM_3 = "CommonReleaseTypes/14/AudioAlbum"
    MUSIC_ALBUM_3 = "CommonReleaseTypes/14/AudioAlbumMusicOnly"
    AUDIO_BOOK_3 = "CommonReleaseTypes/14/AudioBook"
    CLASSICAL_3 = "CommonReleaseTypes/14/DigitalClassicalAudioAlbum"
    BOXED_SET_3 = "CommonReleaseTypes/14/DigitalBoxedSet"
    MIXED_MEDIA_3 = "CommonReleaseTypes/14/MixedMediaBundle"
    VIDEO_ALBUM_3 = "CommonReleaseTypes/14/VideoAlbum"
    VIDEO_SINGLE_3 = "CommonReleaseTypes/14/VideoSingle"
    SIMPLE_VIDEO_3 = "CommonReleaseTypes/14/SimpleVideoSingle"
    LONG_FORM_3 = "CommonReleaseTypes/14/LongformMusicVideo"
    RINGTONE_3 = "CommonReleaseTypes/14/Ringtone"
    MIDI_RINGTONE_3 = "CommonReleaseTypes/14/MidiRingtone"
    ONE_RESOURCE_3 = "CommonReleaseTypes/14/SingleResourceRelease"
    ONE_WITH_COVER_3 = "CommonReleaseTypes/14/SingleResourceReleaseWithCoverArt"
    FILM_BUNDLE_3 = "CommonReleaseTypes/14/FilmBundle"
    TV_SERIES_3 = "CommonReleaseTypes/14/TvSeries"

    @property
    def short(self) -> str:
        """The name alone, as a person would say it."""
        return self.value.rpartition("/")[2]


VALUE_SET = 9
"""The allowed value set by which the names of ERN 4 are known; a newer one may have more."""
OF_ERN_4 = frozenset(profile for profile in Profile if "/" not in profile.value)
OF_ERN_3 = frozenset(Profile) - OF_ERN_4
VARIANTS = ("BoxedSet", "Classical")
"""The variants of ERN 4; a message may name both, with a space between."""
_NAMES = MappingProxyType({profile.value: profile for profile in OF_ERN_4})
_ALIASES = MappingProxyType(
    {
        "classicalaudioalbum": Profile.CLASSICAL_3,
        "longformvideo": Profile.LONG_FORM_3,
        **{profile.short.lower(): profile for profile in Profile if profile in OF_ERN_3},
    }
)


def recognised(version: str, named: str) -> Profile | None:
    """The profile that a message of this version names, or None.

    ERN 4 lists the names, so they are compared as they are. ERN 3 does not, and DDEX's own samples
    write `CommonReleaseTypesTypes/13/AudioSingle`: there the last word counts, in any case.
    """
    if version.startswith("4"):
        return _NAMES.get(named)
    return _ALIASES.get(_last_word(named))


def is_of_ern_3(named: str) -> bool:
    """Whether the name is one of ERN 3 that no profile of ERN 4 has."""
    return named not in _NAMES and _last_word(named) in _ALIASES


def _last_word(named: str) -> str:
    return named.rpartition("/")[2].strip().lower()
