"""The detail: everything about one line of a table, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from precheck.present.policies import BASES
from precheck.present.text import doubtful
from precheck.report import Fault, ForRecipient, Notice, PluginInfo, PolicyInfo, Skip
from precheck.rules import Basis, Severity, Source
from precheck.tui.wording import (
    counted,
    evidence_lines,
    look_of,
    place_words,
    severity_word,
    shown,
    styled,
    waiver_words,
)


class Detail(VerticalScroll, can_focus=True):
    """A page that scrolls."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin empty."""
        super().__init__(id=id)
        self._content = Content()

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(self._content, markup=False)

    def show(self, content: Content) -> None:
        """Show this, from its beginning; the same again leaves the reader where they are."""
        if not content.is_same(self._content):
            self._content = content
            self.query_one(Static).update(content)
            self.scroll_home(animate=False)


def _page(*lines: Content | Iterable[Content]) -> Content:
    every: list[Content] = []
    for line in lines:
        every += [line] if isinstance(line, Content) else line
    return Content("\n").join(every)


def _section(title: str, lines: Iterable[str]) -> Iterator[Content]:
    """A heading and indented lines, or nothing where there are none."""
    kept = [line for line in lines if line]
    if kept:
        yield styled(title, "bold")
        yield from (Content(f"  {line}") for line in kept)


def nothing() -> Content:
    """What stands where nothing is chosen."""
    return styled("Nothing is chosen.", "off")


def notice_page(notice: Notice, titles: dict[str, str]) -> Content:
    """A notice with evidence, remedy, recipients and sources."""
    subject = notice.subject
    release = titles.get(subject.release, "")
    about = [
        " ".join(p for p in (subject.kind, subject.reference, subject.title, subject.isrc) if p),
        f"release {release} ({subject.release})" if subject.release else "",
    ]
    for place in notice.places:
        about += [place_words(place), place.xpath or ""]
    estimate = " · an estimate, not a proof" if notice.is_estimate else ""
    return _page(
        Content.assemble(
            styled(severity_word(notice), look_of(notice)), f" {shown(notice.message)}"
        ),
        styled(f"{shown(notice.title)} · {shown(notice.rule)}{estimate}", "off"),
        _section("Waived", _waivers(notice)),
        _section("What to do", [shown(notice.remedy) or "Press e for the rule's page."]),
        _section("Evidence", evidence_lines(notice.evidence)),
        _section("Where", map(shown, about)),
        _section("For", _for_whom(notice.recipients)),
        _section("Sources", map(_source, notice.sources)),
    )


def unjudged_page(thing: Skip | Fault, alike: tuple[Skip, ...] = ()) -> Content:
    """A skip or a fault, and what it means for the verdict; `alike` are skips of the same kind."""
    subject = thing.subject
    about = ""
    if subject is not None:
        about = f"{subject.kind} {subject.reference} {subject.title} {subject.release}"
    where = _section("About", [shown(" ".join(about.split()))])
    if isinstance(thing, Fault):
        return _page(
            Content.assemble(styled("FAULT", "block"), f" {shown(thing.message)}"),
            styled("Something broke. The verdicts it touches are incomplete.", "off"),
            _section("Where it broke", [shown(thing.where), shown(thing.plugin)]),
            where,
            _section("Trace", map(shown, thing.trace.splitlines())),
        )
    every = (thing, *alike)
    if thing.matters_to:
        head = styled("NOT JUDGED", "review")
        meaning = f"It leaves the verdict incomplete for {', '.join(thing.matters_to)}."
    else:
        head, meaning = styled("not asked", "off"), "It leaves every verdict complete."
    return _page(
        Content.assemble(head, f" {shown(thing.detail)}"),
        styled(f"{counted(len(every), 'rule')} · {thing.reason.value}", "off"),
        Content(shown(meaning)),
        _section("What to do", [shown(thing.remedy)]),
        where,
        _section("Not asked", map(_rule_line, every)),
    )


def plugin_page(plugin: PluginInfo) -> Content:
    """A plugin and what it brings."""
    return _page(
        styled(f"{shown(plugin.name)} · {plugin.status}", "bold"),
        Content(shown(f"{plugin.distribution} {plugin.version}".strip() or "part of precheck")),
        _section("Problem", [shown(plugin.problem)]),
        _section("Facts it supplies", map(shown, dict.fromkeys(plugin.inspectors))),
        _section("Policies it brings", map(shown, plugin.policies)),
        _section("Rules", [f"{plugin.rules}; Enter lists them"]),
    )


def policy_page(policy: PolicyInfo) -> Content:
    """A policy, and how to read all of it."""
    return _page(
        styled(shown(policy.title), "bold"),
        Content(f"{shown(policy.name)} · {policy.kind.value}"),
        _section("From", [shown(policy.plugin) or "your own settings"]),
        _section("SHA-256", [shown(policy.digest)]),
        styled("Enter shows its lines with their dates and sources.", "off"),
    )


def _waivers(notice: Notice) -> Iterator[str]:
    for decision in dict.fromkeys(r.waived for r in notice.recipients):
        if decision is not None:
            names = [r.name for r in notice.recipients if r.waived == decision]
            yield shown(f"{waiver_words(decision)} (for {', '.join(names)})")


def _for_whom(recipients: Iterable[ForRecipient]) -> Iterator[str]:
    """One line for each severity and who set it, the worst first; below it what speaks against."""
    grouped: dict[tuple[Severity, str, str, tuple[str, ...]], list[str]] = {}
    for one in recipients:
        says = f": {one.source.title}, {one.source.url}" if one.source is not None else ""
        doubts = tuple(_doubts(one))
        grouped.setdefault((one.severity, one.set_by.value, says, doubts), []).append(one.name)
    for (severity, set_by, says, doubts), names in sorted(
        grouped.items(), key=lambda item: -item[0][0].rank
    ):
        yield shown(f"{severity.value.upper()} {', '.join(names)} (set by the {set_by}{says})")
        yield from (f"  {shown(doubt)}" for doubt in doubts)


def _doubts(one: ForRecipient) -> Iterator[str]:
    """Why the source is not the whole of it, and who says otherwise."""
    if doubt := doubtful(one):
        yield one.note or doubt
        yield from (f"otherwise: {source.title}, {source.url}" for source in one.otherwise)
        if one.basis is not Basis.PUBLISHED:
            yield BASES[one.basis]


def _rule_line(skip: Skip) -> str:
    return shown(f"{skip.severity.value.upper():7} {skip.rule}: {skip.title}")


def _source(source: Source) -> str:
    clause = f", {source.clause}" if source.clause else ""
    return shown(f"{source.title}{clause}, {source.url} (read {source.read})")
