"""COMPARE: the notices, skips and faults of two judgements. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from precheck.changes import (
    Cause,
    FaultChange,
    NoticeChange,
    ShareChange,
    SkipChange,
    Turn,
    VerdictChange,
    Why,
)
from precheck.engine.explain import Explainer
from precheck.report import Fault, ForRecipient, Notice, Skip, SubjectRef, Verdict

T = TypeVar("T")


class Said(Struct, frozen=True, kw_only=True):
    """What one judgement says of a release, or of the batch."""

    notices: tuple[Notice, ...] = ()
    skips: tuple[Skip, ...] = ()
    faults: tuple[Fault, ...] = ()


class Changes(Struct, frozen=True, kw_only=True):
    """What changed from one to the other."""

    notices: tuple[NoticeChange, ...]
    skips: tuple[SkipChange, ...]
    faults: tuple[FaultChange, ...]


def changes(before: Said, after: Said, explainer: Explainer) -> Changes:
    """Everything that came, went or changed for the recipients of now."""
    unjudged, unjudged_before = _unjudged(after), _unjudged(before)
    found = []
    for old, new in paired(before.notices, after.notices):
        notice = new or old
        if notice is None:
            continue
        skipped = None
        if new is None and unjudged(notice):
            skipped = Why(cause=Cause.UNJUDGED, detail="it cannot be judged by what was saved")
        elif old is None and unjudged_before(notice):
            skipped = Why(cause=Cause.JUDGED, detail="it could not be judged before")
        change = _of_notice(old, new, notice, explainer, skipped)
        if change is not None:
            found.append(change)
    asked = explainer.asked
    return Changes(
        notices=tuple(found),
        skips=tuple(
            SkipChange(turn=turn, skip=skip)
            for turn, skip in _turned(
                before.skips, after.skips, lambda skip: _key_of_skip(skip, asked)
            )
            if turn is Turn.CAME or explainer.asks(skip)
        ),
        faults=tuple(
            FaultChange(turn=turn, fault=fault)
            for turn, fault in _turned(
                before.faults, after.faults, lambda f: (f.where, f.message, f.subject)
            )
        ),
    )


def _unjudged(said: Said) -> Callable[[Notice], bool]:
    """Whether a notice's rule could not be judged of its subject, or of the batch as a whole."""
    about = {_about(skip.rule, skip.subject) for skip in said.skips}
    whole = {skip.rule for skip in said.skips if skip.subject.kind == "batch"}
    return lambda notice: notice.rule in whole or _about(notice.rule, notice.subject) in about


def verdict_changes(
    before: Iterable[Verdict], after: Iterable[Verdict]
) -> tuple[VerdictChange, ...]:
    """The verdicts of both, by recipient."""
    was = {verdict.recipient: verdict for verdict in before}
    now = {verdict.recipient: verdict for verdict in after}
    return tuple(
        VerdictChange(recipient=name, before=was.get(name), after=now.get(name))
        for name in sorted({*was, *now})
    )


def paired(
    before: Iterable[Notice], after: Iterable[Notice]
) -> Iterator[tuple[Notice | None, Notice | None]]:
    """Every notice of both, beside what it is in the other: in the order of now, then what went.

    The same finding goes with itself; then one of the same evidence, wherever it stands; then the
    only one of a rule on a subject with the only one there is on the other side.
    """
    left, right = list(before), list(after)
    partners: list[Notice | None] = [None] * len(right)
    for key, must_be_only in ((_whole, False), (_evidence, False), (_subject, True)):
        waiting: dict[Hashable, list[Notice]] = {}
        for notice in left:
            waiting.setdefault(key(notice), []).append(notice)
        claims = Counter(key(n) for n, p in zip(right, partners, strict=True) if p is None)
        for index, notice in enumerate(right):
            same = waiting.get(key(notice), [])
            is_guess = must_be_only and (len(same) > 1 or claims[key(notice)] > 1)
            if partners[index] is None and same and not is_guess:
                partners[index] = same.pop(0)
        left = [notice for group in waiting.values() for notice in group]
    yield from zip(partners, right, strict=True)
    yield from ((notice, None) for notice in left)


def _whole(notice: Notice) -> Hashable:
    return notice.rule, notice.fingerprint, notice.message, notice.places


def _evidence(notice: Notice) -> Hashable:
    return notice.rule, notice.fingerprint


def _subject(notice: Notice) -> Hashable:
    return _about(notice.rule, notice.subject)


def _about(rule: str, subject: SubjectRef) -> tuple[str, str, str, str]:
    return rule, subject.kind, subject.release, subject.reference


def _of_notice(
    old: Notice | None,
    new: Notice | None,
    notice: Notice,
    explainer: Explainer,
    skipped: Why | None,
) -> NoticeChange | None:
    """The change of one notice for those who are asked now; None where there is none."""
    was, now = _shares(old), _shares(new)
    shares = tuple(
        ShareChange(
            recipient=name,
            before=was.get(name),
            after=now.get(name),
            why=skipped or explainer.why(notice, name, was.get(name), now.get(name)),
        )
        for name in explainer.asked
        if _differ(was.get(name), now.get(name))
    )
    had = any(name in was for name in explainer.asked)
    has = any(name in now for name in explainer.asked)
    reads_otherwise = old is not None and new is not None and old.message != new.message
    if not shares and not (reads_otherwise and had and has):
        return None
    turn = Turn.CHANGED if had and has else Turn.CAME if has else Turn.WENT
    return NoticeChange(
        turn=turn,
        notice=notice,
        before=old if reads_otherwise and turn is Turn.CHANGED else None,
        shares=shares,
    )


def _shares(notice: Notice | None) -> dict[str, ForRecipient]:
    return {share.name: share for share in notice.recipients} if notice is not None else {}


def _differ(before: ForRecipient | None, after: ForRecipient | None) -> bool:
    if before is None or after is None:
        return before is not after
    return (before.severity, before.waived) != (after.severity, after.waived)


def _key_of_skip(skip: Skip, asked: tuple[str, ...]) -> Hashable:
    matters = frozenset(skip.matters_to).intersection(asked)
    return _about(skip.rule, skip.subject), skip.reason, skip.detail, matters


def _turned(
    before: Iterable[T], after: Iterable[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[Turn, T]]:
    before, after = tuple(before), tuple(after)
    was, now = {key(one) for one in before}, {key(one) for one in after}
    yield from ((Turn.CAME, one) for one in after if key(one) not in was)
    yield from ((Turn.WENT, one) for one in before if key(one) not in now)
