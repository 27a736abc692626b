"""The front cover in the tags of every format, and the rule that compares it with the artwork."""

# mypy: allow-untyped-calls
# mutagen, which writes the tags, is not annotated.

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mutagen.aiff import AIFF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TIT2
from mutagen.mp4 import MP4, MP4Cover
from mutagen.wave import WAVE

from making.picture import even, jpeg, patches, png
from precheck import ApartFailure, PictureHash, Reason, Unavailable
from precheck import Picture as Decoded
from precheck.testing import a_release, a_track, an_image, ask, encoded_alike, look, some_tools
from precheck_audio_tags.facts import AudioFile, EmbeddedCover, Presence
from precheck_audio_tags.inspectors import audio_file
from precheck_audio_tags.looking import embedded_cover, picture_decoding, picture_hash
from precheck_audio_tags.options import OtherPicture
from precheck_audio_tags.rules.artwork import cover_differs

if TYPE_CHECKING:
    from tests.plugins.audio_tags.conftest import Maker

pytest.importorskip("PIL", reason="the extra `pictures` is not installed")

Covers = dict[str, list[object]]
COVER = jpeg(1, 96, patches)
OTHER = png(2, 96, paint=patches)


def block(data: bytes = COVER, kind: int = 3, mime: str = "image/jpeg") -> Picture:
    """A picture block of FLAC."""
    picture = Picture()
    picture.type, picture.mime, picture.data, picture.desc = kind, mime, data, "the front"
    return picture


def frame(data: bytes = COVER, kind: int = 3, **more: Any) -> APIC:
    """A picture frame of ID3."""
    values = {"encoding": 3, "mime": "image/jpeg", "desc": "the front"} | more
    return APIC(type=kind, data=data, **values)


def framed(*frames: Any) -> ID3:
    tag = ID3()
    for each in (TIT2(encoding=3, text="Low Sun"), *frames):
        tag.add(each)
    return tag


def file_of(path: Path) -> AudioFile:
    found = look(audio_file, a_track(audio=path))
    assert isinstance(found, AudioFile)
    return found


def learned(path: Path, **tools: Any) -> EmbeddedCover | Unavailable:
    track = a_track(audio=path)
    return look(embedded_cover, track, file_of(path), tools=some_tools(**tools))


def cover_of(path: Path) -> EmbeddedCover:
    found = learned(path)
    assert isinstance(found, EmbeddedCover), found
    return found


# --- where a cover lies ----------------------------------------------------------------------


def in_flac(make: Maker) -> Path:
    path = make.flac()
    audio = FLAC(path)
    audio.add_picture(block())
    audio.save()
    return path


def in_comments_of_flac(make: Maker) -> Path:
    return make.flac(METADATA_BLOCK_PICTURE=b64encode(block().write()).decode())


def in_mp3(make: Maker) -> Path:
    path = make.mp3()
    framed(frame()).save(path)
    return path


def in_mp3_of_version_3(make: Maker) -> Path:
    path = make.mp3()
    framed(frame(encoding=1, desc="Vorderseite – ganz")).save(path, v2_version=3)
    return path


def in_unsynchronised_mp3(make: Maker) -> Path:
    """All of the tag with a zero behind every 255, as version 2.3 has it."""
    content = b"\0image/jpeg\0\3\0" + COVER
    body = b"APIC" + len(content).to_bytes(4) + b"\0\0" + content
    body = body.replace(b"\xff", b"\xff\0")
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return make.mp3(head=b"ID3\3\0\x80" + size + body)


def in_mp3_of_version_2(make: Maker) -> Path:
    content = b"\0JPG\3front\0" + COVER
    body = b"PIC" + len(content).to_bytes(3) + content
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return make.mp3(head=b"ID3\2\0\0" + size + body)


def in_wave(make: Maker) -> Path:
    path = make.wav()
    audio = WAVE(path)
    audio.add_tags()
    assert audio.tags is not None
    audio.tags.add(frame())
    audio.save()
    return path


def in_aiff(make: Maker) -> Path:
    path = make.aiff()
    audio = AIFF(path)
    audio.add_tags()
    assert audio.tags is not None
    audio.tags.add(frame())
    audio.save()
    return path


def in_mp4(make: Maker) -> Path:
    path = make.mp4()
    audio = MP4(path)
    audio.add_tags()
    assert audio.tags is not None
    audio.tags["covr"] = [MP4Cover(COVER)]
    audio.save()
    return path


