"""The policies that were judged under."""

from __future__ import annotations

from collections.abc import Sequence

from precheck.report import PolicyInfo
from precheck.tui.widgets.table import Cell, Column, Table


class PolicyTable(Table):
    """Policies by name."""

    COLUMNS = (
        Column("name", "Policy", 18),
        Column("title", "Title", 24, grows=True),
        Column("kind", "Whose", 11),
        Column("plugin", "Plugin", 14),
        Column("digest", "Digest", 12),
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self.empty_text = "No run yet. `precheck policies` lists what is installed."
        self.policies: Sequence[PolicyInfo] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        return self.COLUMNS

    def fill(self, policies: Sequence[PolicyInfo]) -> None:
        """Show these."""
        self.policies = policies
        self.show(range(len(policies)))

    def row(self, item: int) -> Sequence[Cell]:
        """One policy."""
        policy = self.policies[item]
        return (
            Cell(policy.name, "strong"),
            Cell(policy.title),
            Cell(policy.kind.value),
            Cell(policy.plugin or "your own", "off"),
            Cell(policy.digest[:12], "off"),
        )
