"""The docket: which rules are asked about which subject, under which rulings. Made once a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from precheck.errors import PolicyError, UsageError
from precheck.plugins import Registry
from precheck.policy import OWN_RULES, Policy, Ruling, policy_meant, ruling
from precheck.report import Fault, ForRecipient
from precheck.rules import Basis, Rule, Severity
from precheck.settings import Settings


class Question(Struct, frozen=True, kw_only=True):
    """A rule under one set of options, for the recipients that have them in common."""

    options: Mapping[type, Any]
    """The rule's options, as the fact that it reads; empty for a rule without."""
    shares: tuple[ForRecipient, ...]
    """What a finding means to each of them, by name, as long as nobody waives it."""
    severity: Severity
    """The worst of them."""

    @classmethod
    def of(cls, rule: Rule[Any], options: object, rulings: list[Ruling]) -> Question:
        """The question that these rulings have in common."""
        shares = (_share(one) for one in sorted(rulings, key=lambda one: one.recipient))
        return cls(
            options={rule.options: options} if rule.options is not None else {},
            shares=tuple(shares),
            severity=max(one.severity for one in rulings),
        )

    def without(self, recipients: frozenset[str]) -> Question | None:
        """The question for all others; None where nobody else asks it."""
        shares = tuple(share for share in self.shares if share.name not in recipients)
        if not shares:
            return None
        return replace(self, shares=shares, severity=max(share.severity for share in shares))


def _share(made: Ruling) -> ForRecipient:
    """What a finding means to one recipient; the remark only where the source is not the whole."""
    is_plain = made.basis is Basis.PUBLISHED and not made.otherwise
    return ForRecipient(
        name=made.recipient,
        severity=made.severity,
        set_by=made.set_by,
        source=made.source,
        basis=made.basis,
        otherwise=made.otherwise,
        note="" if is_plain else made.note,
    )


class Case(Struct, frozen=True, kw_only=True):
    """One rule, asked once for every set of options that its recipients have in common."""

    rule: Rule[Any]
    questions: tuple[Question, ...]
    own_needs: frozenset[type] = frozenset()
    """Those of its needs that are facts of the subject itself."""
    of_members: frozenset[type] = frozenset()
    """Those of its needs that are facts of narrower subjects."""
    remedy: str = ""
    """What the rule's page says to do, for findings that do not say it better."""
    is_required: bool = False
    """Whether the user requires the rule's plugin: then even what is not configured matters."""
    severity: Severity = Severity.NOTE
    """The worst over the recipients."""
    held_up: tuple[str, ...] = ()
    """The recipients whose verdict is incomplete without it, by name."""

    def without(self, recipients: frozenset[str]) -> Case | None:
        """The case as all others ask for it; None where nobody else does."""
        kept = (question.without(recipients) for question in self.questions)
        questions = tuple(question for question in kept if question is not None)
        if not questions:
            return None
        return replace(
            self,
            questions=questions,
            severity=max(question.severity for question in questions),
            held_up=tuple(name for name in self.held_up if name not in recipients),
        )


class Docket(Struct, frozen=True, kw_only=True):
    """Every case, by kind of subject, and what could not be put on the docket."""

    cases: Mapping[type, tuple[Case, ...]]
    recipients: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    def without(self, recipients: frozenset[str]) -> Docket:
        """The docket for a release that some recipients have no demands of but to be readable."""

        def kept(case: Case) -> Case | None:
            return case if case.rule.plugin == OWN_RULES else case.without(recipients)

        cases = {
            of: tuple(one for case in listed if (one := kept(case)) is not None)
            for of, listed in self.cases.items()
        }
        return replace(self, cases=cases)


_OF_THE_RULES = Policy(name="default", title="Default")
"""What is judged under where no policy is installed: every rule as it declares itself."""


