"""Pictures decoded to their end: what they are, what they look like, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from making.picture import even, jpeg, part, patches, png
from precheck import ApartFailure, Picture, PictureHash, Reason, Unavailable
from precheck.apart.pool import Pool
from precheck.testing import an_image, ask, encoded_alike, look, some_tools
from precheck_audio_tags.facts import PictureDecoding
from precheck_audio_tags.looking import picture, picture_decoding, picture_hash
from precheck_audio_tags.rules.artwork import artwork_unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.plugins.audio_tags.conftest import Maker

Pillow = pytest.importorskip("PIL.Image", reason="the extra `pictures` is not installed")

SIDE = 240


def drawn(seed: int = 1, pixels: int = SIDE) -> Any:
    """A picture of ours, as Pillow holds it."""
    return Pillow.open(BytesIO(png(seed, pixels, paint=patches))).convert("RGB")


def saved(image: Any, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def deep(image: Any) -> Any:
    """The greys of a picture in 16 bits."""
    greys = b"".join(struct.pack("<H", grey * 257) for grey in image.convert("L").tobytes())
    return Pillow.frombytes("I;16", image.size, greys)


def lab(image: Any) -> Any:
    """The greys of a picture as lightness, without colours."""
    none = Pillow.new("L", image.size, 128)
    return Pillow.merge("LAB", (image.convert("L"), none, none))


def decoded(content: bytes, make: Maker, name: str = "cover.png", **tools: Any) -> PictureDecoding:
    image = an_image(file=make.file(content, name))
    found = look(picture_decoding, image, tools=some_tools(**tools))
    assert isinstance(found, PictureDecoding)
    return found


def hashed(content: bytes, make: Maker) -> PictureHash:
    found = decoded(content, make)
    assert found.hash is not None, found.trouble
    return found.hash


def said(content: bytes, make: Maker, name: str = "cover.png") -> str:
    """What the rule says of a picture's file."""
    image = an_image(file=make.file(content, name))
    return "".join(
        finding.message for finding in ask(artwork_unreadable, image, decoded(content, make, name))
    )


# --- what is decoded -------------------------------------------------------------------------


def test_a_picture_says_what_it_is(make: Maker) -> None:
    found = decoded(jpeg(1, SIDE, patches), make, "cover.jpg")

    assert found.picture == Picture(format="JPEG", width_pixels=240, height_pixels=240, mode="RGB")
    assert encoded_alike(found) == found


def test_the_name_of_a_file_has_no_say(make: Maker) -> None:
    found = decoded(png(1, SIDE, paint=patches), make, "cover.jpg")

    assert found.picture is not None
    assert found.picture.format == "PNG"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(saved(drawn(), "JPEG", quality=90), id="JPEG"),
        pytest.param(saved(drawn(), "JPEG", quality=90, progressive=True), id="progressive"),
        pytest.param(saved(drawn().convert("CMYK"), "JPEG", quality=90), id="CMYK"),
        pytest.param(saved(drawn().convert("L"), "JPEG", quality=90), id="grey"),
        pytest.param(saved(drawn().quantize(64), "PNG"), id="palette"),
        pytest.param(saved(drawn().convert("RGBA"), "PNG"), id="alpha"),
        pytest.param(saved(deep(drawn()), "PNG"), id="16 bits"),
        pytest.param(saved(drawn(), "TIFF", compression="tiff_lzw"), id="TIFF"),
        pytest.param(saved(lab(drawn()), "TIFF"), id="LAB"),
        pytest.param(saved(drawn().convert("F"), "TIFF"), id="floating point"),
        pytest.param(saved(drawn(), "WEBP"), id="WebP"),
        pytest.param(saved(drawn(), "GIF"), id="GIF"),
        pytest.param(saved(drawn(), "BMP"), id="BMP"),
        pytest.param(saved(drawn().resize((80, 80)), "JPEG", quality=60), id="smaller"),
        pytest.param(saved(drawn().resize((2400, 2400)), "JPEG", quality=60), id="larger"),
    ],
)
def test_one_picture_looks_alike_in_every_form(content: bytes, make: Maker) -> None:
    assert hashed(content, make).distance(hashed(png(1, SIDE, paint=patches), make)) <= 4


