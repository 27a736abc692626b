"""What the repairs make of WAVE files, byte by byte."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from making.sound import EXTENSIBLE, PLAIN, chunk, music, wav
from precheck import Terms
from precheck.engine.repairing.draught import Draught, drawn
from precheck.engine.repairing.pieces import PiecedFile
from precheck_audio_tags.facts import AudioFile
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.repairs import REPAIRS

PCM = music(3, 0.5).pcm()
TITLE = chunk(b"LIST", b"INFO" + chunk(b"INAM", b"Low Sun\0"))
LABEL_TEXT = b'{"AIGC":{"Label":"1","ContentProducer":"a","ProduceID":"1"}}'
LABEL = chunk(b"LIST", b"INFO" + chunk(b"ICMT", LABEL_TEXT))
C2PA = chunk(b"C2PA", b"jumb....jumdc2pa....c2pa.claim")
ALL_BUT_BARE = tuple(repair for repair in REPAIRS if repair.id != "audio-tags.no-tags")

Repaired = Callable[..., tuple[bytes, Draught]]


@pytest.fixture
def repaired(tmp_path: Path) -> Repaired:
    """Makes every repair but the one that removes tags; gives the new bytes and the plan."""

    def repair(content: bytes, *, remove_provenance: bool = False) -> tuple[bytes, Draught]:
        return remade(tmp_path, content, Terms(remove_provenance=remove_provenance))

    return repair


def remade(folder: Path, content: bytes, terms: Terms) -> tuple[bytes, Draught]:
    path = folder / "a.wav"
    path.write_bytes(content)
    draught = drawn(path, ALL_BUT_BARE, terms)
    with path.open("rb") as file:
        return PiecedFile(file, draught.pieces).read(), draught


def opened(folder: Path, content: bytes) -> AudioFile:
    path = folder / "new.wav"
    path.write_bytes(content)
    return open_audio(path, "new.wav")


def changes(draught: Draught) -> list[str]:
    return [change for step in draught.steps for change in step.changes]


# --- what is repaired --------------------------------------------------------------------------


def test_an_extensible_header_becomes_the_plain_one(repaired: Repaired) -> None:
    new, draught = repaired(wav(PCM, fmt=EXTENSIBLE))
    assert new == wav(PCM)
    assert [step.repair for step in draught.steps] == ["audio-tags.plain-header"]


def test_so_it_does_for_24_bits(repaired: Repaired) -> None:
    plain = struct.pack("<HHIIHH", 1, 2, 96_000, 576_000, 6, 24)
    extensible = struct.pack("<H", 0xFFFE) + plain[2:] + struct.pack("<HHI", 22, 24, 3)
    new, _ = repaired(wav(PCM[:600], fmt=extensible + EXTENSIBLE[24:]))
    assert new == wav(PCM[:600], fmt=plain)


def test_what_stands_behind_the_samples_goes(repaired: Repaired) -> None:
    new, draught = repaired(wav(PCM, behind=TITLE + chunk(b"JUNK", bytes(7))))
    assert new == wav(PCM)
    assert changes(draught) == [
        "the chunk 'LIST' behind the samples is removed, 28 bytes",
        "the chunk 'JUNK' behind the samples is removed, 15 bytes",
    ]


def test_what_stands_in_front_stays(repaired: Repaired) -> None:
    tagged = wav(PCM, id3=b"ID3\4\0\0\0\0\0\0", fmt=EXTENSIBLE, behind=TITLE)
    new, _ = repaired(tagged)
    assert new == wav(PCM, id3=b"ID3\4\0\0\0\0\0\0")


def test_two_repairs_on_one_file_are_both_made(repaired: Repaired) -> None:
    new, draught = repaired(wav(PCM, fmt=EXTENSIBLE, behind=TITLE))
    assert new == wav(PCM)
    assert [step.repair for step in draught.steps] == [
        "audio-tags.nothing-behind-samples",
        "audio-tags.plain-header",
    ]


def test_a_wrong_riff_size_is_put_right(repaired: Repaired) -> None:
    right = wav(PCM)
    new, draught = repaired(right[:4] + bytes(4) + right[8:])
    assert new == right
    assert changes(draught) == [f"the RIFF header states 0 bytes, the file has {len(right) - 8:,}"]


def test_an_open_size_of_the_samples_is_put_right(repaired: Repaired) -> None:
    right = wav(PCM)
    at = right.index(b"data") + 4
    new, _ = repaired(right[:4] + b"\xff" * 4 + right[8:at] + b"\xff" * 4 + right[at + 4 :])
    assert new == right


def test_an_rf64_file_that_riff_can_hold_becomes_riff(repaired: Repaired) -> None:
    ds64 = chunk(b"ds64", struct.pack("<QQQI", 0, len(PCM), len(PCM) // 4, 0))
    body = b"WAVE" + ds64 + chunk(b"fmt ", EXTENSIBLE) + b"data" + b"\xff" * 4 + PCM
    new, _ = repaired(b"RF64" + b"\xff" * 4 + body)
    assert new == wav(PCM)


def test_an_id3v1_tag_at_the_end_goes(repaired: Repaired) -> None:
    new, draught = repaired(wav(PCM) + b"TAGLow Sun".ljust(128, b"\0"))
    assert new == wav(PCM)
    assert changes(draught) == ["the ID3v1 tag at the end is removed, 128 bytes"]


@pytest.mark.parametrize("size", [1, 3])
def test_less_than_a_sample_at_the_end_goes(repaired: Repaired, size: int) -> None:
    new, _ = repaired(wav(PCM) + b"\x17" * size)
    assert new == wav(PCM)


@pytest.mark.parametrize("behind", [b"", b"\0"])
def test_nothing_is_done_to_a_sound_file(repaired: Repaired, behind: bytes) -> None:
    whole = wav(PCM[:-1]) if behind else wav(PCM)
    new, draught = repaired(whole)
    assert (new, draught.steps, draught.left) == (whole, (), ())


def test_a_file_that_was_repaired_needs_no_repair(repaired: Repaired) -> None:
    new, _ = repaired(wav(PCM, fmt=EXTENSIBLE, behind=TITLE + LABEL))
    again, draught = repaired(new)
    assert (again, draught.steps) == (new, ())


# --- what says where the file came from ---------------------------------------------------------


@pytest.mark.parametrize("mark", [LABEL, C2PA], ids=["label", "manifest"])
def test_a_sign_of_origin_is_moved_in_front_of_the_samples(
    repaired: Repaired, tmp_path: Path, mark: bytes
) -> None:
    new, draught = repaired(wav(PCM, behind=TITLE + mark))
    assert new.index(mark[:20]) < new.index(b"data")
    assert TITLE not in new
    assert new.endswith(PCM)
    assert draught.steps[0].marks == ()
    assert opened(tmp_path, new).wav is not None


@pytest.mark.parametrize("mark", [LABEL, C2PA], ids=["label", "manifest"])
def test_it_goes_where_that_is_allowed_and_is_told(repaired: Repaired, mark: bytes) -> None:
    new, draught = repaired(wav(PCM, behind=mark), remove_provenance=True)
    assert new == wav(PCM)
    assert len(draught.steps[0].marks) == 1
    assert "with it goes what it says" in changes(draught)[0]


def test_a_tag_that_cannot_be_read_stays_for_what_it_may_say(repaired: Repaired) -> None:
    broken = chunk(b"id3 ", b"ID3\4\0\0\0\0\7\0" + bytes(3))
    new, draught = repaired(wav(PCM, behind=broken))
    assert new.index(b"id3 ") < new.index(b"data")
    assert "cannot be read" in changes(draught)[0]


def test_a_sign_in_the_bytes_at_the_end_keeps_them(repaired: Repaired) -> None:
    content = wav(PCM) + b"TAGmade with suno".ljust(128, b"\0")
    new, draught = repaired(content)
    assert new == content
    assert "the name of a generator" in draught.left[0]


# --- what cannot be repaired --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fmt", "why"),
    [
        (struct.pack("<HHIIHH", 3, 2, 44_100, 352_800, 8, 32), "float"),
        (struct.pack("<HHIIHH", 0x55, 2, 44_100, 16_000, 1, 0), "not PCM (0x0055)"),
        (EXTENSIBLE[:24] + b"\3" + EXTENSIBLE[25:], "not plain PCM"),
        (EXTENSIBLE[:20] + b"\x0c" + EXTENSIBLE[21:], "loudspeakers 0xC"),
        (EXTENSIBLE[:18] + b"\x0c" + EXTENSIBLE[19:], "12 bits in 16"),
        (EXTENSIBLE[:12] + b"\x06" + EXTENSIBLE[13:], "do not take 6 bytes"),
        (EXTENSIBLE[:4] + b"\xff" * 4 + EXTENSIBLE[8:], "a sampling rate of 4,294,967,295 Hz"),
        (EXTENSIBLE[:30], "has 30 bytes"),
        (EXTENSIBLE[:2] + b"\6" + EXTENSIBLE[3:12] + b"\x0c" + EXTENSIBLE[13:], "loudspeakers"),
    ],
)
def test_a_header_that_plain_pcm_cannot_say_stays(repaired: Repaired, fmt: bytes, why: str) -> None:
    content = wav(PCM, fmt=fmt)
    new, draught = repaired(content)
    assert new == content
    assert why in draught.left[0]


def test_what_may_be_sound_is_not_removed(repaired: Repaired) -> None:
    content = wav(PCM[:8000])
    _, draught = repaired(content + PCM[8000:])
    assert draught.steps == ()
    assert "the header may state too few samples" in draught.left[0]


@pytest.mark.parametrize("repair", ["audio-tags.nothing-behind-samples", "audio-tags.no-tags"])
def test_more_samples_in_a_second_chunk_are_not_removed(tmp_path: Path, repair: str) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav(PCM, behind=chunk(b"data", PCM)))
    draught = drawn(path, [one for one in REPAIRS if one.id == repair], Terms())
    assert draught.steps == ()
    assert "more sound" in draught.left[0]


def test_thousands_of_chunks_are_cleared(repaired: Repaired) -> None:
    front = b"".join(chunk(b"LIST" if n % 2 else b"JUNK", bytes(4)) for n in range(4000))
    new, draught = repaired(wav(PCM, fmt=EXTENSIBLE, behind=front + LABEL * 2000))
    assert new.endswith(PCM)
    assert len(changes(draught)) == 6001


@pytest.mark.parametrize("cut", [1, 3, 1000])
def test_a_file_that_breaks_off_is_not_made_whole(repaired: Repaired, cut: int) -> None:
    _, draught = repaired(wav(PCM, fmt=EXTENSIBLE)[:-cut])
    assert (draught.steps, draught.left) == ((), ())


def test_open_sizes_in_front_of_half_a_sample_stay(repaired: Repaired) -> None:
    right = wav(PCM[:-1])
    at = right.index(b"data") + 4
    _, draught = repaired(right[:at] + b"\xff" * 4 + right[at + 4 : -1])
    assert draught.steps == ()
    assert "cut off" in draught.left[0]


# --- whatever the chunks ------------------------------------------------------------------------

IDS = st.sampled_from([b"LIST", b"JUNK", b"bext", b"iXML", b"PAD ", b"cue ", b"fact", b"id3 "])
CHUNKS = st.lists(st.tuples(IDS, st.binary(max_size=60)), max_size=5)


@settings(deadline=None)  # it writes files
@given(
    front=CHUNKS,
    behind=CHUNKS,
    samples=st.binary(max_size=80).map(lambda data: data[: len(data) // 4 * 4]),
    fmt=st.sampled_from([PLAIN, EXTENSIBLE]),
    size=st.sampled_from([None, 0, 0xFFFF_FFFF]),
)
def test_any_row_of_chunks_becomes_a_plain_file_with_the_same_samples(  # noqa: PLR0917 - what a file is made of
    tmp_path_factory: pytest.TempPathFactory,
    front: list[tuple[bytes, bytes]],
    behind: list[tuple[bytes, bytes]],
    samples: bytes,
    fmt: bytes,
    size: int | None,
) -> None:
    folder = tmp_path_factory.mktemp("chunks")
    body = b"WAVE" + chunk(b"fmt ", fmt) + b"".join(chunk(*each) for each in front)
    body += chunk(b"data", samples) + b"".join(chunk(*each) for each in behind)
    stated = len(body) if size is None else size
    new, draught = remade(folder, b"RIFF" + struct.pack("<I", stated) + body, Terms())

    assert draught.left == ()
    layout = opened(folder, new).wav
    assert layout is not None
    assert (layout.format_code, layout.after_samples) == (1, ())
    assert struct.unpack_from("<I", new, 4) == (len(new) - 8,)
    with wave.open(io.BytesIO(new)) as file:
        assert file.getparams()[:3] == (2, 2, 44_100)
        assert file.readframes(file.getnframes()) == samples
