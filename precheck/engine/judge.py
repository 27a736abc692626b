"""JUDGE: ask every rule about one subject, for every recipient over the same facts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from traceback import format_exception
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Struct, field

from precheck.engine.docket import Case, Question
from precheck.facts import Facts, MissingFact, Reason, Unavailable
from precheck.model import Place
from precheck.policy import Waiver
from precheck.reading.paths import in_utf8, shown
from precheck.report import (
    Decision,
    Fault,
    ForRecipient,
    Notice,
    Outcome,
    Skip,
    SubjectRef,
    Verdict,
)
from precheck.rules import Finding, Rule, Severity

NOBODY: Mapping[str, str] = MappingProxyType({})
MAX_NAMED = 3
"""How many subjects a skip names before it counts the rest."""


class Names(Struct, frozen=True, kw_only=True):
    """How a release is known, for waivers and fingerprints."""

    ref: SubjectRef
    icpn: str = ""
    grid: str = ""
    message_id: str = ""

    @property
    def stable(self) -> str:
        """The ICPN or GRid, else the message id, else the id."""
        return self.icpn or self.grid or self.message_id or self.ref.release

    @property
    def known_as(self) -> frozenset[str]:
        """What a waiver may call it."""
        return frozenset({self.ref.release, self.icpn, self.grid} - {""})


class Bench(Struct, frozen=True, kw_only=True):
    """What every judgement of a run has in common."""

    root: Path
    """The folder that places are named from."""
    waivers: tuple[Waiver, ...] = ()
    """Those still in force."""

    def named(self, file: Path) -> str:
        """The file as seen from what is checked; never a path of this machine."""
        return _named(self.root, file)

    def covering(
        self, rules: Iterable[str], releases: Iterable[str], tracks: Iterable[str]
    ) -> list[Waiver]:
        """The waivers about one of these names of a rule, of a release and of a track."""
        return [waiver for waiver in self.waivers if waiver.covers(rules, releases, tracks)]


@lru_cache(maxsize=1024)
def _named(root: Path, file: Path) -> str:
    if file.is_absolute() and not file.is_relative_to(root):
        return shown(Path(file.name))
    return shown(file, root)


class Judged(Struct, kw_only=True):
    """What came of asking every rule about one subject."""

    notices: list[Notice] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: Judged) -> None:
        """Take over what came of another subject."""
        self.notices += other.notices
        self.skips += other.skips
        self.faults += other.faults


class Hearing(Struct, frozen=True, kw_only=True):
    """One subject before the bench."""

    bench: Bench
    subject: Any
    ref: SubjectRef
    facts: Facts
    names: Mapping[str, Names]
    """By release id."""
    file: Path | None = None
    """The track's audio, or the image's picture."""
    message: Path | None = None


def judge(hearing: Hearing, cases: Iterable[Case]) -> Judged:
    """Ask every rule, in the order of their ids."""
    judged = Judged()
    there = hearing.facts.available()
    arises: dict[_When, bool] = {}
    for case in cases:
        has_all = not case.of_members and case.own_needs <= there
        if not has_all and not _may_be_asked(hearing, case, judged):
            continue
        when = case.rule.when
        if when is not None:
            if when not in arises:
                arises[when] = _arises(hearing, when)
            if not arises[when]:
                continue
        for finding, questions in _found(hearing, case, judged):
            judged.notices.append(_notice(hearing, case, finding, questions))
    return judged


def verdicts(
    recipients: Iterable[str],
    judged: Judged,
    *,
    is_whole: bool = True,
    not_applicable: Mapping[str, str] = NOBODY,
) -> tuple[Verdict, ...]:
    """What each recipient's policy makes of a release, from all that was said about it.

    `not_applicable` says of those with no demands of the release why they have none.
    """
    missing = {name for skip in judged.skips for name in skip.matters_to}
    worst: dict[str, Severity] = {}
    for notice in judged.notices:
        if notice.severity >= Severity.REVIEW:  # what is milder changes no outcome
            for share in notice.recipients:
                if share.waived is None:
                    worst[share.name] = max(worst.get(share.name, Severity.OFF), share.severity)
    is_told = is_whole and not judged.faults
    return tuple(
        _verdict(
            name,
            Outcome.of(worst.get(name, Severity.OFF)),
            is_told and name not in missing,
            not_applicable.get(name, ""),
        )
        for name in recipients
    )


@lru_cache(maxsize=1024)
def _verdict(
    recipient: str,
    outcome: Outcome,
    complete: bool,  # noqa: FBT001
    not_applicable: str,
) -> Verdict:
    """One verdict for all releases that come to it: a batch remembers very many."""
    return Verdict(
        recipient=recipient, outcome=outcome, complete=complete, not_applicable=not_applicable
    )


def _may_be_asked(hearing: Hearing, case: Case, judged: Judged) -> bool:
    """Whether every need is met; what is missing becomes a skip."""
    for need in case.rule.needs:
        if need in case.of_members:
            why, may_be_asked = _lacking_members(hearing, need)
        else:
            why = hearing.facts.why(need)
            may_be_asked = why is None
        if why is not None:
            judged.skips.append(_skip(hearing, case, why))
        if not may_be_asked:
            return False
    return True


def _lacking_members(hearing: Hearing, need: type) -> tuple[Unavailable | None, bool]:
    """Why some members lack a fact that is theirs, and whether any member has it."""
    members = [(m, f) for m, f in hearing.facts.narrower if need in f.known()]
    lacking = [(m, why) for m, f in members if (why := f.why(need)) is not None]
    telling = [(m, why) for m, why in lacking if why.reason is not Reason.NOT_APPLICABLE]
    if telling:
        return _gathered(telling, len(members)), len(lacking) < len(members)
    if len(lacking) < len(members):
        return None, True
    return Unavailable(Reason.NOT_APPLICABLE, f"there is nothing here with {need.__name__}"), False


def _gathered(lacking: list[tuple[Any, Unavailable]], out_of: int) -> Unavailable:
    """One reason for several members of a subject: what leaves a verdict open comes first."""
    lacking = sorted(lacking, key=lambda pair: pair[1].reason is Reason.NOT_CONFIGURED)
    first = lacking[0][1]
    if first.reason is Reason.NOT_CONFIGURED and len({why.detail for _, why in lacking}) == 1:
        return first  # what the settings leave out is nothing about a member
    named = "; ".join(
        f"{getattr(member, 'reference', '') or member.id}: {why.detail}"
        for member, why in lacking[:MAX_NAMED]
    )
    more = f"; and {len(lacking) - MAX_NAMED} more" if len(lacking) > MAX_NAMED else ""
    return Unavailable(first.reason, f"{len(lacking)} of {out_of}: {named}{more}", first.remedy)


_When = Callable[[Any, Facts], bool]


def _arises(hearing: Hearing, when: _When) -> bool:
    """Whether a question can arise. Where that cannot be told, the rules themselves are asked."""
    try:
        return bool(when(hearing.subject, hearing.facts))
    except (Exception, SystemExit):  # noqa: BLE001 - a plugin may raise anything
        return True


def _found(
    hearing: Hearing, case: Case, judged: Judged
) -> Iterable[tuple[Finding, list[Question]]]:
    """Each finding of a rule, once, with the questions that it came of; trouble is judged too."""
    found: dict[_Key, tuple[Finding, list[Question]]] = {}
    for question in case.questions:
        facts = hearing.facts.plus(question.options) if question.options else hearing.facts
        try:
            for finding in case.rule.ask(hearing.subject, facts):
                key, valid = _validated(finding)
                _, questions = found.setdefault(key, (valid, []))
                if question not in questions:
                    questions.append(question)
        except MissingFact as missing:
            judged.skips.append(_skip(hearing, case, missing.why))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
            judged.faults.append(_fault(hearing, case.rule, error))
    return found.values() if found else ()


def _fault(hearing: Hearing, rule: Rule[Any], error: BaseException) -> Fault:
    return Fault(
        where=f"rule: {rule.id}",
        plugin=rule.plugin,
        subject=hearing.ref,
        message=f"rule {rule.id} raised {type(error).__name__}: {error}",
        trace="".join(format_exception(error)),
    )


_Key = tuple[bytes, Path | None]
"""What makes two findings the same."""


def _validated(finding: object) -> tuple[_Key, Finding]:
    """The finding with its evidence as it will be written; refused where a field is wrong."""
    if not isinstance(finding, Finding):
        raise TypeError(f"it gave a {type(finding).__name__} instead of a Finding")
    file = finding.file
    plain = finding if file is None else msgspec.structs.replace(finding, file=None)
    try:
        written = _ENCODER.encode(plain)
    except UnicodeEncodeError:  # it holds the name of a file that is not in UTF-8
        written = _ENCODER.encode(_in_utf8(msgspec.to_builtins(plain)))
        told = _CHECKER.decode(written)
        finding = msgspec.structs.replace(finding, message=told.message, remedy=told.remedy)
    evidence = _CHECKER.decode(written).evidence
    return (written, file), msgspec.structs.replace(finding, evidence=evidence)


def _in_utf8(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """The same with every text in it in UTF-8."""
    if isinstance(value, str):
        return in_utf8(value)
    if isinstance(value, Mapping):
        return {in_utf8(key): _in_utf8(one) for key, one in value.items()}
    return [_in_utf8(one) for one in value] if isinstance(value, list | tuple) else value


class _Checked(Struct, frozen=True, rename={"about": "release"}):
    """The types a finding must have after a journey through JSON."""

    message: str
    place: Place | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    remedy: str = ""
    about: str = ""


_ENCODER = msgspec.json.Encoder(order="deterministic")
_CHECKER = msgspec.json.Decoder(_Checked)


def _places(hearing: Hearing, finding: Finding) -> tuple[Place, ...]:
    """Where it is: at a line of the message (or of the file the place names), and in a file."""
    named = hearing.bench.named
    place = finding.place or Place()
    own = Path(place.file) if place.file is not None else None
    found = []
    if place.line is not None and (home := own or hearing.message) is not None:
        found.append(Place(file=named(home), line=place.line, xpath=place.xpath))
        own = None
    is_inside = place.tag is not None or place.start_seconds is not None
    file = finding.file or own or (hearing.file if is_inside or not found else None)
    if file is not None:
        found.append(msgspec.structs.replace(place, file=named(file), line=None, xpath=None))
    elif not found and hearing.message is not None:
        found.append(Place(file=named(hearing.message)))
    return tuple(found)


def _notice(
    hearing: Hearing, case: Case, finding: Finding, questions: Sequence[Question]
) -> Notice:
    rule = case.rule
    names = hearing.names.get(finding.release or hearing.ref.release)
    ref = names.ref if finding.release and names is not None else hearing.ref
    shares, severity = _shared(questions)
    if hearing.bench.waivers:
        known_as = names.known_as if names is not None else frozenset()
        tracks = frozenset({ref.reference, ref.isrc} - {""})
        shares = tuple(_waived(shares, hearing.bench.covering(rule.names, known_as, tracks)))
        severity = max([s.severity for s in shares if s.waived is None], default=severity)
    print_of = (rule.id, names.stable if names else "", ref.reference, finding.evidence)
    return Notice(
        rule=rule.id,
        title=rule.title,
        severity=severity,
        subject=ref,
        message=" ".join(finding.message.split()),
        places=_places(hearing, finding),
        evidence=finding.evidence,
        remedy=finding.remedy or case.remedy,
        sources=rule.sources,
        is_estimate=rule.is_estimate,
        recipients=shares,
        fingerprint=sha256(_ENCODER.encode(print_of)).hexdigest()[:16],
    )


def _shared(questions: Sequence[Question]) -> tuple[tuple[ForRecipient, ...], Severity]:
    """What a finding that came of these questions means to each recipient, and the worst of it."""
    if len(questions) == 1:
        return questions[0].shares, questions[0].severity
    shares = sorted((s for one in questions for s in one.shares), key=lambda share: share.name)
    return tuple(shares), max(one.severity for one in questions)


def _waived(shares: Iterable[ForRecipient], waivers: Sequence[Waiver]) -> Iterator[ForRecipient]:
    """The shares, each with the first of the waivers that holds for its recipient."""
    for share in shares:
        held = (w for w in waivers if not w.recipients or share.name in w.recipients)
        waiver = next(held, None)
        if waiver is None:
            yield share
        else:
            decision = Decision(owner=waiver.owner, reason=waiver.reason, expires=waiver.expires)
            yield msgspec.structs.replace(share, waived=decision)


def _skip(hearing: Hearing, case: Case, why: Unavailable) -> Skip:
    is_aside = why.reason is Reason.NOT_APPLICABLE or (
        why.reason is Reason.NOT_CONFIGURED and not case.is_required
    )
    return Skip(
        rule=case.rule.id,
        title=case.rule.title,
        subject=hearing.ref,
        reason=why.reason,
        detail=why.detail,
        remedy=why.remedy,
        severity=case.severity,
        matters_to=() if is_aside else case.held_up,
    )
