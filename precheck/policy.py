"""Policies: what a recipient asks for, as dated data, and how it meets a rule's own defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

from precheck.errors import PolicyError, did_you_mean
from precheck.model import Release
from precheck.rules import Basis, Rule, Severity, Source

MOST_OFFERS = 3
"""How many different offers are named."""
OWN_RULES = "precheck"
"""The prefix of the rules about what could be read at all."""


class PolicyKind(StrEnum):
    """Whose demands a policy holds."""

    RECIPIENT = "recipient"
    DISTRIBUTOR = "distributor"
    LAW = "law"
    """It asks for what its lines ask for, and that everything can be read; for nothing else."""
    HOUSE = "house"


class Trial(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A back-test: what a rule would have held of a history whose accounts are known."""

    on: date
    """The day of the test."""
    history: str
    """What was replayed, in words."""
    clean: Annotated[int, Meta(ge=1)]
    """How many accounts were honest."""
    clean_held: Annotated[int, Meta(ge=0)]
    """How many of them it would have held at least once."""
    bad: Annotated[int, Meta(ge=0)] = 0
    """How many were not."""
    bad_held: Annotated[int, Meta(ge=0)] = 0

    def __str__(self) -> str:
        """In words."""
        bad = f" and {self.bad_held} of {self.bad} bad ones" if self.bad else ""
        return (
            f"back-tested on {self.on} with {self.history}: held {self.clean_held} of {self.clean} "
            f"clean accounts{bad}"
        )


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a policy says about one rule, from one day on."""

    rule: str
    severity: Severity | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    since: date = field(name="from")
    """The first day on which it holds."""
    until: date | None = None
    """The last day on which it holds."""
    basis: Basis = Basis.PUBLISHED
    source: str = ""
    """A key of the policy's sources."""
    otherwise: tuple[str, ...] = ()
    """Keys of sources that say something else; the note says what."""
    note: str = ""
    trial: Trial | None = None
    """The back-test by which a rule of counts that nobody publishes may hold a release."""

    def holds_on(self, day: date) -> bool:
        """Whether the line is in force."""
        return self.since <= day and (self.until is None or day <= self.until)


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What one recipient asks for: lines about rules, each dated and sourced."""

    name: str
    title: str
    kind: PolicyKind = PolicyKind.RECIPIENT
    summary: str = ""
    also: tuple[str, ...] = ()
    """Other names by which people ask for it. It answers to none, but is named in reply."""
    territories: tuple[str, ...] = ()
    """The countries of ISO 3166-1 in which it holds; empty for everywhere."""
    lines: tuple[Line, ...] = field(default=(), name="rules")
    sources: Mapping[str, Source] = field(default_factory=dict)
    digest: str = ""
    """SHA-256 of the text it was read from."""

    @classmethod
    def parse(cls, text: bytes, *, where: str) -> Policy:
        """Read a policy from TOML. `where` names the text in error messages."""
        try:
            policy = msgspec.toml.decode(text, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise PolicyError(f"{where}: {error}") from error
        for line in policy.lines:
            about = f"{where}: the line for {line.rule!r}"
            for key in (*filter(None, (line.source,)), *line.otherwise):
                if key not in policy.sources:
                    hint = did_you_mean(key, policy.sources)
                    raise PolicyError(f"{about} names source {key!r}, which is not listed{hint}")
            if not line.source and line.basis is not Basis.OURS:
                raise PolicyError(f"{about} has no source; give one, or say basis = 'ours'")
        return msgspec.structs.replace(policy, digest=sha256(text).hexdigest())

    def on(self, day: date) -> dict[str, Line]:
        """The line in force for each rule: of several, the one that began last."""
        lines = sorted((ln for ln in self.lines if ln.holds_on(day)), key=lambda ln: ln.since)
        return {line.rule: line for line in lines}

    def concerns(self, release: Release) -> bool:
        """Whether the release may be offered where the policy holds."""
        return not self.territories or release.may_be_offered_in(self.territories)

    def not_applicable(self, release: Release) -> str:
        """Why it asks nothing of the release but that it can be read; empty where it does."""
        if self.concerns(release) or release.message is None:
            return ""
        offers = [*dict.fromkeys(deal.offer for deal in release.message.deals if deal.offer)]
        named = "; ".join(offers[:MOST_OFFERS])
        more = f"; and {len(offers) - MOST_OFFERS} more" if len(offers) > MOST_OFFERS else ""
        deals = f"the deals are for {named}{more}" if offers else "it is taken down"
        return f"it holds elsewhere; {deals}"

    def leaves_out(self, rule: str) -> bool:
        """Whether it has nothing to do with a rule that it has no line about."""
        return self.kind is PolicyKind.LAW and rule.partition(".")[0] != OWN_RULES


def policy_meant(word: str, policies: Iterable[Policy]) -> str:
    """A clause that names the policy whose name, or other name, is nearest; or nothing."""
    known = tuple(policies)
    names = {other.casefold(): policy for policy in known for other in policy.also}
    names |= {policy.name.casefold(): policy for policy in known}
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    if not near:
        return ""
    policy = names[near[0]]
    title = "" if near[0] == policy.name.casefold() else f" ({policy.title})"
    return f"; did you mean {policy.name!r}{title}?"


class Override(Struct, frozen=True, kw_only=True):
    """What the user's settings say about one rule."""

    severity: Severity | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    trial: Trial | None = None


