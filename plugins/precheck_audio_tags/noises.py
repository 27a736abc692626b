"""Words by which titles and genres say that a track is noise: dated data.

They do not make a track noise: each is the name of songs as well. They are asked where it sounds
like noise, whether the sender says so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from precheck import Release, Track
from precheck_audio_tags.likeness import folded
from precheck_audio_tags.sources import DEEZER_CLEANING, MUSICDIGI_REFUSED, SPOTIFY_NOISE

STATE = date(2026, 11, 29)
"""The day this list was last gone through."""
SOURCES = (SPOTIFY_NOISE, DEEZER_CLEANING, MUSICDIGI_REFUSED)
"""They name the kinds of noise; the words are ours."""

_WORDS = (
    *("noise", "noises", "static", "asmr", "hum", "hiss", "loopable"),
    *("rain", "rainfall", "raindrops", "rainstorm", "thunder", "thunderstorm", "thunderstorms"),
    *("ocean", "surf", "waves", "waterfall", "river", "wind", "fireplace", "campfire", "nature"),
    *("fan", "vacuum", "dryer", "hairdryer", "conditioner", "airplane", "aeroplane", "womb"),
    *("sleep", "sleeping", "insomnia"),
    *("rauschen", "meeresrauschen", "regen", "regengerausche", "naturgerausche", "ventilator"),
    *("bruit", "bruits", "pluie", "orage", "ruido", "lluvia", "tormenta", "chuva", "trovoada"),
    *("rumore", "pioggia", "ventilador", "ventilateur", "ventilatore", "шум", "дождя"),
)
_LETTERS = (
    *("ノイズ", "雨", "波の音", "雷", "睡眠", "噪音", "噪声", "海浪"),
    *("빗소리", "파도", "소음", "수면"),
)
"""Found anywhere: their languages put no spaces between words."""
_SAYS_NOISE = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b|{'|'.join(_LETTERS)}")


class Saying(Struct, frozen=True):
    """A text of the message that says noise."""

    where: str
    """`title`, `version` or `genre`."""
    text: str
    word: str


def said_of(track: Track, release: Release | None) -> Iterator[Saying]:
    """The titles, versions and genres that say noise, those of the release's genres included."""
    genres = (*track.genres, *(release.genres if release is not None else ()))
    texts = (
        *(("title", title.text) for title in track.titles),
        *(("version", title.subtitle) for title in track.titles),
        *(("genre", text) for genre in genres for text in (genre.text, genre.sub_genre)),
    )
    for where, text in dict.fromkeys(texts):
        if (match := _SAYS_NOISE.search(folded(text))) is not None:
            yield Saying(where, text, match[0])
