"""The plugins that took part, and those that did not."""

from __future__ import annotations

from collections.abc import Sequence

from precheck.report import PluginInfo
from precheck.tui.widgets.table import Cell, Column, Table

LOOKS = {"loaded": "pass", "broken": "block", "blocked": "off"}


class PluginTable(Table):
    """Plugins by name."""

    COLUMNS = (
        Column("name", "Plugin", 16),
        Column("status", "Status", 8),
        Column("rules", "Rules", 5),
        Column("facts", "Facts", 5),
        Column("policies", "Policies", 8),
        Column("version", "From", 24),
        Column("problem", "Problem", 20, grows=True),
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self.empty_text = "No run yet. `precheck plugins` lists what is installed."
        self.plugins: Sequence[PluginInfo] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        return self.COLUMNS

    def fill(self, plugins: Sequence[PluginInfo]) -> None:
        """Show these."""
        self.plugins = plugins
        self.show(range(len(plugins)))

    def row(self, item: int) -> Sequence[Cell]:
        """One plugin."""
        plugin = self.plugins[item]
        origin = f"{plugin.distribution} {plugin.version}".strip() or "part of precheck"
        return (
            Cell(plugin.name, "strong"),
            Cell(plugin.status, LOOKS[plugin.status]),
            Cell(str(plugin.rules)),
            Cell(str(len(plugin.inspectors))),
            Cell(str(len(plugin.policies))),
            Cell(origin, "off"),
            Cell(plugin.problem, "block"),
        )

    def hint(self, item: int) -> str:
        """What is wrong with it."""
        return self.plugins[item].problem
