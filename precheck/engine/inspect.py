"""INSPECT: let every inspector learn its fact about one subject. All I/O of a run happens here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from concurrent.futures import Executor
from inspect import iscoroutinefunction
from itertools import groupby
from traceback import format_exception
from typing import Any

from msgspec import Struct

from precheck.engine.watch import Seen, watched
from precheck.facts import Facts, Reason, Unavailable
from precheck.inspectors import Inspector, Tools
from precheck.report import Fault, SubjectRef

Inspectors = tuple[Inspector[Any, Any], ...]


class Step(Struct, frozen=True, kw_only=True):
    """Inspectors next to each other that are asked in one go."""

    inspectors: Inspectors
    is_coroutine: bool
    """Whether they are coroutine functions: they wait on the event loop."""
    reads: bool
    """Whether they are plain functions of which one reads."""

    @property
    def waits(self) -> bool:
        """Whether other subjects can be inspected meanwhile."""
        return self.is_coroutine or self.reads


Steps = tuple[Step, ...]
Wait = Callable[[Coroutine[Any, Any, None]], object]
"""Runs a coroutine to its end."""


def steps(inspectors: Inspectors) -> Steps:
    """The inspectors of one kind of subject, in their order."""
    found = []
    for is_coroutine, neighbours in groupby(inspectors, lambda i: iscoroutinefunction(i.inspect)):
        together = tuple(neighbours)
        reads = not is_coroutine and not all(inspector.is_derived for inspector in together)
        found.append(Step(inspectors=together, is_coroutine=is_coroutine, reads=reads))
    return tuple(found)


class Inspection:
    """The inspection of one subject: facts and faults as they come."""

    def __init__(  # noqa: PLR0913 - what is known of a subject before it is inspected
        self,
        subject: Any,  # noqa: ANN401 - any of the four subjects
        ref: SubjectRef,
        seeds: Mapping[type, object],
        *,
        narrower: tuple[tuple[Any, Facts], ...] = (),
        owners: Mapping[tuple[type, type], str],
        is_watched: bool = False,
    ) -> None:
        """Begin with the facts that need no inspector. `owners` names each inspector's plugin.

        Where it is watched, `seen` says what each inspector looked at, by its fact.
        """
        self.subject = subject
        self.ref = ref
        self.known: dict[type, object] = dict(seeds)
        self.narrower = narrower
        self.owners = owners
        self.faults: list[Fault] = []
        self.is_watched = is_watched
        self.seen: dict[type, Seen] = {}

    def run(self, steps: Steps, tools: Tools, wait: Wait) -> None:
        """Take the steps one by one, here."""
        for step in steps:
            if step.is_coroutine:
                wait(self._await_each(step.inspectors, tools))
            else:
                self._ask_each(step.inspectors, tools)

    async def run_beside(self, steps: Steps, tools: Tools, threads: Executor) -> None:
        """Take them while other subjects take theirs: what reads is given a thread."""
        for step in steps:
            if step.is_coroutine:
                await self._await_each(step.inspectors, tools)
            elif step.reads:
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(threads, self._ask_each, step.inspectors, tools)
            else:
                self._ask_each(step.inspectors, tools)

    @property
    def facts(self) -> Facts:
        """What is known by now."""
        return Facts(self.known, self.narrower)

    def _ask_each(self, inspectors: Iterable[Inspector[Any, Any]], tools: Tools) -> None:
        for inspector in inspectors:
            handed = self._handed(inspector, tools)
            if handed is not None:
                try:
                    fact = inspector.inspect(self.subject, *handed)
                except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
                    self._broke(inspector, error)
                else:
                    self._take(inspector, fact)

    async def _await_each(self, inspectors: Iterable[Inspector[Any, Any]], tools: Tools) -> None:
        for inspector in inspectors:
            handed = self._handed(inspector, tools)
            if handed is not None:
                try:
                    fact = await _coroutine(inspector.inspect(self.subject, *handed))
                except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
                    self._broke(inspector, error)
                else:
                    self._take(inspector, fact)

    def _handed(self, inspector: Inspector[Any, Any], tools: Tools) -> tuple[Facts, Tools] | None:
        """What the inspector is handed beside the subject.

        None where a need cannot be met; then its fact is unavailable for the same reason.
        """
        facts = self.facts
        for need in inspector.needs:
            is_own = need in self.known  # such as the message, which tracks and releases share
            if not is_own and any(need in members.known() for _, members in self.narrower):
                continue
            why = facts.why(need)
            if why is not None:
                self.known[inspector.gives] = why
                return None
        if not self.is_watched:
            return facts, tools
        return watched(facts, tools, self.seen.setdefault(inspector.gives, set()))

    def _take(self, inspector: Inspector[Any, Any], fact: object) -> None:
        if isinstance(fact, (inspector.gives, Unavailable)):
            self.known[inspector.gives] = fact
        else:
            self._fault(inspector, f"gave a {type(fact).__name__} instead of a {inspector.name}")

    def _broke(self, inspector: Inspector[Any, Any], error: BaseException) -> None:
        trace = "".join(format_exception(error))
        self._fault(inspector, f"raised {type(error).__name__}: {error}", trace)

    def _fault(self, inspector: Inspector[Any, Any], what: str, trace: str = "") -> None:
        message = f"the inspector of {inspector.name} {what}"
        self.known[inspector.gives] = Unavailable(Reason.BROKEN, message)
        plugin = self.owners.get((inspector.of, inspector.gives), "")
        where = f"inspector: {inspector.name}"
        self.faults.append(
            Fault(where=where, message=message, plugin=plugin, subject=self.ref, trace=trace)
        )


async def _coroutine(promise: Any) -> object:  # noqa: ANN401 - it is whatever the plugin gave
    return await promise
