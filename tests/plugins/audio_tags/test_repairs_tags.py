"""What the repairs make of tags: those around a FLAC stream, and all of them in every container."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import mutagen.apev2
import mutagen.flac
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from making.flac import flac
from making.mp3 import mp3
from making.sound import EXTENSIBLE, aiff, chunk, music, wav
from making.tags import Tagging, id3, tagged_flac
from precheck import CannotRepair, Remake, Terms
from precheck.engine.repairing.draught import Draught, drawn
from precheck.engine.repairing.pieces import PiecedFile
from precheck_audio_tags.facts import AudioFile, Presence
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.repairs import REPAIRS

MUSIC = music(5, 0.5)
FLAC = flac(MUSIC)
TAGS = Tagging(title="Low Sun", artist="Ada", album="Keys", isrc="QZPRE2600001", number=1)
ID3 = id3(TAGS)
LABEL = '{"AIGC":{"Label":"1","ContentProducer":"a","ProduceID":"1"}}'
LABELLED = id3(Tagging(title="a", artist="b", album="c", isrc="", number=1, comment=LABEL))
ID3V1 = b"TAGLow Sun".ljust(128, b"\0")
STRAY, BARE = ("audio-tags.no-stray-tags",), ("audio-tags.no-tags",)


def ape(**texts: str) -> bytes:
    tags: Any = mutagen.apev2.APEv2()
    for name, text in texts.items():
        tags[name] = text
    file = BytesIO()
    tags.save(file)
    return file.getvalue()


def at_the_end(tag: bytes) -> bytes:
    """An ID3v2.4 tag with the footer that lets it be found from behind."""
    head = tag[:5] + b"\x10" + tag[6:10]
    return head + tag[10:] + b"3DI" + head[3:]


def remade(
    folder: Path, content: bytes, ids: tuple[str, ...], *, remove_provenance: bool = False
) -> tuple[bytes, Draught]:
    path = folder / "a"
    path.write_bytes(content)
    repairs = [repair for repair in REPAIRS if repair.id in ids]
    draught = drawn(path, repairs, Terms(remove_provenance=remove_provenance))
    with path.open("rb") as file:
        return PiecedFile(file, draught.pieces).read(), draught


def opened(folder: Path, content: bytes) -> AudioFile:
    path = folder / "new"
    path.write_bytes(content)
    return open_audio(path, "new")


def changes(draught: Draught) -> list[str]:
    return [change for step in draught.steps for change in step.changes]


# --- around a FLAC stream -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "behind"),
    [
        (ID3, b""),
        (ID3 + ID3, b""),
        (b"", ID3V1),
        (b"", ape(Title="Low Sun")),
        (b"", ape(Title="Low Sun") + ID3V1),
        (b"", at_the_end(ID3)),
        (ID3, at_the_end(ID3) + ape(Title="Low Sun") + ID3V1),
    ],
    ids=["id3", "two", "id3v1", "ape", "ape-id3v1", "id3-behind", "all"],
)
def test_tags_around_a_flac_stream_go(tmp_path: Path, front: bytes, behind: bytes) -> None:
    new, draught = remade(tmp_path, front + FLAC + behind, STRAY)
    assert new == FLAC
    assert draught.sound is not None
    assert draught.left == ()


def test_the_tags_of_flac_itself_stay(tmp_path: Path) -> None:
    tagged = tagged_flac(FLAC, TAGS)
    new, _ = remade(tmp_path, ID3 + tagged, STRAY)
    assert new == tagged


def test_a_sound_flac_file_needs_nothing(tmp_path: Path) -> None:
    _, draught = remade(tmp_path, tagged_flac(FLAC, TAGS), STRAY)
    assert (draught.steps, draught.left) == ((), ())


def test_a_label_in_front_of_flac_stays_until_it_may_go(tmp_path: Path) -> None:
    new, draught = remade(tmp_path, LABELLED + FLAC, STRAY)
    assert new == LABELLED + FLAC
    assert "it holds the AIGC label" in draught.left[0]

    new, draught = remade(tmp_path, LABELLED + FLAC, STRAY, remove_provenance=True)
    assert new == FLAC
    assert len(draught.steps[0].marks) == 1


def test_a_label_in_an_ape_tag_is_seen_wherever_that_stands(tmp_path: Path) -> None:
    labelled = ape(AIGC='{"Label":"1","ContentProducer":"a","ProduceID":"1"}')
    for tail in (labelled, labelled + ID3V1, labelled + at_the_end(ID3), labelled + ape(Title="b")):
        new, draught = remade(tmp_path, FLAC + tail, STRAY)
        assert new == FLAC + tail
        assert any("it holds the AIGC label" in left for left in draught.left)


def test_a_label_on_one_side_does_not_keep_the_other(tmp_path: Path) -> None:
    new, draught = remade(tmp_path, LABELLED + FLAC + ID3V1, STRAY)
    assert new == LABELLED + FLAC
    assert len(draught.left) == 1


def test_a_tag_at_the_end_that_says_it_is_longer_than_the_file_stays(tmp_path: Path) -> None:
    footer = b"APETAGEX" + struct.pack("<4I8x", 2000, 10**6, 1, 0)
    new, draught = remade(tmp_path, FLAC + footer, STRAY)
    assert new == FLAC + footer
    assert "states more bytes" in draught.left[0]


def test_three_letters_in_the_sound_are_no_tag(tmp_path: Path) -> None:
    content = FLAC + b"TAG" + bytes(range(125))
    new, draught = remade(tmp_path, content, STRAY)
    assert (new, draught.steps) == (content, ())


@pytest.mark.parametrize("cut", [4, 20, 41])
def test_flac_that_breaks_off_in_its_head_is_not_touched(tmp_path: Path, cut: int) -> None:
    _, draught = remade(tmp_path, ID3 + FLAC[:cut], STRAY)
    assert draught.steps == ()


# --- every tag ----------------------------------------------------------------------------------


def test_a_bare_flac_file_has_its_stream_and_nothing_else(tmp_path: Path) -> None:
    new, draught = remade(tmp_path, ID3 + tagged_flac(FLAC, TAGS) + ID3V1, BARE)
    assert new == FLAC
    assert changes(draught)[2] == "the block of Vorbis comments is removed, 121 bytes"


def test_a_picture_and_padding_go_too(tmp_path: Path) -> None:
    picture: Any = mutagen.flac.Picture()
    picture.data = b"\x89PNG" + bytes(100)
    audio: Any = mutagen.flac.FLAC(BytesIO(FLAC))
    audio.add_picture(picture)
    file = BytesIO(FLAC)
    audio.save(file, padding=lambda _: 500)
    assert remade(tmp_path, file.getvalue(), BARE)[0] == FLAC


def test_padding_alone_is_no_tag(tmp_path: Path) -> None:
    padded = b"fLaC\0" + FLAC[5:42] + b"\x81\0\0\4" + bytes(4) + FLAC[42:]
    new, draught = remade(tmp_path, padded, BARE)
    assert (new, draught.steps) == (padded, ())


def test_comments_with_a_label_stay_and_the_rest_goes(tmp_path: Path) -> None:
    labelled = tagged_flac(
        FLAC, Tagging(title="a", artist="b", album="c", isrc="", number=1, comment=LABEL)
    )
    new, draught = remade(tmp_path, ID3 + labelled, BARE)
    assert opened(tmp_path, new).id3_before_flac_bytes == 0
    assert opened(tmp_path, new).texts == opened(tmp_path, labelled).texts
    assert "the block of Vorbis comments stays: it holds the AIGC label" in draught.left[0]


def test_a_bare_wave_file_has_its_format_and_samples(tmp_path: Path) -> None:
    more = chunk(b"JUNK", bytes(9)) + chunk(b"bext", bytes(700))
    new, _ = remade(tmp_path, wav(MUSIC.pcm(), id3=ID3, behind=more), BARE)
    assert new == wav(MUSIC.pcm())


def test_a_label_in_a_wave_file_stays_where_it_is(tmp_path: Path) -> None:
    labelled = wav(MUSIC.pcm(), id3=LABELLED)
    new, draught = remade(
        tmp_path, wav(MUSIC.pcm(), id3=LABELLED, behind=chunk(b"bext", bytes(700))), BARE
    )
    assert new == labelled
    assert len(draught.left) == 1


def test_a_bare_aiff_file_has_no_text(tmp_path: Path) -> None:
    plain = aiff(MUSIC.pcm())
    texts = struct.pack(">4sI", b"NAME", 8) + b"Low Sun!" + struct.pack(">4sI", b"ID3 ", len(ID3))
    body = plain[8:] + texts + ID3 + b"\0" * (len(ID3) % 2)
    new, draught = remade(tmp_path, b"FORM" + len(body).to_bytes(4) + body, BARE)
    assert new == plain
    assert len(changes(draught)) == 2


def test_a_bare_mpeg_file_has_its_frames(tmp_path: Path) -> None:
    frames = mp3(1)
    tagged = ID3 + frames + ape(Title="Low Sun") + ID3V1
    new, _ = remade(tmp_path, tagged, BARE)
    assert new == frames
    assert opened(tmp_path, new).texts == ()


@pytest.mark.parametrize("bare", [FLAC, wav(MUSIC.pcm()), aiff(MUSIC.pcm()), mp3(1)])
def test_a_file_without_tags_needs_nothing(tmp_path: Path, bare: bytes) -> None:
    _, draught = remade(tmp_path, bare, BARE)
    assert (draught.steps, draught.left) == ((), ())


@pytest.mark.parametrize("remove", [False, True])
def test_every_bare_file_can_be_read_and_says_nothing(tmp_path: Path, *, remove: bool) -> None:
    for content in (ID3 + tagged_flac(FLAC, TAGS), wav(MUSIC.pcm(), id3=ID3), ID3 + mp3(1)):
        new, _ = remade(tmp_path, content, BARE, remove_provenance=remove)
        file = opened(tmp_path, new)
        assert (file.presence, file.texts) == (Presence.READ, ())


WHOLE = (
    ID3 + tagged_flac(FLAC, TAGS) + ape(Title="Low Sun") + ID3V1,
    wav(MUSIC.pcm()[:400], id3=ID3, fmt=EXTENSIBLE, behind=chunk(b"bext", bytes(700))) + ID3V1,
    b"FORM" + aiff(MUSIC.pcm()[:400])[4:] + struct.pack(">4sI", b"ID3 ", len(ID3)) + ID3,
    LABELLED + mp3(1)[:2000] + at_the_end(ID3) + ID3V1,
)


@settings(deadline=None)  # it writes files
@given(st.data())
def test_whatever_the_bytes_no_repair_breaks(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    spots = st.integers(0, len(content) - 1)
    for spot, byte in data.draw(st.lists(st.tuples(spots, st.integers(0, 255)), max_size=8)):
        content[spot] = byte
    cut = data.draw(st.integers(0, len(content)))
    folder = tmp_path_factory.mktemp("mutated")
    for end in (len(content), cut):
        path = folder / "a"
        path.write_bytes(content[:end])
        draught = drawn(path, REPAIRS, Terms(remove_provenance=data.draw(st.booleans())))
        assert draught.faults == ()


def test_an_ogg_file_with_tags_is_told_to_be_exported_anew(make: Any) -> None:
    path = make.ogg(comments=("TITLE=Low Sun",))
    (repair,) = (one for one in REPAIRS if one.id == BARE[0])
    with path.open("rb") as file, pytest.raises(CannotRepair, match="export it without"):
        repair.plan(file, Terms())


def test_a_plan_is_what_the_type_says(make: Any) -> None:
    path = make.file(ID3 + FLAC)
    (repair,) = (one for one in REPAIRS if one.id == STRAY[0])
    with path.open("rb") as file:
        assert isinstance(repair.plan(file, Terms()), Remake)
