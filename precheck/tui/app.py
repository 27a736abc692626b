"""The app: it holds the screens together and has no feature of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content

from precheck.present.plain import plain
from precheck.tui.colours import look_variables
from precheck.tui.commands import Commands
from precheck.tui.messages import AskPath, CheckPath, ShowPage, ShowText
from precheck.tui.screens.help import HelpScreen
from precheck.tui.screens.page import CommandPage, PageScreen
from precheck.tui.screens.run import RunScreen
from precheck.tui.screens.start import StartScreen
from precheck.tui.stream import check_command, drawn_command, page_command, show_command
from precheck.tui.views import installed_views
from precheck.views import View

BROKEN = 3
CommandFor = Callable[[Path, tuple[str, ...]], tuple[str, ...]]
TrackCommandFor = Callable[[Path, tuple[str, ...], str], tuple[str, ...]]
DrawCommandFor = Callable[[tuple[str, ...], tuple[str, ...], tuple[int, int]], tuple[str, ...]]


class PrecheckApp(App[None]):
    """Precheck in a terminal."""

    TITLE = "Precheck"
    CSS_PATH = "app.tcss"
    COMMANDS = App.COMMANDS | {Commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", show=False),
        Binding("t", "toggle_light", "Light or dark", show=False),
        Binding("o", "open", "Open a path", show=False),
        Binding("ctrl+q", "quit", "Quit", priority=True),
    ]

    def __init__(  # noqa: PLR0913 - each says whom to ask
        self,
        path: Path | None = None,
        arguments: tuple[str, ...] = (),
        *,
        command_for: CommandFor = check_command,
        track_command_for: TrackCommandFor = show_command,
        draw_command_for: DrawCommandFor = drawn_command,
        views: Sequence[View] | None = None,
    ) -> None:
        """Check a path, or ask for one.

        `command_for` gives the command whose events are shown, `track_command_for` the one that
        shows a track, `draw_command_for` the one that draws a page of a view. The views are those
        installed, unless others are given.
        """
        super().__init__()
        self._path = path
        self._arguments = arguments
        self._command_for = command_for
        self._track_command_for = track_command_for
        self._draw_command_for = draw_command_for
        self._views = installed_views() if views is None else views
        self._run: RunScreen | None = None

    def on_mount(self) -> None:
        """Open the first screen."""
        if self._path is None:
            self.push_screen(StartScreen(Path.cwd()))
        else:
            self.check(CheckPath(self._path))

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and one for each look."""
        variables = super().get_css_variables()
        variables |= look_variables(variables, ansi=self.current_theme.ansi)
        self.theme_variables = variables
        return variables

    @property
    def exit_code(self) -> int:
        """What the last run says to the shell; a screen that broke says 3."""
        if self.return_code:
            return BROKEN
        return self._run.state.exit_code if self._run is not None else 0

    @on(CheckPath)
    def check(self, event: CheckPath) -> None:
        """Run on a path."""
        while isinstance(self.screen, RunScreen | StartScreen):
            self.pop_screen()
        show_track = partial(self._track_command_for, event.path, self._arguments)
        argv = self._command_for(event.path, self._arguments)

        def draw(words: tuple[str, ...], size: tuple[int, int]) -> tuple[str, ...]:
            return self._draw_command_for(words, self._arguments, size)

        self._run = RunScreen(event.path, argv, show_track, self._views, draw)
        self.push_screen(self._run)

    @on(AskPath)
    def action_open(self) -> None:
        """Ask for a path; the run stays below, and Esc leads back to it."""
        if not isinstance(self.screen, StartScreen):
            self.push_screen(StartScreen(Path.cwd()))

    @on(ShowPage)
    def show_page(self, event: ShowPage) -> None:
        """Show what a plain command prints."""
        argv = page_command(event.words, self._arguments)
        self.push_screen(CommandPage(event.title, argv, event.starting_with))

    @on(ShowText)
    def show_text(self, event: ShowText) -> None:
        """Show a text."""
        lines = [Content(plain(line)) for line in event.text.splitlines()]
        self.push_screen(PageScreen(event.title, Content("\n").join(lines)))

    def action_help(self) -> None:
        """Show the help."""
        if not isinstance(self.screen, PageScreen):
            self.push_screen(HelpScreen())

    def action_toggle_light(self) -> None:
        """From dark to light, or back."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def _fatal_error(self) -> None:
        """Say what broke, without the values Textual would print: they are a submission's."""
        if "--debug" in self._arguments:
            super()._fatal_error()
            return
        error = self._exception
        told = f"precheck: the screen broke: {type(error).__name__}: {error}"
        self.panic(Text(plain(told)))
