"""Parties, display artists and contributors of every version, and what they say about AI."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from precheck.model import Instrument, Release, Scheme, Track
from precheck.reading import Reading

Read = Callable[[str | bytes], tuple[Release, Reading]]
Build = Callable[..., str]

PARTY = """<Party><PartyReference>PMara</PartyReference>
  <PartyName><FullName>Mara Quillfeather</FullName>
    <FullNameIndexed>Quillfeather, Mara</FullNameIndexed></PartyName>
  <PartyName LanguageAndScriptCode="ja"><FullName>マラ</FullName></PartyName>
  <PartyId><ISNI>0000000999900039</ISNI><DPID>PADPIDA2026000003S</DPID>
    <IpiNameNumber>99990000196</IpiNameNumber><IPN>99999999</IPN>
    <CisacSocietyId>052</CisacSocietyId>
    <ProprietaryId Namespace="PADPIDA2026000001Q">ARTIST-2</ProprietaryId></PartyId></Party>"""


@pytest.fixture
def track(read: Read, message: Build) -> Callable[..., Track]:
    def of(inside: str, version: str = "432", parties: str = PARTY) -> Track:
        recording = (
            f"<SoundRecording><ResourceReference>A1</ResourceReference>{inside}</SoundRecording>"
        )
        release, _ = read(message(version=version, resources=recording, parties=parties))
        (only,) = release.tracks
        return only

    return of


Tracks = Callable[..., Track]


def test_a_listed_party_keeps_every_name_and_identifier(read: Read, message: Build) -> None:
    release, _ = read(message(parties=PARTY))
    assert release.message is not None
    (party,) = release.message.parties
    assert party.reference == "PMara"
    assert party.name == "Mara Quillfeather"
    assert party.names == ("Mara Quillfeather", "Quillfeather, Mara", "マラ")
    assert [(i.scheme, i.value, i.namespace) for i in party.identifiers] == [
        (Scheme.ISNI, "0000000999900039", ""),
        (Scheme.DPID, "PADPIDA2026000003S", ""),
        (Scheme.IPI, "99990000196", ""),
        (Scheme.IPN, "99999999", ""),
        (Scheme.OTHER, "052", "CisacSocietyId"),
        (Scheme.PROPRIETARY, "ARTIST-2", "PADPIDA2026000001Q"),
    ]


def test_a_party_may_have_its_name_as_plain_text(read: Read, message: Build) -> None:
    parties = "<Party><PartyName>Otto</PartyName></Party><Party><PartyName/></Party>"
    release, _ = read(message(parties=parties))
    assert release.message is not None
    assert [party.name for party in release.message.parties] == ["Otto", ""]


def test_a_party_without_a_full_name_is_named_by_its_parts(read: Read, message: Build) -> None:
    parts = "<NamesBeforeKeyName>Otto</NamesBeforeKeyName><KeyName>Brasswick</KeyName>"
    release, _ = read(message(parties=f"<Party><PartyName>{parts}</PartyName></Party>"))
    assert release.message is not None
    assert release.message.parties[0].name == "Otto Brasswick"


def test_the_inline_parties_of_ern_3_are_listed_once(read: Read, message: Build) -> None:
    otto = "<PartyName><FullName>Otto</FullName></PartyName>"
    isni = '<PartyId IsISNI="true">0000000999900039</PartyId>'
    own = '<PartyId Namespace="PADPIDA2">A-3</PartyId><PartyId IsDPID="1">PADPIDA1</PartyId>'
    credits_of = "".join(
        f"<ResourceContributor>{who}</ResourceContributor>"
        for who in (otto, isni + otto, otto, own)
    )
    details = f"<SoundRecordingDetailsByTerritory>{credits_of}</SoundRecordingDetailsByTerritory>"
    release, _ = read(
        message(version="382", resources=f"<SoundRecording>{details}</SoundRecording>")
    )
    assert release.message is not None
    assert [
        (party.name, [(i.scheme, i.value) for i in party.identifiers])
        for party in release.message.parties
    ] == [
        ("Otto", []),
        ("Otto", [(Scheme.ISNI, "0000000999900039")]),
        ("", [(Scheme.PROPRIETARY, "A-3"), (Scheme.DPID, "PADPIDA1")]),
    ]


def test_a_performer_of_a_character_is_credited(track: Tracks) -> None:
    performer = (
        "<Performer><ContributorPartyReference>PMara</ContributorPartyReference>"
        "<Role><Value>Actor</Value></Role><AiContribution>Partly</AiContribution></Performer>"
    )
    (credit,) = track(f"<Character>{performer}</Character>").contributors
    assert (credit.party.reference, credit.ai_contribution) == ("PMara", "Partly")
    assert [role.value for role in credit.roles] == ["Actor"]


def test_a_text_role_has_the_instruments_beside_it(track: Tracks) -> None:
    (credit,) = track(
        '<Contributor SequenceNumber="2">'
        "<ContributorPartyReference>PMara</ContributorPartyReference>"
        "<Role>Musician</Role><InstrumentType>Vibraphone</InstrumentType></Contributor>",
        version="43",
    ).contributors
    assert credit.party.name == "Mara Quillfeather"
    assert credit.sequence == 2
    assert [(role.value, role.instruments) for role in credit.roles] == [
        ("Musician", (Instrument(value="Vibraphone"),))
    ]


def test_a_composite_role_has_its_own_instruments(track: Tracks) -> None:
    (credit,) = track(
        "<Contributor><ContributorPartyReference>PMara</ContributorPartyReference>"
        "<Role><Value>Composer</Value></Role><Role><Value>Musician</Value>"
        '<InstrumentType>Celesta</InstrumentType><InstrumentType UserDefinedValue="Saw" '
        'Namespace="X">UserDefined</InstrumentType></Role></Contributor>'
    ).contributors
    assert [(role.value, role.instruments) for role in credit.roles] == [
        ("Composer", ()),
        (
            "Musician",
            (
                Instrument(value="Celesta"),
                Instrument(value="UserDefined", namespace="X", user_defined="Saw"),
            ),
        ),
    ]


@pytest.mark.parametrize(
    "role",
    [
        '<Role Namespace="PADPIDA1" UserDefinedValue="Beatboxer">UserDefined</Role>',
        '<Role><Value Namespace="PADPIDA1" UserDefinedValue="Beatboxer">UserDefined</Value></Role>',
    ],
    ids=["text", "composite"],
)
def test_a_user_defined_role_keeps_its_word_and_namespace(track: Tracks, role: str) -> None:
    (credit,) = track(f"<Contributor>{role}</Contributor>").contributors
    (read_role,) = credit.roles
    assert (read_role.value, read_role.user_defined, read_role.namespace) == (
        "UserDefined",
        "Beatboxer",
        "PADPIDA1",
    )


def test_a_flat_role_in_a_version_of_composite_ones_is_still_read(track: Tracks) -> None:
    (credit,) = track("<Contributor><Role>LeadVocalist</Role></Contributor>").contributors
    assert credit.roles[0].value == "LeadVocalist"


GENERATED = (
    "<SpecialContributor>GenerativeAI</SpecialContributor><Role><Value>Musician</Value></Role>"
    "<AiContribution>All</AiContribution>"
)


@pytest.mark.parametrize("version", ["41", "43", "431", "432"])
def test_an_ai_contributor_is_read_in_every_version(track: Tracks, version: str) -> None:
    (credit,) = track(f"<Contributor>{GENERATED}</Contributor>", version=version).contributors
    assert (credit.special, credit.ai_contribution) == ("GenerativeAI", "All")
    assert (place := credit.at("ai_contribution")) is not None
    assert place.xpath is not None
    assert place.xpath.endswith("/Contributor/AiContribution")


def test_an_ai_contributor_is_read_where_ern_3_has_no_room_for_it(track: Tracks) -> None:
    inside = GENERATED.replace("<Role><Value>Musician</Value></Role>", "")
    (credit,) = track(
        "<SoundRecordingDetailsByTerritory><TerritoryCode>Worldwide</TerritoryCode>"
        f"<ResourceContributor>{inside}</ResourceContributor></SoundRecordingDetailsByTerritory>",
        version="382",
    ).contributors
    assert (credit.special, credit.ai_contribution) == ("GenerativeAI", "All")


def test_an_ai_contribution_inside_a_role_is_read(track: Tracks) -> None:
    (credit,) = track(
        "<Contributor><Role><Value>Lyricist</Value><AiContribution>Partly</AiContribution></Role>"
        "</Contributor>"
    ).contributors
    assert credit.ai_contribution == "Partly"


def test_a_credit_of_an_edition_says_so(track: Tracks) -> None:
    read_track = track(
        "<SoundRecordingEdition><EditionContributor><AiContribution>None</AiContribution>"
        "</EditionContributor></SoundRecordingEdition><Contributor/>"
    )
    assert [(c.of_edition, c.ai_contribution) for c in read_track.contributors] == [
        (False, ""),
        (True, "None"),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<ContainsAI>Partly</ContainsAI>",
        "<SoundRecordingEdition><ContainsAI>Partly</ContainsAI></SoundRecordingEdition>",
        "<VideoDetailsByTerritory><ContainsAI>Partly</ContainsAI></VideoDetailsByTerritory>",
    ],
    ids=["in place", "in the edition", "by territory"],
)
@pytest.mark.parametrize("version", ["382", "43", "432"])
def test_contains_ai_is_read_wherever_it_stands(track: Tracks, inside: str, version: str) -> None:
    read_track = track(inside, version=version)
    assert read_track.contains_ai == "Partly"
    assert (place := read_track.at("contains_ai")) is not None
    assert place.xpath is not None
    assert place.xpath.endswith("/ContainsAI")


def test_the_credits_of_ern_3_are_read_with_the_writers_marked(track: Tracks) -> None:
    read_track = track(
        "<SoundRecordingDetailsByTerritory><TerritoryCode>Worldwide</TerritoryCode>"
        '<ResourceContributor SequenceNumber="1"><PartyName><FullName>Otto</FullName></PartyName>'
        "<ResourceContributorRole>Musician</ResourceContributorRole>"
        "<InstrumentType>Celesta</InstrumentType></ResourceContributor>"
        "<IndirectResourceContributor><PartyName><FullName>Mara</FullName></PartyName>"
        "<IndirectResourceContributorRole>Composer</IndirectResourceContributorRole>"
        "</IndirectResourceContributor></SoundRecordingDetailsByTerritory>",
        version="383",
    )
    assert [
        (c.party.name, c.roles[0].value, c.roles[0].instruments, c.is_indirect)
        for c in read_track.contributors
    ] == [
        ("Otto", "Musician", (Instrument(value="Celesta"),), False),
        ("Mara", "Composer", (), True),
    ]


def test_a_credit_that_ern_3_repeats_by_territory_is_read_once(track: Tracks) -> None:
    who = (
        "<ResourceContributor><PartyName><FullName>{}</FullName></PartyName></ResourceContributor>"
    )
    both, mara = who.format("Otto"), who.format("Mara")
    read_track = track(
        f"<SoundRecordingDetailsByTerritory><TerritoryCode>DE</TerritoryCode>{both}{mara}"
        "</SoundRecordingDetailsByTerritory><SoundRecordingDetailsByTerritory>"
        f"<TerritoryCode>Worldwide</TerritoryCode>{both}</SoundRecordingDetailsByTerritory>",
        version="382",
    )
    assert [credit.party.name for credit in read_track.contributors] == ["Otto", "Mara"]


def test_the_writers_in_a_work_list_are_credits(read: Read, message: Build) -> None:
    works = (
        "<WorkList><MusicalWork><MusicalWorkId><ISWC>T9999000112</ISWC></MusicalWorkId>"
        "<MusicalWorkReference>W1</MusicalWorkReference><MusicalWorkContributor><PartyName>"
        "<FullName>Mara</FullName></PartyName><MusicalWorkContributorRole>Lyricist"
        "</MusicalWorkContributorRole></MusicalWorkContributor></MusicalWork></WorkList>"
    )
    recording = (
        "<SoundRecording><ResourceMusicalWorkReferenceList><ResourceMusicalWorkReference>"
        "<ResourceMusicalWorkReference>W1</ResourceMusicalWorkReference>"
        "</ResourceMusicalWorkReference></ResourceMusicalWorkReferenceList></SoundRecording>"
    )
    release, _ = read(message(version="382", before=works, resources=recording))
    (track,) = release.tracks
    assert [(c.party.name, c.roles[0].value, c.is_indirect) for c in track.contributors] == [
        ("Mara", "Lyricist", True)
    ]
    assert [i.value for work in track.works for i in work.identifiers] == ["T9999000112"]


def test_display_artists_are_read_in_order_with_their_roles(track: Tracks) -> None:
    artists = track(
        '<DisplayArtistName>Mara feat. AI</DisplayArtistName><DisplayArtist SequenceNumber="1">'
        "<ArtistPartyReference>PMara</ArtistPartyReference>"
        "<DisplayArtistRole>MainArtist</DisplayArtistRole></DisplayArtist>"
        '<DisplayArtist SequenceNumber="2"><SpecialDisplayArtist>GenerativeAI'
        "</SpecialDisplayArtist></DisplayArtist>"
    ).artists
    assert [(a.party.name, a.special, a.roles, a.sequence) for a in artists] == [
        ("Mara Quillfeather", "", ("MainArtist",), 1),
        ("", "GenerativeAI", (), 2),
    ]


def test_the_worldwide_line_up_of_ern_3_is_the_one_shown(track: Tracks) -> None:
    by = (
        "<SoundRecordingDetailsByTerritory><TerritoryCode>{}</TerritoryCode><DisplayArtistName>{}"
        "</DisplayArtistName><DisplayArtist><PartyName><FullName>{}</FullName></PartyName>"
        "<ArtistRole>MainArtist</ArtistRole></DisplayArtist></SoundRecordingDetailsByTerritory>"
    )
    read_track = track(
        by.format("JP", "マラ", "マラ") + by.format("Worldwide", "Mara", "Mara"), version="382"
    )
    assert read_track.display_artist_name == "Mara"
    assert [artist.party.name for artist in read_track.artists] == ["Mara"]


def test_a_reference_to_no_party_keeps_the_reference(track: Tracks) -> None:
    (credit,) = track(
        "<Contributor><ContributorPartyReference>PNobody</ContributorPartyReference></Contributor>"
    ).contributors
    assert (credit.party.reference, credit.party.name) == ("PNobody", "")


def test_an_empty_reference_is_nobody_in_the_list(track: Tracks) -> None:
    nameless = "<Party><PartyName><FullName>X</FullName></PartyName></Party>"
    inside = "<Contributor><ContributorPartyReference/></Contributor>"
    (credit,) = track(inside, parties=nameless).contributors
    assert credit.party.name == ""


OWN_WORD = ' Namespace="PADPIDA2026000001Q" UserDefinedValue="Choir of Robots">UserDefined<'


def test_the_sender_s_own_word_for_a_special_credit_is_kept(track: Tracks) -> None:
    contributor = f"<Contributor><SpecialContributor{OWN_WORD}/SpecialContributor></Contributor>"
    artist = f"<DisplayArtist><SpecialDisplayArtist{OWN_WORD}/SpecialDisplayArtist></DisplayArtist>"
    one = track(artist + contributor)
    (credited,), (displayed,) = one.contributors, one.artists
    assert (credited.special, displayed.special) == ("UserDefined", "UserDefined")
    assert credited.special_user_defined == displayed.special_user_defined == "Choir of Robots"


PARTS = """<ChapterList>
  <Chapter><ChapterReference>X1</ChapterReference>
    <Contributor><SpecialContributor>GenerativeAI</SpecialContributor></Contributor>
    <Character><Performer>
      <ContributorPartyReference>PMara</ContributorPartyReference></Performer></Character></Chapter>
  <Chapter><ChapterReference>X2</ChapterReference>
    <Contributor><SpecialContributor>Traditional</SpecialContributor></Contributor></Chapter>
