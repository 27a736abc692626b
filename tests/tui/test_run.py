from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from precheck.facts import Reason
from precheck.report import BatchDone, Decision, Event, Outcome
from precheck.rules import Severity
from precheck.tui.screens.page import PageScreen
from precheck.tui.screens.run import RunScreen
from precheck.tui.state import Phase
from precheck.tui.widgets.matrix import Matrix
from precheck.tui.widgets.notice_table import NoticeTable
from precheck.tui.widgets.release_tree import ReleaseTree
from precheck.tui.widgets.table import Table

if TYPE_CHECKING:
    from tests.tui.conftest import Stage


@pytest.fixture
def two(stage: Stage) -> list[Event]:
    """Two releases: one that is blocked and held, one that passes but for a note."""
    return stage.run(
        stage.release(
            stage.notice("the message says A, the file says B"),
            stage.notice(
                "the track has no AI credit",
                severity=Severity.REVIEW,
                rule="ai-credits.undeclared",
                reference="A2",
                title="Fast Tide",
                recipients=("spotify",),
            ),
            skips=(stage.skip(), stage.skip(Reason.NOT_APPLICABLE, rule="voice.consent")),
        ),
        stage.release(
            stage.notice(
                "the cover is small",
                severity=Severity.NOTE,
                rule="audio-tags.picture-small",
                release="two/two.xml",
                title="Night Bus",
            ),
            id="two/two.xml",
            title="Night Bus",
        ),
    )


def table(pilot: Pilot[Any]) -> Table:
    screen = pilot.app.screen
    assert isinstance(screen, RunScreen)
    return screen.board.table


def messages(pilot: Pilot[Any]) -> list[str]:
    notices = pilot.app.screen.query_one(NoticeTable)
    return [notices.notice(item).message for item in notices.items]


# --- what is shown -------------------------------------------------------------------------------


