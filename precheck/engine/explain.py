"""EXPLAIN: why a notice means another thing to a recipient than it did."""

from __future__ import annotations

from collections.abc import Iterable

from precheck.changes import Cause, Why
from precheck.engine.docket import Docket
from precheck.plugins import Registry
from precheck.policy import Line, Policy, SetBy
from precheck.report import ForRecipient, Notice, RunStarted, Skip

SETTINGS = "precheck.toml"


class Explainer:
    """What differs between two judgements, beside what they say."""

    def __init__(
        self,
        before: RunStarted,
        after: RunStarted,
        policies: Iterable[Policy],
        registry: Registry,
        docket: Docket,
    ) -> None:
        """`policies` and `docket` are those of now."""
        self.asked = after.plan.recipients
        self.before = before
        self.after = after
        self._policies = {policy.name: policy for policy in policies}
        self._registry = registry
        self._rules = {
            name for cases in docket.cases.values() for case in cases for name in case.rule.names
        }
        then, now = (
            {policy.name: policy.digest for policy in started.policies}
            for started in (before, after)
        )
        self.policies_changed = tuple(
            name for name in now if name in then and then[name] != now[name]
        )
        self._versions = [
            {"": started.precheck, **versions(started)} for started in (before, after)
        ]

    def asks(self, skip: Skip) -> bool:
        """Whether anybody who is asked now asks for the rule, or was held up by it."""
        return skip.rule in self._rules or not set(skip.matters_to).isdisjoint(self.asked)

    def why(
        self,
        notice: Notice,
        recipient: str,
        before: ForRecipient | None,
        after: ForRecipient | None,
    ) -> Why:
        """Where the difference comes from, as far as it can be told."""
        return (
            self._new_recipient(recipient)
            or _waiver(before, after)
            or self._settings(notice.rule, recipient, before, after)
            or self._line(notice.rule, recipient)
            or self._policy(recipient)
            or self._version(notice.rule)
            or self._day()
        )

    def _new_recipient(self, recipient: str) -> Why | None:
        if recipient in self.before.plan.recipients:
            return None
        detail = f"the report was not judged for {recipient}"
        return Why(cause=Cause.RECIPIENT, detail=detail)

    def _settings(
        self, rule: str, recipient: str, before: ForRecipient | None, after: ForRecipient | None
    ) -> Why | None:
        """The settings, which outdo each line's severity; what it asks for may be another still."""
        shares = [share for share in (before, after) if share is not None]
        if not any(share.set_by is SetBy.SETTINGS for share in shares):
            return None
        if len(shares) == 1 and self._asks_otherwise(rule, recipient):
            return None
        return Why(cause=Cause.SETTINGS, detail=f"{SETTINGS} has the last word on it")

    def _asks_otherwise(self, rule: str, recipient: str) -> bool:
        """Whether the policy may have asked for another thing, whatever the severity."""
        then, now = (
            line.options if line is not None else {} for line in self._lines(rule, recipient)
        )
        return then != now or recipient in self.policies_changed

    def _line(self, rule: str, recipient: str) -> Why | None:
        """Another line of the policy, by the text that it has now."""
        then, now = self._lines(rule, recipient)
        if then == now:
            return None
        policy = self._policies[recipient]
        if now is None:
            return Why(cause=Cause.POLICY_LINE, detail=f"{policy.name} {self._held(then)}")
        return Why(
            cause=Cause.POLICY_LINE,
            detail=f"{policy.name} says {_severity(now)} from {now.since}",
            since=now.since,
            source=policy.sources.get(now.source),
        )

    def _held(self, line: Line | None) -> str:
        """When a line holds that does not hold on the day of now."""
        if line is None:
            return "does not ask for it"
        if line.since > self.after.plan.as_of:
            return f"says {_severity(line)} only from {line.since} on"
        return f"says {_severity(line)} only until {line.until}"

    def _lines(self, rule: str, recipient: str) -> tuple[Line | None, Line | None]:
        """The policy's lines about a rule in force on the two days."""
        policy = self._policies.get(recipient)
        if policy is None:
            return None, None
        return self._in_force(policy, rule, self.before), self._in_force(policy, rule, self.after)

    def _in_force(self, policy: Policy, rule: str, started: RunStarted) -> Line | None:
        lines = policy.on(started.plan.as_of)
        declared = self._registry.rules.get(rule)
        names = declared.names if declared is not None else (rule,)
        return next((lines[name] for name in reversed(names) if name in lines), None)

    def _policy(self, recipient: str) -> Why | None:
        if recipient not in self.policies_changed:
            return None
        detail = f"the policy {recipient} has been written anew since the report"
        return Why(cause=Cause.POLICY, detail=detail)

    def _version(self, rule: str) -> Why | None:
        then, now = self._versions
        for name in (rule.partition(".")[0], ""):
            if then.get(name) != now.get(name):
                what = f"plugin {name}" if name else "Precheck"
                was, has = then.get(name, "not there"), now.get(name, "gone")
                return Why(cause=Cause.PLUGIN, detail=f"{what} is {has} now, it was {was}")
        return None

    def _day(self) -> Why:
        then, now = self.before.plan.as_of, self.after.plan.as_of
        if then != now:
            return Why(cause=Cause.DAY, detail=f"the day is {now}, it was {then}")
        return Why(cause=Cause.UNKNOWN, detail="nothing in the report accounts for it")


def _severity(line: Line) -> str:
    return line.severity.value if line.severity is not None else "as the rule says"


def versions(started: RunStarted) -> dict[str, str]:
    """The versions of the plugins that took part, by name."""
    return {p.name: p.version for p in started.plugins if p.status == "loaded"}


def _waiver(before: ForRecipient | None, after: ForRecipient | None) -> Why | None:
    was = before.waived if before is not None else None
    now = after.waived if after is not None else None
    if was == now or before is None or after is None:
        return None
    if now is not None:
        detail = f"waived by {now.owner} until {now.expires}: {now.reason}"
    else:
        ended = f", which ended on {was.expires}" if was is not None else ""
        detail = f"not waived any more{ended}"
    return Why(cause=Cause.WAIVER, detail=detail)
