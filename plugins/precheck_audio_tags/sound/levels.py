"""Levels: peaks, means, runs at full scale, silence, the ending, and the channels together."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10

import numpy as np
from numpy.typing import NDArray

from precheck import Channel, Clipping, Span
from precheck_audio_tags.sound.blocks import Block, Floats

SILENT_DBFS = -60.0
"""What counts as silence (our default: recipients say "silence" and give no level)."""
SHORTEST_SILENCE_SECONDS = 1.0
RUN = 3
"""So many samples at full scale next to each other are clipped (our default)."""
MOST_STARTS = 100
ENDING_SECONDS = 0.05
BEFORE_SECONDS = 1.0

Doubles = NDArray[np.float64]


def db_of_power(power: float) -> float | None:
    """A mean square in dB; None for nothing."""
    return round(10 * log10(power), 2) if power > 0 else None


def db_of_level(level: float) -> float | None:
    """An absolute level in dB; None for nothing."""
    return round(20 * log10(level), 2) if level > 0 else None


class Levels:
    """What is measured of samples as they are, without any filter."""

    def __init__(self, channels: int, rate: int, full_scale: float) -> None:
        """`full_scale` is the largest value that the stored samples can have."""
        self.rate = rate
        self.samples = 0
        self.lowest = np.zeros(channels)
        self.highest = np.zeros(channels)
        self.sums = np.zeros(channels)
        self.powers = np.zeros(channels)
        self.product = 0.0
        self.is_alike = channels > 1
        self.hop_lows: list[Floats] = []
        self.hop_highs: list[Floats] = []
        self.hop_powers: list[Floats] = []
        """The mean square of each tenth of a second, of the loudest channel."""
        self.clipping = _Runs(channels, full_scale)
        self._ending = np.zeros((channels, 0), np.float32)

    def add(self, block: Block) -> None:
        """Measure one block."""
        sound, hops, rest = block.samples, block.hops, block.rest
        lows, highs = hops.min(axis=2, initial=0), hops.max(axis=2, initial=0)
        lowest = np.minimum(lows.min(axis=1, initial=0), rest.min(axis=1, initial=0))
        highest = np.maximum(highs.max(axis=1, initial=0), rest.max(axis=1, initial=0))
        self.lowest = np.minimum(self.lowest, lowest)
        self.highest = np.maximum(self.highest, highest)
        self.sums += sound @ np.ones(sound.shape[1], np.float32)
        self.powers += block.powers.sum(axis=1, dtype=np.float64) + np.vecdot(rest, rest)
        if len(sound) == 2:  # noqa: PLR2004 - stereo
            self.product += float(np.dot(sound[0], sound[1]))
        if self.is_alike:
            self.is_alike = all(np.array_equal(sound[0], other) for other in sound[1:])
        self.clipping.add(sound, np.maximum(highest, -lowest), self.samples)
        self.hop_lows.append(lows.min(axis=0))
        self.hop_highs.append(highs.max(axis=0))
        self.hop_powers.append(block.powers.max(axis=0) / hops.shape[2])
        self.samples += sound.shape[1]
        self._keep_ending(sound)

    def _keep_ending(self, sound: Floats) -> None:
        wanted = round((ENDING_SECONDS + BEFORE_SECONDS) * self.rate)
        if sound.shape[1] < wanted:
            sound = np.concatenate([self._ending, sound], axis=1)
        self._ending = sound[:, -wanted:]

    @property
    def peak(self) -> float:
        """The largest absolute sample."""
        return float(max(-self.lowest.min(), self.highest.max()))

    def channels(self) -> tuple[Channel, ...]:
        """The levels of each channel."""
        count = max(self.samples, 1)
        return tuple(
            Channel(
                peak_dbfs=db_of_level(max(-low, high)),
                rms_dbfs=db_of_power(power / count),
                dc_offset=round(total / count, 7),
            )
            for low, high, power, total in zip(
                *(v.tolist() for v in (self.lowest, self.highest, self.powers, self.sums)),
                strict=True,
            )
        )

    def clipped(self) -> Clipping:
        """The runs at full scale."""
        found = self.clipping
        found.finish()
        starts = tuple(round(start / self.rate, 4) for start in found.starts)
        return Clipping(runs=found.count, longest_samples=found.longest, starts_seconds=starts)

    def correlation(self) -> float | None:
        """Pearson's coefficient of a stereo sound; None where a channel never moves."""
        if len(self.sums) != 2 or not self.samples:  # noqa: PLR2004 - stereo
            return None
        means = self.sums / self.samples
        deviations = np.sqrt(np.maximum(self.powers / self.samples - means**2, 0))
        if not deviations.all():
            return None
        covariance = self.product / self.samples - means[0] * means[1]
        return float(np.clip(round(covariance / (deviations[0] * deviations[1]), 6), -1, 1))

    def silences(self) -> tuple[Span, ...]:
        """The stretches below `SILENT_DBFS` that last `SHORTEST_SILENCE_SECONDS` at least."""
        return tuple(
            Span(start, round(end, 4))
            for start, end in self._silent()
            if end - start >= SHORTEST_SILENCE_SECONDS
        )

    def silent_seconds(self) -> float:
        """How long it is below `SILENT_DBFS` in all."""
        return round(sum((end - start for start, end in self._silent()), 0.0), 4)

    def _silent(self) -> Iterator[tuple[float, float]]:
        powers = _joined(self.hop_powers)
        is_silent = powers < 10 ** (SILENT_DBFS / 10)
        edges = np.flatnonzero(np.diff(np.concatenate([[False], is_silent, [False]]))).tolist()
        total = self.samples / self.rate if self.samples else 0.0
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            yield start / 10, total if end == len(powers) else end / 10

    def ending(self) -> tuple[float | None, float | None]:
        """The levels of the last 50 ms and of the second before, in dBFS, of all channels."""
        last = round(ENDING_SECONDS * self.rate)
        parts = self._ending[:, -last:], self._ending[:, :-last]
        end, before = (
            db_of_power(float(np.mean(np.square(part, dtype=np.float64)))) if part.size else None
            for part in parts
        )
        return end, before

    def outline(self, columns: int) -> tuple[bytes, bytes]:
        """The lowest and highest samples of at most so many stretches, as bytes around 128."""
        lows, highs = _joined(self.hop_lows), _joined(self.hop_highs)
        if not len(lows):
            return b"", b""
        starts = np.unique(np.linspace(0, len(lows), min(columns, len(lows)) + 1).astype(int)[:-1])
        return (
            _as_bytes(np.minimum.reduceat(lows, starts)),
            _as_bytes(np.maximum.reduceat(highs, starts)),
        )


