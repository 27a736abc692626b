"""A recursive filter over many blocks at once, by matrices: the same numbers, a third of the time.

A filter with a state turns a block of samples and the state before it into the filtered block and
the state after it, both of which are linear. So all blocks are filtered by one matrix product, and
what is left is the recursion of the few states from block to block.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.signal import lfilter, sosfilt

from precheck_audio_tags.sound.blocks import Floats

Doubles = NDArray[np.float64]


class Matrices(Struct, frozen=True):
    """What a filter of second-order sections does to a block of one length and to its own state."""

    length: int
    """Of the blocks, in samples: some dozens are fastest."""
    to_output: Floats
    to_state: Floats
    state_to_output: Floats
    step: Doubles
    """Rows times this give the state after a block from that before it."""


def matrices(sections: Doubles, length: int) -> Matrices:
    """The filter of these sections, over blocks of so many samples."""
    states = 2 * len(sections)
    by_input = np.empty((length, length + states))
    for at, impulse in enumerate(np.eye(length)):
        by_input[at] = _run(sections, impulse, np.zeros(states))
    by_state = np.array([_run(sections, np.zeros(length), state) for state in np.eye(states)])
    return Matrices(
        length=length,
        to_output=by_input[:, :length].astype(np.float32),
        to_state=by_input[:, length:].astype(np.float32),
        state_to_output=by_state[:, :length].astype(np.float32),
        step=by_state[:, length:],
    )


class Recursion:
    """A filter over the blocks of a sound."""

    def __init__(self, made: Matrices, channels: int) -> None:
        """Begin with silence."""
        self._matrices = made
        self._denominator, self._numerators = _resolvent(made.step)
        self._states = np.zeros((channels, len(made.step)))

    def filtered(self, sound: Floats) -> Floats:
        """Channels x samples; a whole number of blocks each time but the last."""
        by = self._matrices
        channels, samples = sound.shape
        if not samples:
            return sound
        if samples % by.length:
            sound = np.pad(sound, ((0, 0), (0, -samples % by.length)))
        blocks = sound.reshape(-1, by.length)
        entering = (blocks @ by.to_state).astype(np.float64)
        before = self._states_before(entering.reshape(channels, -1, len(by.step)))
        made: Floats = blocks @ by.to_output
        made += before.astype(np.float32).reshape(len(blocks), -1) @ by.state_to_output
        return made.reshape(sound.shape)[:, :samples]

    def _states_before(self, entering: Doubles) -> Doubles:
        """The state before each block, from what each block adds to the state after it."""
        entering[:, 0] += self._states @ self._matrices.step
        driven = entering @ self._numerators[0]
        for late, numerator in enumerate(self._numerators[1:], 1):
            driven[:, late:] += entering[:, :-late] @ numerator
        after = lfilter([1.0], self._denominator, driven, axis=1)
        before = np.concatenate([self._states[:, None], after[:, :-1]], axis=1)
        self._states = after[:, -1]
        return before


def _run(sections: Doubles, sound: Doubles, state: Doubles) -> Doubles:
    made, after = sosfilt(sections, sound, zi=state.reshape(-1, 2))
    return np.concatenate([made, after.ravel()])


def _resolvent(step: Doubles) -> tuple[Doubles, list[Doubles]]:
    """The inverse of (z - step), as a polynomial of matrices over the characteristic polynomial.

    By the method of Faddeev and LeVerrier: it makes one recursion of several states as many
    recursions of one.
    """
    denominator = np.real(np.poly(step))
    numerators = [np.eye(len(step))]
    for coefficient in denominator[1:-1]:
        numerators.append(numerators[-1] @ step + coefficient * np.eye(len(step)))
    return denominator, numerators
