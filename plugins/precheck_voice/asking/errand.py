"""An errand: everything that an adapter needs to ask its vendor about one file."""

from __future__ import annotations

import asyncio
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, NoReturn
from urllib.parse import quote, urlencode, urljoin

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from precheck import Answer, Reason, Tools, Unavailable, WebFailure
from precheck_voice.answer import invalid
from precheck_voice.asking.desk import Desk, Pace
from precheck_voice.asking.keys import Keys
from precheck_voice.asking.settings import Vendor
from precheck_voice.asking.sound import ChangedError, Sound
from precheck_voice.hosts import origin_of
from precheck_voice.identity import on_one_line
from precheck_voice.strict import decode

OK = range(200, 300)
TOO_MANY = 429
GONE = frozenset({404, 410})
REFUSALS = {
    400: "it does not accept the request",
    401: "the key is not accepted",
    402: "the account is spent",
    403: "the key may not",
    404: "there is no such thing",
    413: "the file is too large for it",
    415: "it does not take this format",
    422: "it does not accept the request",
    429: "it is asked too often",
}
PATIENCE = 3
"""How often a request that a 429 met is made."""
SLOWEST = 10.0
"""How many times the vendor's pace the wait between two looks may grow to."""
GROWTH = 1.5


class AskFailure(Exception):  # noqa: N818 - the name says what happened
    """The vendor gave no answer, and why."""

    def __init__(self, why: Unavailable) -> None:
        """Remember why."""
        super().__init__(why.detail)
        self.why = why


class JobGoneError(Exception):
    """The vendor knows nothing any more of a job that an earlier run started."""


class Reply(Struct, frozen=True):
    """What the vendor answered to one request. Its status is one of success."""

    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    url: str
    """Of the request."""

    def json(self) -> Any:  # noqa: ANN401 - it is whatever the vendor sent
        """The decoded body; raises `AskFailure` for what is not JSON, or says one thing twice."""
        try:
            return decode(self.body, Any)
        except ValueError as error:
            raise AskFailure(invalid(str(error), self.body)) from None


