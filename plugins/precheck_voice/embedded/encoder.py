"""The network at work: stretches of sound in, one direction for each voice out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from precheck_voice.embedded.bands import Floats, log_mel

SIZE = 192
"""How many numbers make a voice."""
STRETCH = 100
"""Frames, at half their number, that share the mean of a mask's context."""
AT_ONCE = 8
"""Windows of one length that are computed together: more take memory, and no less time."""


class Encoder:
    """CAM++ in onnxruntime. It may be asked by several threads."""

    def __init__(self, graph: bytes, threads: int = 1) -> None:
        """Load the graph, which takes 0.2 s."""
        import onnxruntime

        wanted = onnxruntime.SessionOptions()
        wanted.intra_op_num_threads = threads
        wanted.inter_op_num_threads = 1
        wanted.enable_cpu_mem_arena = False
        wanted.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(graph, wanted, ["CPUExecutionProvider"])

    def voices(self, windows: Sequence[Floats]) -> Floats:
        """The voice of each window at 16 kHz, from 25 ms on: n x 192, each of length one."""
        found = np.zeros((len(windows), SIZE), np.float32)
        alike = defaultdict(list)
        for at, window in enumerate(windows):
            alike[len(window)].append(at)
        for places in alike.values():
            for start in range(0, len(places), AT_ONCE):
                some = places[start : start + AT_ONCE]
                found[some] = self._run(np.stack([log_mel(windows[at]) for at in some]))
        return unit(found)

    def _run(self, bands: Floats) -> Floats:
        inputs = {"bands": bands, "context": context(bands.shape[1])}
        voices: Floats = self._session.run(["voice"], inputs)[0]
        return voices


def unit(voices: NDArray[np.floating]) -> Floats:
    """Directions alone; what has none stays zero."""
    length = np.linalg.norm(voices, axis=-1, keepdims=True)
    found: Floats = (voices / np.maximum(length, 1e-12)).astype(np.float32)
    return found


@lru_cache(maxsize=16)
def context(frames: int) -> Floats:
    """The square matrix that gives each frame the mean of all, and the mean of its stretch."""
    half = (frames + 1) // 2
    of = np.arange(half) // STRETCH
    shared = (of[:, None] == of).astype(np.float32)
    found: Floats = shared / shared.sum(axis=0) + np.float32(1 / half)
    return found
