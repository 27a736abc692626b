"""The policies as one page of Markdown: what becomes of AI where, and every line with its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from precheck.policy import Line, Policy, PolicyKind, ruling
from precheck.rules import Basis, Rule, Source

HEADINGS = {
    PolicyKind.RECIPIENT: "Recipients",
    PolicyKind.DISTRIBUTOR: "Distributors",
    PolicyKind.LAW: "Laws",
}
OUTCOMES = {
    "all AI": "ai-credits.fully-ai",
    "partly AI": "ai-credits.partly-ai",
    "undeclared": "ai-credits.undeclared",
    "undeclared, but marked": "ai-credits.undeclared-but-marked",
    "offered for users' videos": "recipients.ai-in-user-videos",
}
Rules = Mapping[str, Rule[Any]]


def page(policies: tuple[Policy, ...], rules: Rules) -> str:
    """The whole page, ending with a line break."""
    return "\n".join(_lines(policies, rules)) + "\n"


def _lines(policies: tuple[Policy, ...], rules: Rules) -> Iterator[str]:
    day = max(source.read for policy in policies for source in policy.sources.values())
    yield "# Recipients"
    yield ""
    yield "Made from the policies by `python docs/generate.py`; `precheck policies` shows the same."
    yield f"The sources were read by {day}, and this page says what holds on that day."
    yield "A line marked (read) begins on the day its source was read, for want of a published one."
    yield "What a policy has no line for is judged as the rule declares itself; a law asks for its"
    yield "lines alone."
    yield ""
    yield "## Music with AI"
    yield ""
    yield "What each makes of a track by what is declared about it."
    yield "`off` means that nothing is said."
    yield ""
    yield f"| policy | {' | '.join(OUTCOMES)} |"
    yield "|---" * (len(OUTCOMES) + 1) + "|"
    for policy in _sorted(policies):
        cells = [_outcome(policy, rules[rule], day) for rule in OUTCOMES.values()]
        yield f"| [{policy.name}](#{policy.name}) | {' | '.join(cells)} |"
    kind = None
    for policy in _sorted(policies):
        if policy.kind is not kind:
            kind = policy.kind
            yield ""
            yield f"## {HEADINGS[kind]}"
        yield ""
        yield from _section(policy, rules)


def _sorted(policies: tuple[Policy, ...]) -> list[Policy]:
    """By kind and name, the house's own left out."""
    order = list(HEADINGS)
    shown = (policy for policy in policies if policy.kind in HEADINGS)
    return sorted(shown, key=lambda policy: (order.index(policy.kind), policy.name))


def _outcome(policy: Policy, rule: Rule[Any], day: date) -> str:
    made = ruling(rule, policy, policy.on(day).get(rule.id), ())
    return str(made.severity.value)


def _section(policy: Policy, rules: Rules) -> Iterator[str]:
    yield f"### {policy.name}"
    yield ""
    yield f"**{policy.title}.** {policy.summary}"
    yield ""
    if policy.territories:
        where = ", ".join(policy.territories)
        yield f"It holds for a release that a deal offers in one of: {where}."
        yield ""
    yield "| from | rule | severity | what is said | where |"
    yield "|---|---|---|---|---|"
    for line in policy.lines:
        severity = line.severity or rules[line.rule].severity
        cells = (
            _days(policy, line),
            f"[{line.rule}](rules/{line.rule}.md)",
            severity.value,
            " ".join(filter(None, (line.note, _options(line)))),
            _where(policy, line),
        )
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _days(policy: Policy, line: Line) -> str:
    until = f" to {line.until}" if line.until is not None else ""
    read = policy.sources[line.source].read if line.source else None
    return f"{line.since}{until}{' (read)' if line.since == read else ''}"


def _options(line: Line) -> str:
    shown = ", ".join(f"{name} = {value}" for name, value in line.options.items())
    return f"(`{shown}`)" if shown else ""


def _where(policy: Policy, line: Line) -> str:
    own = [_link(policy.sources[line.source])] if line.source else []
    others = [f"otherwise: {_link(policy.sources[key])}" for key in line.otherwise]
    basis = [] if line.basis is Basis.PUBLISHED else [f"({line.basis.value})"]
    return " ".join((*own, *basis, *others))


def _link(source: Source) -> str:
    return f"[{source.title}]({source.url})"
