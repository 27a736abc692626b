"""Refusals: what a vendor's status means, and the failure that an adapter lets pass."""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from precheck import Answer, Reason, Unavailable, WebFailure
from precheck_voice.asking.keys import Keys
from precheck_voice.identity import on_one_line

GONE = frozenset({404, 410})
TOO_MANY = 429
OF_THE_ACCOUNT = frozenset({401, 402, 403})
WORDS = {
    400: "it does not accept the request",
    401: "the key is not accepted",
    402: "the account is spent",
    403: "the key may not",
    404: "there is no such thing",
    413: "the file is too large for it",
    415: "it does not take this format",
    422: "it does not accept the request",
    TOO_MANY: "it is asked too often",
}


FILE_CHANGED = Unavailable(Reason.UNREADABLE, "not sent: the file changed while it was read")


class Fate(StrEnum):
    """What became of what was to be sent, in words for a message."""

    UNSENT = ""
    PERHAPS = "may have been sent"
    SENT = "sent"


class AskFailure(Exception):  # noqa: N818 - the name says what happened
    """The vendor gave no answer, and why."""

    def __init__(self, why: Unavailable, fate: Fate = Fate.SENT) -> None:
        """Remember why, and what became of what was to be sent."""
        super().__init__(why.detail)
        self.why = why
        self.fate = fate


class GoneFailure(AskFailure):
    """There is nothing at this address, or no more."""


class BusyFailure(AskFailure):
    """The vendor is asked too often."""


class JobGoneError(Exception):
    """The vendor knows nothing any more of a job that an earlier run started."""


def no_answer(failure: WebFailure) -> tuple[Unavailable, Fate]:
    """Why there is no answer, and what became of what was to be sent.

    Whoever sets a service up wants an answer, so a host that may not be contacted is a failure.
    """
    why = failure.why
    if why.reason is Reason.NOT_CONFIGURED:
        why = replace(why, reason=Reason.SERVICE)
    return why, Fate.PERHAPS if failure.attempts else Fate.UNSENT


def not_allowed(host: str) -> Unavailable:
    """Sound may not leave this machine, and the host is another."""
    return Unavailable(
        Reason.SERVICE,
        f"not sent: {host} is not this machine, and uploading is not allowed",
        "Set allow_upload = true under [plugins.voice] if the sound may leave it.",
    )


def refusal(answer: Answer, keys: Keys) -> AskFailure:
    """The failure that an answer without success is, with the beginning of what it says."""
    said = WORDS.get(answer.status, "")
    text = keys.redacted_bytes(answer.body[:800]).decode("utf-8", "replace")
    shown = on_one_line(text, 120)
    why = Unavailable(
        Reason.SERVICE,
        f"it answered with status {answer.status}{f': {said}' if said else ''}"
        f"{f'; it says: {shown}' if shown else ''}",
        "See the vendor's account and the key."
        if answer.status in OF_THE_ACCOUNT
        else "Try again when the vendor answers.",
    )
    if answer.status in GONE:
        return GoneFailure(why)
    return BusyFailure(why) if answer.status == TOO_MANY else AskFailure(why)
