"""RESTORE: saved facts as facts again, and which of them would be others now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from precheck.engine.codec import Codec
from precheck.engine.inspect import Inspection
from precheck.engine.recorder import KINDS, fact_name, learners, settings_digests, weighty
from precheck.facts import Reason, Unavailable
from precheck.inspectors import Inspector
from precheck.plugins import Registry
from precheck.record import SavedFact, SavedRun, SavedSubject
from precheck.report import Fault

REMEDY = "Check the files again."
SAME_SETTINGS = "Judge with the settings of that run, or check the files again."

AnyInspector = Inspector[Any, Any]


class Restorer:
    """What a report knows of its facts, and what would be learned otherwise now."""

    def __init__(
        self,
        registry: Registry,
        seeds: Mapping[type, object],
        saved: SavedRun,
        *,
        then: date,
        day: date,
    ) -> None:
        """`seeds` hold the settings; `then` is the report's day, `day` the one to judge for."""
        self.owners = registry.owners
        self.weighty = weighty(registry)
        self._then = then
        self._is_same_day = then == day
        self._settings = dict(settings_digests(registry, seeds).values())
        self._learned = {(one.of, one.fact): one for one in saved.learners}
        self._now = {(one.of, one.fact): one for one in learners(registry)}

    def why_stale(self, inspector: AnyInspector, saved: SavedFact | None) -> Unavailable | None:
        """Why a saved fact is not what would be learned now; None where it is."""
        return next(self._reasons(inspector, saved), None)

    def _reasons(self, inspector: AnyInspector, saved: SavedFact | None) -> Iterator[Unavailable]:
        name = inspector.name
        key = KINDS[inspector.of], fact_name(self.owners, inspector)
        then, now = self._learned.get(key), self._now[key]
        if then is None or saved is None:
            yield stale(f"the report holds no {name} learned by the plugin that supplies it now")
        elif then.version != now.version:
            versions = f"{then.version} then, {now.version} now"
            yield stale(f"{name} is learned in another way by now (version {versions})")
        elif then.form != now.form:
            yield stale(f"{name} has another form than when it was saved")
        elif saved.unsaved:
            yield stale(f"{name} was not saved: {saved.unsaved}")
        elif saved.reads_day and not self._is_same_day:
            yield stale(f"{name} was learned for {self._then} and hangs on the day")
        else:
            for setting, digest in saved.settings.items():
                if self._settings.get(setting) != digest:
                    table = f"[plugins.{setting.partition('.')[0]}]"
                    yield stale(
                        f"{name} was learned under other settings of {table}", SAME_SETTINGS
                    )


class Others:
    """Facts that are others than they were, by class, each with how."""

    def __init__(self) -> None:
        self.stale: dict[type, str] = {}
        """Saved ones that cannot be used."""
        self.moved: dict[type, str] = {}
        """Derived ones that came out differently."""

    def add(self, more: Others) -> None:
        """Take over those of another subject."""
        self.stale |= more.stale
        self.moved |= more.moved


class Share:
    """The saved facts of one subject, handed out to its inspection."""

    def __init__(
        self,
        restorer: Restorer,
        look: Inspection,
        saved: SavedSubject | None,
        codec: Codec,
        below: Others,
    ) -> None:
        """`below` are the facts of narrower subjects that are others than they were."""
        self._restorer = restorer
        self._look = look
        self._saved = {fact.fact: fact for fact in saved.facts} if saved is not None else {}
        self._codec = codec
        self._below = below
        self.others = Others()

    def must_ask(self, inspector: AnyInspector) -> bool:
        """Hand over the saved fact; or say that it is derived, and the inspector must be asked."""
        shaken = next(self._shaken(inspector), "")
        if shaken:
            self._set_stale(inspector, stale(f"{inspector.name} rests on {shaken}"))
            return False
        if inspector.is_derived:
            return True
        saved = self._fact(inspector)
        why = self._restorer.why_stale(inspector, saved)
        if why is not None:
            self._set_stale(inspector, why)
        elif saved is not None:
            self._give(inspector, saved)
        return False

    def compare(self, inspector: AnyInspector) -> None:
        """Note where a derived fact came out differently, for those that rest on it."""
        if inspector.gives in self._restorer.weighty:
            saved = self._fact(inspector)
            digest = self._codec.digest(self._look.known.get(inspector.gives))
            if saved is None or not digest or saved.digest != digest:
                self.others.moved[inspector.gives] = f"{inspector.name}, which is another now"

    def _fact(self, inspector: AnyInspector) -> SavedFact | None:
        return self._saved.get(fact_name(self._restorer.owners, inspector))

    def _shaken(self, inspector: AnyInspector) -> Iterator[str]:
        """What the inspector works from and is not as it was; a derived fact only moves along."""
        for others in (self.others, self._below):
            for kind in (*inspector.needs, *inspector.wants):
                if kind in others.stale:
                    yield others.stale[kind]
                elif kind in others.moved and not inspector.is_derived:
                    yield others.moved[kind]

    def _give(self, inspector: AnyInspector, saved: SavedFact) -> None:
        known = self._look.known
        if saved.why is None:
            try:
                known[inspector.gives] = self._codec.read(inspector.gives, saved.value)
            except Exception as error:  # noqa: BLE001 - the report comes from outside
                what = f"the {inspector.name} in the report cannot be read: {error}"
                self._set_stale(inspector, stale(what))
            return
        known[inspector.gives] = saved.why
        if saved.is_fault:
            self._look.faults.append(
                Fault(
                    where=f"inspector: {inspector.name}",
                    message=saved.why.detail,
                    plugin=self._restorer.owners.get((inspector.of, inspector.gives), ""),
                    subject=self._look.ref,
                )
            )

    def _set_stale(self, inspector: AnyInspector, why: Unavailable) -> None:
        self._look.known[inspector.gives] = why
        self.others.stale[inspector.gives] = f"{inspector.name}, which is stale"


def stale(detail: str, remedy: str = REMEDY) -> Unavailable:
    """Why a saved fact is not used."""
    return Unavailable(Reason.STALE, " ".join(detail.split()), remedy)
