from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from precheck.facts import Reason
from precheck.report import BatchDone, Decision, Outcome, ReleaseDone, ReleaseStarted, Verdict
from precheck.rules import Severity
from precheck.tui.state import Phase, State
from precheck.tui.stream import Ended, Garbled
from precheck.tui.wording import verdict_look, verdict_word

if TYPE_CHECKING:
    from tests.tui.conftest import Stage


def test_a_whole_run_is_complete_and_keeps_its_exit_code(stage: Stage) -> None:
    state = stage.state(stage.run())
    state.take(Ended(1, ""))
    assert state.is_complete
    assert state.outcome is Outcome.BLOCK
    assert state.exit_code == 1
    assert not state.troubles


def test_nothing_run_is_neither_complete_nor_a_failure() -> None:
    state = State()
    assert not state.is_complete
    assert state.exit_code == 0


def test_a_run_under_way_is_not_complete_and_counts_as_interrupted(stage: Stage) -> None:
    state = stage.state(stage.run(stage.release())[:3])
    assert state.phase is Phase.RUNNING
    assert not state.is_complete
    assert state.exit_code == 130


def test_a_verdict_is_incomplete_until_the_run_is_over(stage: Stage) -> None:
    *events, end = stage.run(stage.release())
    state = stage.state(events)
    early = state.verdict("one/one.xml", "spotify")
    state.take(end)
    late = state.verdict("one/one.xml", "spotify")
    assert early == Verdict(recipient="spotify", outcome=Outcome.PASS, complete=False)
    assert late == Verdict(recipient="spotify", outcome=Outcome.PASS, complete=True)


def test_a_law_that_asks_nothing_is_no_pass() -> None:
    idle, asked = (
        Verdict(recipient=name, outcome=Outcome.PASS, complete=True, not_applicable=why)
        for name, why in (("law", "it holds elsewhere"), ("shop", ""))
    )
    assert (verdict_word(idle), verdict_look(idle)) == ("N/A", "off")
    unsure = structs.replace(idle, complete=False)
    assert (verdict_word(unsure), verdict_look(unsure)) == ("N/A?", "review")
    blocked = structs.replace(idle, outcome=Outcome.BLOCK)
    assert (verdict_word(blocked), verdict_look(blocked)) == ("BLOCK", "block")
    assert (verdict_word(asked), verdict_look(asked)) == ("PASS", "pass")


def test_a_stream_that_was_cut_is_incomplete_and_never_zero(stage: Stage) -> None:
    state = stage.state(stage.run(stage.release())[:-1])
    state.take(Ended(0, ""))
    assert not state.is_complete
    assert state.exit_code == 3
    assert "without a result" in state.troubles[0]
    verdict = state.verdict("one/one.xml", "spotify")
    assert verdict is not None
    assert not verdict.complete


def test_a_killed_child_is_told_by_its_signal(stage: Stage) -> None:
    state = stage.state(stage.run()[:3])
    state.take(Ended(-9, "Killed"))
    assert "signal 9" in state.troubles[0]
    assert "after 1 of 1 releases" in state.troubles[0]
    assert state.exit_code == 3


def test_a_usage_error_keeps_its_exit_code() -> None:
    state = State()
    state.begin()
    state.take(Ended(2, "precheck: no such policy"))
    assert state.exit_code == 2
    assert state.stderr == "precheck: no such policy"


def test_a_garbled_line_spoils_a_pass(stage: Stage) -> None:
    state = stage.state(stage.run(stage.release()))
    state.take(Garbled("Segmentation", "invalid"))
    state.take(Ended(0, ""))
    assert not state.is_complete
    assert state.exit_code == 3


def test_a_child_that_ends_otherwise_than_promised_is_trouble(stage: Stage) -> None:
    state = stage.state(stage.run(stage.release()))
    state.take(Ended(-11, ""))
    assert "promised exit code 0 but ended: signal 11" in state.troubles[0]
    assert state.exit_code == 3


def test_a_release_without_a_word_is_trouble(stage: Stage) -> None:
    state = stage.state([stage.started("one", "two"), stage.finished()])
    assert "without a word about 2 of its releases" in state.troubles[0]


def test_a_newer_form_of_the_stream_is_trouble(stage: Stage) -> None:
    state = stage.state([stage.started(schema=99)])
    assert "form 99" in state.troubles[0]


def test_events_after_the_end_and_before_the_start_are_trouble(stage: Stage) -> None:
    late = stage.state([*stage.run(), ReleaseStarted(id="one/one.xml")])
    early = stage.state([ReleaseStarted(id="one/one.xml")])
    assert "went on talking" in late.troubles[0]
    assert "did not say how it started" in early.troubles[0]


def test_a_release_that_was_not_announced_is_trouble(stage: Stage) -> None:
    state = stage.state([stage.started(), ReleaseDone(result=stage.release(id="other"))])
    assert "had not announced" in state.troubles[0]


def test_what_the_batch_says_changes_a_release_and_its_verdict(stage: Stage) -> None:
    quiet = stage.release()
    batch = BatchDone(
        notices=(stage.notice(severity=Severity.REVIEW, rule="cadence.burst"),),
        skips=(),
        faults=(),
        verdicts={quiet.id: stage.verdicts(Outcome.REVIEW)},
    )
    state = stage.state(stage.run(quiet, batch=batch, outcome=Outcome.REVIEW))
    worst = state.worst(quiet.id)
    assert worst is not None
    assert worst.outcome is Outcome.REVIEW
    assert [entry.release for entry in state.notices] == [quiet.id]


def test_skips_that_harm_nothing_are_kept_apart(stage: Stage) -> None:
    harmless = stage.skip(Reason.NOT_APPLICABLE)
    state = stage.state(stage.run(stage.release(skips=(stage.skip(), harmless))))
    assert [entry.item for entry in state.unjudged] == [stage.skip()]
    assert [entry.item for entry in state.harmless] == [harmless]
    assert state.counts["skips that matter"] == 1


def test_a_fault_without_a_subject_is_found_under_its_release(stage: Stage) -> None:
    state = stage.state(stage.run(stage.release(faults=(stage.fault(),))))
    assert state.unjudged[0].release == "one/one.xml"


def test_a_waived_notice_is_counted_as_waived_only(stage: Stage, waiver: Decision) -> None:
    state = stage.state(stage.run(stage.release(stage.notice(waived=waiver))))
    assert state.counts["waived"] == 1
    assert state.counts["block"] == 0


def test_skips_of_one_subject_for_one_reason_stand_together(stage: Stage) -> None:
    rules = ("voice.too-close", "voice.no-consent", "voice.unchecked")
    skips = tuple(stage.skip(rule=rule) for rule in rules)
    other = stage.skip(detail="another reason")
    state = stage.state(stage.run(stage.release(skips=(*skips, other))))
    first, second = state.unjudged
    assert [skip.rule for skip in first.alike] == list(rules[1:])
    assert second.alike == ()
    assert state.counts["skips that matter"] == 4
