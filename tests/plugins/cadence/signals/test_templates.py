"""Titles from one mould, against all pairs, and titles of honest series."""

# ruff: noqa: S311 - a test needs chance to be repeated, not to be secret

from __future__ import annotations

import random
import time
import tracemalloc

import pytest

from precheck_cadence.signals.masks import mask
from precheck_cadence.signals.templates import (
    Titled,
    alike_pairs,
    jaccard,
    shingles,
    templates,
)


def singles(*titles: str) -> list[Titled]:
    """Each in a product of its own."""
    return [Titled(title, f"product {at}") for at, title in enumerate(titles)]


def album(*titles: str) -> list[Titled]:
    return [Titled(title, "album") for title in titles]


@pytest.mark.parametrize(
    ("title", "masked"),
    [
        ("Rain Sounds 12", "rain sounds #"),
        ("Rain Sounds, Vol. XII", "rain sounds vol #"),
        ("Part Two", "part #"),
        ("Teil Zwei", "teil #"),
        ("Symphony No. 5: I. Allegro", "symphony no # # allegro"),
        ("I Want You", "i want you"),
        ("Mix", "mix"),
        ("Did I Say", "did i say"),
        ("Rocky IV", "rocky #"),
        ("１２ Steps", "# steps"),
        ("٣ أغاني", "# أغاني"),
        ("第三章 春", "# 章 春"),
        ("Élan 3.5", "elan #"),
        ("", ""),
    ],
)
def test_counters_become_a_mark(title: str, masked: str) -> None:
    assert mask(title).text == masked


@pytest.mark.parametrize(
    "title",
    ["Low Sun (Ada Remix)", "Low Sun - Live at Home", "Low Sun [2011 Remaster]", "LOW SUN"],
)
def test_versions_are_one_work(title: str) -> None:
    assert mask(title).work == "low sun"


def test_a_counted_version_is_a_work_of_its_own() -> None:
    assert mask("Low Sun (Version 3)").work != mask("Low Sun (Version 4)").work


def test_a_title_that_is_only_a_version_keeps_its_name() -> None:
    assert mask("(Remix)").work == "remix"


@pytest.mark.parametrize("title", ["I", "1999", "Part 2", "Track 01", "Vol. 3", "#", "", "No. 5"])
def test_bare_counters_tell_nothing(title: str) -> None:
    assert not mask(title).is_telling


def test_titles_that_differ_in_a_number_are_one_template() -> None:
    [found] = templates(singles(*(f"Gentle Rain {at}" for at in range(1, 9)), "Low Sun"))
    assert (found.count, found.is_one_mask, found.mask) == (8, True, "gentle rain #")
    assert found.titles[0] == "Gentle Rain 1"


def test_titles_that_differ_in_a_letter_are_alike() -> None:
    [found] = templates(
        singles(
            "Calm Piano for Deep Sleep and Rest",
            "Calm Pianos for Deep Sleep and Rest",
            "Calm Piano for Deep Sleep and Rests",
        )
    )
    assert found.count == 3
    assert not found.is_one_mask


def test_movements_chapters_and_interludes_of_one_product_are_no_template() -> None:
    assert templates(album(*(f"Symphony No. 5: {n}. Allegro" for n in ("I", "II", "III")))) == ()
    assert templates(album(*(f"Chapter {n}: The Sea" for n in range(40)))) == ()


def test_an_interlude_on_each_of_many_albums_is_no_template() -> None:
    assert templates(singles("Interlude", "Interlude", "Interlude (Live)")) == ()


def test_remixes_and_live_versions_of_one_song_are_no_template() -> None:
    names = ("Ada Remix", "Otto Remix", "Radio Edit", "Extended Mix", "Live", "2011 Remaster")
    assert templates(singles(*(f"Low Sun ({name})" for name in names))) == ()


def test_ordinary_titles_are_no_template() -> None:
    assert templates(singles("Love", "Love Me", "Love You", "Lovely", "Part One", "Part Two")) == ()


def test_a_farm_of_albums_counts_each_album_once() -> None:
    farm = [Titled(f"Gentle Rain {a * 20 + n}", f"album {a}") for a in range(9) for n in range(20)]
    [found] = templates(farm)
    assert (found.count, found.products, found.works) == (9, 9, 180)


def random_masks(chance: random.Random, many: int) -> list[str]:
    words = ["calm", "rain", "piano", "deep", "sleep", "for", "baby", "night", "sound", "sounds"]
    return [
        " ".join(chance.choice(words) for _ in range(chance.randint(1, 7))) for _ in range(many)
    ]


@pytest.mark.parametrize("alike", [0.3, 0.5, 0.75, 0.8, 0.9, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_the_index_finds_the_pairs_that_all_comparisons_find(alike: float, seed: int) -> None:
    sets = [shingles(text) for text in random_masks(random.Random(seed), 120)]
    every = {
        (a, b)
        for b in range(len(sets))
        for a in range(b)
        if len(sets[a] & sets[b]) / len(sets[a] | sets[b]) >= alike
    }
    ours = list(alike_pairs(sets, alike))
    assert set(ours) == every
    assert len(ours) == len(every)


def test_long_titles_that_share_nothing_take_little_memory() -> None:
    """Every shingle once: the room grows with the titles, not with the square of their shingles."""
    signs = [chr(0x4E00 + place) for place in range(20_000)]
    dice = random.Random(5)
    sets = [shingles("".join(dice.choices(signs, k=200))) for _ in range(300)]
    tracemalloc.start()
    try:
        assert list(alike_pairs(sets, 0.8)) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40e6


def test_a_jaccard_index_is_common_over_all() -> None:
    assert jaccard(2, 3, 3) == 0.5
    assert jaccard(0, 0, 0) == 1.0
    assert shingles("ab") == {"ab"}


def test_a_thousand_titles_take_a_moment_even_where_all_are_alike() -> None:
    words = [f"{a}{b}" for a in "bcdfghklmnprst" for b in "aeiou"]
    mould = "calm piano music for deep sleep and relaxation"
    alike = [f"{mould} {words[at % 70]}{words[at // 70]}" for at in range(1_000)]
    start = time.process_time()
    [found] = templates(singles(*alike))
    assert time.process_time() - start < 15
    assert found.count == 1_000


def test_a_hostile_title_takes_a_moment() -> None:
    start = time.process_time()
    for one in ("(", " ", "1.", "|", "[(", "9", "é", "- ", "第一"):
        mask(one * 1_000_000)
        templates(singles(one * 1_000_000, one * 999_999))
    assert time.process_time() - start < 5
