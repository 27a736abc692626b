"""Sending: one vendor's requests, with its key, at its pace."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from precheck import Answer, Reason, Tools, Unavailable, WebFailure
from precheck_voice.answer import invalid
from precheck_voice.asking.desk import Desk
from precheck_voice.asking.keys import Keys
from precheck_voice.asking.refusals import TOO_MANY, AskFailure, no_answer, refusal
from precheck_voice.asking.settings import Vendor
from precheck_voice.hosts import origin_of
from precheck_voice.strict import decode

OK = range(200, 300)
PATIENCE = 3
"""How often a request that may not be repeated otherwise is sent where a 429 refuses it."""


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


class Sender:
    """What sends the requests of one errand."""

    def __init__(
        self, vendor: Vendor, *, keys: Keys, desk: Desk, tools: Tools, timeout_seconds: float
    ) -> None:
        """`timeout_seconds` is for one request."""
        self.keys = keys
        own = vendor.asking
        self.pace = desk.pace(vendor.name, vendor.url, own.per_minute, own.at_once)
        self.deadline = 0.0
        """By the desk's clock; nothing is waited for beyond it."""
        self._vendor, self._desk, self._web = vendor, desk, tools.web
        self._timeout = timeout_seconds
        self.begin()

    def begin(self) -> None:
        """Count from now on the time that may be waited: it begins anew when the sound goes out."""
        self.deadline = self._desk.clock() + self._vendor.options.wait_seconds

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        retry: bool = False,
    ) -> Reply:
        """Send one request and return its success; anything else raises `AskFailure`.

        With `retry` the web sends it again after a failure, and without it is sent again after a
        429 alone.
        """
        patience = 1 if retry else PATIENCE
        own = {"accept": "application/json", **(self._credentials(url)), **(headers or {})}
        for attempt in range(1, patience + 1):
            await self.pace.turn()
            try:
                answer = await self._web.send(
                    method,
                    url,
                    headers=own,
                    content=content,
                    timeout_seconds=self._timeout,
                    retry=retry,
                )
            except WebFailure as failure:
                raise AskFailure(*no_answer(failure)) from None
            if answer.status in OK:
                body = self.keys.redacted_bytes(answer.body)
                return Reply(headers=answer.headers, body=body, url=url)
            if answer.status != TOO_MANY or attempt == patience or not self._may_pause(answer):
                break
        raise refusal(answer, self.keys)

    def _credentials(self, url: str) -> Mapping[str, str]:
        """The header with the key; none for another host than the vendor's."""
        own = self._vendor.asking
        if not self.is_own(url):
            return {}
        token = self._desk.token((self._vendor.name, self._vendor.url))
        if token:
            self.keys.hide(token)
            return {"authorization": f"Bearer {token}"}
        return {own.header.lower(): f"{own.prefix}{self.keys.key}"} if own.header else {}

    def _may_pause(self, answer: Answer) -> bool:
        """Let everyone who asks this vendor wait as it says; False where that is too long."""
        asked = answer.headers.get("retry-after", "").strip()
        seconds = float(asked) if re.fullmatch(r"\d{1,6}", asked) else None
        wait = seconds if seconds is not None else self._vendor.asking.pause_seconds
        if self._desk.clock() + wait >= self.deadline:
            return False
        self.pace.pause(wait)
        return True

    async def token(self, where: str) -> None:
        """Get a token by OAuth 2.0 client credentials, once a run; it is then the key.

        Source: RFC 6749, 4.4, with the id and the key as HTTP Basic credentials (2.3.1).
        """
        held = (self._vendor.name, self._vendor.url)
        async with self._desk.lock(f"token {held}"):
            if self._desk.token(held):
                return
            both = f"{self.keys.identity}:{self.keys.key}"
            basic = b64encode(both.encode()).decode()
            self.keys.hide(basic)
            headers = {
                "authorization": f"Basic {basic}",
                "content-type": "application/x-www-form-urlencoded",
            }
            content = urlencode({"grant_type": "client_credentials"}).encode()
            url = self.url(where)
            reply = await self.send("POST", url, headers=headers, content=content, retry=True)
            said = _Token()
            with suppress(AskFailure, msgspec.ValidationError):  # which would show the token
                said = msgspec.convert(reply.json(), _Token)
            if not said.access_token:
                raise AskFailure(Unavailable(Reason.SERVICE, "it gave no access token"))
            self._desk.hold_token(held, said.access_token, said.expires_in)

    def url(
        self, where: str, parts: tuple[str, ...] = (), query: Mapping[str, str] | None = None
    ) -> str:
        """The address of a path at the vendor, or one that is whole already."""
        base = where if re.match(r"https?://", where) else f"{self._vendor.url}{where}"
        path = "".join(f"/{quote(part, safe='')}" for part in parts)
        return f"{base}{path}{'?' + urlencode(query) if query else ''}"

    def is_own(self, url: str) -> bool:
        """Whether it is at the vendor's own host."""
        try:
            return origin_of(url) == origin_of(self._vendor.url)
        except ValueError:
            return False


class _Token(Struct, frozen=True):
    """What a token is answered with (RFC 6749, 5.1)."""

    access_token: str = ""
    expires_in: float = 3600.0
    """Seconds."""
