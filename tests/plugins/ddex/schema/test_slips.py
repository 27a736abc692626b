"""The slips that messages have, under DDEX's own schemas: each is told in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from precheck.report import Notice
from precheck.rules import Severity

Notices = Callable[[Path], list[Notice]]

MESSAGES = Path(__file__).parents[4] / "fixtures" / "messages"
SINCE_3 = ("3.8", "3.8.1", "3.8.2", "3.8.3")
UP_TO_43 = ("4.1", "4.1.1", "4.2", "4.3")
WITH_AI = ("4.3.1", "4.3.2")
SINCE_4 = (*UP_TO_43, *WITH_AI)
EVERY = (*SINCE_3, *SINCE_4)
NUMBERED_HERE = tuple(version for version in EVERY if version != "4.3.1")
"""The message of 4.3.1 states a value set that is not here, so its values are not certain."""


class Slip(Struct, frozen=True):
    """One change to a valid message, and how it is told."""

    name: str
    old: str
    """A regular expression."""
    new: str
    says: str
    write: str
    versions: tuple[str, ...] = EVERY
    every: bool = False
    """Whether every match is changed, not the first alone."""


SLIPS = (
    Slip(
        "schema version on the root",
        " LanguageAndScriptCode=",
        ' MessageSchemaVersionId="ern/432" LanguageAndScriptCode=',
        "MessageSchemaVersionId, which ERN 4 does not have",
        "Remove the attribute",
        SINCE_4,
    ),
    Slip(
        "no schema version on the root",
        ' MessageSchemaVersionId="[^"]*"',
        "",
        "lacks MessageSchemaVersionId, which ERN 3 demands",
        'MessageSchemaVersionId="ern/38',
        SINCE_3,
    ),
    Slip(
        "no value set",
        ' AvsVersionId="[0-9]*"',
        "",
        "lacks AvsVersionId",
        'Write AvsVersionId="9"',
        ("4.3", *WITH_AI),
    ),
    Slip(
        "no language",
        ' LanguageAndScriptCode="[^"]*"',
        "",
        "lacks LanguageAndScriptCode",
        'Write LanguageAndScriptCode="en"',
        SINCE_4,
    ),
    Slip(
        "a blank before a date",
        "<StartDate>",
        "<StartDate> ",
        "StartDate in ValidityPeriod is ' 2026-12-11', with blanks around it",
        "Write 2026-12-11 without the blanks.",
    ),
    Slip(
        "a blank after a word",
        r"<CommercialModelType>\w+",
        r"\g<0> ",
        "Model ', with blanks around it",
        "Model without the blanks.",
    ),
    Slip(
        "a blank before a word that is none",
        "<(CommercialModelType)>.*?<",
        r"<\1> SubscrptionModel<",
        "is ' SubscrptionModel', which is none of the values",
        "SubscriptionModel",
        NUMBERED_HERE,
    ),
    Slip(
        "default namespace",
        r"<ern:(\w+) xmlns:ern=(.*)</ern:",
        r"<\1 xmlns=\2</",
        "MessageHeader in NewReleaseMessage is in the namespace",
        "without a default namespace",
    ),
    Slip(
        "no namespace at all",
        r"<ern:(\w+) (.*)</ern:",
        r"<\1 \2</",
        "the root element NewReleaseMessage is in no namespace",
        "<ern:NewReleaseMessage xmlns:ern=",
    ),
    Slip(
        "update as a message",
        "ern:NewReleaseMessage",
        "ern:UpdateReleaseMessage",
        "has no message UpdateReleaseMessage",
        "An update is a NewReleaseMessage with everything in it.",
        every=True,
    ),
    Slip(
        "name before id",
        r"(<MessageSender>)\s*(<PartyId[^>]*>.*?</PartyId>)\s*(<PartyName>.*?</PartyName>)",
        r"\1\3\2",
        "PartyName comes before PartyId in MessageSender, but belongs after it",
        "Put PartyId before PartyName.",
    ),
    Slip(
        "name as text",
        r"<PartyName>\s*<FullName>([^<]*)</FullName>\s*</PartyName>",
        r"<PartyName>\1</PartyName>",
        "PartyName in MessageSender is the text 'Paper Harbour Records'; the name belongs in",
        "<PartyName><FullName>Paper Harbour Records</FullName></PartyName>",
    ),
    Slip(
        "container as codec",
        "<AudioCodecType>FLAC<",
        "<AudioCodecType>WAV<",
        "is 'WAV': WAV is a container, not a codec",
        "Write AudioCodecType PCM",
    ),
    Slip(
        "hash algorithm",
        "(Algorithm|HashSumAlgorithmType)>(MD5|SHA-256)<",
        r"\1>SHA256<",
        "is 'SHA256', which DDEX spells 'SHA-256'",
        "Write SHA-256.",
        EVERY[1:],
    ),
    Slip(
        "control type",
        "<MessageControlType>[^<]*<",
        "<MessageControlType>UpdateMessage<",
        "is 'UpdateMessage': that is a word of ERN 3's UpdateIndicator",
        "Write LiveMessage.",
    ),
    Slip(
        "parental warning",
        "<ParentalWarningType>[^<]*<",
        "<ParentalWarningType>Clean<",
        "is 'Clean': DDEX has two words for it",
        "Write ExplicitContentEdited",
    ),
    Slip(
        "profile of ERN 3",
        'ReleaseProfileVersionId="Audio"',
        'ReleaseProfileVersionId="CommonReleaseTypesTypes/14/AudioAlbum"',
        "'CommonReleaseTypesTypes/14/AudioAlbum', which is no profile of ERN 4",
        "Write Audio for albums and singles",
        SINCE_4,
    ),
    Slip(
        "role as text",
        r"<Role>\s*<Value>([^<]*)</Value>.*?</Role>",
        r"<Role>\1</Role>",
        "since ERN 4.3.1 a role has its word in Value",
        "Write <Role><Value>",
        WITH_AI,
    ),
    Slip(
        "role of later versions",
        "<Role>([^<]*)</Role>",
        r"<Role><Value>\1</Value></Role>",
        "up to ERN 4.3 a role is a plain word",
        "with the word alone",
        UP_TO_43,
    ),
    Slip(
        "AI before its time",
        "(</ParentalWarningType>)",
        r"\1<ContainsAI>None</ContainsAI>",
        "has no ContainsAI; the words for AI begin with ERN 4.3.1",
        "Send the message as ERN 4.3.2",
        UP_TO_43,
    ),
    Slip(
        "AI in the wrong position",
        r"<ContainsAI>None</ContainsAI>(\s*<IsInstrumental>[^<]*</IsInstrumental>)",
        r"\1<ContainsAI>None</ContainsAI>",
        "ContainsAI comes after IsInstrumental in SoundRecording, but belongs before it",
        "Put ContainsAI before IsInstrumental.",
        WITH_AI,
    ),
    Slip(
        "AI where it cannot be",
        "</TrackRelease>",
        "<ContainsAI>None</ContainsAI></TrackRelease>",
        "TrackRelease cannot have ContainsAI",
        "Write it in Image, Release, SoundRecording or Text",
        WITH_AI,
    ),
    Slip(
        "genre of earlier versions",
        "DisplayGenre>",
        "Genre>",
        "Genre in Release is an element of ERN 4.3 and earlier",
        "Write DisplayGenre.",
        WITH_AI,
        every=True,
    ),
    Slip(
        "type of ERN 3",
        "<Type>([^<]*)</Type>",
        r"<SoundRecordingType>\1</SoundRecordingType>",
        "SoundRecordingType in SoundRecording is an element of ERN 3",
        "Write Type, after ResourceReference.",
        SINCE_4,
    ),
    Slip(
        "main release of ERN 3",
        "<Release>",
        '<Release IsMainRelease="true">',
        "Release has IsMainRelease, which ERN 4 does not have",
        "Remove the attribute.",
        SINCE_4,
    ),
    Slip(
        "second release",
        "(<Release>.*?</Release>)",
        r"\1\1",
        "the ReleaseList has a second Release",
        "Write a TrackRelease for each track",
        SINCE_4,
    ),
    Slip(
        "duration",
        "<Duration>[^<]*<",
        "<Duration>3:30<",
        "is '3:30', which is not a duration such as PT3M30S",
        "Write a duration such as PT3M30S.",
    ),
    Slip(
        "date",
        "<StartDate>[^<]*<",
        "<StartDate>11/12/2026<",
        "is '11/12/2026', which is not a date as 2026-11-22, 2026-11 or 2026",
        "Write a date as 2026-11-22",
    ),
    Slip(
        "territory",
        "<TerritoryCode>[^<]*<",
        "<TerritoryCode>worldwide<",
        "is 'worldwide', which DDEX spells 'Worldwide'",
        "Write Worldwide.",
    ),
    Slip(
        "no deals",
        "<DealList>.*</DealList>",
        "<DealList/>",
        "DealList ends without ReleaseDeal",
        "or leave DealList out",
        SINCE_4,
    ),
    Slip(
        "territory and its opposite",
        r"(<DealTerms>.*?<TerritoryCode>[^<]*</TerritoryCode>)",
        r"\1<ExcludedTerritoryCode>AQ</ExcludedTerritoryCode>",
        "ExcludedTerritoryCode and TerritoryCode exclude each other in DealTerms: one of the two",
        "Keep one of the two: TerritoryCode, or ExcludedTerritoryCode.",
    ),
    Slip(
        "day and moment",
        r"(<ValidityPeriod>\s*<StartDate>[^<]*</StartDate>)",
        r"\1<StartDateTime>2026-12-11T00:00:00</StartDateTime>",
        "StartDateTime and StartDate exclude each other in ValidityPeriod: one of the two",
        "Keep one of the two: StartDate, or StartDateTime.",
    ),
    Slip(
        "day and moment of the other end",
        r"(<ValidityPeriod>\s*<StartDate>[^<]*</StartDate>)",
        r"\1<EndDateTime>2027-12-11T00:00:00</EndDateTime>",
        "EndDateTime and StartDate exclude each other in ValidityPeriod: one of the two",
        "Keep one of the two: StartDate, or EndDateTime.",
    ),
    Slip(
        "file and address",
        r"(<FileName>[^<]*</FileName>)",
        r"\1<URL>resources/a.flac</URL>",
        "URL and FileName exclude each other in File: one of the two",
        "Keep one of the two: FileName and FilePath, or URL.",
        SINCE_3,
    ),
    Slip(
        "party and special contributor",
        r"(<ContributorPartyReference>[^<]*</ContributorPartyReference>)",
        r"\1<SpecialContributor>GenerativeAI</SpecialContributor>",
        "SpecialContributor and ContributorPartyReference exclude each other in Contributor",
        "Keep one of the two: ContributorPartyReference, or SpecialContributor.",
        WITH_AI,
    ),
    Slip(
        "special artist and party",
        r"(<DisplayArtist [^>]*>)(\s*<ArtistPartyReference>)",
        r"\1<SpecialDisplayArtist>GenerativeAI</SpecialDisplayArtist>\2",
        "ArtistPartyReference and SpecialDisplayArtist exclude each other in DisplayArtist",
        "Keep one of the two: SpecialDisplayArtist, or ArtistPartyReference and DisplayArtistRole.",
        WITH_AI,
    ),
    Slip(
        "id before name where both may come first",
        r"<Party>(\s*<PartyReference>[^<]*</PartyReference>)(\s*<PartyName>.*?</PartyName>)",
        r"<Party>\1<PartyId><ISNI>0000000000000001</ISNI></PartyId>\2",
        "PartyName comes after PartyId in Party, but belongs before it",
        "Put PartyName before PartyId.",
        SINCE_4,
    ),
    Slip(
        "role without artist",
        r"<ArtistPartyReference>[^<]*</ArtistPartyReference>",
        "",
        "DisplayArtistRole comes too early in DisplayArtist: ArtistPartyReference must come first",
        "Add what is missing before DisplayArtistRole.",
        WITH_AI,
    ),
    Slip(
        "more than one start",
        r"(<StartDate>[^<]*</StartDate>)",
        r"\1\1",
        "ValidityPeriod has more than one StartDate, but may have only one",
        "Keep one StartDate.",
    ),
    Slip(
        "an optional one twice",
        r"(<ICPN>[^<]*</ICPN>)",
        r"\1\1",
        "ReleaseId has more than one ICPN, but may have only one",
        "Keep one ICPN.",
        SINCE_4,
    ),
    Slip(
        "an attribute of ERN 3 on a plain element",
        "<ICPN>",
        '<ICPN IsEan="true">',
        "ICPN has the attribute IsEan, which ERN 4",
        "Remove the attribute.",
        SINCE_4,
    ),
    Slip(
        "a DPID in small letters",
        "<PartyId>PADPIDA",
        "<PartyId>padpida",
        "which is not PADPIDA followed by letters and digits",
        "Write PADPIDA followed by letters and digits.",
        SINCE_4,
    ),
    Slip(
        "a reference without its letter",
        "<PartyReference>P",
        "<PartyReference>",
        "which is not P followed by letters, digits, hyphens or underscores",
        "Write P followed by",
        SINCE_4,
    ),
    Slip(
        "a short IPI",
        "<IpiNameNumber>99",
        "<IpiNameNumber>",
        "which is not eleven digits",
        "Write eleven digits.",
        SINCE_4[1:],
    ),
    Slip(
        "a beginning of the word",
        "<CommercialModelType>SubscriptionModel<",
        "<CommercialModelType>Subscription<",
        "is 'Subscription', which is none of the values of CommercialModelType",
        "SubscriptionModel",
        NUMBERED_HERE,
    ),
    Slip(
        "a part of a country",
        r"<TerritoryCode>\w+<",
        "<TerritoryCode>US-CA<",
        "is 'US-CA', which is none of the values",
        "Write a value of the set.",
        NUMBERED_HERE,
    ),
    Slip(
        "a track before its release",
        r"(<Release>.*?</Release>)\s*(<TrackRelease>.*?</TrackRelease>)",
        r"\2\1",
        "Release comes after TrackRelease in ReleaseList, but belongs before it",
        "Put Release before TrackRelease.",
        SINCE_4,
    ),
    Slip(
        "an element of another standard",
        "<DealList>",
        '<foo:Mood xmlns:foo="urn:example">calm</foo:Mood><DealList>',
        "is in the namespace 'urn:example', of which ERN knows no element",
        "Remove Mood",
    ),
    Slip(
        "a name in small letters",
        "<Duration>([^<]*)</Duration>",
        r"<duration>\1</duration>",
        " has Duration",
        "Write Duration where that is meant",
    ),
    Slip(
        "no value, said in the manner of XML Schema",
        "<MessageId>[^<]*<",
        '<MessageId xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"><',
        "MessageId in MessageHeader is not as the schema has it: ",
        "Do as the validator says.",
    ),
    Slip(
        "invented element",
        "<DealList>",
        "<Mood>calm</Mood><DealList>",
        "has no element Mood",
        "Remove Mood",
    ),
)
CASES = [(slip, version) for slip in SLIPS for version in slip.versions]


@pytest.mark.parametrize(("slip", "version"), CASES, ids=[f"{s.name}-{v}" for s, v in CASES])
def test_a_slip_is_told_in_words(
    slip: Slip, version: str, notices: Notices, tmp_path: Path
) -> None:
    clean = (MESSAGES / f"{version}.xml").read_text("utf-8")
    count = 0 if slip.every else 1
    broken = re.sub(slip.old, slip.new, clean, count=count, flags=re.DOTALL)
    path = tmp_path / "message.xml"
    path.write_text(broken, "utf-8")

    told = [notice for notice in notices(path) if notice.rule == "ddex.schema-invalid"]

    assert broken != clean
    first = told[0]
    assert first.severity is Severity.BLOCK
    assert slip.says in first.message
    assert slip.write in first.remedy
    assert first.places[0].line is not None
