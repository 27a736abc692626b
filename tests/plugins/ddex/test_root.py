"""What the root says of schema and profile."""

from __future__ import annotations

from typing import Any

import pytest

from precheck import Finding, Release, Rule
from precheck.testing import a_message, a_release, ask
from precheck_ddex.rules.root import release_profile_missing, version_differs


def said(rule: Rule[Release], version: str = "4.3.2", **values: Any) -> list[Finding]:
    return ask(rule, a_release(message=a_message(version, **values)))


@pytest.mark.parametrize(
    ("version", "stated", "write"),
    [
        ("3.8.2", "ern/43", "Write ern/382."),
        ("3.8.2", "ern/38", "Write ern/382."),
        ("3.8", "2016/ern/382", "Write ern/38."),
        ("3.8.2", "banana", "Write ern/382."),
        ("4.3", "ern/382", "Remove the attribute: ERN 4 has none."),
    ],
)
def test_a_schema_version_other_than_the_namespace_is_told(
    version: str, stated: str, write: str
) -> None:
    [finding] = said(version_differs, version, schema_version=stated)

    assert finding.message == (
        f"MessageSchemaVersionId is {stated!r}, but the namespace is that of ERN {version}"
    )
    assert finding.remedy == write


@pytest.mark.parametrize(
    ("version", "stated"),
    [
        ("3.8.2", "ern/382"),
        ("3.8.2", "/ern/382"),
        ("3.8.2", "3.8.2"),
        ("3.8.2", ""),
        ("4.3", "ern/43"),
        ("", "ern/382"),
    ],
)
def test_the_same_version_in_any_form_is_fine(version: str, stated: str) -> None:
    assert said(version_differs, version, schema_version=stated) == []


@pytest.mark.parametrize("version", ["3.8.2", "4.3.2"])
def test_a_message_without_a_profile_is_told_that_none_was_asked(version: str) -> None:
    [finding] = said(release_profile_missing, version, profile=" ")

    assert "no rule of a profile was asked" in finding.message


def test_a_message_with_a_profile_or_of_another_kind_needs_no_word() -> None:
    assert said(release_profile_missing, profile="Audio") == []
    assert said(release_profile_missing, kind="PurgeReleaseMessage") == []
