"""Scenes: subjects with facts, on which the contract asks a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from precheck.facts import AsOf, Facts, Reason, Unavailable
from precheck.model import Batch, Image, Message, Release, Track
from precheck.plugins import Registry
from precheck.rules import Rule
from precheck.testing.asking import A_DAY
from precheck.testing.builders import a_batch, a_message, a_release, a_track, an_image
from precheck.testing.samples import Manner, NoSampleError, sample

NARROWER: Mapping[type, tuple[type, ...]] = {Release: (Track, Image), Batch: (Release,)}
ORDINARY: Mapping[type, Callable[[], Any]] = {
    Track: a_track,
    Image: an_image,
    Release: lambda: a_release(a_track(), images=(an_image(),)),
    Batch: lambda: a_batch("one", "two"),
}
NO_MESSAGE = Unavailable(Reason.NO_MESSAGE, "there is no message")
NOTHING_LEARNED = Unavailable(Reason.UNREADABLE, "nothing could be learned")


class Scene(Struct, frozen=True):
    """One subject with its facts, and how they were made."""

    name: str
    subject: Any
    facts: Facts


class Stage(Struct, frozen=True):
    """Where scenes come from: what is installed, and the samples that the author gave."""

    registry: Registry
    own: tuple[object, ...] = ()

    def scenes(self, rule: Rule[Any]) -> Iterator[Scene]:
        """Every subject in every manner, with every need of the rule met in every manner.

        The author's own samples come before the made ones. Raises `NoSampleError`, naming the
        type, where a needed fact can neither be made nor was given.
        """
        choices = [None, *Manner] if self.own else [*Manner]
        for about, subject in self._subjects(rule.of):
            for choice in choices:
                name = f"{about} with {choice or 'your'} facts"
                yield self._scene(name, rule, subject, choice)

    def without_facts(self, rule: Rule[Any]) -> Scene:
        """An ordinary subject of which nothing could be learned."""
        subject = ORDINARY[rule.of]()
        known = {**dict.fromkeys(rule.needs, NOTHING_LEARNED), **self._always(rule)}
        narrower = tuple((one, Facts(known)) for _, one in _members(subject))
        return Scene("every fact unavailable", subject, Facts(known, narrower))

    def _subjects(self, of: type) -> Iterator[tuple[str, Any]]:
        for number, given in enumerate((one for one in self.own if type(one) is of), 1):
            yield f"your {of.__name__} {number}", given
        yield f"an ordinary {of.__name__}", ORDINARY[of]()
        for manner in Manner:
            yield f"a sample {of.__name__} ({manner})", sample(of, manner)

    def _scene(self, name: str, rule: Rule[Any], subject: Any, choice: Manner | None) -> Scene:  # noqa: ANN401
        needs_message = Message in rule.needs
        if isinstance(subject, Release) and needs_message and subject.message is None:
            subject = msgspec.structs.replace(subject, message=a_message())
        seeds = self._always(rule)
        if not isinstance(subject, Batch):
            release = subject if isinstance(subject, Release) else _around(subject)
            spare = choice is Manner.BARE and not needs_message and release is not subject
            message = None if spare else release.message
            seeds |= {Release: release, Message: message or NO_MESSAGE}
        known = {**self._learned(rule, rule.of, choice), **seeds}
        shared = {} if isinstance(subject, Batch) else seeds
        narrower = tuple(
            (one, Facts({**self._learned(rule, of, choice), **shared}))
            for of, one in _members(subject)
        )
        return Scene(name, subject, Facts(known, narrower))

    def _always(self, rule: Rule[Any]) -> dict[type, object]:
        """What every subject has: the day and the options, with their defaults."""
        kinds = [kind for plugin in self.registry.plugins for kind in plugin.options]
        kinds += [rule.options] if rule.options is not None else []
        return {AsOf: AsOf(A_DAY), **{kind: _default(kind) for kind in kinds}}

    def _learned(self, rule: Rule[Any], of: type, choice: Manner | None) -> dict[type, object]:
        """A fact of every kind that an inspector supplies of this kind of subject."""
        kinds = [i.gives for i in self.registry.inspectors.get(of, ())]
        if of is rule.of:
            inner = {i.gives for n in NARROWER.get(of, ()) for i in self.registry.inspectors[n]}
            kinds += [need for need in rule.needs if need not in inner]
        made: dict[type, object] = {}
        for kind in kinds:
            try:
                made[kind] = self._fact(kind, choice)
            except NoSampleError as error:
                if kind in rule.needs:
                    raise NoSampleError(f"{kind.__name__}: {error}") from error
        return made

    def _fact(self, kind: type, choice: Manner | None) -> object:
        given = (one for one in self.own if type(one) is kind)
        if choice is None:
            return next(given, None) or sample(kind, Manner.PLAIN)
        try:
            return sample(kind, choice)
        except NoSampleError:
            one = next(given, None)
            if one is None:
                raise
            return one


def _default(kind: type) -> object:
    try:
        return kind()
    except TypeError as error:
        raise NoSampleError(f"{kind.__name__}, whose fields need defaults") from error


def _members(subject: Any) -> Iterator[tuple[type, Any]]:  # noqa: ANN401
    """The narrower subjects, each with its kind; a batch stands for its releases by sources."""
    if isinstance(subject, Release):
        yield from ((Track, track) for track in subject.tracks)
        yield from ((Image, image) for image in subject.images)
    elif isinstance(subject, Batch):
        yield from ((Release, source) for source in subject.sources)


def _around(member: Any) -> Release:  # noqa: ANN401
    """A release that holds the track or picture."""
    name = member.release or "release.xml"
    if isinstance(member, Track):
        return a_release(member, id=name)
    return a_release(id=name, images=(member,))
