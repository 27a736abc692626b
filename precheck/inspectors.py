"""Inspectors: how to learn one kind of fact about one kind of subject. All I/O lives here."""

from __future__ import annotations

import atexit
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from msgspec import Struct

from precheck.facts import Facts, Reason, Unavailable
from precheck.model import Message, Release
from precheck.shared_facts import SchemaErrors

if TYPE_CHECKING:
    from types import TracebackType

S = TypeVar("S")
F = TypeVar("F")
R = TypeVar("R")


class Answer(Struct, frozen=True, kw_only=True):
    """What a service answered."""

    status: int
    """The HTTP status, 100 to 599. A status is an answer, not a failure."""
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    attempts: int
    """How many requests it took, from 1."""
    elapsed_seconds: float


class WebFailure(Exception):  # noqa: N818 - the name says what happened
    """There is no answer: offline, refused, timed out, too large, or the circuit is open."""

    def __init__(self, why: Unavailable, *, attempts: int = 0) -> None:
        """Remember why, and how many requests were made."""
        super().__init__(why.detail)
        self.why = why
        self.attempts = attempts


class Web(Protocol):
    """The one door to HTTP."""

    async def send(  # noqa: PLR0913 - one request, named in full
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        timeout_seconds: float = 60.0,
        retry: bool = False,
    ) -> Answer:
        """Send one request and return the answer, whatever its status.

        `retry` says that the request may be sent again after a failure or a 429, 502, 503 or 504.
        Raises `WebFailure` where no answer could be had.
        """

    async def __aenter__(self) -> Self:
        """Open."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection."""


class Schemas(Protocol):
    """The one door to the schemas that the user has added."""

    def validate(self, message: Message) -> SchemaErrors | Unavailable:
        """What the schema of the message's version says of it."""


class NoSchemas:
    """No schema has been added."""

    def validate(self, message: Message) -> SchemaErrors | Unavailable:
        """Say that none is there, and how to get one."""
        return no_schema(message.version)


def no_schema(version: str) -> Unavailable:
    """Why a message of this version cannot be validated."""
    which = f"of ERN {version}" if version else "for a message without a version"
    return Unavailable(
        Reason.NOT_CONFIGURED,
        f"no schema {which} has been added",
        "Get the schemas from DDEX, then: precheck schemas add FOLDER_OR_ZIP",
    )


def no_reader(message: Path) -> Release | None:
    """Read nothing."""
    del message
    return None


class ApartFailure(Exception):  # noqa: N818 - the name says what happened
    """The other process gave no result: it was killed, died, ran out of memory, or raised."""

    def __init__(self, detail: str, *, is_harmful: bool) -> None:
        """Say what happened, in words.

        `is_harmful` says that the process was lost or out of memory, as by hostile content; else
        the function raised, as by a mistake in it.
        """
        super().__init__(detail)
        self.detail = detail
        self.is_harmful = is_harmful


class Apart(Protocol):
    """The door to processes that can be lost: for parsers and decoders of what others made."""

    def __call__(self, function: Callable[..., R], *arguments: object, seconds: float) -> R:
        """What the function returns, called in another process.

        The function is found by its module and name; arguments and result are pickled. After
        `seconds` of wall or CPU time the process is killed. Raises `ApartFailure`.
        """


def here(function: Callable[..., R], *arguments: object, seconds: float) -> R:
    """Call the function in this process, as tests may: nothing is held back."""
    del seconds
    return function(*arguments)


class Keep(Protocol):
    """The door to what is opened once for everyone who asks in a run, and closed with it."""

    def __call__(self, opened: Callable[..., AbstractContextManager[R]], *arguments: object) -> R:
        """What `opened(*arguments)` gives when it is entered; the same for the same arguments.

        Several threads may call. What opening raises is raised, and nothing kept.
        """


def until_the_end(opened: Callable[..., AbstractContextManager[R]], *arguments: object) -> R:
    """Open it for as long as this process lives, as tests may."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(opened(*arguments))


class Tools(Struct, frozen=True, kw_only=True):
    """What an inspector may use beside its subject: the day, the network, schemas, a folder."""

    as_of: date
    """The day the verdict is for. There is no other clock."""
    web: Web
    """Answers `WebFailure` to everything when the run is offline."""
    offline: bool = False
    data: Path
    """The folder that relative paths in the settings refer to."""
    schemas: Schemas = NoSchemas()
    """Validates a message against the schemas that the user has added."""
    apart: Apart = here
    """Calls a function in a process that can be lost."""
    keep: Keep = until_the_end
    """Opens what a run needs once, such as a service of one's own, and closes it with the run."""
    read: Callable[[Path], Release | None] = no_reader
    """Reads another message, with the `delivery.toml` beside it: the release it describes.

    None where it is no message that can be read. The files it names are not opened.
    """
    run: str = ""
    """Which run this is, as a text that no other run has; the same in all its processes."""
    processes: int = 1
    """How many processes share the run. Of a limit that is one's own each keeps its share."""


Inspect = Callable[[Any, Facts, Tools], Any]


class Inspector(Struct, Generic[S, F], frozen=True, kw_only=True):
    """How to learn one kind of fact about one kind of subject.

    `inspect(subject, facts, tools)` returns the fact or `Unavailable`. A plain function may run
    in a thread, a coroutine function runs on the event loop. It uses no facts but those it names.
    """

    of: type[S]
    gives: type[F]
    inspect: Callable[[S, Facts, Tools], F | Unavailable | Awaitable[F | Unavailable]]
    needs: tuple[type, ...] = ()
    """Facts without which it is not asked."""
    wants: tuple[type, ...] = ()
    """Facts it uses where they could be had; they are learned first."""
    version: int = 1
    """Raised whenever the same input may give another fact."""
    is_derived: bool = False
    """Whether it only works on what is known already, quickly: then it is spared a thread."""

    @property
    def name(self) -> str:
        """The fact's class name."""
        return self.gives.__name__


def inspector(  # noqa: PLR0913 - a declaration names everything once
    *,
    of: type[S],
    gives: type[F],
    needs: tuple[type, ...] = (),
    wants: tuple[type, ...] = (),
    version: int = 1,
    is_derived: bool = False,
) -> Callable[[Callable[[S, Facts, Tools], Any]], Inspector[S, F]]:
    """Declare a function as the inspector of a fact."""

    def declare(inspect: Callable[[S, Facts, Tools], Any]) -> Inspector[S, F]:
        return Inspector(
            of=of,
            gives=gives,
            inspect=inspect,
            needs=needs,
            wants=wants,
            version=version,
            is_derived=is_derived,
        )

    return declare
