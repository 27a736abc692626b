"""Names of profiles that a newer value set may have brought."""

from __future__ import annotations

from precheck import Finding
from precheck.testing import a_message, a_release, ask
from precheck_ddex.profiles.rules.stated import name_unrecognised, unknown
from precheck_ddex.profiles.view import ProfileView


def both(named: str, value_set: str) -> tuple[list[Finding], list[Finding]]:
    message = a_message(version="4.3.2", profile=named, avs_version=value_set)
    view = ProfileView(named=named, version=(4, 3, 2))
    release = a_release(message=message)
    return ask(unknown, release, message, view), ask(name_unrecognised, release, message, view)


def test_a_name_that_may_be_newer_than_what_is_known_is_no_error() -> None:
    wrong, [note] = both("Podcast", "12")
    assert wrong == []
    assert note.message == "the release profile is 'Podcast', so no rules of a profile were asked"


def test_a_name_of_ern_3_is_an_error_whatever_the_value_set() -> None:
    for value_set in ("9", "12", "", "4.3"):
        [wrong], notes = both("CommonReleaseTypes/14/AudioAlbum", value_set)
        assert wrong.message.endswith("which ERN 4 does not have")
        assert notes == []


def test_an_invented_name_is_an_error_in_a_value_set_that_is_known() -> None:
    for value_set in ("9", "6", "", "4.3", "nine"):
        [_], notes = both("Podcast", value_set)
        assert notes == []
