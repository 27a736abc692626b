"""What the tags say, against what the message says."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from precheck import Identifier, Release, Rule, Scheme, Severity, Tags, TextTag, Title
from precheck.testing import a_release, a_track, ask
from precheck_audio_tags.fields import read_tags
from precheck_audio_tags.options import Likeness
from precheck_audio_tags.rules.tags import (
    album_differs,
    artist_differs,
    isrc_differs,
    isrc_malformed_in_tag,
    script_differs,
    tags_forbidden,
    title_differs,
)


def tagged(**texts: str) -> Tags:
    """The tags of a FLAC file."""
    return read_tags(tuple(TextTag(name=name.upper(), text=text) for name, text in texts.items()))


# --- ISRC ------------------------------------------------------------------------------------


def test_another_isrc_in_the_file_blocks() -> None:
    (finding,) = ask(isrc_differs, a_track(), tagged(isrc="QZ-PRE-26-00002"))
    assert isrc_differs.severity is Severity.BLOCK
    assert finding.message == "the message says QZPRE2600001, the file says QZPRE2600002 in ISRC"
    assert finding.place is not None
    assert finding.place.tag == "ISRC"


@pytest.mark.parametrize("text", ["QZPRE2600001", "qz-pre-26-00001", "ISRC QZPRE2600001"])
def test_the_same_isrc_is_recognised(text: str) -> None:
    assert ask(isrc_differs, a_track(), tagged(isrc=text)) == []


def test_every_isrc_in_the_file_is_compared() -> None:
    texts = (
        TextTag(name="TSRC", text="QZPRE2600001"),
        TextTag(name="axml", text="ISRC:QZPRE2600009"),
        TextTag(name="bext:Description", text="ISRC: QZPRE2600009"),
    )
    (finding,) = ask(isrc_differs, a_track(), read_tags(texts))
    assert finding.evidence["tag"] == "axml"


def test_any_isrc_that_the_message_gives_is_right() -> None:
    identifiers = tuple(
        Identifier(scheme=Scheme.ISRC, value=value) for value in ("QZPRE2600001", "QZPRE2600002")
    )
    track = a_track(identifiers=identifiers)
    assert ask(isrc_differs, track, tagged(isrc="QZPRE2600002")) == []


@pytest.mark.parametrize("isrc", ["", "QZPRE2600001"])
def test_without_two_sides_nothing_is_compared(isrc: str) -> None:
    tags = tagged() if isrc else tagged(isrc="QZPRE2600001")
    assert ask(isrc_differs, a_track(isrc=isrc), tags) == []


def test_an_isrc_that_is_none_is_named_once_and_not_compared() -> None:
    tags = tagged(isrc="unknown")
    (finding,) = ask(isrc_malformed_in_tag, a_track(), tags)
    assert finding.message == "the file gives 'unknown' as its ISRC in ISRC, which is not one"
    assert ask(isrc_differs, a_track(), tags) == []


def test_a_well_formed_isrc_is_not_called_malformed() -> None:
    assert ask(isrc_malformed_in_tag, a_track(), tagged(isrc="QZ-PRE-26-00001")) == []


# --- title, artist, album --------------------------------------------------------------------


def album(title: str = "Low Water") -> Release:
    return a_release(title=title)


@pytest.mark.parametrize(
    ("rule", "tags"),
    [
        (title_differs, tagged(title="Night Drive")),
        (artist_differs, tagged(artist="Zed Quartet")),
        (album_differs, tagged(album="Greatest Hits 1999")),
    ],
)
def test_another_name_in_the_file_is_named_with_its_likeness(rule: Rule[Any], tags: Tags) -> None:
    (finding,) = ask(rule, a_track(), tags, album())
    assert finding.evidence["similarity"] < finding.evidence["threshold"] == 0.6  # type: ignore[operator]  # a number
    assert rule.is_estimate


@pytest.mark.parametrize(
    ("rule", "tags"),
    [
        (title_differs, tagged(title="slow tide (feat. Bo)")),
        (artist_differs, tagged(artist="Bo Sample & ADA EXAMPLE")),
        (album_differs, tagged(album="Low Water (Deluxe)")),
        (title_differs, tagged()),
        (artist_differs, tagged()),
        (album_differs, tagged()),
        (title_differs, tagged(title="遅い潮")),
        (artist_differs, tagged(artist="見本")),
        (album_differs, tagged(album="干潮")),
    ],
)
def test_the_same_name_no_name_or_one_in_another_script_is_not_named(
    rule: Rule[Any], tags: Tags
) -> None:
    assert ask(rule, a_track(), tags, album()) == []


def test_each_form_of_a_title_is_told_once() -> None:
    titles = (Title(text="Low Water "), Title(text="Low Water"), Title(text="Low", subtitle="Live"))
    release = replace(album(), titles=titles)
    (finding,) = ask(album_differs, a_track(), tagged(album="Greatest Hits 1999"), release)
    assert finding.evidence["message"] == ["Low Water", "Low", "Low (Live)"]


def test_a_likeness_just_below_the_limit_is_told_as_below_it() -> None:
    tags, limit = tagged(title="Slow Tyde"), Likeness(similarity=0.8889)
    (finding,) = ask(title_differs, a_track(), tags, limit)
    assert finding.evidence["similarity"] == 0.888


def test_the_nearest_of_several_titles_counts() -> None:
    track = a_track(titles=(Title(text="Slow Tide"), Title(text="Langsame Flut", language="de")))
    assert ask(title_differs, track, tagged(title="Langsame Flut")) == []


def test_the_subtitle_is_a_part_of_the_title() -> None:
    track = a_track(title="Go", version="Extended Club Mix")
    assert ask(title_differs, track, tagged(title="Go Extended Club Mix")) == []


def test_a_policy_may_ask_for_more_likeness() -> None:
    tags = tagged(title="Slow Tyde")
    assert ask(title_differs, a_track(), tags) == []
    assert ask(title_differs, a_track(), tags, Likeness(similarity=0.95))


def test_names_that_cannot_be_compared_are_noted() -> None:
    findings = ask(script_differs, a_track(), tagged(title="遅い潮", artist="見本"))
    assert [finding.evidence["tag"] for finding in findings] == ["TITLE", "ARTIST"]
    assert script_differs.severity is Severity.NOTE


def test_names_that_can_be_compared_are_not_noted() -> None:
    assert ask(script_differs, a_track(), tagged(title="Night Drive", artist="1999")) == []


def test_a_long_and_hostile_tag_gives_one_short_line() -> None:
    (finding,) = ask(title_differs, a_track(), tagged(title="x\n" * 30_000))
    assert "\n" not in finding.message
    assert len(finding.message) < 200


# --- no tags at all --------------------------------------------------------------------------


def test_any_tag_is_named_where_none_are_wanted() -> None:
    (finding,) = ask(tags_forbidden, a_track(), tagged(title="Slow Tide", isrc="QZPRE2600001"))
    assert finding.message == "the file carries 2 kinds of tag: TITLE, ISRC"
    assert tags_forbidden.severity is Severity.OFF


def test_a_bare_file_is_not_named() -> None:
    assert ask(tags_forbidden, a_track(), tagged()) == []
