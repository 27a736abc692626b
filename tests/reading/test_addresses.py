"""Every entry of delivery.toml is about something in the release, or is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from precheck.model import AiAmount, Image, Release
from precheck.reading import ProblemKind, Reading, discover, read_release
from precheck.reading.addresses import delivery_for
from precheck.reading.again import beside, read_again
from precheck.reading.problems import PROBLEM_LIMIT, Problems
from precheck.testing import a_release, a_track, an_image

Build = Callable[..., str]

UNMATCHED, DIFFERS = ProblemKind.SIDECAR_UNMATCHED, ProblemKind.SIDECAR_DIFFERS
RESOURCES = (
    "<SoundRecording><ResourceReference>A1</ResourceReference><SoundRecordingEdition>"
    "<ResourceId><ISRC>{isrc}</ISRC></ResourceId><TechnicalDetails><DeliveryFile><File>"
    "<URI>resources/tide.flac</URI></File></DeliveryFile></TechnicalDetails>"
    "</SoundRecordingEdition></SoundRecording>"
    "<SoundRecording><ResourceReference>A2</ResourceReference></SoundRecording>"
    "<Image><ResourceReference>A3</ResourceReference><Type>FrontCoverImage</Type></Image>"
)


@pytest.fixture
def declared(tmp_path: Path, message: Build) -> Callable[..., tuple[Release, Reading]]:
    """Read a release of two tracks and a cover, with this `delivery.toml` beside the message."""

    def read(sidecar: str, isrc: str = "AQPRE2600012") -> tuple[Release, Reading]:
        (tmp_path / "m.xml").write_text(message(resources=RESOURCES.format(isrc=isrc)))
        (tmp_path / "delivery.toml").write_text(sidecar)
        (source,) = discover(tmp_path).sources
        return read_release(source)

    return read


Declared = Callable[..., tuple[Release, Reading]]


@pytest.mark.parametrize("isrc", ["AQPRE2600012", "AQ-PRE-26-00012", "aqpre2600012"])
@pytest.mark.parametrize(
    "key", ["AQPRE2600012", "AQ-PRE-26-00012", "aqpre2600012", "aq pre 26 00012"]
)
def test_an_isrc_is_known_however_it_is_spelled(declared: Declared, key: str, isrc: str) -> None:
    release, reading = declared(f'[tracks."{key}"]\nai = "all"\n[licences]\n"{key}" = "L"\n', isrc)
    assert reading.problems == ()
    assert release.declaration(release.tracks[0]).ai is AiAmount.ALL
    assert release.licence(release.tracks[0]) == "L"
    assert release.declaration(release.tracks[1]).ai is None


@pytest.mark.parametrize("key", ["tracks.A1", 'tracks."tide.flac"', "images.A3"])
def test_a_reference_or_a_file_name_is_about_something_too(declared: Declared, key: str) -> None:
    _, reading = declared(f'[{key}]\nai = "some"\n')
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            "tracks.AQPRE2600021",
            (
                "[tracks] has an entry for 'AQPRE2600021', but no track is called so; "
                "did you mean 'AQPRE2600012'?"
            ),
        ),
        ("tracks.Overture", "[tracks] has an entry for 'Overture', but no track is called so"),
        ("images.Z99", "[images] has an entry for 'Z99', but no picture is called so"),
        (
            "images.A1",
            (
                "[images] has an entry for 'A1', which is a track, not a picture; "
                "write it under [tracks]"
            ),
        ),
        (
            "tracks.A3",
            (
                "[tracks] has an entry for 'A3', which is a picture, not a track; "
                "write it under [images]"
            ),
        ),
    ],
)
def test_an_entry_about_nothing_is_told_with_its_line(
    declared: Declared, entry: str, says: str
) -> None:
    _, reading = declared(f'payee = "P"\n[{entry}]\nai = "all"\n')
    (problem,) = reading.problems
    assert (problem.kind, problem.text) == (UNMATCHED, f"delivery.toml: {says}")
    assert (problem.place.file, problem.place.line) == ("delivery.toml", 2)


def test_a_licence_for_nothing_is_told(declared: Declared) -> None:
    _, reading = declared('[licences]\nA3 = "Example Society"\n')
    (problem,) = reading.problems
    assert problem.text == (
        "delivery.toml: [licences] has an entry for 'A3', which is a picture, not a track"
    )
    assert problem.place.line == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AQPRE2600012", "A1"),
        ("AQPRE2600012", "AQ-PRE-26-00012"),
        ("AQPRE2600012", "tide.flac"),
        ("A1", "tide.flac"),
    ],
)
def test_two_entries_for_one_track_are_told_when_they_differ(
    declared: Declared, one: str, other: str
) -> None:
    text = f'[tracks."{one}"]\nai = "some"\n[tracks."{other}"]\nai = "all"\n'
    release, reading = declared(text)
    (problem,) = reading.problems
    assert (problem.kind, problem.place.line) == (DIFFERS, 3)
    assert problem.text == (
        "delivery.toml: [tracks] says two different things of the track A1, "
        f"as {one!r} and as {other!r}; the first of them counts"
    )
    assert release.declaration(release.tracks[0]).ai is AiAmount.SOME
    _, alike = declared(text.replace("some", "all"))
    assert alike.problems == ()


def test_which_of_two_entries_counts_is_not_a_matter_of_their_order(declared: Declared) -> None:
    release, reading = declared('[tracks.A1]\nai = "none"\n[tracks.AQPRE2600012]\nai = "all"\n')
    assert [problem.kind for problem in reading.problems] == [DIFFERS]
    assert release.declaration(release.tracks[0]).ai is AiAmount.ALL


def test_an_entry_of_its_own_beside_the_general_one_is_no_difference(declared: Declared) -> None:
    _, reading = declared('[audio]\nai = "none"\n[tracks.A1]\nai = "all"\n')
    assert reading.problems == ()


def test_where_the_message_cannot_be_read_nothing_more_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.xml").write_text("<broken")
    (tmp_path / "delivery.toml").write_text('[tracks.A1]\nai = "all"\n')
    (source,) = discover(tmp_path / "m.xml").sources
    _, reading = read_release(source)
    assert [problem.kind for problem in reading.problems] == [ProblemKind.NOT_XML]


def test_an_entry_for_another_file_of_the_folder_is_about_something(tmp_path: Path) -> None:
    for name in ("a.flac", "b.flac"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "delivery.toml").write_text(
        '[tracks."b.flac"]\nai = "all"\n[tracks."c.flac"]\nai = "all"\n'
        '[tracks."../a.flac"]\nai = "all"\n[tracks."\\u0000"]\nai = "all"\n'
    )
    (source,) = discover(tmp_path / "a.flac").sources
    _, reading = read_release(source)
    assert [problem.kind for problem in reading.problems] == [UNMATCHED] * 3
    assert "'c.flac'" in reading.problems[0].text


def test_what_is_read_again_from_a_report_is_addressed_alike(
    declared: Declared, tmp_path: Path
) -> None:
    release, _ = declared('[tracks."aq-pre-26-00012"]\nai = "all"\n[tracks.A9]\nai = "some"\n')
    (source,) = discover(tmp_path).sources
    again = read_again(source, (tmp_path / "m.xml").read_bytes(), beside(release))
    assert again.delivery == release.delivery
    assert again.declaration(again.tracks[0]).ai is AiAmount.ALL


def test_a_flood_of_entries_about_nothing_is_counted() -> None:
    release = a_release(*(a_track(f"A{n}", isrc=f"AQPRE26{n:05}") for n in range(30)))
    flood = "[tracks]\n" + "".join(f"x{number} = {{}}\n" for number in range(1_000))
    problems = Problems("m.xml")
    delivery_for(release, flood, problems)
    kinds = [problem.kind for problem in problems.reading().problems]
    assert kinds == [UNMATCHED] * PROBLEM_LIMIT + [ProblemKind.TOO_MANY]


def test_a_picture_with_an_isrc_for_a_name_is_found() -> None:
    image: Image = an_image("AQPRE2600012")
    delivery = delivery_for(
        a_release(images=(image,)), '[images."aqpre2600012"]\nai = "all"\n', Problems("m.xml")
    )
    assert a_release(images=(image,), delivery=delivery).declaration(image).ai is AiAmount.ALL
