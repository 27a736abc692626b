"""The board: the filter, and the five tables under their tabs, each with its detail."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TabbedContent, TabPane

from precheck.report import Fault, SubjectRef
from precheck.tui.messages import ShowPage
from precheck.tui.query import EVERYWHERE, Query, Scope, view
from precheck.tui.state import State, TrackRef
from precheck.tui.widgets.detail import (
    Detail,
    nothing,
    notice_page,
    plugin_page,
    policy_page,
    unjudged_page,
)
from precheck.tui.widgets.filter_line import FilterLine
from precheck.tui.widgets.matrix import Matrix
from precheck.tui.widgets.notice_table import NoticeTable
from precheck.tui.widgets.plugin_table import PluginTable
from precheck.tui.widgets.policy_table import PolicyTable
from precheck.tui.widgets.table import Table
from precheck.tui.widgets.unjudged_table import UnjudgedTable
from precheck.tui.wording import shown

TABS = {
    "notices": "1 Notices",
    "matrix": "2 Matrix",
    "unjudged": "3 Not judged",
    "plugins": "4 Plugins",
    "policies": "5 Policies",
}
MAX_SCOPE = 40


class Board(Vertical):
    """What a run has said, narrowed by a filter and by a chosen place."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin with nothing said and nothing left out."""
        super().__init__(id=id)
        self.scope = EVERYWHERE
        self.shows_all_skips = False
        self._state = State()

    def compose(self) -> ComposeResult:
        """The filter, then the tabs."""
        yield FilterLine()
        with TabbedContent():
            yield self._pane("notices", NoticeTable(), Detail())
            yield self._pane("matrix", Matrix())
            yield self._pane("unjudged", UnjudgedTable(), Detail())
            yield self._pane("plugins", PluginTable(), Detail())
            yield self._pane("policies", PolicyTable(), Detail())

    def _pane(self, tab: str, *parts: Widget) -> TabPane:
        return TabPane(TABS[tab], Container(*parts, classes="pane"), id=tab)

    # --- what is shown -----------------------------------------------------------------------

    def fill(self, state: State, *, keep: bool = True) -> None:
        """Show a run."""
        self._state = state
        self.query_one(Matrix).fill(state, keep=keep)
        if state.started is not None:
            self.query_one(PluginTable).fill(state.started.plugins)
            self.query_one(PolicyTable).fill(state.started.policies)
        self.narrow(keep=keep)

    def narrow(self, *, keep: bool = True) -> None:
        """Apply the filter and the chosen place."""
        state, query = self._state, Query.parse(self.query_one(FilterLine).text)
        notices, unjudged = self.query_one(NoticeTable), self.query_one(UnjudgedTable)
        things = state.unjudged + (state.harmless if self.shows_all_skips else [])
        found, missing = (view(e, query, self.scope) for e in (state.notices, things))
        with self.prevent(Table.Highlighted):  # shown at once, so that the screen is laid out once
            everyone = len(state.recipients)
            notices.fill(state.notices, state.titles, found, everyone=everyone, keep=keep)
            unjudged.fill(things, state.titles, missing, keep=keep)
        self._show_detail(notices)
        self._show_detail(unjudged)
        self._count("notices", len(found), len(state.notices))
        stopped = [1 + len(thing.alike) for thing in things]
        self._count("unjudged", sum(stopped[i] for i in missing), sum(stopped))
        self.query_one(FilterLine).show_scope(self._scope_words())

    def _count(self, tab: str, found: int, total: int) -> None:
        share = str(found) if found == total else f"{found}/{total}"
        bar = self.query_one(TabbedContent).get_tab(tab)
        if bar.label_text != f"{TABS[tab]} {share}":
            bar.label = Content(f"{TABS[tab]} {share}")

    def _scope_words(self) -> str:
        scope = self.scope
        name = self._state.name(scope.release)
        words = " · ".join(p for p in (name, scope.reference, scope.recipient) if p)
        return shown(words[:MAX_SCOPE])

    # --- what is chosen ----------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The tab in front."""
        return self.query_one(TabbedContent).active

    @property
    def table(self) -> Table:
        """The table in front."""
        return self.query_one(f"#{self.tab} Table", Table)

    @property
    def rule(self) -> str:
        """The rule under the cursor, or an empty string."""
        table = self.table
        if table.item is not None and isinstance(table, NoticeTable):
            return table.notice(table.item).rule
        if table.item is not None and isinstance(table, UnjudgedTable):
            thing = table.thing(table.item)
            return thing.where.partition("rule: ")[2] if isinstance(thing, Fault) else thing.rule
        return ""

    @property
    def track(self) -> TrackRef | None:
        """The track under the cursor, else the one that is chosen, else the first of a release."""
        places = [TrackRef(self.scope.release, self.scope.reference)]
        about = self._subject
        if about is not None:
            places.insert(0, TrackRef(about.release, about.reference))
        tracks = self._state.tracks
        for place in places:
            there = (t for t in tracks if place in {t, TrackRef(t.release, "")})
            if (found := next(there, None)) is not None:
                return found
        return None

    @property
    def release(self) -> str:
        """The release under the cursor, else the one that is chosen; empty for none."""
        table, about = self.table, self._subject
        if table.item is not None and isinstance(table, Matrix):
            return self._state.releases[table.item]
        return (about.release if about is not None else "") or self.scope.release

    @property
    def _subject(self) -> SubjectRef | None:
        """What the line under the cursor is about."""
        table = self.table
        if table.item is not None and isinstance(table, NoticeTable):
            return table.notice(table.item).subject
        if table.item is not None and isinstance(table, UnjudgedTable):
            return table.thing(table.item).subject
        return None

    def go(self, tab: str) -> None:
        """Bring a tab to the front, and the keys to its table."""
        self.query_one(TabbedContent).active = tab
        self.table.focus()

    def look_at(self, scope: Scope) -> None:
        """Show this place alone."""
        self.scope = scope
        self.narrow(keep=False)
        self.go(self.tab if self.tab in {"notices", "unjudged"} else "notices")

    def widen(self) -> None:
        """Clear the filter; where there is none, show every place again."""
        line = self.query_one(FilterLine)
        if line.text:
            line.clear()
        elif self.scope != EVERYWHERE:
            self.scope = EVERYWHERE
            self.narrow()
        self.table.focus()

    def next_blocking(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) notice that blocks; whether there is one."""
        self.go("notices")
        return self.query_one(NoticeTable).next_blocking(step)

    def show_skips(self, *, every: bool) -> None:
        """Show every skip, or only those that leave a verdict incomplete."""
        self.shows_all_skips = every
        self.narrow()
        self.go("unjudged")

    # --- what the widgets say ----------------------------------------------------------------

    @on(FilterLine.Changed)
    def filter_changed(self) -> None:
        """Narrow the tables as it is typed."""
        self.narrow(keep=False)

    @on(FilterLine.Left)
    def filter_left(self) -> None:
        """The keys go to the table."""
        self.table.focus()

    @on(Matrix.Picked)
    def cell_picked(self, event: Matrix.Picked) -> None:
        """Show the notices behind a verdict."""
        event.stop()
        self.look_at(Scope(event.release, "", event.recipient))

    @on(Table.Highlighted)
    def highlighted(self, event: Table.Highlighted) -> None:
        """Show all about the line under the cursor."""
        self._show_detail(event.table)

    def _show_detail(self, table: Table) -> None:
        if table.parent is not None:
            for detail in table.parent.query_children(Detail):
                detail.show(self._page(table, table.item))

    def _page(self, table: Table, item: int | None) -> Content:
        if item is None:
            return nothing()
        if isinstance(table, NoticeTable):
            return notice_page(table.notice(item), self._state.titles)
        if isinstance(table, UnjudgedTable):
            return unjudged_page(table.thing(item), table.alike(item))
        if isinstance(table, PluginTable):
            return plugin_page(table.plugins[item])
        return policy_page(table.policies[item]) if isinstance(table, PolicyTable) else nothing()

    @on(Table.Chosen)
    def line_chosen(self, event: Table.Chosen) -> None:
        """Go on to the page behind a line, or into its detail."""
        table, item = event.table, event.table.item
        if item is not None and isinstance(table, PluginTable):
            name = table.plugins[item].name
            self.post_message(ShowPage(f"Rules of {name}", ("rules",), f"{name}."))
        elif item is not None and isinstance(table, PolicyTable):
            name = table.policies[item].name
            self.post_message(ShowPage(f"Policy {name}", ("policies", "show", "--", name)))
        elif isinstance(table, NoticeTable | UnjudgedTable):
            self.query_one(f"#{self.tab} Detail", Detail).focus()
