"""DISCLOSE: what is said about AI in each release, put into the words of each vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from traceback import format_exception

import msgspec
from msgspec import Struct

import precheck
from precheck.disclosed import (
    SCHEMA,
    DisclosedRelease,
    DisclosedSubject,
    DisclosureReport,
    Unread,
    VocabularyInfo,
)
from precheck.engine.room import Looked, Order, Room
from precheck.errors import UsageError, did_you_mean
from precheck.facts import Facts, Reason, Unavailable
from precheck.model import AiAmount, Image, Release, Source, Track
from precheck.plugins import Registry
from precheck.policy import policy_meant
from precheck.reading import ProblemKind, Reading, discover
from precheck.report import Fault
from precheck.shared_facts import AiDetections, AiDisclosure, AiStatement, Origin, ProvenanceMarks
from precheck.vocabularies import Disclosures, Expression, Vocabulary

STANDARD = "ern"
"""The vocabulary that is never left out by the settings: what the message itself says."""
_AMOUNTS = {"all": AiAmount.ALL, "partly": AiAmount.SOME, "none": AiAmount.NONE}
"""By the word of DDEX, in small letters."""

_LOSES = frozenset(
    {
        ProblemKind.UNREADABLE,
        ProblemKind.NOT_XML,
        ProblemKind.HOSTILE,
        ProblemKind.NOT_ERN,
        ProblemKind.SIDECAR,
        ProblemKind.SIDECAR_UNMATCHED,
        ProblemKind.SIDECAR_DIFFERS,
        ProblemKind.TOO_MANY,
    }
)
"""The problems of reading behind which something that is said about AI may be lost."""
_NOTHING_TO_READ = frozenset({Reason.NOT_APPLICABLE, Reason.NOT_SUPPLIED, Reason.NOT_CONFIGURED})
"""Why an origin is silent where there is nothing to ask: it was left out, or never set up."""


class Question(Struct, frozen=True, kw_only=True):
    """What is asked: about what, and in whose words."""

    paths: tuple[Path, ...]
    order: Order
    names: tuple[str, ...] = ()
    """Vocabularies, or recipients that use one; empty for those of the settings, or all."""


class Disclosing:
    """One run of `precheck disclose`. Enter it before its releases are asked for."""

    def __init__(self, question: Question, registry: Registry | None = None) -> None:
        """Find what lies at the paths, and load the plugins.

        Raises `PrecheckError` where there is nothing there, or a name cannot be honoured.
        """
        self.batch = discover(question.paths)
        root = self.batch.root.resolve()
        home = root if root.is_dir() else root.parent
        self.order = msgspec.structs.replace(question.order, root=home)
        self.room = Room(self.order, registry)
        self.room.registry = self.room.registry.learning(AiDisclosure)
        self.vocabularies = _chosen(
            self.room.registry, question.names, self.order.settings.recipients
        )

    def releases(self) -> Iterator[DisclosedRelease]:
        """What is said in each release, as they are read."""
        with self.room:
            for source in self.batch.sources:
                yield self._release(source)

    def report(self, releases: Iterable[DisclosedRelease]) -> DisclosureReport:
        """The whole answer."""
        answered = tuple(releases)
        faults = self.room.registry.faults
        return DisclosureReport(
            schema=SCHEMA,
            precheck=precheck.__version__,
            as_of=self.order.as_of,
            complete=not faults and all(release.is_complete for release in answered),
            vocabularies=tuple(_info(vocabulary) for vocabulary in self.vocabularies),
            releases=answered,
            faults=faults,
        )

    def _release(self, source: Source) -> DisclosedRelease:
        try:
            return self._told(self.room.look_at(source))
        except Exception as error:  # noqa: BLE001 - one broken release never ends a run
            message = f"{source.id} could not be read: {type(error).__name__}: {error}"
            return DisclosedRelease(
                id=source.id, faults=(self._fault("engine: release", message, error),)
            )

    def _told(self, looked: Looked) -> DisclosedRelease:
        release = looked.release
        said = Disclosures(
            day=self.order.as_of,
            by_reference={
                member.reference: facts[AiDisclosure]
                for member, facts in looked.facts
                if AiDisclosure in facts
            },
            unavailable={
                member.reference: why
                for member, facts in looked.facts
                if (why := facts.why(AiDisclosure)) is not None
            },
        )
        faults = [fault for look in looked.members for fault in look.faults]
        expressions: dict[str, tuple[Expression, ...]] = {}
        for vocabulary in self.vocabularies:
            try:
                expressions[vocabulary.name] = _checked(vocabulary.express(release, said))
            except Exception as error:  # noqa: BLE001 - a plugin may raise anything
                message = f"raised {type(error).__name__}: {error}"
                faults.append(self._fault(f"vocabulary: {vocabulary.name}", message, error))
        return DisclosedRelease(
            id=release.id,
            title=release.title,
            artist=release.display_artist_name,
            icpn=release.icpn,
            message_version=release.message.version if release.message is not None else "",
            statement=_of_release(release),
            subjects=tuple(_subject(member, facts) for member, facts in looked.facts),
            expressions=expressions,
            problems=_lost(looked.reading),
            faults=tuple(faults),
        )

    def _fault(self, where: str, message: str, error: BaseException) -> Fault:
        trace = "".join(format_exception(error)) if self.order.debug else ""
        return Fault(where=where, message=message, trace=trace)


def _lost(reading: Reading | Unavailable) -> tuple[str, ...]:
    """The problems of reading behind which something that is said may be lost."""
    if isinstance(reading, Unavailable):
        return (reading.detail,)
    return tuple(problem.text for problem in reading.problems if problem.kind in _LOSES)


def _chosen(
    registry: Registry, names: tuple[str, ...], recipients: tuple[str, ...]
) -> tuple[Vocabulary, ...]:
    """The vocabularies asked for; without a question those of the settings' recipients, or all."""
    every = tuple(registry.vocabularies.values())
    known = {name for vocabulary in every for name in vocabulary.names}
    policies = registry.policies.values()
    for name in names:
        if name not in known:
            listed = ", ".join(vocabulary.name for vocabulary in every) or "none"
            hint = _judged_only(registry, name) or did_you_mean(name, known)
            hint = hint or policy_meant(name, (p for p in policies if p.name in known))
            raise UsageError(f"there is no vocabulary for {name!r}{hint} (installed: {listed})")
    if names:
        return tuple(v for v in every if set(v.names) & set(names))
    theirs = tuple(v for v in every if v.name == STANDARD or set(v.names) & set(recipients))
    return theirs if recipients and len(theirs) > 1 else every


