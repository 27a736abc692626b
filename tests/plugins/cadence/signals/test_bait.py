"""Functional titles, titles written for a search box, and titles of ordinary music."""

from __future__ import annotations

import time

import pytest

from precheck_cadence.signals.bait import Limits, Trick, bait
from precheck_cadence.signals.functional import is_functional, is_functional_genre
from precheck_cadence.signals.lexicon import Topic, lexicon, terms
from precheck_cadence.signals.spelling import folded

ORDINARY = (
    "Rain",
    "Sleep",
    "Only Happy When It Rains",
    "Girls, Girls, Girls",
    "Blood, Sweat and Tears",
    "Red, White, and Blue",
    "Steady, As She Goes",
    "Lie, Cheat, Steal",
    "Sleep, Baby, Sleep",
    "Schlaf, Kindlein, schlaf",
    "Sleep Walk",
    "Ocean Eyes",
    "Waves",
    "Purple Rain (Live) / Nature Boy / My Way",
    "Calm Down",
    "Sexual Healing",
    "60 Hz",
    "Gamma Ray",
    "Focus",
    "Study in Brown",
    "White Room",
    "Noise",
    "Bring the Noise",
    "Violin Concerto in D Major, Op. 61: I. Allegro, ma non troppo",
    "String Quartet No. 14 in C-Sharp Minor, Op. 131: IV. Andante, ma non troppo e molto cantabile",
    "Prélude à l'après-midi d'un faune",
    "The Fall of Hearts, the Rise of Rain, and Other Stories That We Told Each Other by the Sea",
    "Pt. 2 (feat. Ada Example & Otto Example) [Club Mix] [2011 Remaster]",
    "Baby, It's Cold Outside",
    "Ninna nanna",
    "Dormir",
    "雨",
    "夜に",
    "第三章",
    "",
    " ",
    "???",
)


@pytest.mark.parametrize("title", ORDINARY)
def test_titles_of_ordinary_music_are_quiet(title: str) -> None:
    assert bait(title).tricks == ()


@pytest.mark.parametrize(
    ("title", "trick"),
    [
        ("Relaxing Sleep Music for Studying", Trick.TERMS),
        ("Deep Sleep Music, Rain Sounds, Low Sun", Trick.SEGMENTS),
        ("Low Sun | Official Video | 2026", Trick.SEGMENTS),
        ("Schlafmusik / Entspannungsmusik / Klavier", Trick.SEGMENTS),
        (
            "The Very Best of What You Will Ever Hear When Sleeping Next to the Ocean",
            Trick.LENGTH,
        ),
        ("528 Hz Healing", Trick.FREQUENCY),
        ("432Hz Deep Sleep", Trick.FREQUENCY),
        ("741 Hertz – Sanación", Trick.FREQUENCY),
        ("528 Hz 癒し", Trick.FREQUENCY),
        ("174.6 Hz Guérison", Trick.FREQUENCY),
        ("Bruit Blanc, Musique Douce, Sommeil Profond", Trick.SEGMENTS),
        ("睡眠用BGM・癒しの音楽・雨の音", Trick.TERMS),
    ],
)
def test_titles_written_for_search_are_told(title: str, trick: Trick) -> None:
    assert trick in bait(title).tricks


def test_each_question_can_be_left_out() -> None:
    quiet = Limits(terms=0, segments=0, words=0, frequency=False)
    title = "Deep Sleep Music, Rain Sounds, 528 Hz Healing for Baby and You and Me and All of Us"
    assert len(bait(title).tricks) == 4
    assert bait(title, quiet).tricks == ()


def test_a_stricter_limit_tells_sooner() -> None:
    assert bait("Relaxing Rain", Limits(terms=1)).tricks == (Trick.TERMS,)


def test_the_longest_term_wins_and_each_counts_once() -> None:
    assert [term.text for term in terms("Deep Sleep, deep-sleep: DEEP SLEEP")] == ["deep sleep"]
    assert [term.text for term in terms("Sleep Music")] == ["sleep music"]


def test_a_frequency_is_a_term_however_it_is_written() -> None:
    for title in ("432 Hz", "432hz", "432HZ", "432 hertz", "432ヘルツ"):
        assert [term.text for term in terms(title)] == ["432 hz"]
    assert terms("Hz 432") == terms("432 Hzz") == ()


@pytest.mark.parametrize(
    "title",
    [
        "White Noise",
        "White-Noise Machine",
        "Weißes Rauschen",
        "Bruit blanc",
        "Música relajante",
        "Som de Chuva",
        "Rumore Bianco",
        "Белый шум",
        "ホワイトノイズ",
        "助眠音乐",
        "빗소리",
        "Relaxing Ocean",
        "528 Hz Healing",
        "Binaural Beats",
    ],
)
def test_functional_sound_is_known_in_many_languages(title: str) -> None:
    assert is_functional(title)


@pytest.mark.parametrize("title", ["Rain", "Ocean Rain", "Sleep", "Healing Rain", "60 Hz", "Focus"])
def test_a_word_alone_is_a_song(title: str) -> None:
    assert not is_functional(title)


@pytest.mark.parametrize(
    "genre",
    ["Meditation", "Sleep", "New Age / Relaxation", "White Noise", "Méditation", "睡眠音楽"],
)
def test_some_genres_say_what_their_sound_is_for(genre: str) -> None:
    assert is_functional_genre(genre)


@pytest.mark.parametrize(
    "genre", ["Noise", "Noise Rock", "Ambient", "New Age", "Lullabies", "New Wave", "Rain", ""]
)
def test_other_genres_are_music(genre: str) -> None:
    assert not is_functional_genre(genre)


def test_every_block_of_the_lexicon_is_dated_and_names_its_source() -> None:
    book = lexicon()
    for block in book.blocks:
        assert block.source in book.sources
        assert block.as_of >= book.sources[block.source].read
        assert block.phrases or block.words
    assert {block.topic for block in book.blocks} == set(Topic)
    assert {"en", "de", "fr", "es", "pt", "it"} <= {block.language for block in book.blocks}


def test_every_term_is_found_in_a_title_that_is_it() -> None:
    for block in lexicon().blocks:
        for text in (*block.phrases, *block.words):
            assert [term.text for term in terms(text.title())] == [folded(text)], text


def test_no_term_is_both_a_phrase_and_a_word_or_of_two_topics() -> None:
    seen: dict[str, tuple[Topic, bool]] = {}
    for block in lexicon().blocks:
        for texts, is_phrase in ((block.phrases, True), (block.words, False)):
            for text in texts:
                assert seen.setdefault(folded(text), (block.topic, is_phrase)) == (
                    block.topic,
                    is_phrase,
                ), text


def test_a_hostile_title_takes_a_moment() -> None:
    start = time.process_time()
    for one in (" ", ",", "| ", "1", "1.", "sleep, ", "睡眠", "9 hz ", "\ufdfa", " - "):
        bait(one * 1_000_000)
        is_functional(one * 1_000_000)
        is_functional_genre(one * 1_000_000)
    assert time.process_time() - start < 5