def in_ogg(make: Maker) -> Path:
    text = b64encode(block(jpeg(1, 96, patches)).write()).decode()
    return make.ogg(comments=(f"METADATA_BLOCK_PICTURE={text}",))


def in_ogg_of_old(make: Maker) -> Path:
    return make.ogg(comments=(f"COVERART={b64encode(COVER).decode()}",))


PLACES = (
    in_flac,
    in_comments_of_flac,
    in_mp3,
    in_mp3_of_version_3,
    in_unsynchronised_mp3,
    in_mp3_of_version_2,
    in_wave,
    in_aiff,
    in_mp4,
    in_ogg,
    in_ogg_of_old,
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_the_front_cover_is_found(place: Callable[[Maker], Path], make: Maker) -> None:
    cover = cover_of(place(make))

    assert cover.size_bytes == len(COVER)
    assert cover.picture == Decoded(format="JPEG", width_pixels=96, height_pixels=96, mode="RGB")
    assert encoded_alike(cover) == cover


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_a_file_with_a_cover_is_read_as_before(place: Callable[[Maker], Path], make: Maker) -> None:
    assert file_of(place(make)).presence is Presence.READ


def test_without_a_cover_nothing_is_decoded(make: Maker) -> None:
    def never(*_: object, **__: object) -> Any:
        raise AssertionError("nothing is to be opened")

    why = look(
        embedded_cover,
        a_track(audio=make.mp3()),
        file_of(make.mp3()),
        tools=some_tools(apart=never),
    )

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NOT_APPLICABLE


def test_the_front_cover_comes_before_any_other_picture(make: Maker) -> None:
    path = make.mp3()
    framed(frame(OTHER, 0, desc="a"), frame(COVER, 3, desc="b"), frame(OTHER, 4, desc="c")).save(
        path
    )

    assert cover_of(path).size_bytes == len(COVER)


def test_a_picture_of_no_stated_kind_counts_as_the_cover(make: Maker) -> None:
    path = make.mp3()
    framed(frame(OTHER, 4, desc="a"), frame(COVER, 0, desc="b")).save(path)

    assert cover_of(path).size_bytes == len(COVER)


@pytest.mark.parametrize(
    "one",
    [frame(OTHER, 4), frame(OTHER, 8), frame(b"https://label.example/a.jpg", mime="-->")],
    ids=["the back", "the artist", "a link"],
)
def test_other_pictures_are_not_the_cover(one: APIC, make: Maker) -> None:
    path = make.mp3()
    framed(one).save(path)

    assert not file_of(path).has_cover


# --- broken covers ---------------------------------------------------------------------------


def with_block(data: bytes, make: Maker) -> Path:
    """A FLAC file with a picture block of these bytes."""
    content = make.flac().read_bytes()
    head = bytes((content[4] & 0x7F,)) + content[5:42]
    picture = b"\x86" + len(data).to_bytes(3) + data
    return make.file(b"fLaC" + head + picture + content[42:])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\0\0\0\3\0\0\0\0", "the picture in the tags is cut off"),
        (
            b"\0\0\0\3" + bytes(24) + b"\0\1\0\0" + b"abc",
            "the picture in the tags states 65,536 bytes, and there are 3",
        ),
        (b"\0\0\0\3\xff\xff\xff\xff" + bytes(40), "the picture in the tags is cut off"),
        (b"\0\0\0\3" + bytes(28), "it is empty"),
        (
            block(b"nothing").write(),
            "it is none of JPEG, PNG, TIFF, GIF, WebP and BMP, or its header is broken",
        ),
        (block(COVER[:-400]).write(), "the decoder says: image file is truncated"),
    ],
    ids=["short", "long", "beyond", "empty", "no picture", "cut off"],
)
def test_a_broken_cover_is_said_and_leaves_the_file_readable(
    data: bytes, why: str, make: Maker
) -> None:
    path = with_block(data, make)
    found = learned(path)

    assert file_of(path).presence is Presence.READ
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE
    assert found.detail.startswith(f"the front cover in {path.name!r} cannot be decoded: {why}")


@pytest.mark.parametrize("text", ["A", "!!!", "AAAAAwAAAAA", "\n"])
def test_a_broken_comment_is_said_and_leaves_the_file_readable(text: str, make: Maker) -> None:
    path = make.flac(METADATA_BLOCK_PICTURE=text)

    assert file_of(path).presence is Presence.READ
    assert isinstance(learned(path), Unavailable)


