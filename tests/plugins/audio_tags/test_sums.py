"""The bytes of files, and what the message says of them."""

from __future__ import annotations

import base64
import hashlib
import tracemalloc
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from precheck import (
    FileDigest,
    FileReference,
    Finding,
    HashSum,
    Image,
    Inspector,
    Reason,
    Resource,
    Rule,
    Severity,
    Track,
    Unavailable,
)
from precheck.testing import a_release, a_track, an_image, ask, encoded_alike, look
from precheck_audio_tags.digest import digest
from precheck_audio_tags.facts import FileSums, OtherSums
from precheck_audio_tags.inspectors import (
    image_digest,
    image_sums,
    other_sums,
    track_digest,
    track_sums,
)
from precheck_audio_tags.rules.sums import hash_differs, hash_unknown_algorithm, size_differs

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Maker

CONTENT = b"the bytes of a song " * 1000
MD5 = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()


def a_reference(path: Path, *sums: tuple[str, str], size: int | None = None) -> FileReference:
    stated = tuple(HashSum(algorithm=name, value=value) for name, value in sums)
    return FileReference(uri=path.name, path=path, hash_sums=stated, size_bytes=size)


def judged(rule: Rule[Any], *files: FileReference, of: str = "Track") -> list[Finding]:
    """What a rule about the release says of one track, picture or text with these files."""
    resource: Track | Image = an_image(files=files) if of == "Image" else a_track(files=files)
    texts = (Resource(reference="A9", kind="Text", files=files),) if of == "Text" else ()
    inspector: Inspector[Any, Any] = image_sums if of == "Image" else track_sums
    sums = FileSums(files=()) if of == "Text" else look(inspector, resource)
    track = a_track() if of != "Track" or not isinstance(resource, Track) else resource
    images = (resource,) if isinstance(resource, Image) else ()
    release = a_release(track, images=images, resources=texts)
    others = look(other_sums, release)
    reference = resource.reference if of == "Image" else track.reference
    return ask(rule, release, others, narrower={reference: (sums,)})


# --- what is learned -------------------------------------------------------------------------


def test_a_digest_has_the_sums_that_the_message_states(make: Maker) -> None:
    path = make.file(CONTENT)
    names = ("MD5", "SHA1", "SHA256", "SHA-512", "CRC32")
    track = a_track(files=(a_reference(path, *((name, "") for name in names)),))
    sums = look(track_sums, track)
    found = look(track_digest, track, sums)
    assert found == FileDigest(
        size_bytes=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        sums={
            "CRC32": f"{zlib.crc32(CONTENT):08x}",
            "MD5": MD5,
            "SHA-1": hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest(),
            "SHA-256": hashlib.sha256(CONTENT).hexdigest(),
            "SHA-512": hashlib.sha512(CONTENT).hexdigest(),
        },
    )
    assert encoded_alike(found) == found


@pytest.mark.parametrize(
    ("family", "member", "name"),
    [("SHA2", "sha384", "SHA-384"), ("SHA3", "sha3_256", "SHA3-256"), ("SHA", "sha1", "SHA-1")],
)
def test_the_length_of_a_sum_tells_the_member_of_its_family(
    family: str, member: str, name: str, make: Maker
) -> None:
    path = make.file(CONTENT)
    value = hashlib.new(member, CONTENT).hexdigest()
    assert digest(path, [HashSum(algorithm=family, value=value)]).sums == {name: value}


def test_a_large_file_is_read_in_small_blocks(make: Maker) -> None:
    path = make.file(bytes(40 * 2**20))
    tracemalloc.start()
    digest(path, [HashSum(algorithm="MD5", value="")])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * 2**20


def test_a_picture_has_a_digest_too(make: Maker) -> None:
    image = an_image(file=make.file(CONTENT))
    sums = look(image_sums, image)
    found = look(image_digest, image, sums)
    assert isinstance(found, FileDigest)
    assert found.size_bytes == len(CONTENT)


