"""The rules about titles written for a search box."""

from __future__ import annotations

from precheck import Title
from precheck.testing import a_release, a_track, ask
from precheck_cadence.options import SearchBait
from precheck_cadence.rules.bait import search_bait, search_bait_release

BAITED = "Deep Sleep Music, Rain Sounds, 528 Hz Healing"


def titled(title: str, version: str = "") -> tuple[Title, ...]:
    return (Title(text=title, subtitle=version, kind="DisplayTitle"),)


def test_a_title_of_search_terms_is_told_with_all_that_was_counted() -> None:
    [finding] = ask(search_bait, a_track(title=BAITED))

    assert finding.message == (
        f"the title '{BAITED}' looks written for search: 4 search terms, a list of 3 parts, "
        "a frequency and what it is said to do "
        "('528 hz', 'deep sleep', 'healing', 'rain sounds')"
    )
    assert finding.evidence["tricks"] == ["terms", "segments", "frequency"]
    assert finding.evidence["segments_with_terms"] == 3


def test_the_version_is_part_of_what_is_searched() -> None:
    assert ask(search_bait, a_track(title="Low Sun", version="Relaxing Sleep Study"))


def test_a_version_that_the_title_repeats_is_read_once() -> None:
    version = "Live in a Very Small Room by the Ocean"
    long = a_track(title=f"A Song About Sleep ({version})", version=version)

    [finding] = ask(search_bait, long, SearchBait(words=13))

    assert finding.evidence["words"] == 13


def test_an_ordinary_title_and_none_at_all_are_quiet() -> None:
    assert ask(search_bait, a_track(title="Red, White, and Blue")) == []
    assert ask(search_bait, a_track(title="")) == []


def test_a_policy_may_be_milder() -> None:
    mild = SearchBait(terms=5, segments=0, frequency=False)

    assert ask(search_bait, a_track(title=BAITED), mild) == []


def test_the_title_of_a_release_is_told() -> None:
    [finding] = ask(search_bait_release, a_release(a_track(), titles=titled(BAITED)))

    assert finding.evidence["title"] == BAITED


def test_a_release_named_after_its_track_is_not_told_twice() -> None:
    single = a_release(a_track(title=BAITED), titles=titled(BAITED))

    assert ask(search_bait_release, single) == []


def test_half_a_character_in_a_title_is_no_trouble() -> None:
    [finding] = ask(search_bait, a_track(title=f"{BAITED} \ud83d"))

    assert finding.message.encode()
