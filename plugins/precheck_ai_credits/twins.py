"""One question about tracks and about pictures, declared once as two rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from precheck import Facts, Finding, Image, Resource, Rule, Severity, Source, Track, rule

Ask = Callable[[Resource, Facts], Iterable[Finding]]
When = Callable[[Resource, Facts], bool]


class Twins(Struct, frozen=True):
    """The rule about tracks, its twin about pictures, and the question they share."""

    track: Rule[Track]
    image: Rule[Image]
    ask: Ask

    @property
    def both(self) -> tuple[Rule[Any], Rule[Any]]:
        """The two rules."""
        return self.track, self.image


def twins(  # noqa: PLR0913 - a declaration names everything once
    rule_id: str,
    *,
    title: str,
    severity: Severity,
    sources: tuple[Source, ...],
    needs: tuple[type, ...] = (),
    is_estimate: bool = False,
    when: When | None = None,
) -> Callable[[Ask], Twins]:
    """Declare a function as a rule about tracks and, with `-image` at its id, about pictures."""

    def declare(ask: Ask) -> Twins:
        def of(kind: type[Any], name: str, text: str) -> Rule[Any]:
            declare_one = rule(
                name,
                title=text,
                severity=severity,
                of=kind,
                needs=needs,
                sources=sources,
                is_estimate=is_estimate,
                when=when,
            )
            return declare_one(ask)

        return Twins(
            track=of(Track, rule_id, title),
            image=of(Image, f"{rule_id}-image", f"{title} (picture)"),
            ask=ask,
        )

    return declare
