"""Which profile a message names: as it is published, and as it is written in the wild."""

from __future__ import annotations

import pytest

from precheck_ddex.profiles.names import OF_ERN_3, OF_ERN_4, Profile, recognised


@pytest.mark.parametrize("version", ["4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2"])
def test_a_profile_of_ern_4_is_its_plain_name(version: str) -> None:
    assert recognised(version, "Audio") is Profile.AUDIO
    assert recognised(version, "SimpleAudioSingle") is Profile.SIMPLE_AUDIO


@pytest.mark.parametrize("named", ["", "audio", " Audio", "AudioAlbum", "CommonReleaseTypes/Audio"])
def test_ern_4_has_no_other_spelling(named: str) -> None:
    assert recognised("4.3.2", named) is None


@pytest.mark.parametrize(
    "named",
    [
        "CommonReleaseTypes/14/AudioAlbum",
        "CommonReleaseTypes/13/AudioAlbum",
        "CommonReleaseTypesTypes/13/AudioAlbum",
        "CommonReleaseTypes/14/audioalbum ",
        "AudioAlbum",
    ],
)
def test_in_ern_3_the_last_word_counts(named: str) -> None:
    assert recognised("3.8.2", named) is Profile.AUDIO_ALBUM_3


@pytest.mark.parametrize(
    ("word", "profile"),
    [
        ("LongFormVideo", Profile.LONG_FORM_3),
        ("LongformMusicVideo", Profile.LONG_FORM_3),
        ("ClassicalAudioAlbum", Profile.CLASSICAL_3),
        ("DigitalClassicalAudioAlbum", Profile.CLASSICAL_3),
        ("AudioAlbumMusicOnly", Profile.MUSIC_ALBUM_3),
    ],
)
def test_a_profile_of_ern_3_may_have_two_names(word: str, profile: Profile) -> None:
    assert recognised("3.8", f"CommonReleaseTypes/14/{word}") is profile


@pytest.mark.parametrize("named", ["Audio", "DjMix", "CommonReleaseTypes/14/Wallpaper", "14/", "/"])
def test_ern_3_does_not_have_the_names_of_ern_4_or_of_nobody(named: str) -> None:
    assert recognised("3.8.2", named) is None


def test_every_profile_is_recognised_as_it_is_published() -> None:
    assert all(recognised("4.3", profile.value) is profile for profile in OF_ERN_4)
    assert all(recognised("3.8", profile.value) is profile for profile in OF_ERN_3)
    assert len(OF_ERN_4) == 8  # as many as there are in ERN part 2