def test_a_packed_cover_is_left_alone(make: Maker) -> None:
    content = b"\0image/jpeg\0\3\0" + COVER
    packed = len(content).to_bytes(4) + zlib.compress(content)
    body = b"APIC" + len(packed).to_bytes(4) + b"\0\x80" + packed
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path = make.mp3(head=b"ID3\3\0\0" + size + body)

    assert file_of(path).presence is Presence.READ
    assert not file_of(path).has_cover


def test_a_plain_cover_is_not_compared_and_says_so(make: Maker) -> None:
    path = make.mp3()
    framed(frame(png(1, 96, paint=even))).save(path)
    why = learned(path)

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE
    assert "is too plain to be told from another picture" in why.detail


def test_a_cover_that_kills_its_decoder_is_said(make: Maker) -> None:
    def lost(*_: object, **__: object) -> Any:
        raise ApartFailure("it took longer than 60 s", is_harmful=True)

    path = in_mp3(make)
    why = look(embedded_cover, a_track(audio=path), file_of(path), tools=some_tools(apart=lost))

    assert isinstance(why, Unavailable)
    assert why.detail.endswith("its decoder was lost: it took longer than 60 s")


# --- compared --------------------------------------------------------------------------------


def hash_of(content: bytes, make: Maker) -> PictureHash:
    image = an_image(file=make.file(content, "cover.png"))
    decoded = look(picture_decoding, image)
    found = look(picture_hash, image, decoded)
    assert isinstance(found, PictureHash)
    return found


def inside(content: bytes, make: Maker) -> EmbeddedCover:
    path = make.mp3()
    framed(frame(content)).save(path)
    return cover_of(path)


def test_another_cover_in_the_file_is_told(make: Maker) -> None:
    image = an_image(file=make.file(COVER, "front.jpg"))
    release = a_release(a_track(title="Low Sun"), images=(image,))
    artwork, embedded = hash_of(COVER, make), inside(OTHER, make)
    bits = artwork.distance(embedded.hash)

    [finding] = ask(cover_differs, release, narrower={"A1": [embedded], "A9": [artwork]})

    assert finding.message == (
        "the front cover in the file of Low Sun (96 x 96 pixels) does not look like that of the "
        f"release: {bits} of 64 bits differ"
    )
    assert finding.evidence["artwork"] == "front.jpg"
    assert finding.evidence["most_bits"] == 16


def test_a_smaller_copy_in_the_file_is_fine(make: Maker) -> None:
    release = a_release(a_track(), images=(an_image(),))
    artwork, embedded = hash_of(png(1, 480, paint=patches), make), inside(COVER, make)

    assert ask(cover_differs, release, narrower={"A1": [embedded], "A9": [artwork]}) == []


def test_several_tracks_are_told_at_once(make: Maker) -> None:
    tracks = [a_track(f"A{number}", title=f"Song {number}") for number in (1, 2, 3)]
    release = a_release(*tracks, images=(an_image(),))
    own, other = inside(COVER, make), inside(OTHER, make)
    covers: Covers = {"A1": [own], "A2": [other], "A3": [other], "A9": [hash_of(COVER, make)]}

    [finding] = ask(cover_differs, release, narrower=covers)

    assert "in the file of Song 2, Song 3 (" in finding.message
    tracks_told: Any = finding.evidence["tracks"]
    assert [each["track"] for each in tracks_told] == ["A2", "A3"]


def test_only_the_front_cover_of_the_release_is_compared(make: Maker) -> None:
    release = a_release(a_track(), images=(an_image(type="BookletImage"),))
    covers: Covers = {"A1": [inside(OTHER, make)], "A9": [hash_of(COVER, make)]}

    assert ask(cover_differs, release, narrower=covers) == []


def test_a_cover_like_any_of_several_front_covers_is_fine(make: Maker) -> None:
    release = a_release(a_track(), images=(an_image("A8"), an_image("A9")))
    covers: Covers = {
        "A1": [inside(OTHER, make)],
        "A8": [hash_of(COVER, make)],
        "A9": [hash_of(OTHER, make)],
    }

    assert ask(cover_differs, release, narrower=covers) == []


def test_how_much_may_differ_can_be_set(make: Maker) -> None:
    release = a_release(a_track(), images=(an_image(),))
    covers: Covers = {"A1": [inside(OTHER, make)], "A9": [hash_of(COVER, make)]}

    assert ask(cover_differs, release, OtherPicture(distance=64), narrower=covers) == []