def test_different_pictures_do_not_look_alike(make: Maker) -> None:
    hashes = [hashed(png(seed, SIDE, paint=patches), make) for seed in range(8)]

    assert min(a.distance(b) for a in hashes for b in hashes if a is not b) > 16


def test_the_bits_say_where_it_gets_darker_to_the_right(make: Maker) -> None:
    """Two light columns, of 9, in an otherwise black picture: darker behind each of them."""
    stripes = Pillow.new("L", (90, 80))
    for column in (1, 4, 7):
        stripes.paste(255, (column * 10, 0, column * 10 + 10, 80))
    found = hashed(saved(stripes, "PNG"), make)

    assert found.rows == (0b0100_1001,) * 8
    assert found.hex == "49" * 8


def test_a_picture_is_turned_as_its_file_asks_for(make: Maker) -> None:
    wide = drawn().resize((300, 200))
    exif = Pillow.Exif()
    exif[0x112] = 6  # a quarter to the right
    turned = saved(wide.transpose(Pillow.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)
    found = hashed(turned, make)

    assert (found.width_pixels, found.height_pixels) == (300, 200)
    assert found.distance(hashed(saved(wide, "PNG"), make)) <= 2


def test_what_is_transparent_counts_as_white(make: Maker) -> None:
    mask = Pillow.new("L", (SIDE, SIDE))
    mask.paste(255, (60, 0, 180, SIDE))
    clear, flat = drawn(), Pillow.new("RGB", (SIDE, SIDE), "white")
    flat.paste(clear, mask=mask)
    clear.putalpha(mask)

    assert hashed(saved(clear, "PNG"), make) == hashed(saved(flat, "PNG"), make)


def test_of_an_animation_the_first_frame_is_looked_at(make: Maker) -> None:
    frames = [drawn(seed) for seed in (1, 2, 3)]
    found = decoded(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), make)

    assert found.picture is not None
    assert found.picture.is_animated
    assert found.hash is not None
    assert found.hash.distance(hashed(png(1, SIDE, paint=patches), make)) <= 4


# --- plain pictures --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(png(1, SIDE, paint=even), id="a black square"),
        pytest.param(saved(Pillow.new("RGB", (64, 64), "white"), "JPEG"), id="a white square"),
        pytest.param(saved(Pillow.linear_gradient("L").rotate(90), "PNG"), id="an even slope"),
    ],
)
def test_a_plain_picture_has_no_hash_and_says_so(content: bytes, make: Maker) -> None:
    image = an_image(file=make.file(content, "cover.png"))
    found = decoded(content, make)
    why = look(picture_hash, image, found)
    what = look(picture, image, found)

    assert isinstance(what, Picture)
    assert isinstance(why, Unavailable)
    assert why.reason is Reason.INCONCLUSIVE
    assert "'cover.png' is too plain to be told from another picture" in why.detail


# --- broken and hostile ones -----------------------------------------------------------------


