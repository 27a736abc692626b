"""The run: its progress, its releases beside what it said of them, and the keys."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer

from precheck.tui.commands import Command
from precheck.tui.messages import AskPath, ShowPage, ShowText
from precheck.tui.query import Scope
from precheck.tui.screens.track import TrackCommand, TrackScreen
from precheck.tui.screens.view import DrawnCommand, ViewScreen
from precheck.tui.state import State
from precheck.tui.stream import Child, drawn_command, show_command
from precheck.tui.views import pages_of
from precheck.tui.widgets.board import TABS, Board
from precheck.tui.widgets.headline import Headline
from precheck.tui.widgets.release_tree import ReleaseTree
from precheck.tui.wording import shown
from precheck.views import View

REPAINT_SECONDS = 0.1
NAMED_IN_PALETTE = 200
"""How many releases the palette offers; the tree has all of them."""


class RunScreen(Screen[None]):
    """One run, as it goes and as it went."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - the type Textual gives it
        (0, "-narrow"),
        (110, "-wide"),
        (190, "-vast"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter"),
        Binding("n", "blocking(1)", "Block"),
        Binding("N", "blocking(-1)", "Previous block", show=False),
        Binding("e", "explain", "Rule"),
        Binding("v", "track", "Track"),
        Binding("b", "releases", "Tree"),
        Binding("d", "details", "Details", show=False),
        Binding("r", "again", "Again", show=False),
        Binding("o", "open", "Open", show=False),
        Binding("a", "all_skips", "All skips", show=False),
        Binding("L", "written", "What the run wrote", show=False),
        *(
            Binding(str(number), f"tab('{tab}')", title, show=False)
            for number, (tab, title) in enumerate(TABS.items(), 1)
        ),
        Binding("question_mark", "app.help", "Help"),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(
        self,
        path: Path,
        argv: tuple[str, ...],
        show_track: TrackCommand | None = None,
        views: Sequence[View] = (),
        draw_page: DrawnCommand | None = None,
    ) -> None:
        """Run a command that speaks of a path.

        `show_track` gives the command that shows a track, `draw_page` the one that draws a page of
        one of the `views`.
        """
        super().__init__()
        self._show_track = show_track or (lambda track: show_command(path, (), track))
        self._draw_page = draw_page or (lambda words, size: drawn_command(words, (), size))
        self.views = {view.title: view for view in views}
        self.target = path
        self.argv = argv
        self.state = State()
        self._painted = -1
        for view in self.views.values():
            if view.key not in self._bindings.key_to_bindings:
                self._bindings.bind(view.key, f"view({view.title!r})", view.title)

    def compose(self) -> ComposeResult:
        """The headline, the tree beside the board, the keys."""
        yield Headline()
        with Horizontal(id="body"):
            yield ReleaseTree(id="tree")
            yield Board(id="board")
        yield Footer()

    def on_mount(self) -> None:
        """Start the run."""
        self.set_interval(REPAINT_SECONDS, self.repaint_if_changed)
        self.board.table.focus()
        self.action_again()

    @property
    def board(self) -> Board:
        """What the run has said."""
        return self.query_one(Board)

    # --- following the run -------------------------------------------------------------------

    def action_again(self) -> None:
        """Run it, and end the run that is under way."""
        self.state = State()
        self.state.begin()
        self._painted = -1
        self.follow(self.state)

    @work(exclusive=True, group="run", exit_on_error=False)
    async def follow(self, state: State) -> None:
        """Start the child and take in what it says. Whatever goes wrong is told, never raised."""
        try:
            async with Child(self.argv) as child:
                async for said in child.events():
                    state.take(said)
                    await asyncio.sleep(0)
        except OSError as error:
            state.fail(f"the run could not be started: {error}")
        except Exception as error:  # noqa: BLE001 - a screen that cannot follow must say so
            state.fail(f"the screen could not follow the run: {type(error).__name__}: {error}")
        gc.freeze()  # thousands of notices stay; searching them for rings would stall the keys

    def repaint_if_changed(self) -> None:
        """Show what the run has changed since."""
        if self._painted != self.state.version:
            keep = self._painted != -1
            self._painted = self.state.version
            self.query_one(Headline).show(self.target, self.state)
            self.query_one(ReleaseTree).fill(self.state)
            self.board.fill(self.state, keep=keep)

    @on(ReleaseTree.Chosen)
    def place_chosen(self, event: ReleaseTree.Chosen) -> None:
        """Show this place alone."""
        self._look_at(event.scope)

    def _look_at(self, scope: Scope) -> None:
        self.remove_class("-tree")
        self.board.look_at(scope)

    # --- what the keys do --------------------------------------------------------------------

    def action_tab(self, tab: str) -> None:
        """Go to a tab."""
        self.remove_class("-tree")
        self.board.go(tab)

    def action_filter(self) -> None:
        """Type a filter."""
        self.remove_class("-tree")
        self.query_one("#filter").focus()

    def action_blocking(self, step: int) -> None:
        """To the next or previous notice that blocks."""
        self.remove_class("-tree")
        if not self.board.next_blocking(step):
            self.notify("No further notice blocks in this direction.", markup=False, timeout=2)

    def action_releases(self) -> None:
        """Show or hide the releases; on a narrow screen they take the board's place."""
        self.toggle_class("-tree" if self.has_class("-narrow") else "-no-tree")
        tree = self.query_one(ReleaseTree)
        shown = self.has_class("-tree") or not self.has_class("-narrow", "-no-tree")
        target = tree if shown and not self.has_class("-no-tree") else self.board.table
        target.focus()

    def action_details(self) -> None:
        """More or less room for the details."""
        self.toggle_class("-long-detail")

    def action_all_skips(self) -> None:
        """Show the skips that harm no verdict too, or not."""
        self.remove_class("-tree")
        self.board.show_skips(every=not self.board.shows_all_skips)

    def action_explain(self) -> None:
        """Show the page of the rule under the cursor."""
        rule = self.board.rule
        if rule:
            self._explain(rule)
        else:
            self.notify("Choose a notice first; its rule is explained.", markup=False, timeout=2)

    def _explain(self, rule: str) -> None:
        self.post_message(ShowPage(rule, ("explain", "--", rule)))

    def action_track(self) -> None:
        """Show the track that is under the cursor, or chosen in the tree."""
        track = self.board.track
        if track is None:
            self.notify("Choose a notice about a track first.", markup=False, timeout=2)
        else:
            self.app.push_screen(TrackScreen(self.state, track, self._show_track))

    def action_view(self, title: str) -> None:
        """Show a plugin's page about the release under the cursor, or chosen in the tree."""
        try:
            pages = pages_of(self.views[title], self.state)
        except Exception as error:  # noqa: BLE001 - a foreign view may raise anything
            said = f"{title} is broken: {type(error).__name__}: {error}"
            self.notify(shown(said), markup=False, severity="error")
            return
        page = pages.get(self.board.release or next(iter(pages), ""))
        if page is None:
            said = f"{title} has nothing to show of this release yet."
            self.notify(said, markup=False, timeout=2)
        else:
            every = tuple(dict.fromkeys(pages.values()))
            self.app.push_screen(ViewScreen(title, every, page, self._draw_page))

    def action_written(self) -> None:
        """Show what the run wrote to stderr."""
        self.post_message(ShowText("What the run wrote", self.state.stderr or "Nothing."))

    def action_open(self) -> None:
        """Ask for another path."""
        self.post_message(AskPath())

    def action_back(self) -> None:
        """Close the releases on a narrow screen; else clear the filter, then the place."""
        if self.has_class("-tree"):
            self.action_releases()
        else:
            self.board.widen()

    def commands(self) -> Iterable[Command]:
        """What the palette offers here."""
        yield Command("Run again", "Check the same path anew", self.action_again)
        yield Command("Open another path", "Choose what to check", self.action_open)
        yield Command("Filter", "Type what the tables should show", self.action_filter)
        yield Command("Next blocking notice", "Key n", partial(self.action_blocking, 1))
        yield Command("Previous blocking notice", "Key N", partial(self.action_blocking, -1))
        yield Command("Explain the rule", "Key e", self.action_explain)
        yield Command("Show the track", "Its sound, tags and notices; key v", self.action_track)
        for view in self.views.values():
            name = f"{view.title} of the release"
            yield Command(name, f"Key {view.key}", partial(self.action_view, view.title))
        yield Command("Show or hide the releases", "Key b", self.action_releases)
        yield Command("More or less details", "Key d", self.action_details)
        yield Command("Show all skips", "Also those that harm no verdict", self.action_all_skips)
        yield Command("What the run wrote", "Its stderr", self.action_written)
        for tab, title in TABS.items():
            name = f"Go to {title.partition(' ')[2]}"
            yield Command(name, f"Key {title[0]}", partial(self.action_tab, tab))
        for rule in sorted(self.state.rules):
            explain = partial(self._explain, rule)
            yield Command(f"Explain {rule}", "A rule's page", explain, is_common=False)
        for release in self.state.releases[:NAMED_IN_PALETTE]:
            name = f"Release {self.state.name(release)} ({release})"
            look = partial(self._look_at, Scope(release))
            yield Command(name, "Show it alone", look, is_common=False)