</ChapterList><CueSheetList>
  <CueSheet><CueSheetReference>Q1</CueSheetReference><Cue>
    <Contributor><ContributorPartyReference>PMara</ContributorPartyReference></Contributor>
  </Cue></CueSheet></CueSheetList>"""


@pytest.mark.parametrize(
    ("element", "reference", "credited"),
    [
        ("AudioChapterReference", "X1", ["GenerativeAI", "Mara Quillfeather"]),
        ("VideoChapterReference", "X2", ["Traditional"]),
        ("VideoCueSheetReference", "Q1", ["Mara Quillfeather"]),
        ("AudioChapterReference", "X9", []),
        ("DisplayTitleText", "X1", []),
    ],
)
def test_the_credits_of_a_chapter_or_cue_are_those_of_whose_part_it_is(
    read: Read, message: Build, element: str, reference: str, credited: list[str]
) -> None:
    recordings = (
        f"<SoundRecording><{element}>{reference}</{element}></SoundRecording><SoundRecording/>"
    )
    written = message(resources=recordings, parties=PARTY)
    written = written.replace("</ResourceList>", f"</ResourceList>{PARTS}")
    assert PARTS in written
    release, _ = read(written)
    named = [
        [one.special or one.party.name for one in track.part_contributors]
        for track in release.tracks
    ]
    assert named == [credited, []]
    assert [track.contributors for track in release.tracks] == [(), ()]
