"""The sound played at other speeds, once it has come to its end, and fingerprinted at each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import soxr

from precheck import Fingerprint, SpeedPrint
from precheck_audio_tags.sound.blocks import Floats
from precheck_audio_tags.sound.chroma import Chroma
from precheck_audio_tags.sound.mono import RATE
from precheck_audio_tags.speeds import MOST_SECONDS, speeds


class Player:
    """Keeps the sound as it comes. Where no speed is wanted, or it is too long, nothing is kept."""

    def __init__(self, farthest: float) -> None:
        """`farthest` is how far the speeds reach; 0 for none."""
        self._speeds = speeds(farthest)
        self._is_kept = bool(self._speeds)
        self._parts: list[Floats] = []
        self._count = 0

    def add(self, sound: Floats) -> None:
        """Take some sound at 11,025 Hz."""
        if self._is_kept:
            self._parts.append(sound)
            self._count += len(sound)
            if self._count > MOST_SECONDS * RATE:
                self._is_kept = False
                self._parts.clear()

    def finish(self) -> tuple[SpeedPrint, ...]:
        """What it is like at each speed; nothing without the library, or of too little sound."""
        if not self._parts:
            return ()
        whole = np.concatenate(self._parts)
        self._parts.clear()
        return tuple(self._prints(whole))

    def _prints(self, whole: Floats) -> Iterator[SpeedPrint]:
        for speed in self._speeds:
            chroma = Chroma()
            if not chroma.is_there:
                return
            chroma.add(soxr.resample(whole, RATE * speed, RATE, quality="LQ"))
            if raw := chroma.finish():
                seconds = len(whole) / RATE / speed
                yield SpeedPrint(speed=speed, fingerprint=Fingerprint(raw=raw, seconds=seconds))
