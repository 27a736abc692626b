"""The tree: releases, and their tracks and images once they are opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct
from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from precheck.report import TrackSummary
from precheck.rules import Severity
from precheck.tui.query import Scope
from precheck.tui.state import State
from precheck.tui.wording import shown, verdict_look, verdict_word

SIBLINGS = 200
"""How many releases or tracks are added at a time; the last line adds more."""


class Branch(Struct, frozen=True):
    """What a node stands for."""

    release: str = ""
    reference: str = ""
    more_from: int = 0
    """Where the next siblings begin, for a line that adds them."""


Node = TreeNode[Branch]


class ReleaseTree(Tree[Branch]):
    """Releases in order, each with its worst verdict in words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("right,l", "open", "Open", show=False),
        Binding("left,h", "close", "Close", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A release, a track, or everything was chosen."""

        scope: Scope

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin with the root alone."""
        super().__init__(Text("All releases"), Branch(), id=id)
        self.auto_expand = False
        self._state = State()
        self._branches: dict[str, Node] = {}
        self.root.expand()

    def fill(self, state: State) -> None:
        """Show a run; only what changed is touched."""
        if state is not self._state:
            self._state = state
            self._branches.clear()
            self.root.remove_children()
        if not self._branches and state.releases:
            self._add_releases(0)
        total = len(state.releases)
        self.root.set_label(Text(f"All releases ({total})"))
        for release, node in self._branches.items():
            label = self._release_label(release)
            if str(node.label) != label.plain:
                node.set_label(label)
                node.allow_expand = release in state.results

    def _add_releases(self, start: int) -> None:
        for release in self._state.releases[start : start + SIBLINGS]:
            self._branches[release] = self.root.add(
                self._release_label(release),
                Branch(release),
                allow_expand=release in self._state.results,
            )
        self._add_more(self.root, Branch(), start, len(self._state.releases))

    def _add_more(self, node: Node, branch: Branch, start: int, total: int) -> None:
        left = total - start - SIBLINGS
        if left > 0:
            more = Branch(branch.release, more_from=start + SIBLINGS)
            node.add_leaf(Text(f"… {left} more"), more)

    def _release_label(self, release: str) -> Text:
        state = self._state
        title, rest = shown(state.name(release)), ""
        if title != shown(release):
            rest = f"  {shown(release)}"  # several releases may have one title
        if release in state.under_way:
            return Text(f"… {title}")
        if release not in state.results:
            return Text(f"  {title}", style="dim")
        verdict = state.worst(release)
        word = verdict_word(verdict)
        style = "bold" if word.startswith(("BLOCK", "REVIEW")) else ""
        return Text.assemble((word, style), f" {title}", (rest, "dim"))

    def render_label(self, node: Node, base_style: Style, style: Style) -> Text:
        """The label, its verdict coloured as in the tables but under the cursor."""
        text = super().render_label(node, base_style, style)
        branch = node.data
        if branch is None or branch.reference or node is self.cursor_node:
            return text
        verdict = self._state.worst(branch.release)
        if verdict is not None and branch.release not in self._state.under_way:
            colour = self.app.theme_variables.get(f"look-{verdict_look(verdict)}")
            start = len(self.ICON_NODE)
            if colour:
                look = Style(color=Color.parse(colour).rich_color)
                text.stylize(look, start, start + len(verdict_word(verdict)))
        return text

    def _member_label(self, release: str, member: TrackSummary) -> Text:
        name = " ".join(p for p in (member.reference, member.title, member.version) if p)
        counts = self._state.by_subject
        said = [
            f"{count} {severity.value}"
            for severity in reversed(Severity)
            if (count := counts[release, member.reference, severity.value])
        ]
        kind = "" if member.kind == "track" else "image "
        return Text.assemble(f"{kind}{shown(name)}", (f"  {', '.join(said)}", "bold"))

    def _add_members(self, node: Node, branch: Branch, start: int) -> None:
        members = self._state.results[branch.release].members
        for member in members[start : start + SIBLINGS]:
            label = self._member_label(branch.release, member)
            node.add_leaf(label, Branch(branch.release, member.reference))
        self._add_more(node, branch, start, len(members))

    @on(Tree.NodeExpanded)
    def add_children(self, event: Tree.NodeExpanded[Branch]) -> None:
        """Add the tracks of a release when it is first opened."""
        branch = event.node.data
        if branch and branch.release in self._state.results and not event.node.children:
            self._add_members(event.node, branch, 0)

    @on(Tree.NodeSelected)
    def choose(self, event: Tree.NodeSelected[Branch]) -> None:
        """Say what was chosen, or add the next siblings."""
        event.stop()
        branch, parent = event.node.data, event.node.parent
        if branch is None:
            return
        if not branch.more_from or parent is None:
            self.post_message(self.Chosen(Scope(branch.release, branch.reference)))
            return
        event.node.remove()
        if branch.release:
            self._add_members(parent, branch, branch.more_from)
        else:
            self._add_releases(branch.more_from)

    def action_open(self) -> None:
        """Open the node under the cursor."""
        if self.cursor_node is not None and self.cursor_node.allow_expand:
            self.cursor_node.expand()

    def action_close(self) -> None:
        """Close the node under the cursor, or go to its parent."""
        node = self.cursor_node
        if node is not None and node.is_expanded and node.children:
            node.collapse()
        else:
            self.action_cursor_parent()
