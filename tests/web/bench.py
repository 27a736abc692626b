"""A host that answers by a script, a clock that nobody waits for, and the client between them."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Self, TypeVar

from precheck import Answer, WebFailure
from precheck.web import Web, WebSettings

T = TypeVar("T")
Reply = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
HERE = ("127.0.0.1", "localhost", "::1")


class Clock:
    """A clock that moves only when someone sleeps on it."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Site:
    """A server on loopback that answers each request as its script says; the last line repeats."""

    def __init__(self, *script: Reply) -> None:
        self.script = script
        self.requests: list[bytes] = []
        self.serving: set[asyncio.Task[None]] = set()
        self.at_once = 0
        self.most_at_once = 0

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        for task in self.serving:
            task.cancel()
        await asyncio.gather(*self.serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        try:
            await self._answer(reader, writer)
        finally:
            self.serving.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return
        length = next(
            (
                int(ln[15:])
                for ln in head.lower().split(b"\r\n")
                if ln.startswith(b"content-length:")
            ),
            0,
        )
        self.requests.append(head + await reader.readexactly(length))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        step = self.script[min(len(self.requests), len(self.script)) - 1]
        try:
            if isinstance(step, bytes):
                writer.write(step)
                await writer.drain()
            else:
                await step(writer)
        except ConnectionError:
            pass
        finally:
            self.at_once -= 1


def reply(
    status: int = 200, body: bytes = b"{}", *headers: str, length: int | None = None
) -> bytes:
    lines = [f"HTTP/1.1 {status} Any", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


async def drop(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def silence(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(reply(200, b"", length=100_000))
    for _ in range(3_000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.01)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def a_web(clock: Clock | None = None, *, draw: float = 0.5, **limits: Any) -> Web:
    clock = clock or Clock()
    return Web(
        allow_hosts=HERE,
        settings=WebSettings(**limits),
        clock=clock,
        now=lambda: 1_800_000_000.0,
        sleep=clock.sleep,
        draw=lambda: draw,
    )


async def outcome(web: Web, url: str, **how: Any) -> Answer | WebFailure:
    try:
        return await web.send(how.pop("method", "GET"), url, **how)
    except WebFailure as failure:
        return failure


def failed(result: Answer | WebFailure) -> WebFailure:
    assert isinstance(result, WebFailure), result
    return result


def answered(result: Answer | WebFailure) -> Answer:
    assert isinstance(result, Answer), result.why
    return result


def sent_to(
    *script: Reply,
    web: Web | None = None,
    **how: Any,
) -> tuple[Answer | WebFailure, Site]:
    """Send one request to a server with this script."""

    async def act() -> tuple[Answer | WebFailure, Site]:
        async with Site(*script) as site, web or a_web() as own:
            return await outcome(own, site.url + "/v1/ask?key=hush", **how), site

    return run(act())