class Waiver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named person's dated decision to accept one finding."""

    rule: str
    owner: str
    reason: str
    expires: date
    """The last day on which it holds."""
    decided: date | None = None
    release: str = ""
    """The release's id, ICPN or GRid; empty for every release."""
    track: str = ""
    """The track's ISRC or resource reference; empty for every track."""
    recipients: tuple[str, ...] = ()
    """The policies it holds for; empty for all."""

    def covers(self, rules: Iterable[str], releases: Iterable[str], tracks: Iterable[str]) -> bool:
        """Whether it is about one of these names of a rule, of a release and of a track."""
        return (
            self.rule in rules
            and (not self.release or self.release in releases)
            and (not self.track or self.track in tracks)
        )


class SetBy(StrEnum):
    """Who had the last word on a severity."""

    RULE = "rule"
    POLICY = "policy"
    SETTINGS = "settings"


class Ruling(Struct, frozen=True, kw_only=True):
    """How one rule is judged for one recipient on one day."""

    recipient: str
    severity: Severity
    set_by: SetBy = SetBy.RULE
    options: Any = None
    """The rule's options struct, filled; None for a rule without options."""
    source: Source | None = None
    """Where the recipient says so."""
    basis: Basis = Basis.PUBLISHED
    """On what the policy's line rests; where it has none, nothing but the rule is told."""
    otherwise: tuple[Source, ...] = ()
    """Who says something else."""
    note: str = ""
    """What the policy remarks, such as what those others say."""


def ruling(
    rule: Rule[Any],
    policy: Policy,
    line: Line | None,
    overrides: tuple[Override, ...],
    *,
    is_trial: bool = False,
) -> Ruling:
    """Merge a rule's defaults, the policy's line and the user's overrides, the later one winning.

    Raises `PolicyError` where an option does not exist, an estimate is made to block, or, but for
    a trial, a rule that needs a back-test to hold without one.
    """
    severity, set_by = rule.severity, SetBy.RULE
    trial: Trial | None = None
    options: dict[str, Any] = {}
    if line is None and policy.leaves_out(rule.id):
        severity, set_by = Severity.OFF, SetBy.POLICY
    elif line is not None:
        options |= line.options
        trial = line.trial
        if line.severity is not None:
            severity, set_by = line.severity, SetBy.POLICY
    for override in overrides:
        options |= override.options
        trial = override.trial or (None if override.options else trial)
        if override.severity is not None:
            severity, set_by = override.severity, SetBy.SETTINGS
    if rule.is_estimate and severity is Severity.BLOCK:
        where = "precheck.toml" if set_by is SetBy.SETTINGS else f"policy {policy.name!r}"
        msg = (
            f"{where} lets {rule.id!r} block, but it is an estimate; 'review' is as far as it goes"
        )
        raise PolicyError(msg)
    is_untried = rule.needs_trial and trial is None and not is_trial
    if is_untried and severity >= Severity.REVIEW:
        where = "precheck.toml" if set_by is SetBy.SETTINGS else f"policy {policy.name!r}"
        msg = (
            f"{where} lets {rule.id!r} hold releases by numbers that nobody publishes, and names "
            "no back-test of them; add the `trial` of `precheck backtest`, or say 'warning'"
        )
        raise PolicyError(msg)
    made = Ruling(
        recipient=policy.name,
        severity=severity,
        set_by=set_by,
        options=_filled(rule, policy, options),
    )
    if line is None:
        return made
    return msgspec.structs.replace(
        made,
        source=policy.sources.get(line.source),
        basis=line.basis,
        otherwise=tuple(policy.sources[key] for key in line.otherwise),
        note=line.note,
    )


def _filled(rule: Rule[Any], policy: Policy, options: Mapping[str, Any]) -> Any:  # noqa: ANN401 - it is the rule's own struct
    about = f"policy {policy.name!r}, rule {rule.id!r}"
    if rule.options is None:
        if options:
            names = ", ".join(options)
            raise PolicyError(f"{about} sets {names}, but the rule has no options")
        return None
    known: tuple[str, ...] = rule.options.__struct_fields__  # type: ignore[attr-defined]
    for name in options:
        if name not in known:
            hint = did_you_mean(name, known)
            raise PolicyError(f"{about} sets {name!r}, which the rule does not have{hint}")
    try:
        return msgspec.convert(dict(options), rule.options)
    except msgspec.ValidationError as error:
        raise PolicyError(f"{about}: {error}") from error
