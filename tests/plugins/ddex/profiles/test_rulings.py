"""The tables hold every number of DDEX's validator, and name rules that there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from precheck.plugins import Registry
from precheck_ddex.profiles.names import OF_ERN_3, OF_ERN_4, Profile
from precheck_ddex.profiles.rules import RULES
from precheck_ddex.profiles.rulings import Ruling
from precheck_ddex.profiles.rulings_14 import RULINGS_14
from precheck_ddex.profiles.rulings_14_common import UNNUMBERED
from precheck_ddex.profiles.rulings_21 import RULINGS_21

EVERY = (*RULINGS_21, *RULINGS_14)
REGISTRY = Registry.installed(only=("ddex",))
FIRST = {
    Profile.AUDIO: 1000,
    Profile.VIDEO: 1060,
    Profile.MIXED_MEDIA: 1122,
    Profile.RINGTONE: 1184,
    Profile.SIMPLE_VIDEO: 1243,
    Profile.SIMPLE_AUDIO: 1304,
    Profile.LONG_FORM: 1364,
    Profile.DJ_MIX: 1432,
}
"""Of each file of DDEX for ERN 4; the numbers run on to the next file's first."""
TRACKS, BOXED_SET, CLASSICAL = range(1538, 1543), range(1543, 1547), range(1547, 1557)


def numbers(ruling: Ruling, profile: Profile) -> Iterator[int]:
    for part in ruling.numbers.get(profile, "").replace("(sic)", "").split(","):
        if part.strip() and part != UNNUMBERED:
            first, _, last = part.partition(" to ")
            yield from range(int(first), int(last or first) + 1)


def all_numbers(rulings: tuple[Ruling, ...], profile: Profile) -> list[int]:
    return sorted(number for ruling in rulings for number in numbers(ruling, profile))


@pytest.mark.parametrize("profile", FIRST)
def test_every_number_of_an_ern_4_profile_is_there_once(profile: Profile) -> None:
    ends = sorted({*FIRST.values(), 1493})
    first = FIRST[profile]
    last = ends[ends.index(first) + 1]

    own = [n for n in all_numbers(RULINGS_21, profile) if n < TRACKS.start]

    assert own == list(range(first, last))


def test_the_rules_of_tracks_and_variants_are_there_for_the_profiles_that_have_them() -> None:
    audio = set(all_numbers(RULINGS_21, Profile.AUDIO))
    assert audio >= {*TRACKS, *BOXED_SET, *CLASSICAL}
    assert not any(n >= TRACKS.start for n in all_numbers(RULINGS_21, Profile.RINGTONE))
    assert {1547} <= set(all_numbers(RULINGS_21, Profile.LONG_FORM))


@pytest.mark.parametrize("profile", sorted(OF_ERN_3))
def test_no_number_of_an_ern_3_profile_is_there_twice(profile: Profile) -> None:
    found = Counter(all_numbers(RULINGS_14, profile))
    assert found
    assert [number for number, count in found.items() if count > 1] == []


def test_each_table_is_about_its_own_generation() -> None:
    assert {p for ruling in RULINGS_21 for p in ruling.numbers} == set(OF_ERN_4)
    assert {p for ruling in RULINGS_14 for p in ruling.numbers} == set(OF_ERN_3)


def test_the_tables_name_rules_that_there_are() -> None:
    named = {f"ddex.{rule}" for ruling in EVERY for rule in ruling.rules}
    assert named - set(REGISTRY.rules) == set()


def test_what_has_no_rule_has_a_reason() -> None:
    assert [ruling.what for ruling in EVERY if not ruling.rules and not ruling.why_not] == []


def test_every_rule_names_where_it_is_from() -> None:
    answered = {f"ddex.{rule}" for ruling in EVERY for rule in ruling.rules}
    for rule in RULES:
        assert rule.sources, rule.id
        is_numbered = any(source.clause.startswith("rules ") for source in rule.sources)
        assert is_numbered is (rule.id in answered), rule.id


def test_a_rule_names_the_numbers_of_its_profiles() -> None:
    sources = REGISTRY.rules["ddex.profile-front-cover-count"].sources
    clauses = [source.clause for source in sources if "validator" in source.title]
    assert clauses[0].startswith("rules Audio 1053; Video 1113; MixedMedia 1176; ")
    assert "AudioAlbum 1754" in clauses[1]


@pytest.mark.parametrize("rule", ["ddex.profile-cline-missing", "ddex.profile-cline-repeated"])
def test_a_rule_without_a_number_cites_what_is_printed(rule: str) -> None:
    [source] = REGISTRY.rules[rule].sources
    assert set(re.findall(r"\w+ ([^;]+)", source.clause.removeprefix("rules "))) == {UNNUMBERED}
    assert "AudioSingle 1017-1NR; " in source.clause


def test_the_page_names_every_number() -> None:
    from precheck_ddex.profiles.page import page

    written = page()
    for ruling in EVERY:
        for profile, number in ruling.numbers.items():
            assert re.search(rf"\b{profile.short} {re.escape(number)}", written)
