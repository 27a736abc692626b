"""What may go wrong with a voice service, and a plan by which it does so again in the same way."""

from __future__ import annotations

import random
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Fault(StrEnum):
    """A switch: how one request is answered."""

    HONEST = "honest"
    GZIPPED = "gzipped"
    OTHER_TYPE = "other-type"
    """The whole answer, as `text/html`."""
    LATENCY = "latency"
    """The whole answer, after some milliseconds."""
    TWICE = "twice"
    """The whole answer, and at once the same answer again."""
    DROP = "drop"
    DROP_IN_HEADERS = "drop-in-headers"
    DROP_IN_BODY = "drop-in-body"
    LATE = "late"
    """The whole answer, when the client has hung up."""
    DRIP = "drip"
    """A byte now and then, without end."""
    LIMITED = "limited"
    LIMITED_SECONDS = "limited-seconds"
    LIMITED_DATE = "limited-date"
    BAD_GATEWAY = "bad-gateway"
    UNAVAILABLE = "unavailable"
    GATEWAY_TIMEOUT = "gateway-timeout"
    BROKEN = "broken"
    BURST = "burst"
    """Status 500 for this request and the next few, whoever sends them."""
    PAGE = "page"
    TRUNCATED = "truncated"
    WRONG_TYPES = "wrong-types"
    PERCENT = "percent"
    TEXT_SCALE = "text-scale"
    UNBOUNDED = "unbounded"
    BOMB = "bomb"
    ECHO = "echo"
    """The key that was sent."""
    OTHER_AUDIO = "other-audio"
    STALE = "stale"
    """The whole answer to another question, which was asked before."""


WHOLE = frozenset({Fault.HONEST, Fault.GZIPPED, Fault.OTHER_TYPE, Fault.LATENCY, Fault.TWICE})
"""After these the client has the answer to its question."""
PASSING = frozenset(
    {
        *(Fault.DROP, Fault.DROP_IN_HEADERS, Fault.DROP_IN_BODY, Fault.LATE, Fault.DRIP),
        *(Fault.LIMITED, Fault.LIMITED_SECONDS, Fault.LIMITED_DATE),
        *(Fault.BAD_GATEWAY, Fault.UNAVAILABLE, Fault.GATEWAY_TIMEOUT),
    }
)
"""After these the same question may be asked again; after all others it may not."""
SLOW = frozenset({Fault.LATE, Fault.DRIP})
"""These cost the client its whole time-out."""
MIXED: Mapping[Fault, int] = {
    **dict.fromkeys(Fault, 20),
    Fault.HONEST: 500,
    Fault.BURST: 2,
    **dict.fromkeys(SLOW, 1),
}


class Plan(Struct, frozen=True, kw_only=True):
    """Draws a fault for each attempt at each question, whoever comes first: the same every time."""

    seed: int
    weights: Mapping[Fault, int] = field(default_factory=lambda: MIXED)

    def draw(self, key: str, attempt: int) -> tuple[Fault, float]:
        """The fault for an attempt, from 1, and how grave it is, from 0 to 1."""
        chance = random.Random(f"{self.seed} {key} {attempt}")  # noqa: S311 - no secret
        [fault] = chance.choices(tuple(self.weights), tuple(self.weights.values()))
        return fault, chance.random()