def header_bomb(side: int = 65_535) -> bytes:
    """A PNG of a few bytes that states a picture of gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    whole = part(b"IHDR", head) + part(b"IDAT", data) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + whole


def jpeg_bomb() -> bytes:
    """The same in JPEG."""
    content = bytearray(jpeg(1, 24, patches))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(content)


PNG = png(1, SIDE, paint=patches)
JPEG = saved(drawn(), "JPEG", quality=90)
NO_PICTURE = "it is none of JPEG, PNG, TIFF, GIF, WebP and BMP, or its header is broken"
CUT = "the decoder says: image file is truncated"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(PNG[: len(PNG) // 2], CUT, id="PNG cut off"),
        pytest.param(JPEG[: len(JPEG) // 2], CUT, id="JPEG cut off"),
        pytest.param(JPEG[:-2], CUT, id="JPEG without an end"),
        pytest.param(
            saved(drawn(), "JPEG", progressive=True)[:-400], CUT, id="progressive JPEG cut off"
        ),
        pytest.param(
            PNG[:300] + bytes([PNG[300] ^ 1]) + PNG[301:],
            "the decoder says: broken",
            id="a changed byte in a PNG",
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n", NO_PICTURE, id="a signature and no more"),
        pytest.param(b"not a picture at all", NO_PICTURE, id="a text"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NO_PICTURE, id="EPS"),
        pytest.param(
            header_bomb(),
            "its header states 65,535 x 65,535 pixels; at most 100 million are decoded",
            id="a bomb in PNG",
        ),
        pytest.param(
            jpeg_bomb(),
            "its header states 65,500 x 65,500 pixels; at most 100 million are decoded",
            id="a bomb in JPEG",
        ),
        pytest.param(header_bomb(9_999), CUT, id="large, and nothing behind the header"),
    ],
)
def test_what_cannot_be_decoded_is_told(content: bytes, why: str, make: Maker) -> None:
    assert said(content, make).startswith(f"the picture 'cover.png' cannot be decoded: {why}")


def test_a_whole_picture_is_fine(make: Maker) -> None:
    assert said(PNG, make) == said(JPEG, make) == ""


def test_bytes_behind_the_end_of_a_picture_are_no_fault(make: Maker) -> None:
    assert said(JPEG + bytes(1000), make) == ""


def test_an_empty_file_is_told_by_the_rule_for_it(make: Maker) -> None:
    found = decoded(b"", make)

    assert found.is_empty
    assert ask(artwork_unreadable, an_image(), found) == []


def test_the_size_of_what_cannot_be_decoded_is_not_known(make: Maker) -> None:
    image = an_image(file=make.file(PNG[:-100], "cover.png"))
    why = look(picture, image, decoded(PNG[:-100], make))

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.UNREADABLE
    assert "'cover.png' cannot be decoded: the decoder says" in why.detail


def test_every_place_where_a_picture_may_be_cut_off_is_told(make: Maker) -> None:
    small = png(1, 24, paint=patches)
    for length in range(1, len(small) - 24, 7):  # the sums and the last chunk hold no picture
        assert decoded(small[:length], make).trouble


def test_changed_bytes_never_raise(make: Maker) -> None:
    for content in (png(1, 24, paint=patches), jpeg(1, 24, patches), saved(drawn(), "GIF")[:900]):
        for at in range(0, len(content), 5):
            broken = content[:at] + bytes((content[at] ^ 0xFF,)) + content[at + 1 :]
            found = decoded(broken, make)
            assert bool(found.trouble) is (found.picture is None)


def test_a_file_that_is_gone_is_no_bad_picture(tmp_path: Path) -> None:
    why = look(picture_decoding, an_image(file=tmp_path / "cover.png"))

    assert isinstance(why, Unavailable)
    assert why.detail == "'cover.png' cannot be read: No such file or directory"


def test_an_image_without_a_file_is_not_looked_at() -> None:
    why = look(picture_decoding, an_image())

    assert isinstance(why, Unavailable)
    assert why.reason is Reason.NO_FILE


def test_a_picture_that_kills_its_decoder_is_told(make: Maker) -> None:
    def lost(*_: object, **__: object) -> Any:
        raise ApartFailure("it ran out of memory", is_harmful=True)

    found = decoded(PNG, make, apart=lost)

    assert found.is_harmful
    assert found.trouble == "its decoder was lost: it ran out of memory"


def test_a_mistake_of_ours_is_no_bad_picture(make: Maker) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise ApartFailure("KeyError: 'x'", is_harmful=False)

    with pytest.raises(ApartFailure):
        decoded(PNG, make, apart=broken)


def test_pictures_are_decoded_in_a_process_that_can_be_lost(make: Maker) -> None:
    with Pool(1) as pool:
        whole = decoded(JPEG, make, apart=pool)
        bomb = decoded(header_bomb(), make, apart=pool)

    assert whole.hash is not None
    assert "65,535 x 65,535" in bomb.trouble
