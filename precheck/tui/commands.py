"""The commands of the palette: what the screen in front can do, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from precheck.tui.wording import shown


class Command(NamedTuple):
    """Something to do. The name may hold any text, the help only ours."""

    name: str
    help: str
    do: Callable[[], object]
    is_common: bool = True
    """Whether it is listed before anything is typed."""


@runtime_checkable
class Commanding(Protocol):
    """A screen that has commands."""

    def commands(self) -> Iterable[Command]:
        """What it can do now."""


class Commands(Provider):
    """The commands of the screen in front."""

    def _every(self) -> Iterable[Command]:
        return self.screen.commands() if isinstance(self.screen, Commanding) else ()

    async def discover(self) -> Hits:
        """What is listed before anything is typed."""
        for command in self._every():
            if command.is_common:
                name = shown(command.name)
                yield DiscoveryHit(Content(name), command.do, text=name, help=command.help)

    async def search(self, query: str) -> Hits:
        """What matches; names are shown as they are, since they may hold brackets."""
        matcher = self.matcher(query)
        for command in self._every():
            name = shown(command.name)
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), command.do, text=name, help=command.help)
