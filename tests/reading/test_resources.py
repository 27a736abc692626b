"""Tracks, images and other resources: identifiers, titles, durations, files, encodings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from precheck.model import FileReference, Release, Scheme, Title, Track
from precheck.reading import ProblemKind, Reading

Read = Callable[[str | bytes], tuple[Release, Reading]]
Build = Callable[..., str]
Tracks = Callable[..., Track]

IN_EDITION = "<SoundRecordingEdition>{}</SoundRecordingEdition>"
BY_TERRITORY = (
    "<SoundRecordingDetailsByTerritory><TerritoryCode>Worldwide</TerritoryCode>{}"
    "</SoundRecordingDetailsByTerritory>"
)


@pytest.fixture
def track(read: Read, message: Build) -> Tracks:
    def of(inside: str, version: str = "432") -> Track:
        resources = f"<SoundRecording>{inside}</SoundRecording>"
        release, _ = read(message(version=version, resources=resources))
        (only,) = release.tracks
        return only

    return of


def test_each_kind_of_resource_becomes_its_own_kind_of_subject(read: Read, message: Build) -> None:
    kinds = ("SoundRecording", "Video", "Image", "Text", "SheetMusic", "Software", "MIDI", "Smell")
    resources = "".join(
        f"<{kind}><ResourceReference>A{n}</ResourceReference><Type>T{n}</Type></{kind}>"
        for n, kind in enumerate(kinds)
    )
    release, _ = read(message(resources=resources))
    assert [(t.kind, t.reference, t.type) for t in release.tracks] == [
        ("SoundRecording", "A0", "T0"),
        ("Video", "A1", "T1"),
    ]
    assert [image.reference for image in release.images] == ["A2"]
    assert [other.kind for other in release.resources] == [*kinds[3:]]


@pytest.mark.parametrize(
    "inside",
    [
        "<SoundRecordingId><ISRC>AQPRE2600001</ISRC></SoundRecordingId>",
        "<ResourceId><ISRC>AQPRE2600001</ISRC></ResourceId>",
        IN_EDITION.format("<ResourceId><ISRC>AQPRE2600001</ISRC></ResourceId>"),
    ],
    ids=["ern 3", "ern 4.1", "ern 4.3"],
)
@pytest.mark.parametrize("version", ["382", "42", "432"])
def test_the_isrc_is_found_in_the_place_of_any_version(
    track: Tracks, inside: str, version: str
) -> None:
    read_track = track(inside, version=version)
    assert read_track.isrc == "AQPRE2600001"
    assert (place := read_track.at("isrc")) is not None
    assert place.xpath is not None
    assert place.xpath.endswith("/ISRC")


def test_an_empty_isrc_still_has_a_place(track: Tracks) -> None:
    read_track = track("\n<ResourceId><ISRC/></ResourceId>")
    assert read_track.isrc == ""
    assert (place := read_track.at("isrc")) is not None
    assert place.xpath is not None
    assert place.xpath.endswith("/ResourceId/ISRC")


def test_every_identifier_is_kept(track: Tracks) -> None:
    inside = (
        "<ISRC>AQPRE2600001</ISRC><CatalogNumber Namespace='N'>C-1</CatalogNumber>"
        "<ProprietaryId Namespace='N'>P-1</ProprietaryId><ISAN>I-1</ISAN>"
    )
    read_track = track(IN_EDITION.format(f"<ResourceId>{inside}</ResourceId>"))
    assert [(i.scheme, i.value, i.namespace) for i in read_track.identifiers] == [
        (Scheme.ISRC, "AQPRE2600001", ""),
        (Scheme.CATALOG_NUMBER, "C-1", "N"),
        (Scheme.PROPRIETARY, "P-1", "N"),
        (Scheme.OTHER, "I-1", "ISAN"),
    ]


@pytest.mark.parametrize(
    ("version", "element"),
    [("382", "IndirectSoundRecordingId"), ("43", "WorkId"), ("432", "WorkId")],
)
def test_the_work_has_its_iswc(track: Tracks, version: str, element: str) -> None:
    read_track = track(f"<{element}><ISWC>T9999000112</ISWC></{element}>", version=version)
    ((identifier,),) = (work.identifiers for work in read_track.works)
    assert (identifier.scheme, identifier.value) == (Scheme.ISWC, "T9999000112")


def test_the_default_worldwide_display_title_comes_first(track: Tracks) -> None:
    titles = track(
        "<DisplayTitleText>Low Bridge (Night Version)</DisplayTitleText>"
        '<DisplayTitle ApplicableTerritoryCode="JP" IsDefault="true"><TitleText>低い橋</TitleText>'
        "</DisplayTitle>"
        '<DisplayTitle IsDefault="false"><TitleText>Lower Bridge</TitleText></DisplayTitle>'
        '<DisplayTitle ApplicableTerritoryCode="Worldwide" IsDefault="true" '
        'LanguageAndScriptCode="en"><TitleText>Low Bridge</TitleText>'
        "<SubTitle>Night Version</SubTitle></DisplayTitle>"
        "<FormalTitle><TitleText>Formal</TitleText></FormalTitle>"
        '<AdditionalTitle TitleType="GroupingTitle"><TitleText>Group</TitleText></AdditionalTitle>'
    ).titles
    assert titles[0].text == "Low Bridge"
    assert titles[0].subtitle == "Night Version"
    assert titles[0].language == "en"
    assert [(title.kind, title.text) for title in titles[1:]] == [
        ("DisplayTitle", "Lower Bridge"),
        ("DisplayTitle", "低い橋"),
        ("DisplayTitleText", "Low Bridge (Night Version)"),
        ("FormalTitle", "Formal"),
        ("GroupingTitle", "Group"),
    ]


def test_the_display_title_of_ern_3_comes_before_its_reference_title(track: Tracks) -> None:
    read_track = track(
        "<ReferenceTitle><TitleText>Reference</TitleText></ReferenceTitle>"
        + BY_TERRITORY.format(
            '<Title TitleType="FormalTitle"><TitleText>Formal</TitleText></Title>'
            '<Title TitleType="DisplayTitle"><TitleText>Shown</TitleText>'
            "<SubTitle>Live</SubTitle></Title>"
        ),
        version="382",
    )
    assert (read_track.title, read_track.version) == ("Shown", "Live")
    assert [title.kind for title in read_track.titles] == [
        "DisplayTitle",
        "FormalTitle",
        "ReferenceTitle",
    ]
    assert (place := read_track.at("title")) is not None
    assert place.xpath is not None
    assert place.xpath.endswith("/Title[2]")


def test_an_empty_title_never_hides_a_written_one(track: Tracks) -> None:
    read_track = track(
        "<DisplayTitle><TitleText/></DisplayTitle><DisplayTitleText>There</DisplayTitleText>"
    )
    assert read_track.title == "There"
    assert len(read_track.titles) == 2


def test_the_title_of_a_territory_says_which(track: Tracks) -> None:
    details = "<Title><TitleText>X</TitleText></Title>"
    codes = "<TerritoryCode>DE</TerritoryCode><TerritoryCode>AT</TerritoryCode>"
    read_track = track(
        f"<SoundRecordingDetailsByTerritory>{codes}{details}</SoundRecordingDetailsByTerritory>"
        "<SoundRecordingDetailsByTerritory><ExcludedTerritoryCode>US</ExcludedTerritoryCode>"
        f"{details}</SoundRecordingDetailsByTerritory>",
        version="382",
    )
    assert [t.territory for t in read_track.titles] == ["DE AT", "Worldwide except US"]


def test_the_duration_is_in_seconds_and_has_a_place(track: Tracks) -> None:
    read_track = track("<Duration>PT0H3M30.5S</Duration>")
    assert read_track.duration_seconds == 210.5
    assert (place := read_track.at("duration")) is not None
    assert place == read_track.at("duration_seconds")


def test_a_duration_that_cannot_be_read_is_a_problem_that_quotes_it(
    read: Read, message: Build
) -> None:
    reference = "\n<ResourceReference>A1</ResourceReference>\n"
    xml = message(
        resources=f"<SoundRecording>{reference}<Duration>3:30</Duration></SoundRecording>"
    )
    release, reading = read(xml)
    assert release.tracks[0].duration_seconds is None
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.VALUE
    assert "'3:30'" in problem.text
    assert problem.place.file == "message.xml"
    assert problem.place.line == xml.partition("<Duration>")[0].count("\n") + 1
    assert problem.place.xpath is not None
    assert problem.place.xpath.endswith("/Duration")


def test_the_flags_and_language_of_a_recording_are_read(track: Tracks) -> None:
    read_track = track(
        "<IsInstrumental>true</IsInstrumental><IsComputerGenerated>0</IsComputerGenerated>"
        "<LanguageOfPerformance>ja</LanguageOfPerformance>",
        version="382",
    )
    assert read_track.is_instrumental is True
    assert read_track.is_computer_generated is False
    assert read_track.language_of_performance == "ja"


def test_a_flag_that_is_not_stated_is_none(track: Tracks) -> None:
    assert track("").is_instrumental is None


def test_lines_genres_and_warnings_are_read(track: Tracks) -> None:
    inside = "<Year>2026</Year><PLineCompany>PH</PLineCompany><PLineText>(P) PH</PLineText>"
    line = f"<PLine>{inside}</PLine>"
    genre = "<Genre><GenreText>Electronic</GenreText><SubGenre>Ambient</SubGenre></Genre>"
    warning = "<ParentalWarningType>NotExplicit</ParentalWarningType>"
    c_line = "<CLine><CLineText>(C) PH</CLineText></CLine>"
    read_track = track(BY_TERRITORY.format(line + c_line + genre + warning * 2), version="382")
    (p_line,) = read_track.p_lines
    assert (p_line.year, p_line.company, p_line.text) == ("2026", "PH", "(P) PH")
    assert p_line.territory == "Worldwide"
    assert read_track.c_lines[0].text == "(C) PH"
    assert [(g.text, g.sub_genre) for g in read_track.genres] == [("Electronic", "Ambient")]
    assert read_track.parental_warnings == ("NotExplicit",)


def test_two_resources_of_one_reference_keep_two_ids(read: Read, message: Build) -> None:
    recording = "<SoundRecording><ResourceReference>A1</ResourceReference></SoundRecording>"
    release, reading = read(message(resources=recording * 2 + "<Image/>"))
    assert [track.reference for track in release.tracks] == ["A1", "A1-2"]
    assert [image.reference for image in release.images] == ["Image-3"]
    assert [problem.kind for problem in reading.problems] == [ProblemKind.REFERENCE] * 2


# --- files -----------------------------------------------------------------------------------


TECHNICAL_3 = "<TechnicalSoundRecordingDetails>{}</TechnicalSoundRecordingDetails>"
TECHNICAL_4 = "<TechnicalDetails>{}</TechnicalDetails>"
HASH_3 = "<HashSum><HashSum>0a</HashSum><HashSumAlgorithmType>MD5</HashSumAlgorithmType></HashSum>"
HASH_4 = "<HashSum><Algorithm>MD5</Algorithm><HashSumValue>0a</HashSumValue></HashSum>"
URI = "<URI>resources/a.flac</URI>"
SHAPES = {
    "ern 3, path and name": BY_TERRITORY.format(
        TECHNICAL_3.format(
            "<AudioCodecType>FLAC</AudioCodecType><File><FileName>a.flac</FileName>"
            f"<FilePath>resources/</FilePath>{HASH_3}</File>"
        )
    ),
    "ern 3, path without a slash": BY_TERRITORY.format(
        TECHNICAL_3.format(
            "<AudioCodecType>FLAC</AudioCodecType><File><FileName>a.flac</FileName>"
            f"<FilePath>resources</FilePath>{HASH_3}</File>"
        )
    ),
    "ern 3, url": BY_TERRITORY.format(
        TECHNICAL_3.format(
            f"<AudioCodecType>FLAC</AudioCodecType><File><URL>resources/a.flac</URL>{HASH_3}</File>"
        )
    ),
    "ern 4.1": TECHNICAL_4.format(
        f"<AudioCodecType>FLAC</AudioCodecType><File>{URI}{HASH_4}</File>"
    ),
    "ern 4.3": IN_EDITION.format(
        TECHNICAL_4.format(
            f"<DeliveryFile><AudioCodecType>FLAC</AudioCodecType><File>{URI}{HASH_4}</File></DeliveryFile>"
        )
    ),
    "ern 4.3, outside the edition": TECHNICAL_4.format(
        f"<DeliveryFile><AudioCodecType>FLAC</AudioCodecType><File>{URI}{HASH_4}</File></DeliveryFile>"
    ),
    "without technical details": (
        f"<DeliveryFile><AudioCodecType>FLAC</AudioCodecType><File>{URI}{HASH_4}</File></DeliveryFile>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_is_read_in_the_shape_of_any_version(track: Tracks, shape: str) -> None:
    (file,) = track(SHAPES[shape]).files
    assert file.uri == "resources/a.flac"
    assert [(one.algorithm, one.value) for one in file.hash_sums] == [("MD5", "0a")]
    assert file.technical.codec == "FLAC"
    assert not file.technical.is_preview


@pytest.fixture
def delivered(track: Tracks) -> Callable[[str], FileReference]:
    def of(details: str) -> FileReference:
        inside = f"<DeliveryFile>{details}<File>{URI}</File></DeliveryFile>"
        (file,) = track(IN_EDITION.format(TECHNICAL_4.format(inside))).files
        return file

    return of


Delivered = Callable[[str], FileReference]


@pytest.mark.parametrize(
    ("rate", "hertz"),
    [
        ('<SamplingRate UnitOfMeasure="kHz">44.1</SamplingRate>', 44_100),
        ('<SamplingRate UnitOfMeasure="Hz">96000</SamplingRate>', 96_000),
        ("<SamplingRate>48</SamplingRate>", 48_000),
        ("<SamplingRate>48000</SamplingRate>", 48_000),
        ('<SamplingRate UnitOfMeasure="kHz">fast</SamplingRate>', 0),
        ("", 0),
    ],
)
def test_the_sampling_rate_is_in_hertz_whatever_its_unit(
    delivered: Delivered, rate: str, hertz: int
) -> None:
    assert delivered(rate).technical.sampling_rate_hz == hertz


@pytest.mark.parametrize(("text", "channels"), [("2", 2), ("5.1", 6), ("7.1.4", 12), ("many", 0)])
def test_channels_are_counted(delivered: Delivered, text: str, channels: int) -> None:
    details = f"<NumberOfChannels>{text}</NumberOfChannels>"
    assert delivered(details).technical.channels == channels


def test_the_encoding_is_read(delivered: Delivered) -> None:
    technical = delivered(
        "<ContainerFormat>WAV</ContainerFormat><AudioCodecType>PCM</AudioCodecType>"
        '<BitRate UnitOfMeasure="Mbps">1.4</BitRate><BitsPerSample>24</BitsPerSample>'
        "<Duration>PT1M</Duration>"
    ).technical
    assert (technical.container, technical.codec) == ("WAV", "PCM")
    assert (technical.bit_rate_kbps, technical.bits_per_sample) == (1400.0, 24)
    assert technical.duration_seconds == 60.0


def test_the_encoding_of_a_video_is_read(read: Read, message: Build) -> None:
    inside = (
        "<DeliveryFile><VideoCodecType>AVC</VideoCodecType><ImageHeight>1080</ImageHeight>"
        '<ImageWidth UnitOfMeasure="Pixel">1920</ImageWidth><AudioCodecType>AAC</AudioCodecType>'
        "<NumberOfAudioChannels>2</NumberOfAudioChannels>"
        '<AudioSamplingRate UnitOfMeasure="kHz">48</AudioSamplingRate>'
        "<File><URI>v.mp4</URI></File></DeliveryFile>"
    )
    edition = f"<VideoEdition>{TECHNICAL_4.format(inside)}</VideoEdition>"
    release, _ = read(message(resources=f"<Video>{edition}</Video>"))
    technical = release.tracks[0].files[0].technical
    assert (technical.width_pixels, technical.height_pixels) == (1920, 1080)
    assert (technical.channels, technical.sampling_rate_hz) == (2, 48_000)


def test_the_file_size_comes_from_kilobytes(track: Tracks) -> None:
    file = "<File><URI>a.flac</URI><FileSize>25.337</FileSize></File>"
    assert track(TECHNICAL_4.format(file), version="42").files[0].size_bytes == 25_337


@pytest.mark.parametrize(
    "details",
    [
        BY_TERRITORY.format(
            TECHNICAL_3.format("<IsPreview>true</IsPreview><File><FileName>p</FileName></File>")
        ),
        IN_EDITION.format(
            TECHNICAL_4.format(
                "<IsClip>true</IsClip><DeliveryFile><File><URI>p</URI></File></DeliveryFile>"
            )
        ),
        IN_EDITION.format(
            TECHNICAL_4.format(
                "<ClipDetails><DeliveryFile><File><URI>p</URI></File></DeliveryFile></ClipDetails>"
            )
        ),
    ],
    ids=["preview", "clip", "clip details"],
)
def test_a_preview_says_so(track: Tracks, details: str) -> None:
    assert [file.technical.is_preview for file in track(details).files] == [True]


def test_the_cover_has_its_type_file_and_size(read: Read, message: Build) -> None:
    details = TECHNICAL_4.format(
        "<ImageCodecType>PNG</ImageCodecType><ImageHeight>3000</ImageHeight>"
        '<ImageWidth UnitOfMeasure="cm">12</ImageWidth><File><URI>c.png</URI></File>'
    )
    image = f"<Image><Type>FrontCoverImage</Type><ContainsAI>All</ContainsAI>{details}</Image>"
    release, _ = read(message(resources=image))
    (cover,) = release.images
    assert (cover.type, cover.contains_ai, cover.files[0].uri) == (
        "FrontCoverImage",
        "All",
        "c.png",
    )
    technical = cover.files[0].technical
    assert (technical.codec, technical.height_pixels, technical.width_pixels) == ("PNG", 3000, 0)


def test_titles_built_by_hand_need_no_message() -> None:
    assert Track(reference="A1", titles=(Title(text="X"),)).at("title") is None


TIMED = "<ClipDetails><ClipType>Preview</ClipType><Timing>{}</Timing></ClipDetails>"
CUT = "<PreviewDetails>{}</PreviewDetails>"


@pytest.mark.parametrize(
    ("clip", "found"),
    [
        (TIMED.format("<StartPoint>5</StartPoint><EndPoint>40.5</EndPoint>"), (5, 40.5, None)),
        (
            TIMED.format("<StartPoint>5</StartPoint><DurationUsed>PT30S</DurationUsed>"),
            (5, None, 30),
        ),
        (CUT.format("<StartPoint>45</StartPoint><Duration>PT30S</Duration>"), (45, None, 30)),
        (CUT.format("<StartPoint>-3</StartPoint>"), (-3, None, None)),
        (CUT.format("<ExpressionType>Instructive</ExpressionType>"), None),
    ],
)
def test_what_is_cut_out_of_a_recording_is_read(
    track: Tracks, clip: str, found: tuple[float | None, ...] | None
) -> None:
    clips = track(f"<TechnicalDetails>{clip}</TechnicalDetails>").clips

    told = [(c.start_seconds, c.end_seconds, c.duration_seconds) for c in clips]
    assert told == ([found] if found is not None else [])
