"""Which values of a fingerprint stand in the index: one in eight, chosen by the value itself.

Whatever is cut off a track, the values that are left are chosen as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from precheck import Fingerprint
from precheck_cadence.duplicates.values import values_of

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from precheck_cadence.duplicates.values import Values

ONE_IN = 8
"""A track of three minutes keeps some 180 of its values: 20 to 30 bytes of index a second."""


def sampled(fingerprint: Fingerprint) -> list[int]:
    """The values to look up or to index, each once, ascending, as signed 32-bit integers."""
    import numpy as np

    values = values_of(fingerprint)
    kept: list[int] = np.unique(values[_is_kept(values)].view(np.int32)).tolist()
    return kept


def _is_kept(values: Values) -> NDArray[bool_]:
    """Whether the values, their bits well mixed, are a multiple of `ONE_IN`.

    Neighbouring values differ in few bits, so the bits are mixed until each depends on all: two
    rounds of multiplying and folding, with the constants of MurmurHash3's finaliser.
    """
    import numpy as np

    mixed = values ^ (values >> np.uint32(16))
    mixed = mixed * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    kept: NDArray[bool_] = mixed % np.uint32(ONE_IN) == 0
    return kept
