"""The start: choose what to check."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DirectoryTree, Footer, Input, Static

from precheck.present.plain import plain
from precheck.tui.messages import CheckPath, ShowPage
from precheck.tui.widgets.plain_input import PlainInput
from precheck.tui.wording import styled

TextOrStr = str | Text
WELCOME = "Choose a message, a release folder, a batch folder or an audio file."


class Folders(DirectoryTree):
    """Files and folders; their names are shown safely."""

    ICON_NODE = "▶ "
    ICON_NODE_EXPANDED = "▼ "
    ICON_FILE = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check", "Check this"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def process_label(self, label: TextOrStr) -> Text:
        """The name without anything a terminal would obey."""
        return Text(plain(str(label)))

    def action_check(self) -> None:
        """Check the file or folder under the cursor."""
        entry = self.cursor_node.data if self.cursor_node is not None else None
        if entry is not None:
            self.post_message(CheckPath(entry.path))


class StartScreen(Screen[None]):
    """A line for a path, and the folders from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("f1", "app.help", "Help"),
        Binding("f2", "page('plugins')", "Plugins"),
        Binding("f3", "page('policies')", "Policies"),
        Binding("f4", "page('rules')", "Rules"),
    ]

    def __init__(self, folder: Path) -> None:
        """Start from this folder."""
        super().__init__()
        self._folder = folder

    def compose(self) -> ComposeResult:
        """A welcome, the line, the folders."""
        yield Static(Content.assemble(("Precheck", "bold")), markup=False, id="welcome")
        yield Static(WELCOME, markup=False, id="invitation")
        yield PlainInput(placeholder="path, then Enter", id="path")
        yield Static("", markup=False, id="path-problem")
        yield Static("Enter opens a folder; on a file it checks it. c checks either.", id="hint")
        yield Folders(self._folder, id="folders")
        yield Footer()

    def on_mount(self) -> None:
        """Begin with the line."""
        self.query_one(Input).focus()

    @on(Input.Submitted, "#path")
    def check_typed(self, event: Input.Submitted) -> None:
        """Check the typed path, if there is such a thing."""
        path = Path(event.value.strip() or ".").expanduser()
        problem = self.query_one("#path-problem", Static)
        if not path.exists():
            problem.update(styled(f"there is nothing at {plain(str(path))}", "review"))
            return
        problem.update("")
        self.post_message(CheckPath(path))

    @on(DirectoryTree.FileSelected)
    def check_file(self, event: DirectoryTree.FileSelected) -> None:
        """Check a chosen file."""
        event.stop()
        self.post_message(CheckPath(event.path))

    def action_page(self, command: str) -> None:
        """Show a plain command's list."""
        self.post_message(ShowPage(command.capitalize(), (command,)))

    def action_back(self) -> None:
        """Back to the run, where there is one below."""
        if len(self.app.screen_stack) > len(("Textual's blank screen", "this one")):
            self.app.pop_screen()
