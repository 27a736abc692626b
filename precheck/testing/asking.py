"""Asking: one rule or inspector by hand without a file, or the whole engine on a path."""

from __future__ import annotations

import asyncio
import atexit
import inspect as python_inspect
import pickle
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from precheck.facts import AsOf, Facts, Reason, Unavailable
from precheck.inspectors import (
    Answer,
    Apart,
    Inspector,
    NoSchemas,
    Schemas,
    Tools,
    WebFailure,
    here,
)
from precheck.model import Batch, Message, Release
from precheck.rules import Finding, Rule

if TYPE_CHECKING:
    from types import TracebackType

    from precheck.plugins import Registry
    from precheck.report import Report
    from precheck.settings import Settings

A_DAY = date(2026, 11, 22)
"""The day that tests are judged on, unless they say otherwise."""

F = TypeVar("F")
R = TypeVar("R")


def facts_for(
    subject: Any,  # noqa: ANN401
    *facts: object,
    narrower: Mapping[str, Iterable[object]] | None = None,
) -> Facts:
    """Facts by hand, as the engine would hand them to a rule about this subject.

    `narrower` gives facts of a release's tracks and images by reference, or of a batch's releases
    by id. A release's message is there by itself; `Unavailable` is given as a pair `(Kind, why)`.
    """
    known: dict[type, object] = {AsOf: AsOf(A_DAY)}
    if isinstance(subject, Release):
        known[Message] = subject.message or Unavailable(Reason.NO_MESSAGE, "there is no message")
    for fact in facts:
        if isinstance(fact, tuple):
            known[fact[0]] = fact[1]
        else:
            known[type(fact)] = fact
        if isinstance(fact, Release):
            known[Message] = fact.message or Unavailable(Reason.NO_MESSAGE, "there is no message")
    return Facts(known, tuple(_narrower(subject, narrower or {})))


def _narrower(
    subject: Any,  # noqa: ANN401
    given: Mapping[str, Iterable[object]],
) -> Iterable[tuple[Any, Facts]]:
    if isinstance(subject, Release):
        members: tuple[Any, ...] = (*subject.tracks, *subject.images)
        for member in members:
            yield member, facts_for(member, subject, *given.get(member.reference, ()))
    elif isinstance(subject, Batch):
        for source in subject.sources:
            yield source, facts_for(source, *given.get(source.id, ()))


def ask(
    rule: Rule[Any],
    subject: Any,  # noqa: ANN401
    *facts: object,
    narrower: Mapping[str, Iterable[object]] | None = None,
) -> list[Finding]:
    """What one rule says of one subject, with facts given by hand and no file on disk.

    The rule's options have their defaults unless given among the facts.
    Raises `MissingFact` where the rule needs a fact that was not given, and `AssertionError` where
    it speaks although its `when` says that the question does not arise.
    """
    known = facts_for(subject, *facts, narrower=narrower)
    if rule.options is not None and rule.options not in known:
        known = known.plus({rule.options: rule.options()})
    said = list(rule.ask(subject, known))
    if said and rule.when is not None and not rule.when(subject, known):
        raise AssertionError(f"{rule.id} speaks where its `when` says that it cannot: {said[0]}")
    return said


def look(
    inspector: Inspector[Any, F],
    subject: Any,  # noqa: ANN401
    *facts: object,
    tools: Tools | None = None,
    narrower: Mapping[str, Iterable[object]] | None = None,
) -> F | Unavailable:
    """What one inspector learns of one subject."""
    result = inspector.inspect(
        subject, facts_for(subject, *facts, narrower=narrower), tools or some_tools()
    )
    if python_inspect.isawaitable(result):

        async def wait() -> F | Unavailable:
            return await result

        return asyncio.run(wait())
    return result


class NoWeb:
    """A web that is offline."""

    async def send(self, method: str, url: str, **_: Any) -> Answer:  # noqa: ANN401
        """Raise `WebFailure`."""
        raise WebFailure(Unavailable(Reason.OFFLINE, f"{method} {url}: this run is offline"))

    async def __aenter__(self) -> Self:
        """Open."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""


def some_tools(
    *,
    as_of: date = A_DAY,
    data: Path | None = None,
    schemas: Schemas | None = None,
    apart: Apart = here,
) -> Tools:
    """The tools of an offline run on a fixed day, without schemas unless they are given.

    What would be called in another process is called in this one, unless `apart` is given.
    """
    return Tools(
        as_of=as_of,
        web=NoWeb(),
        offline=True,
        data=data or Path(),
        schemas=schemas or NoSchemas(),
        apart=apart,
    )


def encoded_alike(fact: F) -> F:
    """The fact after a journey through JSON; a fact must be equal to it."""
    return msgspec.json.decode(msgspec.json.encode(fact), type=type(fact))


def check(  # noqa: PLR0913 - each is something a test may care about
    path: Path,
    *,
    registry: Registry | None = None,
    only: Iterable[str] = (),
    settings: Settings | None = None,
    recipients: Iterable[str] = (),
    as_of: date = A_DAY,
    offline: bool = True,
) -> Report:
    """What the whole engine makes of a path: discovered, read, inspected, judged, in this process.

    The plugins are those of `registry`; without one those installed, or `only` those named.
    Messages are validated only where the settings name a folder of schemas.
    Raises what `precheck check` would report as an error, such as `NothingToCheck`.
    """
    from precheck.engine.own_rules import OWN
    from precheck.engine.room import Order
    from precheck.engine.run import Request
    from precheck.engine.run import check as run
    from precheck.plugins import Registry
    from precheck.present.document import gather
    from precheck.settings import Settings

    settings = settings or Settings()
    order = Order(
        root=Path(),
        as_of=as_of,
        settings=settings,
        recipients=tuple(sorted(set(recipients))),
        only=tuple(sorted(set(only))),
        offline=offline,
        schemas=settings.schema_folder,
    )
    plugins = registry or Registry.installed(only=order.only, own=(OWN,))
    return gather(run(Request(paths=(path,), order=order), plugins, shared_apart()))


@cache
def shared_apart() -> Apart:
    """The door to processes for parsers and decoders, the same for all tests of a process.

    A process takes a second to load a decoder, and a minute of music some tenths: what has been
    called before about a file of the same name and bytes is not called again.
    """
    from precheck.apart.pool import Pool

    pool = Pool(2)
    atexit.register(pool.close)
    known: dict[bytes, Any] = {}

    def apart(function: Callable[..., R], *arguments: object, seconds: float) -> R:
        key = pickle.dumps((function, [_content(one) for one in arguments]))
        if key not in known:
            known[key] = pool(function, *arguments, seconds=seconds)
        found: R = known[key]
        return found

    return apart


def _content(argument: object) -> object:
    """A file as its name and its bytes' sum, anything else as it is."""
    if not isinstance(argument, Path) or not argument.is_file():
        return argument
    return argument.name, sha256(argument.read_bytes()).digest()
