"""Reading an answer: its body within bounds, and what its headers ask for."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

EPOCH_FROM = 1_000_000_000
"""An `X-RateLimit-Reset` above this is seconds since 1970, below it seconds from now."""


class NoAnswer(Exception):  # noqa: N818 - the name says what happened
    """One attempt had no answer."""

    def __init__(self, detail: str, *, may_retry: bool = True, is_alive: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.may_retry = may_retry
        self.is_alive = is_alive
        """Whether the host did answer, if not with anything of use."""


async def body_of(response: httpx.Response, limit: int) -> bytes:
    """The decoded body, never more than the limit in memory whatever the answer claims.

    Raises `NoAnswer`.
    """
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise NoAnswer("it answered in a compression that was not asked for", is_alive=True)
    inflate = zlib.decompressobj(wbits=31) if coding.endswith("gzip") else None
    taken = bytearray()
    received = 0
    try:
        async for piece in response.aiter_raw():
            received += len(piece)
            taken += inflate.decompress(piece, limit + 1 - len(taken)) if inflate else piece
            if max(len(taken), received) > limit:
                raise NoAnswer(
                    f"its answer is larger than {limit:,} bytes", may_retry=False, is_alive=True
                )
    except zlib.error:
        raise NoAnswer("its answer is compressed wrongly", is_alive=True) from None
    if inflate is not None and received and not inflate.eof:
        raise NoAnswer("its compressed answer ends early")
    if inflate is not None and inflate.unused_data:
        raise NoAnswer("its answer is compressed wrongly", is_alive=True)
    return bytes(taken)


def asked_wait(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds a host asks to wait: `Retry-After` (seconds or a date), `X-RateLimit-Reset`."""
    for name in ("retry-after", "x-ratelimit-reset"):
        value = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", value):
            seconds = float(value)
            return max(seconds - now, 0.0) if seconds > EPOCH_FROM else seconds
        if name == "retry-after" and value:
            # The host's own clock where it says it: the two need not agree.
            then, here = _instant(value), _instant(headers.get("date", ""))
            if then is not None:
                return max(then - (here if here is not None else now), 0.0)
    return None


def is_used_up(headers: Mapping[str, str]) -> bool:
    """Whether the host says that its allowance is used up, until `X-RateLimit-Reset`."""
    return re.fullmatch(r"0+", headers.get("x-ratelimit-remaining", "").strip()) is not None


def _instant(text: str) -> float | None:
    try:
        then = parsedate_to_datetime(text)
        return (then if then.tzinfo is not None else then.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