class _Runs:
    """Runs of samples at full scale, over the edges of blocks."""

    def __init__(self, channels: int, full_scale: float) -> None:
        self.full_scale = np.float32(full_scale)
        self.count = 0
        self.longest = 0
        self.starts: list[int] = []
        self._open = [0] * channels
        """How many samples at the end of what came so far stand at full scale."""
        self._seen = 0

    def add(self, sound: Floats, peaks: Floats, before: int) -> None:
        top, bottom = self.full_scale, -self.full_scale
        for channel, row in enumerate(sound):
            if peaks[channel] < top:
                self._take(self._open[channel], before)
                self._open[channel] = 0
                continue
            at = (row >= top) | (row <= bottom)
            edges = np.flatnonzero(np.diff(np.concatenate([[False], at, [False]]))).tolist()
            pairs = list(zip(edges[::2], edges[1::2], strict=True))
            carried = self._open[channel]
            if pairs and pairs[0][0] == 0:
                pairs[0] = (-carried, pairs[0][1])
            else:
                self._take(carried, before)
            self._open[channel] = 0
            if pairs and pairs[-1][1] == len(row):
                start, end = pairs.pop()
                self._open[channel] = end - start
            for start, end in pairs:
                self._take(end - start, before + end)
        self._seen = before + sound.shape[1]

    def finish(self) -> None:
        """Count the runs that last to the end."""
        for channel, length in enumerate(self._open):
            self._take(length, self._seen)
            self._open[channel] = 0

    def _take(self, length: int, end: int) -> None:
        if length >= RUN:
            self.count += 1
            self.longest = max(self.longest, length)
            if len(self.starts) < MOST_STARTS:
                self.starts.append(end - length)


def _joined(parts: list[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _as_bytes(levels: Floats) -> bytes:
    made = np.clip(np.rint(levels * 127.5 + 127.5), 0, 255).astype(np.uint8)
    return bytes(made)
