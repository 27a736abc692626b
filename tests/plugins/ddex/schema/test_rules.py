"""The schema rules on errors made by hand: what is told once, what is left out, what is certain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from precheck import Finding, Schema, SchemaError, SchemaErrorKind, SchemaErrors
from precheck.plugins import Registry
from precheck.testing import a_message, a_release, ask, check
from precheck_ddex.schema.rules import (
    avs_version_malformed,
    schema_approximate,
    schema_invalid,
    schema_value_newer,
    schema_value_older,
)

FIXTURES = Path(__file__).parents[4] / "fixtures"
SCHEMA = Schema(
    version="4.3.2",
    namespace="http://ddex.net/xml/ern/432",
    sha256="ab" * 32,
    value_set="allowed-value-sets.xsd",
    value_set_version=9,
)
RULES = {
    "invalid": schema_invalid,
    "newer": schema_value_newer,
    "older": schema_value_older,
    "approximate": schema_approximate,
}


def an_error(
    kind: SchemaErrorKind = SchemaErrorKind.ELEMENT,
    element: str = "Mood",
    *,
    line: int = 7,
    **more: object,
) -> SchemaError:
    fields = {"code": "SCHEMAV", "raw": "as the validator says", "xpath": f"/a/b[{line}]"}
    return SchemaError(kind=kind, element=element, line=line, **{**fields, **more})  # type: ignore[arg-type]


def an_unknown_value(value: str = "Sparkling", allowed: tuple[str, ...] = ()) -> SchemaError:
    return an_error(
        SchemaErrorKind.VALUE,
        "UseType",
        value=value,
        type="UseType_ERN",
        is_of_value_set=True,
        allowed=allowed,
    )


def said(rule: str, *errors: SchemaError, avs: str = "9", **more: object) -> list[Finding]:
    found = SchemaErrors(schema=SCHEMA, errors=errors, count=len(errors))
    found = SchemaErrors(**{**{f: getattr(found, f) for f in found.__struct_fields__}, **more})
    release = a_release(message=a_message(version="4.3.2", avs_version=avs))
    return ask(RULES[rule], release, found)


def test_a_valid_message_is_not_spoken_of() -> None:
    assert [said(rule) for rule in RULES] == [[], [], [], []]


def test_an_error_points_at_its_line_and_keeps_the_validators_words() -> None:
    [finding] = said("invalid", an_error(line=31, parent="SoundRecording"))

    assert finding.place is not None
    assert (finding.place.line, finding.place.xpath) == (31, "/a/b[31]")
    assert finding.evidence["validator"] == "as the validator says"
    assert finding.evidence["schema_sha256"] == "ab" * 32


def test_the_same_error_in_many_places_is_told_once() -> None:
    [finding] = said("invalid", *(an_error(line=line) for line in range(1, 101)))

    assert finding.message.endswith("(and in 99 more places)")
    assert finding.evidence["places"] == 100
    assert finding.evidence["lines"] == list(range(1, 21))


def test_errors_of_different_elements_are_told_apart() -> None:
    told = said("invalid", an_error(element="Mood"), an_error(element="Colour"))

    assert len(told) == 2


def test_beyond_twenty_five_errors_the_rest_are_counted() -> None:
    errors = [an_error(element=f"Mood{number}", line=number) for number in range(1, 31)]

    told = said("invalid", *errors, count=700)

    assert len(told) == 26
    assert told[-1].message == "the schema finds 675 more errors in the message, 700 in all"
    assert told[-1].place is not None
    assert told[-1].place.line == 26


def test_errors_that_were_not_explained_block_only_beside_one_that_is_certain() -> None:
    assert said("invalid", an_unknown_value(), avs="12", count=500) == []
    assert len(said("invalid", an_unknown_value(), an_error(), avs="12", count=500)) == 2


def test_what_only_follows_from_wrong_content_is_left_out() -> None:
    content = an_error(SchemaErrorKind.CONTENT, "Role", value="Composer", parent="Contributor")
    echo = an_error(SchemaErrorKind.ELEMENT_MISSING, "Role", expected=("Value",))

    [finding] = said("invalid", content, echo)

    assert "since ERN 4.3.1 a role has its word in Value" in finding.message


def test_a_wrong_attribute_is_no_echo_of_wrong_content() -> None:
    content = an_error(SchemaErrorKind.CONTENT, "Role", value="Composer")
    other = an_error(SchemaErrorKind.ATTRIBUTE, "Role", attribute="Colour")

    assert len(said("invalid", content, other)) == 2


@pytest.mark.parametrize(
    ("avs", "speaks"),
    [("9", "invalid"), ("12", "newer"), ("6", "older"), ("4.3", "invalid"), ("", "invalid")],
)
def test_an_unknown_value_is_an_error_only_under_the_set_the_message_states(
    avs: str, speaks: str
) -> None:
    told = {rule for rule in RULES if said(rule, an_unknown_value(), avs=avs)}

    assert told == {speaks}


@pytest.mark.parametrize("avs", ["6", "12"])
@pytest.mark.parametrize(
    "error",
    [
        an_unknown_value("permanentdownload", allowed=("PermanentDownload",)),
        an_error(SchemaErrorKind.VALUE, "ParentalWarningType", value="Clean", is_of_value_set=True),
        an_error(SchemaErrorKind.VALUE, "Duration", value="3:30", type="xs:duration"),
        an_error(SchemaErrorKind.ELEMENT, "UseType"),
    ],
)
def test_what_no_value_set_can_allow_is_an_error_whatever_the_message_states(
    error: SchemaError, avs: str
) -> None:
    assert {rule for rule in RULES if said(rule, error, avs=avs)} == {"invalid"}


def test_the_sets_of_old_versions_have_no_number_and_are_taken_at_their_word() -> None:
    old = Schema(version="3.8.2", namespace="http://ddex.net/xml/ern/382", sha256="cd" * 32)

    assert said("invalid", an_unknown_value(), avs="12", schema=old)
    assert said("newer", an_unknown_value(), avs="12", schema=old) == []


def test_a_stand_in_is_named() -> None:
    [finding] = said("approximate", stands_in_for="http://ddex.net/xml/ern/431")

    assert "http://ddex.net/xml/ern/431 was judged by the schema of ERN 4.3.2" in finding.message


@pytest.mark.parametrize("stated", ["4.3", "banana", "9.0", "-9", "٩", "9 ", "9" * 5000])
def test_a_value_set_without_a_whole_number_is_told(stated: str) -> None:
    release = a_release(message=a_message(avs_version=stated))

    [finding] = ask(avs_version_malformed, release)

    assert finding.evidence["avs_version_id"] == stated


@pytest.mark.parametrize("stated", ["9", "012", "12", ""])
def test_a_whole_number_is_fine_and_its_absence_another_matter(stated: str) -> None:
    release = a_release(message=a_message(avs_version=stated))

    assert ask(avs_version_malformed, release) == []


def test_an_empty_number_of_a_value_set_is_told(tmp_path: Path) -> None:
    message = (FIXTURES / "messages" / "4.3.2.xml").read_text("utf-8")
    path = tmp_path / "message.xml"
    path.write_text(re.sub('AvsVersionId="[^"]*"', 'AvsVersionId=""', message), "utf-8")

    report = check(path, registry=Registry.installed(only=("ddex",)))

    found = [n for n in report.releases[0].notices if n.rule == avs_version_malformed.id]
    assert [notice.message for notice in found] == [
        "the message states the allowed value set '', but value sets have whole numbers"
    ]


@pytest.mark.parametrize("kind", list(SchemaErrorKind))
def test_an_error_of_any_kind_is_told_in_one_line(kind: SchemaErrorKind) -> None:
    [finding] = said("invalid", an_error(kind, "", value="a\nb", parent="", expected=()))

    assert finding.message.strip()
    assert finding.remedy
