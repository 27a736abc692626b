"""The files a message names, with what it states about them."""

from __future__ import annotations

from pathlib import Path

from precheck.model.places import Marked
from precheck.model.sums import algorithm_of, bytes_of, lengths_of


class HashSum(Marked, frozen=True, kw_only=True):
    """A hash sum the message states for a file."""

    algorithm: str
    value: str

    @property
    def known_algorithm(self) -> str:
        """The algorithm's name, such as `SHA-256`, however it is written; empty where unknown."""
        return algorithm_of(self.algorithm, self.value)

    @property
    def lengths_bytes(self) -> tuple[int, ...]:
        """How long a sum by this algorithm may be; empty where the algorithm is not known."""
        return lengths_of(self.algorithm)

    def is_same(self, digits: str) -> bool:
        """Whether it is the sum with these hexadecimal digits, written so or in base64."""
        return bytes_of(self.value) == bytes.fromhex(digits)


class Technical(Marked, frozen=True, kw_only=True):
    """What the message states about the encoding of a file. Zero and empty mean not stated."""

    codec: str = ""
    container: str = ""
    sampling_rate_hz: int = 0
    bits_per_sample: int = 0
    bit_rate_kbps: float = 0.0
    channels: int = 0
    duration_seconds: float | None = None
    is_preview: bool = False
    width_pixels: int = 0
    height_pixels: int = 0


class Clip(Marked, frozen=True, kw_only=True):
    """A part of a recording, such as a preview, as the message cuts it out. In seconds."""

    start_seconds: float | None = None
    end_seconds: float | None = None
    duration_seconds: float | None = None

    @property
    def length_seconds(self) -> float | None:
        """How long it is: as stated, or from start to end; None where neither is said."""
        if self.duration_seconds is not None:
            return self.duration_seconds
        if self.end_seconds is None:
            return None
        return self.end_seconds - (self.start_seconds or 0.0)


class FileReference(Marked, frozen=True, kw_only=True):
    """A file the message names."""

    uri: str
    """The path as the message writes it, folder and name joined."""
    path: Path | None = None
    """The file on disk; None when it is missing or lies outside the release folder."""
    is_outside: bool = False
    """Whether the reference leaves the release folder; such a file is never opened."""
    is_remote: bool = False
    """Whether the reference is a URL; such a file is never fetched."""
    hash_sums: tuple[HashSum, ...] = ()
    size_bytes: int | None = None
    technical: Technical = Technical()
