"""C2PA manifests: signed here with a chain of our own, read, broken, and told of."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from making.picture import jpeg, png
from precheck import (
    ApartFailure,
    MarkKind,
    ProvenanceMarks,
    Reason,
    Tools,
    Unavailable,
)
from precheck.testing import a_track, an_image, ask, encoded_alike, look, some_tools
from precheck_audio_tags.facts import C2paManifest, ManifestState
from precheck_audio_tags.inspectors import audio_file, image_marks, picture_file, tags, track_marks
from precheck_audio_tags.manifest_store import read_manifest
from precheck_audio_tags.manifests import image_manifest, track_manifest
from precheck_audio_tags.options import AudioTags
from precheck_audio_tags.rules.provenance import c2pa_invalid, c2pa_invalid_in_picture

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Maker, Studio

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TYPES = ("wav", "mp3", "flac", "m4a", "png", "jpg")
SOUND = ("wav", "mp3", "flac", "m4a")


def created(kind: str = "", tool: str = "", **more: str) -> dict[str, Any]:
    """The action by which content comes into the world."""
    action: dict[str, Any] = {"action": "c2pa.created", **more}
    if kind:
        action["digitalSourceType"] = IPTC + kind
    if tool:
        action["softwareAgent"] = {"name": tool, "version": "1"}
    return action


@pytest.fixture
def files(make: Maker) -> dict[str, Path]:
    """A file of every kind that can be signed."""
    return {
        "wav": make.wav(),
        "mp3": make.mp3(),
        "flac": make.flac(),
        "m4a": make.mp4(),
        "png": make.file(png(1, 24), "a.png"),
        "jpg": make.file(jpeg(1, 24), "a.jpg"),
    }


def learned(path: Path, *, trust: str = "", tools: Tools | None = None) -> Any:
    """The manifest of a track's or picture's file, or why there is none, and all marks."""
    given = [AudioTags(c2pa_trust=trust)]
    if path.suffix[1:] in SOUND:
        track = a_track(audio=path)
        opened = look(audio_file, track)
        known: list[Any] = [*given, opened, look(tags, track, opened)]
        manifest = look(track_manifest, track, *known, tools=tools or some_tools())
        return manifest, look(track_marks, track, *known, supplied(manifest))
    image = an_image(file=path)
    known = [*given, look(picture_file, image)]
    manifest = look(image_manifest, image, *known, tools=tools or some_tools())
    return manifest, look(image_marks, image, *known, supplied(manifest))


def supplied(manifest: Any) -> Any:
    return (C2paManifest, manifest) if isinstance(manifest, Unavailable) else manifest


def changed(path: Path) -> Path:
    """A copy with one byte of the content changed."""
    content = bytearray(path.read_bytes())
    at = -20 if path.suffix in {".mp3", ".m4a"} else -1
    if path.suffix == ".wav":
        at = content.index(b"data") + 100
    if path.suffix == ".png":
        at = content.index(b"IDAT") + 20
    content[at] ^= 1
    copy = path.with_name(f"changed-{path.name}")
    copy.write_bytes(content)
    return copy


# --- four states -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPES)
def test_a_signed_file_is_valid_and_its_signer_unknown(
    kind: str, studio: Studio, files: dict[str, Path]
) -> None:
    signed = studio.sign(files[kind], created("trainedAlgorithmicMedia", "ElevenLabs Music"))
    manifest, marks = learned(signed)
    assert manifest == C2paManifest(
        state=ManifestState.UNTRUSTED,
        source_types=("trainedAlgorithmicMedia",),
        tools=("ElevenLabs Music", "Plain Editor"),
        signer="Paper Harbour",
    )
    assert encoded_alike(manifest) == manifest
    seal, source_type = marks.marks
    assert (seal.kind, seal.generator, seal.is_ai) == (MarkKind.C2PA, "ElevenLabs", True)
    assert seal.text == (
        "a valid C2PA manifest, signed by 'Paper Harbour', for whom nobody vouches"
    )
    assert source_type.text == "trainedAlgorithmicMedia"
    assert source_type.tag == seal.tag


def test_a_trust_list_vouches_for_a_signer(
    studio: Studio, files: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "trust.pem").write_bytes("# Größen\n".encode() + studio.root)
    signed = studio.sign(files["wav"], created("digitalCapture"))
    manifest, marks = learned(signed, trust="trust.pem", tools=some_tools(data=tmp_path))
    assert manifest.state is ManifestState.TRUSTED
    (seal,) = marks.marks
    assert (seal.text, seal.is_ai) == (
        "a valid C2PA manifest, signed by 'Paper Harbour', for whom a trust list vouches",
        False,
    )


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_that_was_changed_has_an_invalid_manifest_which_is_no_evidence_of_ai(
    kind: str, studio: Studio, files: dict[str, Path]
) -> None:
    signed = studio.sign(files[kind], created("trainedAlgorithmicMedia"))
    manifest, marks = learned(changed(signed))
    code = "assertion.bmffHash.mismatch" if kind == "m4a" else "assertion.dataHash.mismatch"
    assert (manifest.state, manifest.codes) == (ManifestState.INVALID, (code,))
    (seal,) = marks.marks
    assert seal.text == f"an invalid C2PA manifest ({code})"
    assert not seal.is_ai


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_without_a_manifest_has_none(kind: str, files: dict[str, Path]) -> None:
    manifest, marks = learned(files[kind])
    assert manifest == C2paManifest()
    assert marks == ProvenanceMarks()


def test_a_manifest_that_breaks_the_standard_is_invalid(
    studio: Studio, files: dict[str, Path]
) -> None:
    manifest, _ = learned(studio.sign(files["wav"], created()))
    assert manifest.state is ManifestState.INVALID
    assert manifest.codes == ("assertion.action.malformed",)


def test_a_manifest_that_is_cut_off_is_invalid(studio: Studio, make: Maker) -> None:
    assert studio
    path = make.wav(after=[(b"C2PA", b"\0\0\0\x20jumbjumdc2pa\0c2pa.claim")])
    manifest, _ = learned(path)
    assert manifest.state is ManifestState.INVALID
    assert manifest.codes == ("Verify",)


# --- what it says ----------------------------------------------------------------------------


def test_a_composite_with_ai_is_ai(studio: Studio, files: dict[str, Path]) -> None:
    _, marks = learned(studio.sign(files["flac"], created("compositeWithTrainedAlgorithmicMedia")))
    assert [mark.is_ai for mark in marks.marks] == [True, True]


def test_what_an_algorithm_makes_without_training_is_not_ai(
    studio: Studio, files: dict[str, Path]
) -> None:
    _, marks = learned(studio.sign(files["flac"], created("algorithmicMedia")))
    assert [mark.is_ai for mark in marks.marks] == [False, False]
    assert marks.marks[1].text == "algorithmicMedia"


@pytest.mark.parametrize(
    ("relationship", "kind"),
    [
        ("parentOf", "trainedAlgorithmicMedia"),
        ("componentOf", "compositeWithTrainedAlgorithmicMedia"),
        ("inputTo", ""),
    ],
)
def test_ai_in_an_ingredient_counts_where_it_is_in_the_result(
    relationship: str, kind: str, studio: Studio, files: dict[str, Path]
) -> None:
    part = studio.sign(files["wav"], created("trainedAlgorithmicMedia", "Suno"))
    edited = studio.sign(
        files["wav"],
        created("digitalCreation"),
        {"action": "c2pa.edited"},
        ingredient=(part, relationship),
    )
    manifest, _ = learned(edited)
    assert manifest.state is ManifestState.UNTRUSTED
    assert manifest.source_types == ("digitalCreation", *([kind] if kind else []))
    assert ("Suno" in manifest.tools) is (relationship == "parentOf")


def test_the_time_of_making_is_read(studio: Studio, files: dict[str, Path]) -> None:
    signed = studio.sign(files["mp3"], created("digitalCapture", when="2026-10-30T12:00:00Z"))
    manifest, marks = learned(signed)
    assert manifest.created == marks.marks[0].created == datetime(2026, 10, 30, 12, tzinfo=UTC)


# --- what keeps it from being verified -------------------------------------------------------


def seen(make: Maker) -> Path:
    return make.wav(after=[(b"C2PA", b"jumbjumdc2pa\0 c2pa.claim trainedAlgorithmicMedia")])


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    monkeypatch.setitem(sys.modules, "c2pa", None)


@pytest.mark.usefixtures("without_library")
def test_without_the_library_a_manifest_is_seen_and_not_verified(make: Maker) -> None:
    why, marks = learned(seen(make))
    assert isinstance(why, Unavailable)
    assert (why.reason, why.remedy) == (
        Reason.NOT_INSTALLED,
        "pip install 'precheck-music[c2pa]'",
    )
    assert [(mark.text, mark.is_ai) for mark in marks.marks] == [
        ("a C2PA manifest, not verified", True),
        ("trainedAlgorithmicMedia", True),
    ]


@pytest.mark.usefixtures("without_library")
def test_without_the_library_a_file_without_a_manifest_is_judged(make: Maker) -> None:
    manifest, _ = learned(make.wav())
    assert manifest == C2paManifest()


def test_a_manifest_where_none_can_be_read_stays_unverified(studio: Studio, make: Maker) -> None:
    assert studio
    image = an_image(file=make.file(b"no picture c2pa.claim", "a.bin"))
    pictured: Any = look(picture_file, image)
    why = look(image_manifest, image, AudioTags(), pictured)
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"not a certificate", "holds no certificates in PEM"),
        (b"", "holds no certificates in PEM"),
        (
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "holds no certificates in PEM",
        ),
    ],
)
def test_a_trust_list_that_is_none_is_told(
    content: bytes | None, said: str, make: Maker, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "trust.pem").write_bytes(content)
    why, marks = learned(seen(make), trust="trust.pem", tools=some_tools(data=tmp_path))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE
    assert why.detail == f"c2pa_trust under [plugins.audio-tags], 'trust.pem', {said}"
    assert marks.marks[0].text == "a C2PA manifest, not verified"


def lost(function: Callable[..., Any], *_: object, seconds: float) -> Any:
    """A process that dies of what it reads."""
    raise ApartFailure(f"{function.__name__} took more than {seconds:g} s", is_harmful=True)


def broken(function: Callable[..., Any], *_: object, seconds: float) -> Any:
    """A mistake of ours."""
    raise ApartFailure(f"{function.__name__} raised {seconds}", is_harmful=False)


def test_a_file_that_the_library_dies_of_is_told(make: Maker) -> None:
    why, _ = learned(seen(make), tools=structs.replace(some_tools(), apart=lost))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE
    assert "read_manifest took more than 60 s" in why.detail


def test_a_mistake_of_ours_is_no_answer(make: Maker) -> None:
    with pytest.raises(ApartFailure):
        learned(seen(make), tools=structs.replace(some_tools(), apart=broken))


def test_a_file_that_cannot_be_opened_as_sound_has_no_answer(make: Maker) -> None:
    track = a_track(audio=make.file(b"RIFF\0\0", "short.wav"))
    opened: Any = look(audio_file, track)
    why = look(track_manifest, track, AudioTags(), opened)
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE


def test_a_manifest_that_lies_elsewhere_is_not_fetched(
    studio: Studio, files: dict[str, Path]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/manifest.c2pa"
        signed = studio.sign(files["mp3"], created("digitalCapture"), kept_at=address)
        assert address.encode() in signed.read_bytes()
        assert read_manifest(signed, signed.name) == C2paManifest()
        with pytest.raises(BlockingIOError):
            server.accept()


# --- XMP beside the manifest -----------------------------------------------------------------


def test_xmp_in_a_signed_picture_is_the_files_own_word(
    studio: Studio, files: dict[str, Path]
) -> None:
    packet = b"http://ns.adobe.com/xap/1.0/\0<x DigitalSourceType='compositeSynthetic'/>"
    plain = files["jpg"]
    content = plain.read_bytes()
    segment = struct.pack(">BBH", 0xFF, 0xE1, len(packet) + 2) + packet
    plain.write_bytes(content[:2] + segment + content[2:])
    signed = studio.sign(plain, created("trainedAlgorithmicMedia"))
    _, marks = learned(signed)
    assert [(mark.tag, mark.kind.value, mark.text) for mark in marks.marks if mark.text] == [
        ("JPEG:XMP", "source-type", "compositeSynthetic"),
        (
            "JPEG:C2PA",
            "c2pa",
            "a valid C2PA manifest, signed by 'Paper Harbour', for whom nobody vouches",
        ),
        ("JPEG:C2PA", "source-type", "trainedAlgorithmicMedia"),
    ]


# --- the rules -------------------------------------------------------------------------------

BROKEN = C2paManifest(
    state=ManifestState.INVALID, codes=("assertion.dataHash.mismatch",), signer="Paper Harbour"
)


def test_a_manifest_that_does_not_hold_is_named() -> None:
    (finding,) = ask(c2pa_invalid, a_track(), BROKEN)
    assert finding.message == (
        "the C2PA manifest of 'Paper Harbour' is not about this file as it is "
        "(assertion.dataHash.mismatch)"
    )
    (finding,) = ask(
        c2pa_invalid_in_picture,
        an_image(),
        C2paManifest(state=ManifestState.INVALID, codes=("Verify",), detail="invalid CBOR box"),
    )
    assert finding.message == "the C2PA manifest is broken (Verify)"
    assert finding.evidence["detail"] == "invalid CBOR box"


@pytest.mark.parametrize("state", [state for state in ManifestState if state.value != "invalid"])
def test_any_other_manifest_is_not_named(state: ManifestState) -> None:
    assert ask(c2pa_invalid, a_track(), C2paManifest(state=state)) == []
    assert ask(c2pa_invalid_in_picture, an_image(), C2paManifest(state=state)) == []
