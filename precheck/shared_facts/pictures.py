"""What a picture is, and what it looks like."""

from __future__ import annotations

from msgspec import Struct


class Picture(Struct, frozen=True, kw_only=True):
    """A picture that was decoded to its end."""

    format: str
    """What the bytes say: `JPEG`, `PNG`, `TIFF`, `GIF`, `WEBP` or `BMP`."""
    width_pixels: int
    """As it is shown: turned where the file asks for it."""
    height_pixels: int
    mode: str
    """The decoder's name of its colours: `RGB`, `L` (grey), `P` (palette), `CMYK`, `RGBA`, ..."""
    is_animated: bool = False
    """Whether it has more than one frame; the first is what was looked at."""


class PictureHash(Struct, frozen=True, kw_only=True):
    """What a picture looks like, in 64 bits: an estimate, by which one is told from another.

    A difference hash, row by row: the picture is averaged to 9 x 8 greys, and a bit says whether
    a grey is lighter than its neighbour on the right. A plain one, such as a
    black square or an even slope, has none.
    """

    rows: tuple[int, ...]
    """Eight numbers from 0 to 255, from the top; the highest bit is the leftmost pair."""
    width_pixels: int
    height_pixels: int

    @property
    def hex(self) -> str:
        """The 64 bits as sixteen hexadecimal digits."""
        return "".join(f"{row & 0xFF:02x}" for row in self.rows)

    def distance(self, other: PictureHash) -> int:
        """How many of the 64 bits differ: up to about 10 for copies, about 32 for strangers."""
        pairs = zip(self.rows, other.rows, strict=False)
        return sum((one ^ another).bit_count() for one, another in pairs)