class Errand:
    """One question to one vendor. Paths are added to its base address, with the key.

    Whatever fails raises `AskFailure`, in words and without a key; an adapter lets it pass.
    """

    def __init__(  # noqa: PLR0913 - each is needed once
        self,
        vendor: Vendor,
        sound: Sound,
        *,
        key: str,
        keys: Keys,
        desk: Desk,
        tools: Tools,
        timeout_seconds: float,
        artists: tuple[str, ...] = (),
        voiceprints: Mapping[str, str] | None = None,
        job: str = "",
    ) -> None:
        """`key` is the question's in the ledger, `job` what is known there of it."""
        self.options: Any = vendor.options
        """Of the class that the adapter declares."""
        self.sound = sound
        self.artists = artists
        """The ids of the artists to compare with; none where that is not the question."""
        self.voiceprints = voiceprints or {}
        """Of those artists, where the vendor compares with such."""
        self.has_sent = False
        """Whether any of the sound has left."""
        self._vendor, self._question, self._keys = vendor, key, keys
        self._desk, self._tools, self._timeout = desk, tools, timeout_seconds
        self._job, self._is_resumed = job, bool(job)
        self._deadline = desk.clock() + vendor.options.wait_seconds

    async def get(self, where: str, *parts: str, query: Mapping[str, str] | None = None) -> Reply:
        """Ask for something. `parts` are added to the path, each as one segment."""
        return await self._send("GET", self._url(where, parts, query), retry=True)

    async def post(self, where: str, body: object, *, starts: bool = False) -> Reply:
        """Send JSON. Where it `starts` what may cost something, it is never sent twice."""
        content = msgspec.json.encode(body)
        headers = {"content-type": "application/json"}
        url = self._url(where)
        return await self._send("POST", url, headers=headers, content=content, retry=not starts)

    async def upload(
        self,
        where: str,
        field: str,
        fields: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send the file as `multipart/form-data`, with texts before it. Never sent twice."""
        async with self._pace.files:
            body, kind = await self._read(self.sound.form, field, fields or {})
            await self._spend()
            url = self._url(where, (), query)
            return await self._send("POST", url, headers={"content-type": kind}, content=body)

    async def put(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        """Put the file where a presigned address says. No key goes there.

        Its host must be one that may be contacted, as any other.
        """
        async with self._pace.files:
            body = await self._read(self.sound.content)
            await self._spend()
            told = {name.lower(): value for name, value in (headers or {}).items()}
            own = {"content-type": self.sound.media_type, **told}
            await self._send("PUT", url, headers=own, content=body, retry=True)

    async def token(self, where: str) -> None:
        """Get a token by OAuth 2.0 client credentials, once a run; it is then the key.

        Source: RFC 6749, 4.4, with the id and the key as HTTP Basic credentials (2.3.1).
        """
        held = (self._vendor.name, self._vendor.url)
        async with self._desk.locks[f"token {held}"]:
            if self._desk.token(held):
                return
            both = f"{self._keys.identity}:{self._keys.key}"
            basic = b64encode(both.encode()).decode()
            self._keys.hide(basic)
            headers = {
                "authorization": f"Basic {basic}",
                "content-type": "application/x-www-form-urlencoded",
            }
            content = urlencode({"grant_type": "client_credentials"}).encode()
            url = self._url(where)
            reply = await self._send("POST", url, headers=headers, content=content, retry=True)
            said = _Token()
            with suppress(msgspec.ValidationError):
                said = msgspec.convert(reply.json(), _Token)
            if not said.access_token:
                self._fail("it gave no access token")
            self._desk.hold_token(held, said.access_token, said.expires_in)

    async def job(self, start: Callable[[Errand], Awaitable[str]]) -> str:
        """The vendor's name for its work on the question: noted by an earlier run, else by `start`.

        It is noted before anything else is done, so that no run starts the same work again.
        """
        if not self._job:
            self._job = await start(self)
            self._desk.ledger.started(  # not in a thread: nothing may come between
                self._question, self._job, self.sound.sha256, now=self._desk.now()
            )
        return self._job

    async def poll(self, where: str, *parts: str, until: Callable[[Any], object]) -> Any:  # noqa: ANN401 - it is whatever the vendor sent
        """Look again and again until the decoded JSON is finished, and give that.

        Raises `AskFailure` where it is not within `wait_seconds`; the job stays noted.
        """
        own = self.options.poll_seconds
        wait = own if own is not None else self._vendor.asking.poll_seconds
        slowest = wait * SLOWEST
        while True:
            try:
                said = (await self.get(where, *parts)).json()
            except _GoneError as gone:
                if self._is_resumed:
                    raise JobGoneError from None
                raise AskFailure(gone.why) from None
            if until(said):
                return said
            if self._desk.clock() + wait >= self._deadline:
                self._fail(
                    f"it had not finished within {self.options.wait_seconds:g} s",
                    "Run again later: the job is noted, and its answer is fetched then.",
                )
            await self._desk.sleep(wait)
            wait = min(wait * GROWTH, slowest)

    def location(self, reply: Reply) -> str:
        """Where a reply says that the work can be looked at; an address of the vendor's own."""
        told = reply.headers.get("location") or reply.headers.get("x-location") or ""
        url = urljoin(reply.url, told)
        if not told or not self._is_own(url):
            self._fail("it does not say where on its own host the work can be looked at")
        return url

    @property
    def _pace(self) -> Pace:
        own = self._vendor.asking
        return self._desk.pace(self._vendor.name, self._vendor.url, own.per_minute, own.at_once)

    def _url(
        self, where: str, parts: tuple[str, ...] = (), query: Mapping[str, str] | None = None
    ) -> str:
        base = where if re.match(r"https?://", where) else f"{self._vendor.url}{where}"
        path = "".join(f"/{quote(part, safe='')}" for part in parts)
        return f"{base}{path}{'?' + urlencode(query) if query else ''}"

    def _is_own(self, url: str) -> bool:
        try:
            return origin_of(url) == origin_of(self._vendor.url)
        except ValueError:
            return False

    async def _read(self, read: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
        try:
            return await asyncio.to_thread(read, *arguments)
        except ChangedError:
            why = Unavailable(Reason.UNREADABLE, "not sent: the file changed while it was read")
            raise AskFailure(why) from None

    async def _spend(self) -> None:
        """Count the file that is about to leave, once for the errand."""
        if self.has_sent:
            return
        most = self.options.max_sends
        may = await asyncio.to_thread(
            self._desk.ledger.spend, self._desk.run, self._vendor.name, most, now=self._desk.now()
        )
        if not may:
            why = Unavailable(
                Reason.SERVICE,
                f"not sent: max_sends allows {most:,} files in one run, and they are used up",
                f"Raise max_sends under [plugins.voice.vendors.{self._vendor.name}], or run again.",
            )
            raise AskFailure(why)
        self.has_sent = True

    async def _send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        retry: bool = False,
    ) -> Reply:
        own = {"accept": "application/json", **(self._credentials(url)), **(headers or {})}
        for attempt in range(1, PATIENCE + 1):
            await self._pace.turn()
            try:
                answer = await self._tools.web.send(
                    method,
                    url,
                    headers=own,
                    content=content,
                    timeout_seconds=self._timeout,
                    retry=retry,
                )
            except WebFailure as failure:
                why = failure.why
                off = why.reason is Reason.NOT_CONFIGURED
                raise AskFailure(replace(why, reason=Reason.SERVICE) if off else why) from None
            if answer.status in OK:
                body = self._keys.redacted_bytes(answer.body)
                return Reply(headers=answer.headers, body=body, url=url)
            if answer.status != TOO_MANY or attempt == PATIENCE or not self._may_pause(answer):
                break
        raise self._refusal(answer)

    def _credentials(self, url: str) -> Mapping[str, str]:
        """The header with the key; none for another host than the vendor's."""
        own = self._vendor.asking
        if not self._is_own(url):
            return {}
        token = self._desk.token((self._vendor.name, self._vendor.url))
        if token:
            self._keys.hide(token)
            return {"authorization": f"Bearer {token}"}
        return {own.header.lower(): f"{own.prefix}{self._keys.key}"} if own.header else {}

    def _may_pause(self, answer: Answer) -> bool:
        """Let everyone who asks this vendor wait as it says; False where that is too long."""
        asked = answer.headers.get("retry-after", "").strip()
        seconds = float(asked) if re.fullmatch(r"\d{1,6}", asked) else None
        wait = seconds if seconds is not None else self._vendor.asking.pause_seconds
        if self._desk.clock() + wait >= self._deadline:
            return False
        self._pace.pause(wait)
        return True

    def _refusal(self, answer: Answer) -> AskFailure:
        said = REFUSALS.get(answer.status, "")
        text = self._keys.redacted_bytes(answer.body[:800]).decode("utf-8", "replace")
        shown = on_one_line(text, 120)
        why = Unavailable(
            Reason.SERVICE,
            f"it answered with status {answer.status}{f': {said}' if said else ''}"
            f"{f'; it says: {shown}' if shown else ''}",
            "See the vendor's account and the key."
            if answer.status in (401, 402, 403)
            else "Try again when the vendor answers.",
        )
        return _GoneError(why) if answer.status in GONE else AskFailure(why)

    def _fail(self, what: str, remedy: str = "Ask the vendor.") -> NoReturn:
        raise AskFailure(Unavailable(Reason.SERVICE, what, remedy))


class _GoneError(AskFailure):
    """There is nothing at this address, or no more."""


class _Token(Struct, frozen=True):
    """What a token is answered with (RFC 6749, 5.1)."""

    access_token: str = ""
    expires_in: float = 3600.0
    """Seconds."""
