"""How rules are judged for a recipient on a day, without any settings of a user."""

from __future__ import annotations

from datetime import date

from precheck import Policy, Severity
from precheck.plugins import Registry
from precheck.policy import Ruling, SetBy, ruling
from precheck.testing import A_DAY

REGISTRY = Registry.installed()
POLICIES: dict[str, Policy] = {
    policy.name: policy
    for plugin in REGISTRY.plugins
    if plugin.name == "recipients"
    for policy in plugin.policies
}


def ruled(rule: str, recipient: str, day: date = A_DAY) -> Ruling:
    policy = POLICIES[recipient]
    return ruling(REGISTRY.rules[rule], policy, policy.on(day).get(rule), ())


def asking(rule: str) -> dict[str, Severity]:
    """Who asks for a rule, and how loudly."""
    severities = {name: ruled(rule, name).severity for name in POLICIES}
    return {name: one for name, one in severities.items() if one is not Severity.OFF}


def raised(recipient: str, severity: Severity) -> set[str]:
    """The rules to which a policy itself gives a severity that is not the rule's own."""
    rulings = {rule: ruled(rule, recipient) for rule in POLICIES[recipient].on(A_DAY)}
    return {
        rule
        for rule, one in rulings.items()
        if one.set_by is SetBy.POLICY
        and one.severity is severity
        and REGISTRY.rules[rule].severity is not severity
    }
