"""The views that plugins bring, through the entry points of the group `precheck.views`."""

from __future__ import annotations

from datetime import date
from importlib.metadata import entry_points
from typing import NamedTuple

from precheck.tui.state import Phase, State
from precheck.views import RunRelease, RunView, View

GROUP = "precheck.views"


def installed_views() -> tuple[View, ...]:
    """Every view that can be imported, by the name of its entry point; a broken one is left out."""
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        try:
            view = point.load()
        except Exception:  # noqa: BLE001, S112 - a foreign module may raise anything
            continue
        if isinstance(view, View):
            found.append(view)
    return tuple(found)


class Page(NamedTuple):
    """A page, by what prints it."""

    words: tuple[str, ...]
    name: str
    """Of the first release that it is about."""


def pages_of(view: View, state: State) -> dict[str, Page]:
    """The page about each release that has one, in order; none while the run is under way.

    A foreign view may raise anything.
    """
    if state.phase is Phase.RUNNING:
        return {}
    done = [state.results[release] for release in state.releases if release in state.results]
    run = RunView(
        releases=tuple(
            RunRelease(id=r.id, title=r.title, account=r.account, icpn=r.icpn, grid=r.grid)
            for r in done
        ),
        recipients=state.recipients,
        as_of=state.started.plan.as_of if state.started is not None else date.min,
    )
    words = view.pages(run)
    shared: dict[tuple[str, ...], Page] = {}
    return {
        one.id: shared.setdefault(words[one.id], Page(words[one.id], state.name(one.id)))
        for one in done
        if words.get(one.id)
    }
