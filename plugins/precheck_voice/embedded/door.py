"""Who may come in over HTTP: programs on this machine, or whoever holds the key."""

from __future__ import annotations

import hmac
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from msgspec import Struct
from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from precheck_voice.hosts import is_loopback

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1 << 28
"""Of a request: more than any file that is sent."""


class Keys(Struct, frozen=True):
    """What is asked of who comes in."""

    key: str = ""
    """The bearer key; empty for none."""
    is_local: bool = True
    """Whether the service is for this machine alone: then the host must be this one's name."""


class TooLarge(Exception):  # noqa: N818 - it says what the request is
    """The request has more bytes than are taken."""


class Door:
    """Lets a request through to the service, or answers it."""

    def __init__(self, app: App, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        status, why = self._refusal(headers)
        if status:
            await refused(status, why)(scope, receive, send)
            return
        taken = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BYTES:
                raise TooLarge
            return message

        try:
            await self._app(scope, counted, send)
        except Exception as error:  # noqa: BLE001 - it has been answered; a log wants one line
            print(f"precheck: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201

    def _refusal(self, headers: Headers) -> tuple[int, str]:
        if "origin" in headers:
            return 403, "pages in a browser may not ask"
        if self._keys.is_local and not is_loopback(_name(headers.get("host", ""))):
            return 403, "this service is known as 127.0.0.1 or localhost alone"
        said = headers.get("authorization", "").encode()
        if self._keys.key and not hmac.compare_digest(said, f"Bearer {self._keys.key}".encode()):
            return 401, "the key is not accepted"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return 413, f"a request has at most {MOST_BYTES:,} bytes"
        return 0, ""


def refused(status: int, why: str) -> JSONResponse:
    """An answer that says why there is no other."""
    return JSONResponse({"error": why}, status)


def _name(host: str) -> str:
    """The host without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
