"""The plugin author's test kit: `pytest_plugins = "precheck.testing"`.

Builders with honest defaults, one rule or inspector asked by hand, and the whole engine on a path.
"""

from __future__ import annotations

import asyncio
import inspect as python_inspect
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from precheck.facts import AsOf, Facts, Reason, Unavailable
from precheck.inspectors import Answer, Inspector, Tools, WebFailure
from precheck.model import (
    Batch,
    Contributor,
    FileReference,
    Identifier,
    Image,
    Message,
    Party,
    Release,
    Role,
    Scheme,
    Source,
    Title,
    Track,
)
from precheck.rules import Finding, Rule

if TYPE_CHECKING:
    from types import TracebackType

A_DAY = date(2026, 11, 22)
"""The day that tests are judged on, unless they say otherwise."""

F = TypeVar("F")


# --- builders --------------------------------------------------------------------------------


def a_party(name: str = "Ada Example", **values: Any) -> Party:  # noqa: ANN401
    """A party with a name."""
    return Party(name=name, names=(name,), **values)


def a_contributor(
    *roles: str, name: str = "Ada Example", special: str = "", ai_contribution: str = ""
) -> Contributor:
    """A contributor with these roles; `special="GenerativeAI"` takes the place of the party."""
    return Contributor(
        party=Party() if special else a_party(name),
        special=special,
        roles=tuple(Role(value=role) for role in roles),
        ai_contribution=ai_contribution,
    )


def a_track(  # noqa: PLR0913 - a builder names what a test may care about
    reference: str = "A1",
    *,
    title: str = "Slow Tide",
    version: str = "",
    isrc: str = "QZPRE2600001",
    artist: str = "Ada Example",
    duration_seconds: float | None = 185.0,
    audio: Path | None = None,
    **values: Any,  # noqa: ANN401
) -> Track:
    """A sound recording with nothing wrong."""
    files = (FileReference(uri=audio.name, path=audio),) if audio is not None else ()
    defaults: dict[str, Any] = {
        "release": "release.xml",
        "kind": "SoundRecording",
        "type": "MusicalWorkSoundRecording",
        "titles": (Title(text=title, subtitle=version, kind="DisplayTitle"),) if title else (),
        "identifiers": (Identifier(scheme=Scheme.ISRC, value=isrc),) if isrc else (),
        "contributors": (a_contributor("LeadVocalist", name=artist),),
        "files": files,
        "track_number": 1,
    }
    return Track(
        reference=reference,
        isrc=isrc,
        display_artist_name=artist,
        duration_seconds=duration_seconds,
        **{**defaults, **values},
    )


def an_image(reference: str = "A9", *, file: Path | None = None, **values: Any) -> Image:  # noqa: ANN401
    """A front cover with nothing wrong."""
    files = (FileReference(uri=file.name, path=file),) if file is not None else ()
    defaults: dict[str, Any] = {
        "release": "release.xml",
        "kind": "Image",
        "type": "FrontCoverImage",
        "files": files,
    }
    return Image(reference=reference, **{**defaults, **values})


def a_message(version: str = "4.3.2", **values: Any) -> Message:  # noqa: ANN401
    """The header of a message of this version."""
    digits = version.replace(".", "")
    defaults: dict[str, Any] = {
        "file": Path("release.xml"),
        "namespace": f"http://ddex.net/xml/ern/{digits}",
        "message_id": "M1",
        "sender": a_party(
            "Example Distribution",
            identifiers=(Identifier(scheme=Scheme.DPID, value="PADPIDA2026010101P"),),
        ),
    }
    return Message(version=version, **{**defaults, **values})


def a_release(
    *tracks: Track,
    title: str = "Slow Tide",
    artist: str = "Ada Example",
    icpn: str = "0036000291452",
    message: Message | None = None,
    **values: Any,  # noqa: ANN401
) -> Release:
    """A release with a 4.3.2 message and one track, unless tracks are given."""
    defaults: dict[str, Any] = {
        "id": "release.xml",
        "root": Path(),
        "account": "example-account",
        "identifiers": (Identifier(scheme=Scheme.ICPN, value=icpn),),
        "titles": (Title(text=title, kind="DisplayTitle"),),
        "types": ("Single",),
        "tracks": tracks or (a_track(),),
        "message": message or a_message(),
    }
    return Release(display_artist_name=artist, **{**defaults, **values})


def a_batch(*ids: str) -> Batch:
    """A batch of releases with these ids."""
    sources = tuple(Source(id=name, folder=Path()) for name in ids or ("release.xml",))
    return Batch(root=Path("batch"), sources=sources)


# --- asking ----------------------------------------------------------------------------------


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
    Raises `MissingFact` where the rule needs a fact that was not given.
    """
    known = facts_for(subject, *facts, narrower=narrower)
    if rule.options is not None and rule.options not in known:
        known = known.plus({rule.options: rule.options()})
    return list(rule.ask(subject, known))


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


def some_tools(*, as_of: date = A_DAY, data: Path | None = None) -> Tools:
    """The tools of an offline run on a fixed day."""
    return Tools(as_of=as_of, web=NoWeb(), offline=True, data=data or Path())


def encoded_alike(fact: F) -> F:
    """The fact after a journey through JSON; a fact must be equal to it."""
    return msgspec.json.decode(msgspec.json.encode(fact), type=type(fact))
