"""With every question switched on, a clean message says nothing, and a broken one one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct

from precheck import Severity
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.settings import Settings, read
from precheck.testing import check
from precheck_recipients.rules import RULES

FIXTURES = Path(__file__).parents[3] / "fixtures"
MESSAGES = FIXTURES / "messages"
VERSIONS = ("3.8", "3.8.1", "3.8.2", "3.8.3", "4.1", "4.1.1", "4.2", "4.3", "4.3.1", "4.3.2")
IN_3, SINCE_4 = VERSIONS[:4], VERSIONS[4:]
WITHOUT_AI, WITH_AI = VERSIONS[:8], VERSIONS[8:]
CLEAN = sorted(
    (
        *(path for path in MESSAGES.glob("*.xml") if not path.name.startswith("purge")),
        *(FIXTURES / "deliveries").glob("clean-*"),
        FIXTURES / "deliveries" / "batch",
    )
)
REGISTRY = Registry.installed(only=("recipients", "ai-credits"))

CONVERSE = "recipients.featured-artist-not-in-title"
"""What is right for whom `featured-artist-in-title` is wrong; a message cannot please both."""
Change = tuple[str, str]
"""A regular expression, and what takes the place of its first match."""

SENT = "<MessageCreatedDateTime>2026-11-02"
UPLOADS = ("<UseType>NonInteractive", r"<UseType>UserMakeAvailableUserProvided</UseType>\g<0>")
NO_MUSIC = (">MusicalWorkSoundRecording<", ">NonMusicalWorkSoundRecording<")
GERMAN_IN_3 = """\
<SoundRecordingDetailsByTerritory><TerritoryCode>DE</TerritoryCode>
<Title TitleType="DisplayTitle"><TitleText>Anders</TitleText></Title>
</SoundRecordingDetailsByTerritory>"""
GERMAN_SINCE_4 = """\
<DisplayTitle ApplicableTerritoryCode="DE"><TitleText>Anders</TitleText></DisplayTitle>"""


class Fault(Struct, frozen=True):
    """Changes to a clean message, and what is said of them."""

    rules: tuple[str, ...]
    changes: tuple[Change, ...]
    versions: tuple[str, ...] = VERSIONS


FAULTS = (
    Fault(("test-message",), ((">LiveMessage<", ">TestMessage<"),)),
    Fault(("pitch-too-late",), ((SENT, "<MessageCreatedDateTime>2026-12-05"),)),
    Fault(
        ("lead-time-short", "pitch-too-late"),
        ((SENT, "<MessageCreatedDateTime>2026-12-08"),),
    ),
    Fault(("type-differs-from-size",), ((">Single<", ">Album<"),)),
    Fault(("type-differs-from-size",), ((">Single<", ">EP<"),)),
    Fault(
        ("classical-type-missing",),
        (("(<ReleaseType>Single.*?)Electronic", r"\1Classical"),),
    ),
    Fault(
        ("classical-titles-missing", "classical-titles-missing"),
        ((">Single<", ">ClassicalAlbum<"),),
    ),
    Fault(
        ("compilation-undeclared",),
        (("(<ReleaseType>Single.*?<DisplayArtistName>)[^<]*", r"\1Various Artists"),),
    ),
    Fault(
        ("cover-without-licence",),
        (("<IsInstrumental>", r"<IsCover>true</IsCover>\g<0>"),),
        SINCE_4,
    ),
    Fault(
        ("genre-missing",),
        (("(<ReleaseType>Single.*?)<((?:Display)?Genre)[ >].*?</\\2>", r"\1"),),
    ),
    Fault((), (UPLOADS,), WITHOUT_AI),
    Fault(("ai-in-user-videos",), (UPLOADS,), WITH_AI),
    Fault((), (NO_MUSIC,)),
    Fault(("ineligible-for-user-videos",), (UPLOADS, NO_MUSIC), WITHOUT_AI),
    Fault(("ai-in-user-videos", "ineligible-for-user-videos"), (UPLOADS, NO_MUSIC), WITH_AI),
    Fault(
        ("featured-artist-in-title", "featured-artist-without-role"),
        (("(<SoundRecording>.*?<TitleText>[^<]*)", r"\1 (feat. Mara Quillfeather)"),),
    ),
    Fault(
        ("featured-artist-form", "featured-artist-in-title", "featured-artist-without-role"),
        (("(<SoundRecording>.*?<TitleText>[^<]*)", r"\1 (ft. Mara Quillfeather)"),),
    ),
    Fault(
        ("artist-in-two-roles",),
        (("(<DisplayArtist .*?)MainArtist(.*?</DisplayArtist>)", r"\g<0>\1FeaturedArtist\2"),),
    ),
    Fault(
        ("shared-role-in-one-credit",),
        (
            (
                "(<InstrumentType>Vibraphone.*?<AiContribution>)None",
                r"\1Partly",
            ),
        ),
        WITH_AI,
    ),
    Fault(("artists-not-shown",), (("<DisplayArtist .*?</DisplayArtist>", r"\g<0>" * 5),)),
    Fault((), (("<DisplayArtist .*?</DisplayArtist>", r"\g<0>" * 4),)),
    Fault(
        ("territory-title-dropped",),
        (("</DisplayTitle>", rf"\g<0>{GERMAN_SINCE_4}"),),
        SINCE_4,
    ),
    Fault(
        ("territory-title-dropped",),
        (("</SoundRecordingDetailsByTerritory>", rf"\g<0>{GERMAN_IN_3}"),),
        IN_3,
    ),
)
CASES = [(fault, version) for fault in FAULTS for version in fault.versions]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    off = (rule.id for rule in RULES if rule.severity is Severity.OFF and rule.id != CONVERSE)
    path = tmp_path_factory.mktemp("settings") / "precheck.toml"
    path.write_text("".join(f'[rules."{name}"]\nseverity = "note"\n' for name in off), "utf-8")
    return read(path)


def notices(path: Path, settings: Settings) -> list[Notice]:
    report = check(path, registry=REGISTRY, settings=settings, recipients=("default",))
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    found = [n for r in report.releases for n in r.notices]
    return [n for n in found if n.rule.startswith("recipients.")]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_our_own_messages_are_clean(path: Path, everything: Settings) -> None:
    assert notices(path, everything) == []


@pytest.mark.parametrize(
    ("fault", "version"),
    CASES,
    ids=[f"{FAULTS.index(f)}-{'-and-'.join(f.rules)}-{v}" for f, v in CASES],
)
def test_a_fault_is_caught_by_its_rules_alone(
    fault: Fault, version: str, tmp_path: Path, everything: Settings
) -> None:
    text = (MESSAGES / f"{version}.xml").read_text("utf-8")
    for old, new in fault.changes:
        text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count == 1
    path = tmp_path / "message.xml"
    path.write_text(text, "utf-8")

    found = notices(path, everything)

    assert sorted(n.rule.removeprefix("recipients.") for n in found) == sorted(fault.rules)
    assert all(n.places and n.places[0].line for n in found)


@pytest.mark.parametrize("single", ["clean-single", "clean-single-382"])
@pytest.mark.parametrize(
    ("rule", "element"),
    [("one-track-title-differs", "TitleText"), ("one-track-artist-differs", "DisplayArtistName")],
)
def test_a_single_that_is_not_its_track_is_caught(
    single: str, rule: str, element: str, tmp_path: Path, everything: Settings
) -> None:
    (message,) = (FIXTURES / "deliveries" / single).glob("*.xml")
    path = tmp_path / "message.xml"
    text = message.read_text("utf-8")
    in_release = rf"(<ReleaseType>.*?<{element}>)[^<]*"
    path.write_text(re.sub(in_release, r"\1Another", text, count=1, flags=re.DOTALL), "utf-8")

    found = notices(path, everything)

    assert [n.rule for n in found] == [f"recipients.{rule}"]


def test_every_rule_about_a_message_has_a_fault() -> None:
    told = {f"recipients.{rule}" for fault in FAULTS for rule in fault.rules}
    of_its_own = {
        CONVERSE,
        "recipients.ai-mark-missing",
        "recipients.ai-mark-missing-image",
        "recipients.address-in-text",
        "recipients.altered-version",
        "recipients.artist-name-for-search",
        "recipients.author-missing",
        "recipients.message-profile-unnamed",
        "recipients.message-version",
        "recipients.message-version-unconfirmed",
        "recipients.one-track-artist-differs",
        "recipients.one-track-title-differs",
        "recipients.purge-as-takedown",
        "recipients.remixer-without-version",
        "recipients.several-artists-in-one-name",
        "recipients.size-in-title",
        "recipients.various-artists-misused",
        "recipients.various-artists-wanted",
    }
    assert told | of_its_own == {rule.id for rule in RULES}
    assert not told & of_its_own
