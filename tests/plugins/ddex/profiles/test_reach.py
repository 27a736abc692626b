"""Every rule is tried in every profile and version that the rulings it answers cover."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from making.faults.clean import EVERY
from making.faults.every import FAULTS
from making.faults.fault import SINCE_43, UNTIL_42
from making.messages import VERSIONS
from precheck import Severity
from precheck_ddex.profiles.names import OF_ERN_3, OF_ERN_4, Profile
from precheck_ddex.profiles.rules import RULES
from precheck_ddex.profiles.rulings import answered_by
from precheck_ddex.profiles.rulings_14 import RULINGS_14
from precheck_ddex.profiles.rulings_21 import RULINGS_21

OFF = "publication-date-missing"
"""No message has the date, so `test_faults` tries it in a way of its own."""
ASKED = {rule.id.removeprefix("ddex.profile-") for rule in RULES} - {OFF}
ASKED_OF_MORE: Mapping[str, frozenset[Profile]] = MappingProxyType(
    {
        "variant-unknown": OF_ERN_4,
        "variant-not-for-profile": OF_ERN_4,
        "classical-flag-missing": frozenset(
            {Profile.AUDIO, Profile.VIDEO, Profile.MIXED_MEDIA, Profile.LONG_FORM}
        ),
        "track-release-not-allowed": frozenset(
            {
                Profile.MIDI_RINGTONE_3,
                Profile.RINGTONE_3,
                Profile.SIMPLE_VIDEO_3,
                Profile.ONE_RESOURCE_3,
                Profile.ONE_WITH_COVER_3,
                Profile.FILM_BUNDLE_3,
                Profile.TV_SERIES_3,
            }
        ),
    }
)
"""Profiles whose rules by DDEX's validator do not ask it."""
ASKED_OF_SOME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "front-cover-unexpected": UNTIL_42,
        "work-group-missing": UNTIL_42,
        "work-group-mixed": UNTIL_42,
        "classical-flag-missing": SINCE_43,
    }
)
"""Versions, where a rule is not asked of all that have the profile."""
_VIDEOS_3 = frozenset(
    {
        Profile.VIDEO_ALBUM_3,
        Profile.VIDEO_SINGLE_3,
        Profile.SIMPLE_VIDEO_3,
        Profile.LONG_FORM_3,
        Profile.FILM_BUNDLE_3,
        Profile.TV_SERIES_3,
    }
)
_SIMPLE = frozenset({Profile.SIMPLE_AUDIO, Profile.SIMPLE_VIDEO})
NEVER_ALONE: Mapping[str, tuple[frozenset[Profile], str]] = MappingProxyType(
    {
        "variant-not-for-profile": (
            frozenset({Profile.AUDIO, Profile.VIDEO, Profile.MIXED_MEDIA}),
            "they have every variant",
        ),
        "resource-type-missing": (
            frozenset({Profile.LONG_FORM}),
            "what is of another type is not counted either",
        ),
        "image-count": (
            frozenset({Profile.BOXED_SET_3, Profile.LONG_FORM_3}),
            "no image is no front cover, and there may be many",
        ),
        "secondary-id-missing": (
            frozenset({Profile.ONE_RESOURCE_3}),
            "a secondary resource is one resource too many",
        ),
        "track-release-resource-count": (
            frozenset({Profile.RINGTONE_3, Profile.LONG_FORM_3}),
            "a track release is one release too many",
        ),
        "group-type": (_SIMPLE | {Profile.RINGTONE}, "a second level is one group too many"),
        "sequence-repeated": (_SIMPLE, "there is one item in one group"),
        "work-id-missing": (_VIDEOS_3, "it asks sound recordings, and there are none"),
        "reference-title-missing": (_VIDEOS_3, "it asks sound recordings, and there are none"),
    }
)
"""Profiles that a rule is asked of, but where another one speaks with it or it cannot speak."""


def test_only_one_rule_is_off() -> None:
    assert [rule.id for rule in RULES if rule.severity is Severity.OFF] == [f"ddex.profile-{OFF}"]


def test_every_fault_is_of_a_rule() -> None:
    assert {fault.rule for fault in FAULTS} == ASKED


def test_every_profile_has_a_clean_message_in_every_version_of_its_generation() -> None:
    there = {(clean.profile, clean.version) for clean in EVERY}
    assert there == {pair for profile in Profile for pair in in_every_version(profile)}


@pytest.mark.parametrize("rule", sorted(ASKED))
def test_a_rule_is_tried_in_every_profile_and_version_that_its_ruling_covers(rule: str) -> None:
    cases = [clean for fault in FAULTS if fault.rule == rule for clean in fault.cases()]
    assert {(clean.profile, clean.version) for clean in cases} == covered(rule)


@pytest.mark.parametrize("rule", sorted(NEVER_ALONE))
def test_where_a_rule_is_never_alone_it_is_alone_in_another_profile_of_the_version(
    rule: str,
) -> None:
    profiles, why = NEVER_ALONE[rule]
    assert profiles <= asked_of(rule), why
    of_all = {version for profile in asked_of(rule) for _, version in in_every_version(profile)}
    assert {version for _, version in covered(rule)} == of_all


def asked_of(rule: str) -> frozenset[Profile]:
    """The profiles whose rulings it answers, and some more."""
    answered = answered_by(f"profile-{rule}", (*RULINGS_21, *RULINGS_14))
    return ASKED_OF_MORE.get(rule, frozenset()).union(*(ruling.numbers for ruling in answered))


def covered(rule: str) -> set[tuple[str, str]]:
    """The profiles and versions in which a message can break it alone."""
    excepted, _ = NEVER_ALONE.get(rule, (frozenset(), ""))
    return {
        (profile, version)
        for asked in asked_of(rule) - excepted
        for profile, version in in_every_version(asked)
        if version in ASKED_OF_SOME.get(rule, VERSIONS)
    }


def in_every_version(profile: Profile) -> set[tuple[str, str]]:
    generation = "3" if profile in OF_ERN_3 else "4"
    return {(profile.value, version) for version in VERSIONS if version.startswith(generation)}
