"""The service over HTTP: five addresses, each a few lines."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import TypeVar

import msgspec
from python_multipart.exceptions import FormParserError
from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

import precheck
from precheck_voice.embedded.bench import Bench, Probe, Unheard
from precheck_voice.embedded.door import App, Door, Keys, TooLarge, refused
from precheck_voice.embedded.enrolment import EnrolmentError, Terms
from precheck_voice.embedded.galleries import GalleryError
from precheck_voice.embedded.model import NAMED
from precheck_voice.embedded.openapi import document
from precheck_voice.embedded.requests import (
    Artist,
    Artists,
    CompareRequest,
    EnrolRequest,
    Health,
)
from precheck_voice.embedded.thresholds import NAME
from precheck_voice.identity import on_one_line
from precheck_voice.strict import decode
from precheck_voice.wire import Mode

T = TypeVar("T")
REMEMBERED = 64
"""So many sounds that were heard are not heard again: a request may come twice."""
MOST_FILES = 50
LONGEST_REQUEST = 1 << 20
AT_ONCE = 2
"""How many sounds are heard at the same time."""


def app(bench: Bench, keys: Keys, today: Callable[[], date] | None = None) -> App:
    """The service, for any ASGI server."""
    service = _Service(bench, today or _today)
    routes = [
        Route("/v1/voice/compare", service.compare, methods=["POST"]),
        Route("/v1/voice/enroll", service.enrol, methods=["POST"]),
        Route("/v1/artists", service.artists),
        Route("/v1/health", service.health),
        Route("/openapi.json", service.openapi),
    ]
    handlers = {HTTPException: _refusal, Exception: _refusal}
    return Door(Starlette(routes=routes, exception_handlers=handlers), keys)


class _Service:
    def __init__(self, bench: Bench, today: Callable[[], date]) -> None:
        self._bench = bench
        self._today = today
        self._heard: OrderedDict[str, asyncio.Task[Probe]] = OrderedDict()
        self._hearing = asyncio.Semaphore(AT_ONCE)
        self._enrolling = asyncio.Lock()

    async def compare(self, request: Request) -> Response:
        """Compare one sound with the artists that are named."""
        async with _form(request) as form:
            asked = _asked(form, CompareRequest)
            ((_, content),) = await _files(form, most=1)
        said = sha256(content).hexdigest()
        if said != asked.audio.sha256:
            raise HTTPException(400, "the file does not have the SHA-256 that the request names")
        if len(set(asked.artists)) < len(asked.artists):
            raise HTTPException(400, "an artist is named twice")
        is_search = asked.mode is Mode.WATCH_LIST
        if not (asked.artists or is_search or asked.voice):
            raise HTTPException(400, "the request is not valid: artists names nobody")
        try:
            probe = await self._probe(said, content)
        except Unheard as why:
            return _json(self._bench.unheard(said, asked.artists, str(why)))
        compared = partial(
            self._bench.compare,
            probe,
            asked.artists,
            self._today(),
            is_search=is_search,
            wants_voice=asked.voice,
        )
        return _json(await asyncio.to_thread(compared))

    async def enrol(self, request: Request) -> Response:
        """Take recordings into an artist's gallery."""
        async with _form(request) as form:
            asked = _asked(form, EnrolRequest)
            files = await _files(form, most=MOST_FILES)
        terms = Terms(artist=asked.artist, name=asked.name, basis=asked.basis, until=asked.until)
        day = self._today()
        try:
            async with self._enrolling:
                gallery = await asyncio.to_thread(self._bench.enrol, terms, files, day)
        except EnrolmentError as error:
            raise HTTPException(422, str(error)) from error
        except GalleryError as error:
            raise HTTPException(500, str(error)) from error
        return _json(Artist.of(gallery, day))

    async def artists(self, _: Request) -> Response:
        """Every voice that is kept."""
        listed = partial(Artists.of, self._bench.galleries, self._today())
        return _json(await asyncio.to_thread(listed))

    async def health(self, _: Request) -> Response:
        """Say that the service is there."""
        return _json(Health(precheck=precheck.__version__, model=NAMED, threshold_set=NAME))

    async def openapi(self, _: Request) -> Response:
        """Describe the service."""
        return _json(document())

    async def _probe(self, digest: str, content: bytes) -> Probe:
        """What was heard in a sound; who asks again meanwhile waits for the same."""
        task = self._heard.get(digest)
        if task is None or (task.done() and task.exception() is not None):
            task = self._heard[digest] = asyncio.create_task(self._hear(content))
        self._heard.move_to_end(digest)
        while len(self._heard) > REMEMBERED:
            self._heard.popitem(last=False)
        return await asyncio.shield(task)

    async def _hear(self, content: bytes) -> Probe:
        async with self._hearing:
            return await asyncio.to_thread(self._bench.hear, content)


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    """The parts of the request, for as long as they are needed. What has none is refused."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(415, "send multipart/form-data")
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=1, max_part_size=LONGEST_REQUEST)
    except TooLarge:
        raise HTTPException(413, "the request is too large") from None
    except ClientDisconnect:
        raise HTTPException(400, "the request ended early") from None
    except (FormParserError, KeyError, ValueError) as error:
        raise HTTPException(400, "this is no multipart/form-data") from error
    try:
        yield form
    finally:
        await form.close()


def _asked(form: FormData, kind: type[T]) -> T:
    asked = form.get("request")
    if not isinstance(asked, str):
        raise HTTPException(400, "the part named request is missing")
    try:
        return decode(asked.encode(), kind)
    except ValueError as error:
        raise HTTPException(400, f"the request is not valid: {error}") from error


async def _files(form: FormData, most: int) -> list[tuple[str, bytes]]:
    parts = [part for part in form.getlist("audio") if isinstance(part, UploadFile)]
    if not 1 <= len(parts) <= most:
        wanted = "one part" if most == 1 else f"one to {most} parts"
        raise HTTPException(400, f"{wanted} named audio must follow, with a file name")
    return [(on_one_line(part.filename or "audio"), await part.read()) for part in parts]


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), media_type="application/json")


async def _refusal(_: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return refused(error.status_code, error.detail)
    return refused(500, "the service failed")


def _today() -> date:
    return datetime.now(UTC).date()
