"""An errand: everything that an adapter needs to ask its vendor about one file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NoReturn
from urllib.parse import urljoin

import msgspec

from precheck import Reason, Unavailable
from precheck_voice.asking.desk import Desk
from precheck_voice.asking.refusals import (
    FILE_CHANGED,
    AskFailure,
    BusyFailure,
    Fate,
    GoneFailure,
    JobGoneError,
    not_allowed,
)
from precheck_voice.asking.sending import Reply, Sender
from precheck_voice.asking.settings import Vendor
from precheck_voice.asking.sound import Sound
from precheck_voice.digests import ChangedError
from precheck_voice.hosts import is_loopback, origin_of

SLOWEST = 10.0
"""How many times the vendor's pace the wait between two looks may grow to."""
GROWTH = 1.5


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
        desk: Desk,
        sender: Sender,
        artists: tuple[str, ...] = (),
        voiceprints: Mapping[str, str] | None = None,
        job: str = "",
        hold_seconds: float = 0.0,
        may_leave: bool = False,
    ) -> None:
        """`key` is the question's in the ledger, `job` what is known there of it.

        When the sound is sent the question is held for another `hold_seconds`.
        `may_leave` says whether the sound may be sent to another machine.
        """
        self.options: Any = vendor.options
        """Of the class that the adapter declares."""
        self.sound = sound
        self.artists = artists
        """The ids of the artists to compare with; none where that is not the question."""
        self.voiceprints = voiceprints or {}
        """Of those artists, where the vendor compares with such."""
        self.fate = Fate.UNSENT
        """What became of the sound."""
        self.where = ""
        """The host that it went to."""
        self._vendor, self._question = vendor, key
        self._desk, self._sender = desk, sender
        self._job, self._is_resumed = job, bool(job)
        self._has_spent = False
        self._hold_seconds, self._may_leave = hold_seconds, may_leave

    async def get(self, where: str, *parts: str, query: Mapping[str, str] | None = None) -> Reply:
        """Ask for something. `parts` are added to the path, each as one segment."""
        return await self._sender.send("GET", self._sender.url(where, parts, query), retry=True)

    async def post(self, where: str, body: object, *, starts: bool = False) -> Reply:
        """Send JSON. Where it `starts` what may cost something, it is never sent twice."""
        content = msgspec.json.encode(body)
        headers = {"content-type": "application/json"}
        url = self._sender.url(where)
        return await self._sender.send(
            "POST", url, headers=headers, content=content, retry=not starts
        )

    async def upload(
        self,
        where: str,
        field: str,
        fields: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send the file as `multipart/form-data`, with texts before it. Never sent twice."""
        url = self._sender.url(where, (), query)
        self._require_allowed(url)
        async with self._sender.pace.files:
            body, kind = await self._read(self.sound.form, field, fields or {})
            await self._spend()
            return await self._give("POST", url, body, {"content-type": kind}, retry=False)

    async def put(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        """Put the file where a presigned address says. No key goes there.

        Its host must be one that may be contacted, as any other, and the way there is encrypted.
        """
        if not self._is_safe(url):
            self._fail("it gave no https address to put the file at")
        self._require_allowed(url)
        async with self._sender.pace.files:
            body = await self._read(self.sound.content)
            await self._spend()
            told = {name.lower(): value for name, value in (headers or {}).items()}
            own = {"content-type": self.sound.media_type, **told}
            await self._give("PUT", url, body, own, retry=True)

    async def token(self, where: str) -> None:
        """Get a token by OAuth 2.0 client credentials, once a run; it is then the key."""
        await self._sender.token(where)

    async def job(self, start: Callable[[Errand], Awaitable[str]]) -> str:
        """The vendor's name for its work on the question: noted by an earlier run, else by `start`.

        It is noted before anything else is done, so that no run starts the same work again.
        """
        if not self._job:
            self._job = await start(self)
            sent = (self.sound.sha256, self.where)
            # Not in a thread: nothing may come between.
            self._desk.ledger.started(self._question, self._job, *sent, now=self._desk.now())
        return self._job

    async def poll(self, where: str, *parts: str, until: Callable[[Any], object]) -> Any:  # noqa: ANN401 - it is whatever the vendor sent
        """Look again and again until the decoded JSON is finished, and give that.

        A vendor that is asked too often is asked again later. Raises `AskFailure` where it is not
        finished within `wait_seconds`; the job stays noted.
        """
        own = self.options.poll_seconds
        wait = own if own is not None else self._vendor.asking.poll_seconds
        slowest = wait * SLOWEST
        while True:
            busy: BusyFailure | None = None
            try:
                said = (await self.get(where, *parts)).json()
            except BusyFailure as failure:
                busy = failure
            except GoneFailure as gone:
                if self._is_resumed:
                    raise JobGoneError from None
                raise AskFailure(gone.why) from None
            if busy is None and until(said):
                return said
            if self._desk.clock() + wait >= self._sender.deadline:
                if busy is not None:
                    raise busy
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
        if not told or not self._sender.is_own(url):
            self._fail("it does not say where on its own host the work can be looked at")
        return url

    def _is_safe(self, url: str) -> bool:
        """Whether sound may go there; to this machine only from a vendor on it."""
        try:
            scheme, host, _ = origin_of(url)
        except ValueError:
            return False
        return is_loopback(self._vendor.host) if is_loopback(host) else scheme == "https"

    def _require_allowed(self, url: str) -> None:
        """Raise where the sound may not go there: a vendor on this machine may name another."""
        host = origin_of(url)[1]
        if not (self._may_leave or is_loopback(host)):
            raise AskFailure(not_allowed(host))

    async def _read(self, read: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
        try:
            return await asyncio.to_thread(read, *arguments)
        except ChangedError:
            raise AskFailure(FILE_CHANGED) from None

    async def _spend(self) -> None:
        """Count the file that is about to leave, once for the errand."""
        if self._has_spent:
            return
        ledger, now, most = self._desk.ledger, self._desk.now(), self.options.max_sends
        until = now + self._hold_seconds
        # Who waited long for a turn may have lost the question to another process.
        if not await asyncio.to_thread(ledger.hold, self._question, self._desk.owner, until):
            self._fail("not sent: another process asks the same by now", "Run again.")
        may = await asyncio.to_thread(
            ledger.spend, self._desk.run, self._vendor.name, most, now=now
        )
        if not may:
            why = Unavailable(
                Reason.SERVICE,
                f"not sent: max_sends is {most:,}, and this run has sent that many",
                f"Raise max_sends under [plugins.voice.vendors.{self._vendor.name}], or run again.",
            )
            raise AskFailure(why)
        self._has_spent = True
        self._sender.begin()

    async def _give(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, retry: bool
    ) -> Reply:
        """Send the sound, and remember where to."""
        try:
            reply = await self._sender.send(method, url, headers=headers, content=body, retry=retry)
        except AskFailure as failure:
            self.fate = failure.fate
            raise
        except BaseException:  # it was broken off
            self.fate = Fate.PERHAPS
            raise
        else:
            self.fate = Fate.SENT
            return reply
        finally:
            self.where = origin_of(url)[1] if self.fate else ""

    def _fail(self, what: str, remedy: str = "Ask the vendor.") -> NoReturn:
        raise AskFailure(Unavailable(Reason.SERVICE, what, remedy))