def policies_for(
    registry: Registry, settings: Settings, names: Iterable[str]
) -> tuple[Policy, ...]:
    """The policies to judge under: those named, or every one there is, by name.

    Where there is none at all, every rule is judged as it declares itself.
    Raises `UsageError` for a name that is not there.
    """
    every = {**registry.policies, **{p.name: p for p in settings.own_policies()}} or {
        _OF_THE_RULES.name: _OF_THE_RULES
    }
    for name in names:
        if name not in every:
            known = ", ".join(sorted(every)) or "none"
            hint = _worded_only(registry, name) or policy_meant(name, every.values())
            raise UsageError(f"there is no policy {name!r}{hint} (installed: {known})")
    chosen = sorted(set(names) or set(every))
    return tuple(every[name] for name in chosen)


def _worded_only(registry: Registry, name: str) -> str:
    """A clause for a name that has a vocabulary and no policy; or nothing."""
    if not any(name in vocabulary.names for vocabulary in registry.vocabularies.values()):
        return ""
    return f"; `precheck disclose --for {name}` puts what is said about AI into its words"


def draw_up(
    registry: Registry,
    settings: Settings,
    policies: tuple[Policy, ...],
    day: date,
    required: Iterable[str] = (),
) -> Docket:
    """Merge rules, policies and settings for one day.

    A policy of a plugin that cannot be merged is a fault; one of the user's own is their error.
    """
    in_force = {policy.name: policy.on(day) for policy in policies}
    own = settings.own_policy_names()
    suppliers = registry.owners
    faults: list[Fault] = []
    cases: dict[type, list[Case]] = {}
    for rule in registry.rules.values():
        groups: list[tuple[Any, list[Ruling]]] = []
        for policy in policies:
            lines = in_force[policy.name]
            line = next((lines[name] for name in reversed(rule.names) if name in lines), None)
            overrides = tuple(
                one for name in rule.names for one in settings.overrides(name, policy.name)
            )
            try:
                made = ruling(rule, policy, line, overrides)
            except PolicyError as error:
                if policy.name in own or overrides:
                    raise
                faults.append(Fault(where=f"policy: {policy.name}", message=str(error)))
                made = ruling(rule, policy, None, ())
            if made.severity is not Severity.OFF:
                _add(groups, made)
        if groups:
            every = [one for _, shared in groups for one in shared]
            of_members = frozenset(
                need
                for need in rule.needs
                if (rule.of, need) not in suppliers and any(n is need for _, n in suppliers)
            )
            case = Case(
                rule=rule,
                questions=tuple(Question.of(rule, *group) for group in groups),
                own_needs=frozenset(rule.needs) - of_members,
                of_members=of_members,
                remedy=rule.section("What to do"),
                is_required=rule.plugin in required,
                severity=max(one.severity for one in every),
                held_up=tuple(o.recipient for o in every if o.severity >= Severity.REVIEW),
            )
            cases.setdefault(rule.of, []).append(case)
    faults += _unknown_rules(registry, policies)
    return Docket(
        cases={of: tuple(listed) for of, listed in cases.items()},
        recipients=tuple(p.name for p in policies),
        faults=tuple(faults),
    )


def _add(groups: list[tuple[Any, list[Ruling]]], made: Ruling) -> None:
    """Put a ruling with those that have the same options."""
    for options, shared in groups:
        if options == made.options:
            shared.append(made)
            return
    groups.append((made.options, [made]))


def _unknown_rules(registry: Registry, policies: tuple[Policy, ...]) -> list[Fault]:
    """A fault for every line about a rule that ought to be there: a demand nobody judges."""
    faults = []
    known = registry.rule_names
    silent = {p.name for p in registry.plugins if p.status != "loaded"}
    for policy in policies:
        for line in policy.lines:
            if line.rule not in known and line.rule.partition(".")[0] not in silent:
                message = (
                    f"policy {policy.name!r} names rule {line.rule!r}, which no plugin provides"
                )
                faults.append(Fault(where=f"policy: {policy.name}", message=message))
    return faults
