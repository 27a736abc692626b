"""Whether title, version and genre say noise of what sounds like it."""

from __future__ import annotations

from typing import Any

import pytest

from precheck import Channel, Finding, Severity, Sound, Texture, Title, Track
from precheck.model import Genre
from precheck.testing import a_release, a_track, ask
from precheck_audio_tags.noises import SOURCES, said_of
from precheck_audio_tags.rules.character import noise, noise_too_short

SIDE = Channel(peak_dbfs=-3.0, rms_dbfs=-18.0, dc_offset=0.0)
NOISE = Sound(
    sampling_rate_hz=48_000,
    channels=(SIDE, SIDE),
    samples=60 * 48_000,
    texture=Texture(flatness=0.57, onsets_per_second=0.0, pitch_salience=0.12),
)
BARE = "it sounds like noise: flat in every octave, without attacks and without a pitch"


def told(track: Track, *facts: object) -> Finding:
    (finding,) = ask(noise, track, NOISE, *facts)
    return finding


@pytest.mark.parametrize(
    "title",
    [
        "White Noise",
        "BROWN NOISE",
        "Rain Sounds",
        "Fan",
        "Distant Thunder",
        "Ocean Waves for Sleep",
        "Vacuum Cleaner",
        "Weißes Rauschen",
        "Bruit blanc",
        "Ruído Branco",
        "Sonido de Lluvia",
        "ホワイトノイズ",
        "雨の音",
        "백색소음",
    ],
)
def test_a_title_that_says_so_is_named(title: str) -> None:
    finding = told(a_track(title=title))
    assert finding.message == f"{BARE}; the title {title!r} says so too"
    assert finding.evidence["is_said"] is True


@pytest.mark.parametrize(
    "title", ["Slow Tide", "Fantasy", "Train", "Noisemaker", "Windows", "Asleep"]
)
def test_a_title_that_does_not_is_told(title: str) -> None:
    finding = told(a_track(title=title))
    assert finding.message == f"{BARE}; neither title, version nor genre says so"
    assert (finding.evidence["is_said"], finding.evidence["said"]) == (False, [])


def test_the_version_is_asked() -> None:
    track = a_track(titles=(Title(text="Night", subtitle="Rain Sounds"),))
    assert told(track).message == f"{BARE}; the version 'Rain Sounds' says so too"


@pytest.mark.parametrize(
    "genre", [Genre(text="White Noise"), Genre(text="Other", sub_genre="Nature")]
)
def test_the_genres_of_track_and_release_are_asked(genre: Genre) -> None:
    text = genre.sub_genre or genre.text
    assert told(a_track(genres=(genre,))).message == f"{BARE}; the genre {text!r} says so too"
    release = a_release(genres=(genre,))
    assert told(a_track(), release).message == f"{BARE}; the genre {text!r} says so too"


def test_every_text_that_says_so_is_evidence() -> None:
    genre = Genre(text="Noise")
    track = a_track(title="Rain", genres=(genre,))
    said: Any = told(track, a_release(genres=(genre,))).evidence["said"]
    assert said == [
        {"where": "title", "text": "Rain", "word": "rain"},
        {"where": "genre", "text": "Noise", "word": "noise"},
    ]


def test_a_title_alone_makes_no_noise() -> None:
    music = Sound(sampling_rate_hz=48_000, channels=(SIDE,), samples=9_600_000)
    track = a_track(title="White Noise")
    assert ask(noise, track, music) == ask(noise_too_short, track, music) == []


def test_what_is_said_leaves_the_severity_as_it_is() -> None:
    assert noise.severity is Severity.REVIEW
    assert noise.is_estimate


def test_the_words_have_sources() -> None:
    assert all(source.url for source in SOURCES)
    assert set(SOURCES) <= set(noise.sources)
    assert list(said_of(a_track(title=""), None)) == []
