"""What a profile allows is not told, and a rule of one profile is not asked of another."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from msgspec import Struct

from precheck import Severity
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.settings import Settings
from precheck.testing import check

ROOT = Path(__file__).parents[4]
PROFILES = ROOT / "fixtures" / "profiles"
CORPUS = Path(os.environ.get("PRECHECK_DDEX_CORPUS", ROOT.parent / "shared" / "ddex"))
SAMPLES = sorted(
    path
    for path in CORPUS.glob("samples/[34]*/*.xml")
    if re.search(
        r"__([1-9]_(Audio|MixedMedia|SimpleVideoSingle|Ringtone)|Variant_|Profile_)", path.name
    )
)
REGISTRY = Registry.installed(only=("ddex",))
ARTIST = '<DisplayArtist SequenceNumber="1">.*?</DisplayArtist>'
SECOND = (
    r'\g<0><DisplayArtist SequenceNumber="2"><ArtistPartyReference>POttoBrasswick'
    r"</ArtistPartyReference><DisplayArtistRole>{}</DisplayArtistRole></DisplayArtist>"
)
SHOWN = "(<DisplayArtistName>)Lantern Weather"
IN_RELEASE = "(<ReleaseType>.*?)"
TITLE = '<Title TitleType="DisplayTitle"><TitleText>Sel</TitleText></Title>'
IN_FRANCE = (
    "<ReleaseDetailsByTerritory><TerritoryCode>FR</TerritoryCode>{}</ReleaseDetailsByTerritory>"
)
SHARES = (
    "<RightSharePercentage>100</RightSharePercentage>"
    '<RightSharePercentage HasMaxValueOfOne="true">1</RightSharePercentage>'
)
BOOKLET = (
    "<Text><ResourceReference>A8</ResourceReference><Type>Booklet</Type>"
    '<ResourceId><ProprietaryId Namespace="X">1</ProprietaryId></ResourceId></Text>'
)
MIDI = (
    '<MIDI><MidiId><ProprietaryId Namespace="X">1</ProprietaryId></MidiId>'
    "<ResourceReference>A8</ResourceReference></MIDI>"
)
MIDI_LISTED = (
    '<ReleaseResourceReference ReleaseResourceType="SecondaryResource">'
    "A8</ReleaseResourceReference>"
)
PROFILE = r' ReleaseProfileVersionId="[^"]*"'


class Allowed(Struct, frozen=True):
    """A change to a clean message that breaks no rule of its profile."""

    name: str
    message: str
    changes: tuple[tuple[str, str], ...]


ALLOWED = (
    Allowed(
        "two main artists as equals",
        "audio-4.3.2",
        (
            (IN_RELEASE + ARTIST, SECOND.format("MainArtist")),
            (IN_RELEASE + SHOWN, r"\1\2Lantern Weather &amp; Otto Brasswick"),
        ),
    ),
    Allowed(
        "a featured artist",
        "audio-4.3.2",
        (
            (IN_RELEASE + ARTIST, SECOND.format("FeaturedArtist")),
            (IN_RELEASE + SHOWN, r"\1\2Lantern Weather feat. Otto Brasswick"),
        ),
    ),
    Allowed(
        "a name that begins like feat",
        "audio-4.3.2",
        (
            (IN_RELEASE + ARTIST, SECOND.format("MainArtist")),
            (IN_RELEASE + SHOWN, r"\1\2Feather and Featherstone"),
        ),
    ),
    Allowed(
        "the same default twice",
        "audio-4.3.2",
        (
            (
                "<DisplayArtistName>(.*?)</DisplayArtistName>",
                2 * r'<DisplayArtistName IsDefault="true">\1</DisplayArtistName>',
            ),
        ),
    ),
    Allowed(
        "a user-defined type with its namespace",
        "audio-4.1.1",
        (("<ReleaseType>Album<", '<ReleaseType Namespace="X" UserDefinedValue="Y">UserDefined<'),),
    ),
    Allowed(
        "a share of all",
        "music-album-3.8.2",
        (
            (
                "<Duration>",
                SHARES + r"\g<0>",
            ),
        ),
    ),
    Allowed(
        "a trailer alone, without a cue sheet",
        "long-form-4.3",
        (
            ("<Type>LongFormMusicalWorkVideo<", "<Type>MusicalWorkTrailer<"),
            ("<CueSheetReference>.*?</CueSheetReference>", ""),
        ),
    ),
    Allowed(
        "classical recordings of no musical work",
        "classical-4.3",
        2 * (("<Type>MusicalWorkSoundRecording<", "<Type>NonMusicalWorkSoundRecording<"),),
    ),
    Allowed(
        "a book's number",
        "audio-4.3.2",
        (("<ReleaseId>", r"\g<0><ISBN>9783161484100</ISBN>"),),
    ),
    Allowed(
        "sides of what is sold as a record",
        "audio-4.3.2",
        (
            ('ResourceGroupType="Component"', 'ResourceGroupType="Side"'),
            ("<UseType>PermanentDownload<", "<UseType>PurchaseAsPhysicalProduct<"),
        ),
    ),
    Allowed(
        "a title for another territory",
        "classical-album-3.8.2",
        (("</ReleaseDetailsByTerritory>", r"\g<0>" + IN_FRANCE.format(TITLE)),),
    ),
    Allowed(
        "a genre for the other territory alone",
        "music-album-3.8.2",
        (
            (
                "(<ReleaseDetailsByTerritory>.*?)(<Genre>.*?</Genre>)(.*?</ReleaseDetails.*?>)",
                r"\1\3" + IN_FRANCE.format(r"\2"),
            ),
        ),
    ),
    Allowed(
        "a track release with a title of its own",
        "audio-4.3.2",
        (
            (
                "(<TrackRelease>.*?</ReleaseId>)",
                r"\1<DisplayTitleText>Salt on tour</DisplayTitleText>",
            ),
        ),
    ),
    Allowed(
        "a component with an id of the sender's own",
        "boxed-set-4.3",
        (
            (
                '("ReleaseComponent">.*?<ReleaseId>).*?(?=</ReleaseId>)',
                r'\1<ProprietaryId Namespace="X">1</ProprietaryId>',
            ),
        ),
    ),
    Allowed(
        "a booklet",
        "audio-4.3.2",
        (
            (
                "</ResourceList>",
                BOOKLET + r"\g<0>",
            ),
            (
                "<LinkedReleaseResourceReference>A3<",
                r"<LinkedReleaseResourceReference>A8</LinkedReleaseResourceReference>\g<0>",
            ),
        ),
    ),
    Allowed(
        "a MIDI file beside the tracks",
        "music-album-3.8.2",
        (
            ("</ResourceList>", MIDI + r"\g<0>"),
            (
                "<ReleaseResourceReferenceList>",
                rf"\g<0>{MIDI_LISTED}",
            ),
        ),
    ),
    Allowed(
        "a bonus track with a number",
        "audio-4.3.2",
        (("(>A2</ReleaseResourceReference>)", r"\1<IsBonusResource>true</IsBonusResource>"),),
    ),
    Allowed(
        "a front cover that hides behind no profile",
        "audio-4.3.2",
        (
            (PROFILE, ""),
            ("<Type>FrontCoverImage<", "<Type>Logo<"),
            ("<TrackRelease>.*?</TrackRelease>", ""),
        ),
    ),
    Allowed(
        "the doubled word of DDEX's own samples",
        "music-album-3.8.2",
        (("CommonReleaseTypes/14/", "CommonReleaseTypesTypes/13/"),),
    ),
)


def notices(path: Path) -> list[Notice]:
    report = check(path, registry=REGISTRY)
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    told = [n for r in report.releases for n in r.notices]
    return [n for n in told if n.rule.startswith("ddex.profile-")]


def changed(message: str, changes: tuple[tuple[str, str], ...], folder: Path) -> Path:
    text = (PROFILES / f"{message}.xml").read_text("utf-8")
    for old, new in changes:
        text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert count, f"nothing to change by {old!r}"
    path = folder / "message.xml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("allowed", ALLOWED, ids=lambda allowed: allowed.name)
def test_what_is_allowed_is_not_told(allowed: Allowed, tmp_path: Path) -> None:
    path = changed(allowed.message, allowed.changes, tmp_path)
    assert [(n.rule, n.message) for n in notices(path)] == []


@pytest.mark.parametrize("word", ["feat.", "ft.", "Feat.", "featuring", "(feat."])
def test_a_featured_artist_is_not_a_main_artist(word: str, tmp_path: Path) -> None:
    changes = (
        (IN_RELEASE + ARTIST, SECOND.format("MainArtist")),
        (IN_RELEASE + SHOWN, rf"\1\2Lantern Weather {word} Otto Brasswick"),
    )
    found = notices(changed("audio-4.3.2", changes, tmp_path))
    assert [notice.rule for notice in found] == ["ddex.profile-featured-as-main"]


def test_an_earlier_version_forbids_a_front_cover_beside_one_video(tmp_path: Path) -> None:
    cover = ((r"<Type>VideoScreenCapture<", "<Type>FrontCoverImage<"),)
    told = {
        version: {n.rule for n in notices(changed(f"one-video-{version}", cover, tmp_path))}
        for version in ("4.1.1", "4.3")
    }
    rule = "ddex.profile-front-cover-unexpected"
    assert [rule in told[version] for version in told] == [True, False]


def test_a_rule_that_is_off_can_be_switched_on() -> None:
    rule = "ddex.profile-publication-date-missing"
    on = Settings(rules={rule: {"severity": "note"}})
    report = check(PROFILES / "audio-4.3.2.xml", registry=REGISTRY, settings=on)
    (found,) = (n for r in report.releases for n in r.notices)
    assert (found.rule, found.severity) == (rule, Severity.NOTE)
    assert found.evidence["resources"] == ["A1", "A2"]


@pytest.mark.skipif(not SAMPLES, reason="the DDEX samples are not here")
def test_none_of_the_samples_of_ddex_is_refused() -> None:
    assert len(SAMPLES) > 10
    refused = {
        (path.name, notice.rule, notice.message)
        for path in SAMPLES
        for notice in notices(path)
        if notice.severity >= Severity.REVIEW
    }
    assert refused == set()
