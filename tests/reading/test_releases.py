"""The release list: the main release, where it puts its resources, and the deals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from precheck.model import Release, Scheme
from precheck.reading import ProblemKind, Reading

Read = Callable[[str | bytes], tuple[Release, Reading]]
Build = Callable[..., str]


def release_xml(reference: str, inside: str = "", attributes: str = "") -> str:
    return (
        f"<Release {attributes}><ReleaseReference>{reference}</ReleaseReference>{inside}</Release>"
    )


def tracks_xml(*references: str) -> str:
    return "".join(
        f"<SoundRecording><ResourceReference>{one}</ResourceReference></SoundRecording>"
        for one in references
    )


TRACK_TYPE = "<ReleaseType>TrackRelease</ReleaseType>"


def test_the_release_marked_as_main_is_the_subject(read: Read, message: Build) -> None:
    releases = release_xml("R0") + release_xml("R1", attributes='IsMainRelease="true"')
    release, reading = read(message(version="382", releases=releases))
    assert release.reference == "R1"
    assert release.message is not None
    assert [listed.is_main for listed in release.message.releases] == [False, True]
    assert reading.problems == ()


def test_the_only_release_is_the_main_one(read: Read, message: Build) -> None:
    release, reading = read(message(version="382", releases=release_xml("R7")))
    assert release.reference == "R7"
    assert reading.problems == ()


def test_where_none_is_marked_the_first_that_is_no_track_is_taken_and_told(
    read: Read, message: Build
) -> None:
    releases = release_xml("R1", TRACK_TYPE) + release_xml("R0") + release_xml("R2", TRACK_TYPE)
    release, reading = read(message(version="382", releases=releases))
    assert release.reference == "R0"
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.NO_MAIN_RELEASE
    assert problem.place.xpath == "/ern:NewReleaseMessage/ReleaseList/Release[2]"


def test_where_all_are_tracks_the_first_is_taken(read: Read, message: Build) -> None:
    releases = release_xml("R1", TRACK_TYPE) + release_xml("R2", TRACK_TYPE)
    release, reading = read(message(version="382", releases=releases))
    assert release.reference == "R1"
    assert reading.problems[0].kind is ProblemKind.NO_MAIN_RELEASE


@pytest.mark.parametrize(("version", "attributes"), [("432", ""), ("382", 'IsMainRelease="true"')])
def test_two_main_releases_are_told_and_the_first_is_taken(
    read: Read, message: Build, version: str, attributes: str
) -> None:
    releases = release_xml("R0", attributes=attributes) + release_xml("R1", attributes=attributes)
    release, reading = read(message(version=version, releases=releases))
    assert release.reference == "R0"
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.NO_MAIN_RELEASE
    assert problem.place.xpath == "/ern:NewReleaseMessage/ReleaseList/Release[2]"


def test_the_release_of_ern_4_is_main_without_saying_so(read: Read, message: Build) -> None:
    releases = (
        "<TrackRelease><ReleaseReference>R1</ReleaseReference><ContainsAI>All</ContainsAI>"
        "<ReleaseResourceReference>A1</ReleaseResourceReference></TrackRelease>"
        "<ClipRelease><ReleaseReference>R2</ReleaseReference></ClipRelease>" + release_xml("R0")
    )
    release, reading = read(message(version="432", releases=releases))
    assert release.reference == "R0"
    assert release.message is not None
    assert [(listed.kind, listed.reference) for listed in release.message.releases] == [
        ("TrackRelease", "R1"),
        ("ClipRelease", "R2"),
        ("Release", "R0"),
    ]
    assert [listed.is_main for listed in release.message.releases] == [False, False, True]
    assert release.message.releases[0].contains_ai == "All"
    assert release.message.releases[0].resource_references == ("A1",)
    assert reading.problems == ()


def test_a_message_with_no_release_is_told(read: Read, message: Build) -> None:
    release, reading = read(message(releases="", resources=tracks_xml("A1")))
    assert [problem.kind for problem in reading.problems] == [ProblemKind.NO_MAIN_RELEASE]
    assert [track.is_primary for track in release.tracks] == [True]


def test_a_release_of_ern_4_is_read_whole(read: Read, message: Build) -> None:
    label = (
        "<Party><PartyReference>PL</PartyReference><PartyName><FullName>Paper Harbour</FullName>"
        "</PartyName></Party>"
    )
    inside = (
        "<ReleaseType>Album</ReleaseType><ReleaseId><GRid>A1PRE000000000090M</GRid>"
        "<ICPN>9520000000905</ICPN><CatalogNumber Namespace='N'>PHR-1</CatalogNumber></ReleaseId>"
        "<DisplayTitle><TitleText>Two Lanterns</TitleText></DisplayTitle>"
        '<DisplayArtistName LanguageAndScriptCode="ja">ランタン</DisplayArtistName>'
        '<DisplayArtistName IsDefault="true">Lantern</DisplayArtistName>'
        "<ReleaseLabelReference>PL</ReleaseLabelReference>"
        "<ReleaseLabelReference>PGone</ReleaseLabelReference>"
        "<DisplayGenre><GenreText>Electronic</GenreText></DisplayGenre>"
        '<ReleaseDate ApplicableTerritoryCode="DE">2026-12-25</ReleaseDate>'
        '<ReleaseDate IsDefault="true">2026-12-11</ReleaseDate>'
        "<OriginalReleaseDate>2020</OriginalReleaseDate>"
        "<ParentalWarningType>NotExplicit</ParentalWarningType>"
        "<PLine><PLineText>(P)</PLineText></PLine><CLine><CLineText>(C)</CLineText></CLine>"
        "<ContainsAI>Partly</ContainsAI>"
    )
    release, _ = read(message(releases=release_xml("R0", inside), parties=label))
    assert (release.types, release.title) == (("Album",), "Two Lanterns")
    assert (release.grid, release.icpn) == ("A1PRE000000000090M", "9520000000905")
    assert release.identifier(Scheme.CATALOG_NUMBER) == "PHR-1"
    assert release.display_artist_name == "Lantern"
    assert release.labels == ("Paper Harbour", "PGone")
    assert release.genres[0].text == "Electronic"
    assert (release.release_date, release.original_release_date) == ("2026-12-11", "2020")
    assert release.parental_warnings == ("NotExplicit",)
    assert (release.p_lines[0].text, release.c_lines[0].text) == ("(P)", "(C)")
    assert release.contains_ai == "Partly"
    for field, ending in (
        ("icpn", "/ICPN"),
        ("grid", "/GRid"),
        ("contains_ai", "/ContainsAI"),
        ("title", "/DisplayTitle"),
        ("release_date", "/ReleaseDate[2]"),
        ("labels", "/ReleaseLabelReference[1]"),
    ):
        assert (place := release.at(field)) is not None
        assert place.xpath is not None
        assert place.xpath.endswith(f"/Release{ending}") or place.xpath.endswith(ending)


def test_a_release_of_ern_3_is_read_from_its_territories(read: Read, message: Build) -> None:
    inside = (
        "<ReleaseId><ICPN IsEan='true'>9520000000905</ICPN></ReleaseId><ReleaseType>Single"
        "</ReleaseType><ReleaseDetailsByTerritory><TerritoryCode>Worldwide</TerritoryCode>"
        "<DisplayArtistName>Lantern</DisplayArtistName><LabelName>Paper Harbour</LabelName>"
        "<Genre><GenreText>Electronic</GenreText></Genre><ReleaseDate>2026-12-11</ReleaseDate>"
        "</ReleaseDetailsByTerritory><GlobalOriginalReleaseDate>2019-01-01"
        "</GlobalOriginalReleaseDate>"
    )
    release, _ = read(message(version="382", releases=release_xml("R0", inside)))
    assert (release.icpn, release.types, release.labels) == (
        "9520000000905",
        ("Single",),
        ("Paper Harbour",),
    )
    assert (release.display_artist_name, release.genres[0].text) == ("Lantern", "Electronic")
    assert (release.release_date, release.original_release_date) == ("2026-12-11", "2019-01-01")


def item(reference: str, number: int | None, linked: str = "") -> str:
    sequence = f"<SequenceNumber>{number}</SequenceNumber>" if number is not None else ""
    link = (
        f"<LinkedReleaseResourceReference>{linked}</LinkedReleaseResourceReference>"
        if linked
        else ""
    )
    return (
        f"<ResourceGroupContentItem>{sequence}<ReleaseResourceReference>{reference}"
        f"</ReleaseResourceReference>{link}</ResourceGroupContentItem>"
    )


def group(number: int | None, *inside: str, kind: str = "") -> str:
    sequence = f"<SequenceNumber>{number}</SequenceNumber>" if number is not None else ""
    attribute = f' ResourceGroupType="{kind}"' if kind else ""
    return f"<ResourceGroup{attribute}>{sequence}{''.join(inside)}</ResourceGroup>"


def test_the_resource_group_gives_disc_and_track_numbers(read: Read, message: Build) -> None:
    groups = group(
        None,
        group(1, item("A1", 1, linked="A5"), item("A2", 2), kind="Component"),
        group(
            2,
            group(3, item("A3", 1), kind="MultiWorkPart"),
            group(4, item("A4", 2), kind="Side"),
            kind="Component",
        ),
    )
    xml = message(resources=tracks_xml("A1", "A2", "A3", "A4", "A5", "A6"))
    release, _ = read(xml.replace("</Release>", f"{groups}</Release>"))
    assert [(t.reference, t.disc_number, t.track_number, t.is_primary) for t in release.tracks] == [
        ("A1", 1, 1, True),
        ("A2", 1, 2, True),
        ("A3", 2, 1, True),
        ("A4", 2, 2, True),
        ("A5", None, None, False),
        ("A6", None, None, False),
    ]


def test_what_only_a_track_release_has_is_primary_too(read: Read, message: Build) -> None:
    track = (
        "<TrackRelease><ReleaseReference>R2</ReleaseReference>"
        "<ReleaseResourceReference>A2</ReleaseResourceReference>"
        "<LinkedReleaseResourceReference>A3</LinkedReleaseResourceReference></TrackRelease>"
    )
    releases = release_xml("R0", group(None, group(1, item("A1", 1)))) + track
    release, _ = read(message(releases=releases, resources=tracks_xml("A1", "A2", "A3")))
    assert [(t.reference, t.track_number, t.is_primary) for t in release.tracks] == [
        ("A1", 1, True),
        ("A2", None, True),
        ("A3", None, False),
    ]


def test_a_single_group_with_a_number_is_the_disc(read: Read, message: Build) -> None:
    releases = release_xml("R0", group(1, item("A1", 7)))
    release, _ = read(message(releases=releases, resources=tracks_xml("A1")))
    assert [(t.disc_number, t.track_number) for t in release.tracks] == [(1, 7)]


def test_a_part_of_a_work_is_no_disc(read: Read, message: Build) -> None:
    releases = release_xml("R0", group(None, group(5, item("A1", 1), kind="MultiWorkPart")))
    release, _ = read(message(releases=releases, resources=tracks_xml("A1")))
    assert [(t.disc_number, t.track_number) for t in release.tracks] == [(None, 1)]


def test_ern_3_says_in_a_list_which_resources_are_primary(read: Read, message: Build) -> None:
    listed = (
        "<ReleaseResourceReferenceList>"
        '<ReleaseResourceReference ReleaseResourceType="PrimaryResource">A1'
        "</ReleaseResourceReference>"
        '<ReleaseResourceReference ReleaseResourceType="SecondaryResource">A2'
        "</ReleaseResourceReference></ReleaseResourceReferenceList>"
        f"<ReleaseDetailsByTerritory>{group(None, group(1, item('A1', 1), item('A2', 2)))}"
        "</ReleaseDetailsByTerritory>"
    )
    xml = message(
        version="382", releases=release_xml("R0", listed), resources=tracks_xml("A1", "A2", "A3")
    )
    release, _ = read(xml)
    assert [(t.disc_number, t.track_number, t.is_primary) for t in release.tracks] == [
        (1, 1, True),
        (1, 2, False),
        (None, None, False),
    ]
    assert release.message is not None
    assert release.message.releases[0].resource_references == ("A1", "A2")


def test_without_a_resource_group_ern_3_numbers_its_recordings_itself(
    read: Read, message: Build
) -> None:
    recording = (
        "<SoundRecording><SoundRecordingDetailsByTerritory><SequenceNumber>4</SequenceNumber>"
        "</SoundRecordingDetailsByTerritory></SoundRecording>"
    )
    release, _ = read(message(version="382", resources=recording))
    assert release.tracks[0].track_number == 4


def test_a_deal_of_ern_4_is_read(read: Read, message: Build) -> None:
    deals = (
        "<ReleaseDeal><DealReleaseReference>R0</DealReleaseReference>"
        "<DealReleaseReference>R1</DealReleaseReference><Deal><DealTerms>"
        "<TerritoryCode>DE</TerritoryCode><TerritoryCode>AT</TerritoryCode><ValidityPeriod>"
        "<StartDateTime>2026-12-11T00:00:00</StartDateTime><EndDate>2027-01-01</EndDate>"
        "</ValidityPeriod><CommercialModelType>SubscriptionModel</CommercialModelType>"
        "<UseType>OnDemandStream</UseType><UseType>UseForTrainingGenerativeAI</UseType>"
        "<IsPreOrderDeal>true</IsPreOrderDeal></DealTerms></Deal><Deal/></ReleaseDeal>"
    )
    release, _ = read(message(deals=deals))
    assert release.message is not None
    first, second = release.message.deals
    assert first.release_references == ("R0", "R1")
    assert first.territories == ("DE", "AT")
    assert first.commercial_models == ("SubscriptionModel",)
    assert first.use_types == ("OnDemandStream", "UseForTrainingGenerativeAI")
    assert (first.start, first.end) == ("2026-12-11T00:00:00", "2027-01-01")
    assert first.is_pre_order
    assert not first.is_takedown
    assert second.use_types == ()
    assert (place := first.at("start")) is not None
    assert place.xpath is not None
    assert place.xpath.endswith("/ValidityPeriod/StartDateTime")


@pytest.mark.parametrize("ending", ["TakeDown", "AllDealsCancelled"])
def test_a_deal_of_ern_3_is_read(read: Read, message: Build, ending: str) -> None:
    deals = (
        "<ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>"
        "<CommercialModelType>SubscriptionModel</CommercialModelType>"
        "<Usage><UseType>OnDemandStream</UseType></Usage>"
        f"<{ending}>true</{ending}><ExcludedTerritoryCode>US</ExcludedTerritoryCode>"
        "</DealTerms></Deal></ReleaseDeal>"
    )
    release, _ = read(message(version="382", deals=deals))
    assert release.message is not None
    (deal,) = release.message.deals
    assert deal.use_types == ("OnDemandStream",)
    assert deal.excluded_territories == ("US",)
    assert deal.is_takedown
