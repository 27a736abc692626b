"""INSPECT: let every inspector learn its fact about one subject. All I/O of a run happens here."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from inspect import iscoroutinefunction
from traceback import format_exception
from typing import Any

from precheck.engine.watch import Seen, watched
from precheck.facts import Facts, Reason, Unavailable
from precheck.inspectors import Inspector, Tools
from precheck.report import Fault, SubjectRef

Inspectors = tuple[Inspector[Any, Any], ...]


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

    async def run(self, inspectors: Inspectors, tools: Tools, threads: Executor) -> None:
        """Ask the inspectors in order; neighbours that read share one thread."""
        loop = asyncio.get_running_loop()
        plain: list[Inspector[Any, Any]] = []

        async def ask_plain() -> None:
            if any(not inspector.is_derived for inspector in plain):
                await loop.run_in_executor(threads, self._ask_each, tuple(plain), tools)
            else:
                self._ask_each(plain, tools)
            plain.clear()

        for inspector in inspectors:
            if iscoroutinefunction(inspector.inspect):
                await ask_plain()
                await self._ask_coroutine(inspector, tools)
            else:
                plain.append(inspector)
        await ask_plain()

    @property
    def facts(self) -> Facts:
        """What is known by now."""
        return Facts(self.known, self.narrower)

    def _shown(self, inspector: Inspector[Any, Any], tools: Tools) -> tuple[Facts, Tools]:
        """What the inspector is handed beside the subject."""
        if not self.is_watched:
            return self.facts, tools
        return watched(self.facts, tools, self.seen.setdefault(inspector.gives, set()))

    def _ask_each(self, inspectors: Iterable[Inspector[Any, Any]], tools: Tools) -> None:
        for inspector in inspectors:
            if not self._lacks(inspector):
                try:
                    fact = inspector.inspect(self.subject, *self._shown(inspector, tools))
                except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
                    self._broke(inspector, error)
                else:
                    self._take(inspector, fact)

    async def _ask_coroutine(self, inspector: Inspector[Any, Any], tools: Tools) -> None:
        if not self._lacks(inspector):
            try:
                fact = await _coroutine(
                    inspector.inspect(self.subject, *self._shown(inspector, tools))
                )
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
                self._broke(inspector, error)
            else:
                self._take(inspector, fact)

    def _lacks(self, inspector: Inspector[Any, Any]) -> bool:
        """Whether a need cannot be met; then the fact is unavailable for the same reason."""
        for need in inspector.needs:
            is_own = need in self.known  # such as the message, which tracks and releases share
            if not is_own and any(need in facts.known() for _, facts in self.narrower):
                continue
            why = self.facts.why(need)
            if why is not None:
                self.known[inspector.gives] = why
                return True
        return False

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
