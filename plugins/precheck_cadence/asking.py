"""Asking a rule about a cadence, outside of any check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from precheck import AsOf, Batch, Facts, Finding, Rule
from precheck_cadence.cadence import Cadence


def is_answered(rule: Rule[Any]) -> bool:
    """Whether a cadence is all that a rule needs to know."""
    return rule.of is Batch and set(rule.needs) == {Cadence}


class Question(Struct, frozen=True):
    """A rule about batches, and the numbers that it is asked with."""

    rule: Rule[Batch]
    options: object | None = None

    def findings(self, cadence: Cadence, day: date) -> Iterator[Finding]:
        """What the rule says of it on a day."""
        facts = Facts({Cadence: cadence, AsOf: AsOf(day)})
        if self.options is not None:
            facts = facts.plus({type(self.options): self.options})
        yield from self.rule.ask(Batch(root=Path()), facts)
