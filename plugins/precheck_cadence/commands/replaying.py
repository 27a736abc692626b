"""The accounts of a back-test, replayed in one process or several, and kept as they are found."""

from __future__ import annotations

import atexit
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec import Struct

import precheck
from precheck.commands import UsageError, asked_of, plain
from precheck_cadence.commands.opened import Wanted, opened
from precheck_cadence.commands.progress import progress

if TYPE_CHECKING:
    from precheck_cadence.asking import Question
    from precheck_cadence.backtest.kept import Kept
    from precheck_cadence.backtest.replay import Past

STRETCHES = 200
"""Into so many the accounts are cut for each process."""
SEED = 1927
"""Of the sample, so that a back-test can be repeated."""

Account = tuple[str, datetime | None]
"""Its name, and the time before which its uploads are left out."""


class Work(Struct, frozen=True):
    """What a process needs to replay accounts."""

    wanted: Wanted
    recipient: str
    config: Path | None
    day: date


class Asked(Struct, frozen=True):
    """A question, and whether the policy lets its rule hold."""

    question: Question
    holds: bool


def questions(work: Work) -> list[Asked]:
    """Everything that the policy asks and a replay can answer."""
    from precheck import Severity
    from precheck_cadence.asking import Question, is_answered

    return [
        Asked(Question(rule, made.options), made.severity >= Severity.REVIEW)
        for rule, made in asked_of(
            "cadence", [work.recipient], work.config, work.day, is_trial=True
        )
        if is_answered(rule) and made.severity is not Severity.OFF
    ]


def replayed(
    work: Work,
    bad: Mapping[str, datetime | None],
    *,
    sample: int | None = None,
    jobs: int = 1,
    keep: Path | None = None,
) -> list[Past]:
    """What the rules would have said of the accounts, in the order of their names.

    `bad` names those that are, and since when. What the file `keep` holds is not asked again.
    """
    with opened(work.wanted) as history:
        accounts = _drawn(history.senders(), bad, sample)
        held = history.revision()
    with _kept(keep, _sum_of(work, bad, held)) as kept:
        found: dict[str, Past] = dict(kept.pasts) if kept is not None else {}
        missing = [(name, bad.get(name)) for name in accounts if name not in found]
        done = len(accounts) - len(missing)
        with progress("accounts", len(accounts), done) as tell:
            for pasts in _mapped(work, _cut(missing, STRETCHES * jobs), jobs):
                if kept is not None:
                    kept.add(pasts)
                found |= {past.account: past for past in pasts}
                done += len(pasts)
                tell(done, f"{done:,} of {len(accounts):,}")
    return [found[account] for account in accounts]


def _drawn(accounts: list[str], bad: Container[str], sample: int | None) -> list[str]:
    """The bad accounts and so many of the others, the same each time."""
    clean = [account for account in accounts if account not in bad]
    if sample is None or sample >= len(clean):
        return accounts
    drawn = frozenset(Random(SEED).sample(clean, sample))  # noqa: S311 - no secret
    return [account for account in accounts if account in bad or account in drawn]


def _cut(accounts: Sequence[Account], parts: int) -> list[Sequence[Account]]:
    size = max(len(accounts) // parts, 1)
    return [accounts[start : start + size] for start in range(0, len(accounts), size)]


@contextmanager
def _kept(file: Path | None, asked: str) -> Iterator[Kept | None]:
    if file is None:
        yield None
        return
    from precheck_cadence.backtest.kept import Kept, KeptError

    try:
        with closing(Kept(file, asked)) as kept:
            yield kept
    except KeptError as why:
        raise UsageError(f"{plain(str(file))}: {why}") from why


def _sum_of(work: Work, bad: Mapping[str, datetime | None], held: str) -> str:
    """What an account's past follows from, beside its own uploads; the sample is not part of it."""
    rules = [(one.question.rule.id, one.question.options) for one in questions(work)]
    said = [precheck.__version__, rules, sorted(bad.items()), held]
    return sha256(msgspec.json.encode(said)).hexdigest()


def _mapped(work: Work, stretches: Iterable[Sequence[Account]], jobs: int) -> Iterator[list[Past]]:
    if jobs == 1:
        with ExitStack() as desk:
            yield from map(_Desk(work, desk).replay, stretches)
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_Desk.take, initargs=(work,)
    ) as pool:
        yield from pool.map(_Desk.at_work, stretches)


class _Desk:
    """What a process keeps open while it replays accounts."""

    _taken: ClassVar[_Desk]

    def __init__(self, work: Work, after: ExitStack) -> None:
        from precheck_cadence.intake import PastIntake

        self._questions = [asked.question for asked in questions(work)]
        self._history = after.enter_context(opened(work.wanted))
        after.enter_context(self._history.snapshot())
        self._intake = PastIntake(self._history)

    def replay(self, accounts: Sequence[Account]) -> list[Past]:
        """Every day of some accounts."""
        from precheck_cadence.backtest import replay

        return [
            replay.replayed(
                self._history,
                account,
                self._history.uploads_of(account),
                self._questions,
                since=since,
                intake=self._intake,
            )
            for account, since in accounts
        ]

    @classmethod
    def take(cls, work: Work) -> None:
        """Take one for this process, until it ends."""
        after = ExitStack()
        atexit.register(after.close)
        cls._taken = cls(work, after)

    @classmethod
    def at_work(cls, accounts: Sequence[Account]) -> list[Past]:
        """Replay at the desk of this process."""
        return cls._taken.replay(accounts)
