"""How far copies of a picture are from it, and how far other pictures are, in bits of 64.

python benchmarks/artwork.py FOLDER    # of photographs, at best square and of 500 pixels or more

It adds covers of its own: shapes, soft fields and centred discs. Prints the tables of
`docs/artwork.md`, and how long a picture of 3000 x 3000 pixels takes with Pillow and with FFmpeg.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from random import Random
from time import perf_counter

from PIL import Image, ImageDraw, ImageEnhance, ImageOps, UnidentifiedImageError

from precheck import PictureHash
from precheck_audio_tags.pixels import look

ARTWORK, COPY = 1200, 600
"""Pixels on a side: of the artwork, and of the copy that is changed."""
MADE = 24

Picture = Image.Image
Way = Callable[[Picture], bytes]


def saved(image: Picture, kind: str = "JPEG", **options: int) -> bytes:
    """The bytes of a picture's file."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photographs(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Every picture of a folder, as a square."""
    for path in sorted(folder.iterdir()):
        try:
            with Image.open(path) as image:
                whole = image.convert("RGB")
        except (UnidentifiedImageError, OSError):
            continue
        yield path.name, ImageOps.fit(whole, (ARTWORK, ARTWORK))


def made(seed: int) -> Picture:
    """A cover of shapes, a soft field or a centred disc."""
    chance = Random(seed)

    def colour() -> tuple[int, int, int]:
        return chance.randrange(256), chance.randrange(256), chance.randrange(256)

    if seed % 4 == 0:
        field = Image.new("RGB", (6, 5))
        field.putdata([colour() for _ in range(30)])
        return field.resize((ARTWORK, ARTWORK), Image.Resampling.BICUBIC)
    image = Image.new("RGB", (ARTWORK, ARTWORK), colour())
    pen = ImageDraw.Draw(image)
    if seed % 4 == 1:
        radius, middle = chance.randrange(160, 480), ARTWORK // 2
        box = [middle - radius, middle - radius, middle + radius, middle + radius]
        pen.ellipse(box, fill=colour())
        return image
    for _ in range(chance.randrange(3, 12)):
        left, top = chance.randrange(1040), chance.randrange(1040)
        box = [left, top, left + chance.randrange(80, 800), top + chance.randrange(80, 800)]
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)(box, fill=colour())
    return image


def cut(share: float, *, is_one_side: bool = False) -> Way:
    """Cut off a share of the width and the height, and make it as large again."""

    def way(image: Picture) -> bytes:
        off = round(COPY * share)
        near, far = (0, COPY - off) if is_one_side else (off // 2, COPY - off + off // 2)
        return saved(image.crop((near, near, far, far)).resize((COPY, COPY)), quality=90)

    return way


def sticker(image: Picture) -> bytes:
    """A label of a sixth of the width in a corner."""
    marked = image.copy()
    ImageDraw.Draw(marked).rectangle([480, 510, 580, 575], fill="black", outline="white", width=5)
    return saved(marked, quality=90)


def cast(image: Picture) -> bytes:
    """More red, less blue."""
    red, green, blue = image.split()
    warm = Image.merge(
        "RGB", (red.point(lambda x: x * 1.08 + 5), green, blue.point(lambda x: x * 0.9 - 8))
    )
    return saved(warm, quality=90)


WAYS: dict[str, Way] = {
    "JPEG of quality 90": lambda i: saved(i, quality=90),
    "JPEG of quality 50": lambda i: saved(i, quality=50),
    "JPEG of quality 20": lambda i: saved(i, quality=20),
    "a sixth of the size, JPEG of quality 85": lambda i: saved(i.resize((200, 200)), quality=85),
    "brighter by 15 %": lambda i: saved(ImageEnhance.Brightness(i).enhance(1.15), quality=90),
    "more contrast, 20 %": lambda i: saved(ImageEnhance.Contrast(i).enhance(1.2), quality=90),
    "colours half as strong again": lambda i: saved(ImageEnhance.Color(i).enhance(1.5), quality=90),
    "a colour cast": cast,
    "black and white": lambda i: saved(i.convert("L"), quality=90),
    "a sticker in a corner": sticker,
    "cut by 1 %": cut(0.01),
    "cut by 2 %": cut(0.02),
    "cut by 2 %, on one side": cut(0.02, is_one_side=True),
    "cut by 4 %": cut(0.04),
    "cut by 10 %": cut(0.1),
    "a frame of 2 %": lambda i: saved(ImageOps.expand(i.resize((576, 576)), 12), quality=90),
    "mirrored": lambda i: saved(ImageOps.mirror(i), quality=90),
}


def hash_of(content: bytes) -> PictureHash | None:
    """What the plugin makes of a file."""
    return look(BytesIO(content), len(content)).hash


def row(name: str, bits: list[int]) -> str:
    """A line of a table: the number, and how the bits are spread."""
    bits = sorted(bits)
    if not bits:
        return f"| {name} | 0 | - | - | - | - | - |"
    at = [bits[min(len(bits) - 1, int(share * len(bits)))] for share in (0.01, 0.5, 0.95)]
    return f"| {name} | {len(bits)} | {at[0]} | {at[1]} | {at[2]} | {bits[-1]} | {bits[0]} |"


def timed(content: bytes) -> tuple[float, float]:
    """Milliseconds with Pillow and with FFmpeg, the best of five."""
    import av

    def ffmpeg() -> None:
        with av.open(BytesIO(content)) as file:
            frame = next(file.decode(video=0))
            frame.reformat(9, 8, "gray", interpolation="AREA")

    def best(what: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            start = perf_counter()
            what()
            times.append(perf_counter() - start)
        return 1000 * min(times)

    return best(lambda: hash_of(content)), best(ffmpeg)


def main() -> None:
    """Make the copies, and print the tables."""
    photos = dict(photographs(Path(sys.argv[1]))) if len(sys.argv) > 1 else {}
    pictures = photos | {f"made {seed}": made(seed) for seed in range(MADE)}
    hashes = {name: hash_of(saved(image, quality=95)) for name, image in pictures.items()}
    plain = [name for name, found in hashes.items() if found is None]
    print(f"{len(photos)} photographs, {MADE} made; too plain: {', '.join(plain) or 'none'}\n")
    print("| | pairs | 1 % | half | 95 % | most | least |\n|---|---|---|---|---|---|---|")
    for name, way in WAYS.items():
        bits = []
        for which, image in pictures.items():
            copy, own = hash_of(way(image.resize((COPY, COPY)))), hashes[which]
            if copy is not None and own is not None:
                bits.append(own.distance(copy))
        print(row(name, bits), flush=True)
    for name, group in (("other photographs", photos), ("any others", pictures)):
        known = [found for which in group if (found := hashes[which]) is not None]
        print(row(name, [one.distance(two) for one, two in combinations(known, 2)]))
    print("\n| 3000 x 3000 | Pillow | FFmpeg |\n|---|---|---|")
    first = next(iter(pictures.values())).resize((3000, 3000))
    for kind, content in (
        ("JPEG", saved(first, quality=92)),
        ("progressive JPEG", saved(first, quality=92, progressive=True)),
        ("PNG", saved(first, "PNG")),
    ):
        ours, theirs = timed(content)
        print(f"| {kind} | {ours:.0f} ms | {theirs:.0f} ms |")


if __name__ == "__main__":
    main()
