"""The headline: what is checked, how it stands, and whether anything went wrong with the run."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from precheck.report import NOT_APPLICABLE, Outcome
from precheck.tui.state import Phase, State
from precheck.tui.widgets.progress import Progress
from precheck.tui.wording import counted, shown, styled

COUNTED = (
    ("faults", "block", "faults"),
    ("block", "block", "block"),
    ("review", "review", "review"),
    ("skips that matter", "review", "not judged"),
    ("warning", "warning", "warning"),
    ("note", "note", "note"),
    ("waived", "waived", "waived"),
)
"""What is counted, in the order in which it may be cut off at the edge: name, look, word."""
MAX_STDERR_LINES = 3


class Headline(Vertical):
    """Two lines, and a banner where the run broke."""

    def compose(self) -> ComposeResult:
        """What is checked, how it stands, what broke."""
        yield Static("", markup=False, id="headline-path")
        yield Static("", markup=False, id="headline-standing")
        yield Progress()
        yield Static("", markup=False, id="banner")

    def show(self, path: Path | None, state: State) -> None:
        """Show how a run stands."""
        self.query_one("#headline-path", Static).update(_path_line(path, state))
        self.query_one("#headline-standing", Static).update(_standing(state))
        progress = self.query_one(Progress)
        progress.display = state.phase is Phase.RUNNING
        now = ", ".join(shown(state.name(r)) for r in sorted(state.under_way)[:2])
        progress.show(state.done, len(state.releases), now)
        banner = self.query_one("#banner", Static)
        banner.display = bool(state.troubles)
        banner.update(_banner(state))


def _path_line(path: Path | None, state: State) -> Content:
    where = shown(str(path)) if path is not None else ""
    when = ""
    if state.started is not None:
        when = f"  as of {state.started.plan.as_of}"
        when += " offline" if state.started.plan.offline else ""
    return Content.assemble(("Precheck ", "bold"), where, (when, "$look-quiet"))


def _standing(state: State) -> Content:
    """The outcome so far first, as the line may be cut at its end."""
    parts: list[Content] = [_outcome(state)]
    if state.started is None:
        return parts[0]
    total, done, counts = len(state.releases), state.done, state.counts
    of = f"{done} of " if done != total else ""
    parts.append(Content(of + counted(total, "release")))
    for name, look, word in COUNTED:
        if counts[name]:
            parts.append(styled(f"{counts[name]} {word}", look))
    parts.append(styled(counted(counts["tracks"], "track"), "$look-quiet"))
    return Content(" · ").join(parts)


def _outcome(state: State) -> Content:
    if state.phase is Phase.IDLE:
        return styled("not run", "off")
    word = state.outcome.value.upper()
    if state.phase is Phase.RUNNING:
        return styled("running" if state.outcome is Outcome.PASS else f"{word} so far", "review")
    if state.is_complete and state.outcome is Outcome.PASS and not state.is_anything_asked:
        return styled(NOT_APPLICABLE, "off")
    if state.is_complete:
        return styled(word, state.outcome.value)
    if state.outcome is Outcome.PASS:
        return styled("INCOMPLETE", "review")
    return Content.assemble(styled(word, state.outcome.value), styled(", incomplete", "review"))


def _banner(state: State) -> Content:
    lines = [f"The run broke: {shown(state.troubles[0])}." if state.troubles else ""]
    lines += [f"Also: {shown(trouble)}." for trouble in state.troubles[1:]]
    said = [line for line in state.stderr.splitlines() if line.strip()]
    lines += [shown(line) for line in said[-MAX_STDERR_LINES:]]
    lines.append("Nothing here is a pass. L shows all it wrote, r runs it again.")
    return Content("\n".join(lines))