async def test_notices_stand_worst_first_under_the_outcome(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        shown = stage.text(pilot)
        assert "BLOCK · 2 releases · 1 block · 1 review · 1 not judged · 1 note" in shown
        assert "as of 2026-11-22" in shown
        assert [m.split()[-1] for m in messages(pilot)] == ["B", "credit", "small"]
        assert "1 Notices 3" in shown


async def test_the_detail_shows_evidence_sources_remedy_and_places(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two, size=(120, 60)) as pilot:
        shown = stage.text(pilot)
        for part in (
            "message: QZPRE2600001",
            "file: QZPRE2600002",
            "Ask whoever assigned the code.",
            "ISRC Handbook, 3.1, https://example.org/isrc (read 2026-11-22)",
            "one/one.xml, line 79",
            "one/resources/a.flac, tag TSRC",
            "BLOCK apple-music, spotify (set by the policy)",
        ):
            assert part in shown


async def test_the_detail_follows_the_cursor(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert "REVIEW the track has no AI credit" in stage.text(pilot)


async def test_a_waived_notice_is_shown_with_owner_reason_and_expiry(
    stage: Stage, waiver: Decision
) -> None:
    waived = stage.notice("accepted", waived=waiver)
    async with stage.open(stage.run(stage.release(waived, stage.notice()))) as pilot:
        await pilot.press("G")
        await pilot.pause()
        shown = stage.text(pilot)
        assert "waived by Ada Example until 2026-12-31: agreed by mail" in shown
        assert "1 waived" in shown
        assert messages(pilot)[-1] == "accepted"


async def test_progress_and_verdicts_so_far_are_shown_while_it_runs(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two[:3], hold_seconds=60) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        await stage.until(pilot, lambda: "1 of 2" in stage.text(pilot))
        shown = stage.text(pilot)
        assert "BLOCK so far" in shown
        assert "50 %" in shown
        assert "BLOCK?" in shown
        child = screen.state
    assert child.phase is Phase.RUNNING
    assert child.exit_code == 130


async def test_what_was_not_judged_has_its_own_list(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("3")
        await pilot.pause()
        shown = stage.text(pilot)
        assert "NOT JUDGED the service did not answer within 5 s" in shown
        assert "It leaves the verdict incomplete for spotify." in shown
        assert "Run again when it is up." in shown
        assert len(table(pilot).items) == 1
        await pilot.press("a")
        assert len(table(pilot).items) == 2


async def test_rules_stopped_by_one_reason_are_one_line(stage: Stage) -> None:
    skips = tuple(stage.skip(rule=f"voice.rule-{n}") for n in range(12))
    async with stage.open(stage.run(stage.release(skips=skips)), size=(120, 60)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert len(table(pilot).items) == 1
        assert "3 Not judged 12" in stage.text(pilot)
        assert "12 rules" in stage.text(pilot)
        assert "REVIEW  voice.rule-3: A voice is close to a known one" in stage.text(pilot)


async def test_a_fault_is_shown_and_the_verdict_is_incomplete(stage: Stage) -> None:
    broken = stage.release(
        faults=(stage.fault(),), verdicts=stage.verdicts(Outcome.PASS, complete=False)
    )
    async with stage.open(stage.run(broken, exit_code=3)) as pilot:
        assert "INCOMPLETE" in stage.text(pilot)
        await pilot.press("3")
        await pilot.pause()
        assert "FAULT rule ai-credits.x raised KeyError: 'x'" in stage.text(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert "PASS?" in stage.text(pilot)


async def test_plugins_and_policies_are_listed_the_broken_ones_too(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("4", "down")
        await pilot.pause()
        plugins = stage.text(pilot)
        await pilot.press("5")
        await pilot.pause()
        policies = stage.text(pilot)
    assert "broken" in plugins
    assert "ImportError: no module named x" in plugins
    assert "Apple-Music" in policies
    assert "recipient" in policies


# --- finding one's way ---------------------------------------------------------------------------


async def test_typing_after_a_slash_filters(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("slash", *"ai")
        await pilot.press("enter")
        assert messages(pilot) == ["the track has no AI credit"]
        assert "1 Notices 1/3" in stage.text(pilot)
        await pilot.press("escape")
        assert len(messages(pilot)) == 3


async def test_choosing_a_release_in_the_tree_shows_it_alone(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two) as pilot:
        pilot.app.screen.query_one(ReleaseTree).focus()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert messages(pilot) == ["the cover is small"]
        assert "only Night Bus" in stage.text(pilot)
        await pilot.press("escape")
        assert len(messages(pilot)) == 3


async def test_opening_a_release_shows_its_tracks_and_choosing_one_filters(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two) as pilot:
        pilot.app.screen.query_one(ReleaseTree).focus()
        await pilot.press("down", "right")
        await pilot.pause()
        shown = stage.text(pilot)
        assert "A2 Fast Tide  1 review" in shown
        assert "image A9" in shown
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert messages(pilot) == ["the track has no AI credit"]


async def test_a_cell_of_the_matrix_leads_to_its_notices(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(table(pilot), Matrix)
        assert "apple-music" in stage.text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert messages(pilot) == ["the message says A, the file says B"]
        assert "only Slow Tide EP · apple-music" in stage.text(pilot)


async def test_the_next_blocking_notice_is_a_key_away(stage: Stage) -> None:
    notices = [
        stage.notice(f"number {n}", severity=Severity.BLOCK if n in {3, 7} else Severity.NOTE)
        for n in range(9)
    ]
    async with stage.open(stage.run(stage.release(*notices))) as pilot:
        await pilot.press("s", "s", "s")  # by message
        await pilot.press("g", "n")
        first = table(pilot).cursor
        await pilot.press("n")
        second = table(pilot).cursor
        await pilot.press("n")
        third = table(pilot).cursor
        await pilot.press("N")
        assert (first, second, third, table(pilot).cursor) == (3, 7, 7, 3)


async def test_sorting_goes_by_column_and_back(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("s", "s", "s")
        assert [m[:7] for m in messages(pilot)] == ["the cov", "the mes", "the tra"]
        await pilot.press("S")
        assert [m[:7] for m in messages(pilot)] == ["the tra", "the mes", "the cov"]


async def test_the_mouse_chooses_hovers_sorts_and_scrolls(stage: Stage) -> None:
    many = [stage.notice(f"number {n:03}", severity=Severity.NOTE) for n in range(100)]
    async with stage.open(stage.run(stage.release(*many))) as pilot:
        notices = pilot.app.screen.query_one(NoticeTable)
        await pilot.click(NoticeTable, offset=(4, 3))
        assert notices.cursor == 2
        await pilot.hover(NoticeTable, offset=(4, 5))
        assert "number 004" in str(notices.tooltip)
        await pilot.click(NoticeTable, offset=(32, 0))
        await pilot.click(NoticeTable, offset=(32, 0))
        assert messages(pilot)[0] == "number 099"
        await pilot._post_mouse_events(  # noqa: SLF001 - the pilot has no wheel
            [events.MouseScrollDown], NoticeTable, (4, 4)
        )
        await pilot.pause()
        assert notices.scroll_offset.y > 0


async def test_a_rule_is_explained_by_the_plain_command(stage: Stage) -> None:
    notice = stage.notice(rule="precheck.message-not-xml")
    async with stage.open(stage.run(stage.release(notice))) as pilot:
        await pilot.press("e")
        assert isinstance(pilot.app.screen, PageScreen)
        await stage.until(pilot, lambda: "Why it matters" in stage.text(pilot))
        assert "The message is not well-formed XML" in stage.text(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, RunScreen)


async def test_a_rule_that_is_not_installed_is_told_not_raised(stage: Stage) -> None:
    notice = stage.notice(rule="my-label.gone")
    async with stage.open(stage.run(stage.release(notice))) as pilot:
        await pilot.press("e")
        await stage.until(pilot, lambda: "This page is not complete" in stage.text(pilot))
        assert "my-label.gone" in stage.text(pilot)


async def test_the_palette_goes_where_it_says(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        await pilot.press("ctrl+p", *"go to matrix")
        await stage.until(pilot, lambda: "Go to Matrix" in stage.text(pilot))
        await pilot.press("enter")
        await stage.until(pilot, lambda: isinstance(pilot.app.screen, RunScreen))
        await stage.until(pilot, lambda: isinstance(table(pilot), Matrix))


async def test_the_help_names_the_keys_and_the_plain_commands(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two, size=(120, 80)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = stage.text(pilot)
        for part in ("severity:block", "for:spotify", "precheck explain", "Ctrl+P"):
            assert part in shown


async def test_running_again_starts_over(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        first = screen.state
        await pilot.press("r")
        await stage.until(pilot, lambda: screen.state.phase is Phase.ENDED)
        await stage.settle(pilot, screen)
        assert screen.state is not first
        assert len(messages(pilot)) == 3


async def test_light_and_dark_change_with_a_key(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        assert pilot.app.current_theme.dark
        await pilot.press("t")
        await pilot.pause()
        assert not pilot.app.current_theme.dark
        assert "BLOCK" in stage.text(pilot)


async def test_everything_is_reached_by_keys_on_a_small_screen(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two, size=(80, 24)) as pilot:
        assert "Evidence" in stage.text(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert "All releases (2)" in stage.text(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert messages(pilot) == ["the cover is small"]
        assert "1 Notices 1/3" in stage.text(pilot)
        for key, part in {"2": "spotify", "3": "Verdict", "4": "my-label", "5": "Policy"}.items():
            await pilot.press(key)
            await pilot.pause()
            assert part in stage.text(pilot)
        await pilot.press("1", "enter")
        assert pilot.app.focused is not None
        assert pilot.app.focused.__class__.__name__ == "Detail"


# --- when things break ---------------------------------------------------------------------------


async def test_a_child_that_dies_is_shown_and_never_a_pass(stage: Stage) -> None:
    events = stage.run(stage.release())[:3]
    async with stage.open(events, exit_code=-9, stderr="worker lost") as pilot:
        shown = stage.text(pilot)
        assert "The run broke: the run ended after 1 of 1 releases without a result" in shown
        assert "signal 9" in shown
        assert "worker lost" in shown
        assert "INCOMPLETE" in shown
        assert "PASS?" in shown
        assert pilot.app.exit_code == 3  # type: ignore[attr-defined]


async def test_a_cut_stream_with_a_good_exit_code_is_incomplete(stage: Stage) -> None:
    async with stage.open(stage.run(stage.release())[:-1], exit_code=0) as pilot:
        assert "INCOMPLETE" in stage.text(pilot)
        assert pilot.app.exit_code == 3  # type: ignore[attr-defined]


async def test_garbage_between_events_is_shown(stage: Stage) -> None:
    *events, end = stage.run(stage.release())
    async with stage.open([*events, b"Segmentation fault\n", end]) as pilot:
        shown = stage.text(pilot)
        assert "a line that is not an event: Segmentation fault" in shown
        assert "INCOMPLETE" in shown


async def test_a_usage_error_is_shown_in_its_own_words(stage: Stage) -> None:
    said = "precheck: no policy named 'spotfy'; did you mean 'spotify'?"
    async with stage.open([], exit_code=2, stderr=said) as pilot:
        assert said in stage.text(pilot)
        assert "exit code 2" in stage.text(pilot)
        await pilot.press("L")
        await pilot.pause()
        assert "What the run wrote" in stage.text(pilot)


async def test_a_command_that_cannot_be_started_is_shown(stage: Stage) -> None:
    async with stage.open(stage.run()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        screen.argv = ("/nowhere/precheck",)
        screen.action_again()
        await stage.until(pilot, lambda: screen.state.phase is Phase.ENDED)
        await stage.settle(pilot, screen)
        assert "the run could not be started" in stage.text(pilot)


async def test_a_batch_that_says_nothing_of_a_release_leaves_it_as_it_was(stage: Stage) -> None:
    batch = BatchDone(notices=(), skips=(), faults=(), verdicts={})
    async with stage.open(stage.run(batch=batch)) as pilot:
        assert "BLOCK" in stage.text(pilot)


async def test_the_filter_survives_a_run_again(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two) as pilot:
        pilot.app.screen.query_one("#filter", Input).value = "severity:note"
        await pilot.press("escape")
        pilot.app.screen.query_one("#filter", Input).value = "severity:note"
        screen = pilot.app.screen
        assert isinstance(screen, RunScreen)
        screen.action_again()
        await stage.until(pilot, lambda: screen.state.phase is Phase.ENDED)
        await stage.settle(pilot, screen)
        assert messages(pilot) == ["the cover is small"]


async def test_quitting_ends_the_child(stage: Stage, two: list[Event]) -> None:
    async with stage.open(two[:3], hold_seconds=60) as pilot:
        await stage.until(pilot, lambda: "1 of 2" in stage.text(pilot))
        child = int((stage.folder / "said.jsonl.pid").read_text())
        assert is_there(child)
        await pilot.press("ctrl+q")
    for _ in range(100):
        if not is_there(child):
            break
        await asyncio.sleep(0.05)
    assert not is_there(child)


def is_there(pid: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_tree_of_many_releases_is_added_in_parts(stage: Stage) -> None:
    releases = [stage.release(id=f"{n:03}", title=f"Album {n}") for n in range(450)]
    async with stage.open(stage.run(*releases)) as pilot:
        tree = pilot.app.screen.query_one(ReleaseTree)
        assert len(tree.root.children) == 201
        tree.focus()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert len(tree.root.children) == 401
        assert str(tree.root.children[-1].label) == "… 50 more"


async def test_every_binding_has_a_description_and_the_main_ones_are_in_the_footer(
    stage: Stage, two: list[Event]
) -> None:
    async with stage.open(two, size=(100, 30)) as pilot:
        bindings = [active.binding for active in pilot.app.screen.active_bindings.values()]
        assert [b.key for b in bindings if not b.description] == []
        footer = stage.text(pilot).splitlines()[-1]
        for word in ("Filter", "Block", "Rule", "Tree", "Track", "Help", "Pace", "Quit"):
            assert word in footer


async def test_without_colour_everything_is_still_in_words(
    stage: Stage, two: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage.open(two) as pilot:
        assert pilot.app.no_color
        assert "BLOCK " in stage.text(pilot)
        assert "REVIEW " in stage.text(pilot)
