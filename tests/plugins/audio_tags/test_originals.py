"""The file that the artist sent in: what it says, and whether the delivery still says it."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from precheck import (
    AiAmount,
    AiDisclosure,
    AiStatement,
    Declaration,
    Delivery,
    Mark,
    MarkKind,
    Origin,
    ProvenanceMarks,
    Reason,
    Release,
    Severity,
    Unavailable,
)
from precheck.report import Notice
from precheck.testing import a_release, a_track, ask, check, look
from precheck_audio_tags.facts import OriginalFile
from precheck_audio_tags.options import AudioTags
from precheck_audio_tags.originals import original_file
from precheck_audio_tags.rules.files import unreferenced_file
from precheck_audio_tags.rules.provenance import provenance_stripped

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Maker, Studio

SINGLE = Path(__file__).parents[3] / "fixtures" / "deliveries" / "clean-single"
SUNO = Mark(kind=MarkKind.GENERATOR, tag="COMMENT", text="made with suno", generator="Suno")
EDITED = Mark(kind=MarkKind.C2PA, tag="RIFF:C2PA", text="a manifest", is_ai=False)


def naming(name: str, *files: Path, root: Path) -> Release:
    """A release whose `delivery.toml` names the original of every track."""
    delivery = Delivery(audio=Declaration(original=name))
    return a_release(root=root, files=files, delivery=delivery)


def original_of(release: Release) -> Any:
    return look(original_file, a_track(), release, AudioTags())


# --- what is learned -------------------------------------------------------------------------


def test_the_marks_of_the_original_are_read(make: Maker) -> None:
    path = make.flac("upload.flac", comment="made with suno")
    assert original_of(naming("upload.flac", path, root=make.folder)) == OriginalFile(
        name="upload.flac", marks=(SUNO,)
    )


def test_the_manifest_of_the_original_is_verified(studio: Studio, make: Maker) -> None:
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    path = studio.sign(make.wav(), {"action": "c2pa.created", "digitalSourceType": kind})
    found = original_of(naming(path.name, path, root=path.parent))
    assert found.marks[0].text.startswith("a valid C2PA manifest")
    assert found.marks[0].is_ai


def test_without_an_original_the_question_does_not_arise(make: Maker) -> None:
    why = original_of(naming("", root=make.folder))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["gone.wav", "../outside.wav", "/etc/hostname", "."])
def test_only_a_file_of_the_release_folder_is_opened(name: str, make: Maker) -> None:
    inside = make.folder / "release"
    inside.mkdir()
    make.wav("outside.wav")
    why = original_of(naming(name, root=inside))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NO_FILE
    assert name in why.detail


def test_an_original_that_cannot_be_read_is_no_answer(make: Maker) -> None:
    path = make.file(b"nothing known", "upload.wav")
    why = original_of(naming("upload.wav", path, root=make.folder))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE


def test_an_original_need_not_be_named_by_the_message(make: Maker) -> None:
    path = make.flac("upload.flac")
    assert ask(unreferenced_file, naming("upload.flac", path, root=make.folder)) == []
    assert ask(unreferenced_file, naming("", path, root=make.folder))


# --- what is said ----------------------------------------------------------------------------


def declared(amount: AiAmount | None, origin: Origin = Origin.DELIVERY) -> AiDisclosure:
    return AiDisclosure(statements=(AiStatement(origin=origin, amount=amount, detail="as said"),))


def stripped(disclosure: AiDisclosure, *left: Mark, sent: tuple[Mark, ...] = (SUNO,)) -> list[Any]:
    original = OriginalFile(name="upload.flac", marks=sent)
    marks = ProvenanceMarks(marks=left)
    return ask(provenance_stripped, a_track(), original, marks, disclosure)


@pytest.mark.parametrize(
    ("disclosure", "words"),
    [
        (AiDisclosure(), "is not declared either way"),
        (declared(AiAmount.NONE), "is declared free of AI"),
        (declared(AiAmount.NONE, Origin.MESSAGE), "is declared free of AI"),
        (declared(AiAmount.ALL, Origin.DETECTOR), "is not declared either way"),
    ],
)
def test_a_sign_that_was_lost_is_named(disclosure: AiDisclosure, words: str) -> None:
    (finding,) = stripped(disclosure, EDITED)
    assert finding.message == (
        f"the track {words}, and its file has no sign of AI, "
        "but the artist's file 'upload.flac' has: COMMENT says 'made with suno'"
    )


@pytest.mark.parametrize("amount", [AiAmount.ALL, AiAmount.SOME, None])
def test_declared_ai_is_not_hidden(amount: AiAmount | None) -> None:
    assert stripped(declared(amount)) == []


def test_a_sign_that_is_still_there_is_not_lost() -> None:
    assert stripped(AiDisclosure(), SUNO) == []


def test_an_original_that_does_not_speak_of_ai_loses_nothing() -> None:
    assert stripped(AiDisclosure(), sent=(EDITED,)) == []


# --- all together ----------------------------------------------------------------------------


def notices(folder: Path) -> dict[str, Notice]:
    report = check(folder)
    assert report.faults == ()
    return {notice.rule: notice for release in report.releases for notice in release.notices}


def signed_single(studio: Studio, folder: Path, kind: str) -> Path:
    """A single that is declared free of AI, its file signed."""
    copytree(SINGLE, folder)
    (sound,) = folder.rglob("*.flac")
    source = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    signed = studio.sign(sound, {"action": "c2pa.created", "digitalSourceType": source})
    sound.write_bytes(signed.read_bytes())
    return sound


def test_a_valid_manifest_speaks_against_a_declaration(studio: Studio, tmp_path: Path) -> None:
    signed_single(studio, tmp_path / "single", "trainedAlgorithmicMedia")
    found = notices(tmp_path / "single")
    assert found["ai-credits.none-but-marked"].severity is Severity.BLOCK
    assert "a valid C2PA manifest" in found["ai-credits.none-but-marked"].message
    assert "audio-tags.id3-before-flac" in found
    assert "audio-tags.c2pa-invalid" not in found


def test_an_invalid_one_is_looked_at_by_a_person(studio: Studio, tmp_path: Path) -> None:
    sound = signed_single(studio, tmp_path / "single", "trainedAlgorithmicMedia")
    content = bytearray(sound.read_bytes())
    content[-1] ^= 1
    sound.write_bytes(content)
    found = notices(tmp_path / "single")
    assert found["audio-tags.c2pa-invalid"].severity is Severity.REVIEW
    assert "ai-credits.none-but-marked" not in found


def test_a_recording_that_was_signed_without_ai_contradicts_nothing(
    studio: Studio, tmp_path: Path
) -> None:
    signed_single(studio, tmp_path / "single", "digitalCapture")
    found = notices(tmp_path / "single")
    assert "is by itself no evidence of AI" in found["audio-tags.generator-mark"].message
    assert not {rule for rule in found if rule.startswith("ai-credits")}
