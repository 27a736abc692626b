"""A policy in words: its lines with days and sources, and what changes between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

from msgspec import Struct

from precheck.policy import Line, Policy, PolicyKind, ruling
from precheck.rules import Basis, Rule, Severity, Source

INDENT = "         "
KINDS = {
    PolicyKind.RECIPIENT: "a recipient",
    PolicyKind.DISTRIBUTOR: "a distributor",
    PolicyKind.LAW: "a law",
    PolicyKind.HOUSE: "a house",
}
BASES = {
    Basis.PUBLISHED: "published",
    Basis.MIXED: "published, but in part our own reading",
    Basis.OURS: "our own reading",
}
Rules = Mapping[str, Rule[Any]]


class Change(Struct, frozen=True, kw_only=True):
    """What becomes of one rule between two days."""

    rule: str
    before: Line | None
    after: Line | None

    @property
    def day(self) -> date:
        """The day on which it changes."""
        if self.after is not None:
            return self.after.since
        ended = self.before.until if self.before is not None else None
        return ended + timedelta(days=1) if ended is not None else date.max


def changes(policy: Policy, first: date, last: date) -> tuple[Change, ...]:
    """The rules that the policy speaks of otherwise on the two days, by id."""
    before, after = policy.on(first), policy.on(last)
    return tuple(
        Change(rule=rule, before=before.get(rule), after=after.get(rule))
        for rule in sorted({*before, *after})
        if before.get(rule) != after.get(rule)
    )


def listed(policies: Iterable[Policy], day: date) -> Iterator[str]:
    """One line for each policy."""
    policies = tuple(policies)
    names = max(len(policy.name) for policy in policies)
    for policy in policies:
        held = len(policy.on(day))
        coming = sum(line.since > day for line in policy.lines)
        count = f"{held:3} {'line ' if held == 1 else 'lines'}"
        later = f", {coming} to come" if coming else ""
        yield f"{policy.name:{names}}  {policy.kind.value:11}  {count}{later:11}  {policy.title}"


def shown(policy: Policy, rules: Rules, day: date, width: int) -> Iterator[str]:
    """A policy with all its lines: those in force, the gravest first, and then the others."""
    yield from wrapped(
        f"{policy.title} ({policy.name}), {KINDS[policy.kind]}, as of {day}", "", width
    )
    yield from wrapped(policy.summary, "", width)
    if policy.territories:
        where = ", ".join(policy.territories)
        text = f"It holds for a release that a deal offers in one of: {where}."
        yield from wrapped(text, "", width)
    in_force = policy.on(day)
    held = [line for line in policy.lines if in_force.get(line.rule) is line]
    for line in sorted(held, key=lambda ln: (-_severity(ln, rules).rank, ln.rule)):
        yield ""
        yield from _line(policy, line, rules, width)
    others = [line for line in policy.lines if in_force.get(line.rule) is not line]
    if others:
        yield ""
        yield f"Not in force on {day}:"
    for line in sorted(others, key=lambda ln: (ln.since, ln.rule)):
        yield ""
        yield from _line(policy, line, rules, width)
    yield ""
    rest = (
        "It asks for nothing else."
        if policy.kind is PolicyKind.LAW
        else "Every other rule is judged as it declares itself; see `precheck rules`."
    )
    yield from wrapped(rest, "", width)


def compared(policy: Policy, rules: Rules, first: date, last: date, width: int) -> Iterator[str]:
    """What changes between two days, in the order of the days."""
    yield from wrapped(f"{policy.title} ({policy.name}), from {first} to {last}", "", width)
    found = sorted(changes(policy, first, last), key=lambda change: (change.day, change.rule))
    undated = [change for change in found if _is_undated(policy, change.after)]
    for change in (one for one in found if one not in undated):
        yield ""
        head = f"{change.day}  {change.rule}: {_becomes(policy, change, rules)}"
        yield from wrapped(head, "", width, hanging=INDENT)
        yield from _about(policy, change, rules, width)
    if undated:
        yield ""
        text = "Read in between; since when it holds is not published:"
        yield from wrapped(text, "", width)
        for change in undated:
            line = f"{change.rule}: {_becomes(policy, change, rules)}"
            yield from wrapped(line, "  ", width, hanging=INDENT)
    if not found:
        yield ""
        yield "nothing changes"


def wrapped(text: str, indent: str, width: int, *, hanging: str = "") -> list[str]:
    """The text in lines of at most this width; what has no spaces, such as a URL, stays whole.

    From the second line on the indent is the hanging one, where there is one.
    """
    return wrap(
        text,
        max(width, len(indent) + 20),
        initial_indent=indent,
        subsequent_indent=hanging or indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _line(policy: Policy, line: Line, rules: Rules, width: int) -> Iterator[str]:
    yield f"{_severity(line, rules).value:{len(INDENT)}}{line.rule}"
    yield from wrapped(_title(line.rule, rules), INDENT, width)
    yield from wrapped(_options(line), INDENT, width)
    yield from wrapped(line.note, INDENT, width)
    if line.trial is not None:
        yield from wrapped(str(line.trial), INDENT, width)
    yield from wrapped(f"{_days(policy, line)}; {BASES[line.basis]}", INDENT, width)
    yield from _sources(policy, line, width)


def _title(name: str, rules: Rules) -> str:
    if name in rules:
        return rules[name].title
    plugin = name.partition(".")[0]
    takes_part = any(rule.plugin == plugin for rule in rules.values())
    return "no such rule" if takes_part else f"(plugin {plugin} does not take part)"


def _about(policy: Policy, change: Change, rules: Rules, width: int) -> Iterator[str]:
    line = change.after or change.before
    rule = rules.get(change.rule)
    if rule is not None:
        yield from wrapped(rule.title, INDENT, width)
    if line is not None:
        yield from wrapped(line.note, INDENT, width)
        yield from _sources(policy, line, width)


def _sources(policy: Policy, line: Line, width: int) -> Iterator[str]:
    for word, key in (("", line.source), *(("otherwise: ", key) for key in line.otherwise)):
        source = policy.sources.get(key)
        if source is not None:
            yield from wrapped(word + _named(source), INDENT, width)
            yield f"{INDENT}{source.url} (read {source.read})"


def _named(source: Source) -> str:
    return f"{source.title}: {source.clause}" if source.clause else source.title


def _days(policy: Policy, line: Line) -> str:
    if _is_undated(policy, line):
        return f"from {line.since}, the day it was read, for want of another"
    until = f" until {line.until}" if line.until is not None else ""
    return f"from {line.since}{until}"


def _is_undated(policy: Policy, line: Line | None) -> bool:
    """Whether the line begins on the day its source was read, for want of a better one."""
    source = policy.sources.get(line.source) if line is not None else None
    return line is not None and source is not None and line.since == source.read


def _severity(line: Line, rules: Rules) -> Severity:
    if line.severity is not None:
        return line.severity
    rule = rules.get(line.rule)
    return rule.severity if rule is not None else Severity.OFF


def _options(line: Line) -> str:
    return "; ".join(f"{name} = {_value(value)}" for name, value in line.options.items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _becomes(policy: Policy, change: Change, rules: Rules) -> str:
    before, after = (
        _demand(policy, change.rule, one, rules) for one in (change.before, change.after)
    )
    rule = rules.get(change.rule)
    if rule is not None:
        old, new = (ruling(rule, policy, one, ()) for one in (change.before, change.after))
        if (old.severity, old.options) == (new.severity, new.options):
            return f"{new.severity.value}, as before"
    return f"{before} -> {after}"


def _demand(policy: Policy, name: str, line: Line | None, rules: Rules) -> str:
    if line is not None:
        options = _options(line)
        word = _severity(line, rules).value
        return f"{word} ({options})" if options else word
    rule = rules.get(name)
    if rule is None or policy.leaves_out(name):
        return "not asked"
    return f"{rule.severity.value} (the rule's own)"