def _judged_only(registry: Registry, name: str) -> str:
    """A clause for a name that has a policy and no vocabulary; or nothing."""
    return (
        f"; `precheck check --for {name}` judges by its policy" if name in registry.policies else ""
    )


def _checked(expressions: Iterable[Expression]) -> tuple[Expression, ...]:
    """What a vocabulary gave, each value of the type it should have."""
    return tuple(
        msgspec.convert(msgspec.to_builtins(one), Expression) for one in tuple(expressions)
    )


def _of_release(release: Release) -> AiStatement | None:
    """What the main release states of all that it holds; a word that DDEX does not have is none."""
    amount = _AMOUNTS.get(release.contains_ai.lower())
    if amount is None:
        return None
    return AiStatement(
        origin=Origin.MESSAGE,
        amount=amount,
        detail=f"ContainsAI is {release.contains_ai}",
        place=release.at("contains_ai"),
    )


def _subject(member: Track | Image, facts: Facts) -> DisclosedSubject:
    said = facts.get(AiDisclosure) or AiDisclosure()
    why = facts.why(AiDisclosure)
    return DisclosedSubject(
        kind="track" if isinstance(member, Track) else "image",
        reference=member.reference,
        title=member.title,
        isrc=member.isrc if isinstance(member, Track) else "",
        type=member.type,
        statements=said.statements,
        roles=said.roles,
        lyrics=said.lyrics,
        unplaced=said.unplaced,
        unclear=said.unclear,
        not_known=why.detail if why is not None else "",
        unread=tuple(_unread(facts)),
    )


def _unread(facts: Facts) -> Iterator[Unread]:
    """The file and the detectors, where nobody could ask them."""
    for origin, kind in ((Origin.FILE, ProvenanceMarks), (Origin.DETECTOR, AiDetections)):
        why = facts.why(kind)
        if why is not None and why.reason not in _NOTHING_TO_READ:
            yield Unread(origin=origin, reason=why.reason, detail=why.detail)


def _info(vocabulary: Vocabulary) -> VocabularyInfo:
    return VocabularyInfo(
        name=vocabulary.name,
        title=vocabulary.title,
        recipients=vocabulary.recipients,
        sources=vocabulary.sources,
    )
