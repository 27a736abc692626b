"""Decoding with PyAV, packet by packet: what comes out, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

FORMATS = {
    "FLAC": "flac",
    "WAV": "wav",
    "AIFF": "aiff",
    "MP3": "mp3",
    "MP4": "mov",
    "Ogg": "ogg",
}
"""The demuxer of each container: named, so that no content can choose one that opens links."""
KINDS: dict[str, type[np.generic]] = {
    "u8": np.uint8,
    "s16": np.int16,
    "s32": np.int32,
    "flt": np.float32,
    "dbl": np.float64,
}
"""The sample formats that are measured."""
MOST_CHANNELS = 32
LEAST_RATE = 4_000
"""Below 3.4 kHz the filter for loudness has no stable form."""
MOST_RATE = 768_000
MOST_SECONDS = 24 * 3600.0
"""Longer than any product is; a header may lie, and a decoder go on for ever."""
MOST_BAD = 20
"""How many bad packets are described."""

Piece = NDArray[Any]


class Readable(Protocol):
    """What the demuxer reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go elsewhere."""

    def tell(self) -> int:
        """Where the next byte is read."""


class Format(Struct, frozen=True):
    """What the first frame of the sound is like."""

    rate: int
    channels: int
    sample: str
    """The decoder's sample format without its `p` for planar: `s16`, `s32`, `flt`, `dbl`, `u8`."""


class Refusal(Exception):  # noqa: N818 - it says what is refused
    """There is no sound that could be decoded, in words."""


class Decoder:
    """The decoded sound of a file, piece by piece."""

    def __init__(self, file: Readable, container: str) -> None:
        """Open the file. Raises `Refusal`."""
        import av
        from av.audio.plane import AudioPlane

        av.logging.set_level(None)
        self._av = av
        self._plane: Any = AudioPlane
        self.packets = 0
        self.bad: list[str] = []
        self.bad_count = 0
        self.format: Format | None = None
        self.samples = 0
        self._last: Any = None
        self.trouble = ""
        """Why decoding was given up before the end; empty where it was not."""
        try:
            self._input: Any = av.open(file, format=FORMATS[container], metadata_errors="ignore")
        except (av.error.FFmpegError, ValueError) as error:
            raise Refusal(f"it cannot be opened as {container}: {_said(error)}") from None
        if not self._input.streams.audio:
            raise Refusal("there is no audio stream in it")
        self._stream = self._input.streams.audio[0]
        if self._stream.codec_context is None:
            raise Refusal("there is no decoder for its codec")
        self._stream.codec_context.thread_type = "NONE"

    def close(self) -> None:
        """Let go of the file."""
        self._input.close()

    def pieces(self) -> Iterator[Piece]:
        """The sound as samples x channels, in the decoder's numbers.

        What cannot be decoded is counted and left out. It ends early, with `trouble`, where the
        format changes, and where the sound goes on beyond all bounds.
        """
        for frame in self._frames():
            if self.format is None:
                self.format = self._checked(frame)
            elif _format(frame) != self.format:
                self.trouble = f"the format changes after {self._seconds():.1f} seconds"
                return
            self.samples += frame.samples
            if self._seconds() > MOST_SECONDS:
                self.trouble = f"it goes on for more than {MOST_SECONDS / 3600:.0f} hours"
                return
            yield self._samples(frame, self.format)

    @property
    def last(self) -> bytes:
        """The last packet, with whatever the demuxer took for its end."""
        return bytes(self._last) if self._last is not None else b""

    def _frames(self) -> Iterator[Any]:
        packets = self._input.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except self._av.error.FFmpegError as error:
                self._bad(f"reading on fails: {_said(error)}")
                return
            is_end = packet.size == 0
            if not is_end:
                self.packets += 1
                self._last = packet
            try:
                yield from packet.decode()
            except self._av.error.EOFError:
                return
            except self._av.error.FFmpegError as error:
                self._bad(f"after {self._seconds():.2f} s: {_said(error)}")
            if is_end:
                return

    def _samples(self, frame: Any, found: Format) -> Piece:  # noqa: ANN401 - PyAV's frame
        """Samples x channels.

        Where eight channels or more lie apart, PyAV's own `to_ndarray` dies: it looks for planes
        until one is empty, and none is.
        """
        kind, count = KINDS[found.sample], frame.samples
        if not frame.format.is_planar:
            every = np.frombuffer(self._plane(frame, 0), kind, count * found.channels)
            return every.reshape(count, found.channels)
        planes = [
            np.frombuffer(self._plane(frame, channel), kind, count)
            for channel in range(found.channels)
        ]
        return np.concatenate(planes).reshape(found.channels, count).T

    def _bad(self, what: str) -> None:
        self.bad_count += 1
        if len(self.bad) < MOST_BAD:
            self.bad.append(what)

    def _seconds(self) -> float:
        return self.samples / self.format.rate if self.format is not None else 0.0

    def _checked(self, frame: Any) -> Format:  # noqa: ANN401 - PyAV's frame
        found = _format(frame)
        if not 0 < found.channels <= MOST_CHANNELS:
            raise Refusal(f"it has {found.channels} channels; at most {MOST_CHANNELS} are decoded")
        if not LEAST_RATE <= found.rate <= MOST_RATE:
            raise Refusal(f"it has {found.rate} samples a second, which no sound has")
        if found.sample not in KINDS:
            raise Refusal(f"its samples are {found.sample}, which are not measured")
        return found


def _format(frame: Any) -> Format:  # noqa: ANN401 - PyAV's frame
    return Format(
        rate=frame.sample_rate,
        channels=frame.layout.nb_channels,
        sample=frame.format.name.removesuffix("p"),
    )


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error or type(error).__name__)[:200]