@pytest.mark.parametrize("files", [(), (FileReference(uri="a.flac"),)])
def test_without_a_file_there_is_no_digest(files: tuple[FileReference, ...]) -> None:
    why = look(track_sums, a_track(files=files))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NO_FILE


def test_a_file_that_cannot_be_opened_has_no_digest(make: Maker) -> None:
    why = look(track_sums, a_track(audio=make.folder))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE


def test_every_file_of_a_track_is_summed(make: Maker) -> None:
    files = (a_reference(make.file(b"one")), a_reference(make.file(b"two")))
    sums = look(track_sums, a_track(files=files))
    assert isinstance(sums, FileSums)
    assert [file.digest.size_bytes for file in sums.files] == [3, 3]
    assert sums.files[0].digest.sha256 != sums.files[1].digest.sha256


def test_the_files_of_texts_are_summed(make: Maker) -> None:
    booklet = Resource(
        reference="A9", kind="Text", files=(a_reference(make.file(b"pdf"), ("MD5", "")),)
    )
    missing = Resource(reference="A8", kind="Text", files=(FileReference(uri="lost.pdf"),))
    found = look(other_sums, a_release(resources=(booklet, missing)))
    assert isinstance(found, OtherSums)
    assert {key: len(one.files) for key, one in found.sums.items()} == {"A9": 1}
    assert encoded_alike(found) == found


def test_a_text_that_cannot_be_read_is_told(make: Maker) -> None:
    broken = Resource(reference="A9", kind="Text", files=(a_reference(make.folder),))
    why = look(other_sums, a_release(resources=(broken,)))
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE


# --- what is said ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["Track", "Image", "Text"])
def test_another_sum_than_the_stated_one_blocks(kind: str, make: Maker) -> None:
    file = a_reference(make.file(CONTENT), ("MD5", "0" * 32))
    (finding,) = judged(hash_differs, file, of=kind)
    assert judged(hash_differs, a_reference(make.file(CONTENT), ("MD5", MD5)), of=kind) == []
    assert hash_differs.severity is Severity.BLOCK
    assert finding.evidence["message"] == "0" * 32
    assert finding.evidence["file"] == MD5


@pytest.mark.parametrize(
    "value",
    [MD5, MD5.upper(), f" {MD5}\n", base64.b64encode(bytes.fromhex(MD5)).decode()],
    ids=["plain", "capitals", "spaces", "base64"],
)
def test_the_stated_sum_is_recognised(value: str, make: Maker) -> None:
    assert judged(hash_differs, a_reference(make.file(CONTENT), ("MD5", value))) == []


def test_the_sum_of_a_second_file_is_compared_too(make: Maker) -> None:
    right = a_reference(make.file(CONTENT), ("MD5", MD5))
    wrong = a_reference(make.file(b"preview"), ("MD5", MD5))
    (finding,) = judged(hash_differs, right, wrong)
    assert finding.file == wrong.path


def test_an_algorithm_that_is_not_computed_is_noted(make: Maker) -> None:
    file = a_reference(make.file(CONTENT), ("MD2", "0" * 32), ("ISCC", "KEC37"))
    findings = judged(hash_unknown_algorithm, file)
    assert [finding.evidence["algorithm"] for finding in findings] == ["MD2", "ISCC"]
    assert judged(hash_differs, file) == []


def test_an_algorithm_that_is_computed_is_not_noted(make: Maker) -> None:
    file = a_reference(make.file(CONTENT), ("MD5", "wrong"))
    assert judged(hash_unknown_algorithm, file) == []


def test_another_size_than_the_stated_one_blocks(make: Maker) -> None:
    (finding,) = judged(size_differs, a_reference(make.file(CONTENT), size=30_000))
    assert "30 kB" in finding.message
    assert "20,000 bytes" in finding.message


@pytest.mark.parametrize(
    "size",
    [20_000, 19_531, 20_480, 19_000, 20_000_000, None],
    ids=["1000", "1024", "rounded", "cut off", "bytes", "unstated"],
)
def test_the_stated_size_is_recognised(size: int | None, make: Maker) -> None:
    assert judged(size_differs, a_reference(make.file(CONTENT), size=size)) == []
