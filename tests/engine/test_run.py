"""Whole runs: a delivery in, a stream of events out."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from precheck import (
    Batch,
    Facts,
    Finding,
    Message,
    Reason,
    Release,
    Severity,
    Tools,
    Track,
    Unavailable,
    inspector,
    rule,
)
from precheck.engine.own_rules import OWN
from precheck.engine.room import Order
from precheck.engine.run import Request, check
from precheck.engine.tally import ExitCode
from precheck.errors import NothingToCheck, UsageError
from precheck.plugins import Plugin, Registry
from precheck.policy import Waiver
from precheck.present.document import gather
from precheck.report import BatchDone, Event, Outcome, ReleaseDone, Report, RunFinished, RunStarted
from precheck.settings import Settings
from precheck.testing import A_DAY

FIXTURES = Path(__file__).parents[2] / "fixtures"
DELIVERIES = FIXTURES / "deliveries"


class Length(Struct, frozen=True):
    letters: int


class Heard(Struct, frozen=True):
    titles: tuple[str, ...]


@inspector(of=Track, gives=Length)
def measure(track: Track, _: Facts, __: Tools) -> Length | Unavailable:
    return Length(len(track.title))


@inspector(of=Release, gives=Heard, wants=(Length,))
async def listen(release: Release, facts: Facts, _: Tools) -> Heard | Unavailable:
    assert len(list(facts.each(Length))) == len(release.tracks)
    return Heard(tuple(t.title for t in release.tracks))


@rule("x.twice", title="Twice", severity=Severity.REVIEW, of=Batch, needs=(Heard,))
def twice(_: Batch, facts: Facts) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], str] = {}
    for source, heard in facts.each(Heard):
        if heard.titles in seen:
            yield Finding(f"the same titles as {seen[heard.titles]}", release=source.id)
        seen.setdefault(heard.titles, source.id)


def run(
    *paths: Path, plugins: tuple[Plugin, ...] = (), settings: Settings | None = None, jobs: int = 1
) -> list[Event]:
    order = Order(root=Path(), as_of=A_DAY, settings=settings or Settings(), offline=True)
    registry = Registry.of(plugins, own=(OWN,))
    return list(check(Request(paths=paths, order=order, jobs=jobs), registry))


def report(*paths: Path, plugins: tuple[Plugin, ...] = ()) -> Report:
    return gather(run(*paths, plugins=plugins))


def two_alike(folder: Path) -> Path:
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        shutil.copy(FIXTURES / "messages" / "4.3.2.xml", folder / name / f"{name}.xml")
    return folder


X = Plugin(name="x", rules=(twice,), inspectors=(measure, listen))


def test_a_run_begins_and_ends_with_its_events() -> None:
    events = run(DELIVERIES / "clean-single")
    assert isinstance(events[0], RunStarted)
    assert isinstance(events[-2], BatchDone)
    assert isinstance(events[-1], RunFinished)
    assert events[-1].exit_code == ExitCode.PASS


def test_facts_flow_from_tracks_to_releases_to_the_batch(tmp_path: Path) -> None:
    found = report(two_alike(tmp_path), plugins=(X,))
    [notice] = [n for r in found.releases for n in r.notices if n.rule == "x.twice"]
    assert notice.subject.release == "b/b.xml"
    assert notice.message == "the same titles as a/a.xml"


def test_what_the_batch_says_of_a_release_changes_that_releases_verdict(tmp_path: Path) -> None:
    found = report(two_alike(tmp_path), plugins=(X,))
    outcomes = {r.id: r.verdicts[0].outcome for r in found.releases}
    assert outcomes == {"a/a.xml": Outcome.PASS, "b/b.xml": Outcome.REVIEW}
    assert found.outcome is Outcome.REVIEW


def test_an_inspector_that_raises_is_a_fault_and_its_rules_are_skipped() -> None:
    @inspector(of=Track, gives=Length)
    def breaks(_: Track, __: Facts, ___: Tools) -> Length:
        raise RecursionError("too deep")

    @rule("x.length", title="Length", severity=Severity.BLOCK, of=Track, needs=(Length,))
    def length(_: Track, __: Facts) -> Iterator[Finding]:
        yield Finding("long")

    plugin = Plugin(name="x", rules=(length,), inspectors=(breaks,))
    found = report(DELIVERIES / "clean-single", plugins=(plugin,))
    [release] = found.releases
    assert "RecursionError: too deep" in release.faults[0].message
    assert release.faults[0].plugin == "x"
    assert release.skips[0].reason is Reason.BROKEN
    assert not found.complete


def test_an_inspector_is_not_asked_where_its_subject_lacks_the_message_it_needs() -> None:
    @inspector(of=Release, gives=Heard, needs=(Message,))
    def reads(_: Release, facts: Facts, __: Tools) -> Heard:
        return Heard((facts[Message].message_id,))

    @rule("x.heard", title="Heard", severity=Severity.NOTE, of=Release, needs=(Heard,))
    def heard(_: Release, __: Facts) -> Iterator[Finding]:
        yield Finding("heard")

    plugin = Plugin(name="x", rules=(heard,), inspectors=(reads,))
    [release] = report(DELIVERIES / "audio-only", plugins=(plugin,)).releases
    assert release.faults == ()
    assert [s.reason for s in release.skips if s.rule == "x.heard"] == [Reason.NO_MESSAGE]


def test_a_fault_of_the_batch_shows_no_trace_to_those_who_do_not_debug() -> None:
    @rule("x.breaks", title="Breaks", severity=Severity.NOTE, of=Batch)
    def breaks(_: Batch, __: Facts) -> Iterator[Finding]:
        raise ZeroDivisionError("oh")

    [fault] = report(
        DELIVERIES / "clean-single", plugins=(Plugin(name="x", rules=(breaks,)),)
    ).faults
    assert "ZeroDivisionError: oh" in fault.message
    assert fault.trace == ""


def test_an_inspector_that_gives_another_thing_is_a_fault() -> None:
    @inspector(of=Track, gives=Length)
    def lies(_: Track, __: Facts, ___: Tools) -> Length:
        return "four"  # type: ignore[return-value]

    found = report(DELIVERIES / "clean-single", plugins=(Plugin(name="x", inspectors=(lies,)),))
    assert "gave a str instead of a Length" in found.releases[0].faults[0].message


def test_a_broken_plugin_makes_every_verdict_incomplete_and_costs_nothing_else() -> None:
    broken = Plugin(name="bad", status="broken", problems=("it fell over",))
    found = report(DELIVERIES / "clean-single", plugins=(X, broken))
    assert [f.message for f in found.faults] == ["it fell over"]
    assert not found.releases[0].verdicts[0].complete
    assert found.counts.tracks == 1


def test_a_hostile_message_is_refused_and_the_rest_is_judged() -> None:
    found = report(DELIVERIES / "hostile", plugins=(X,))
    refused = {n.rule for r in found.releases for n in r.notices}
    assert "precheck.message-hostile" in refused
    assert found.outcome is Outcome.BLOCK
    assert found.counts.releases > 5


def test_the_json_of_the_same_input_is_the_same_but_for_the_run() -> None:
    one, two = (report(DELIVERIES / "batch", plugins=(X,)) for _ in range(2))
    blank = one.run
    bytes_of = [msgspec.json.encode(msgspec.structs.replace(r, run=blank)) for r in (one, two)]
    assert bytes_of[0] == bytes_of[1]


def test_an_expired_waiver_raises_a_notice_of_its_own() -> None:
    old = Waiver(rule="x.twice", owner="Kim", reason="once", expires=date(2026, 11, 21))
    found = gather(
        run(DELIVERIES / "clean-single", plugins=(X,), settings=Settings(waivers=(old,)))
    )
    [notice] = found.notices
    assert notice.rule == "precheck.waiver-expired"
    assert "Kim" in notice.message


def test_a_waiver_still_holds_on_its_last_day() -> None:
    last = Waiver(rule="x.twice", owner="Kim", reason="once", expires=A_DAY)
    found = gather(
        run(DELIVERIES / "clean-single", plugins=(X,), settings=Settings(waivers=(last,)))
    )
    assert not found.notices


def test_each_thing_that_reading_stumbled_over_has_a_fingerprint_of_its_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "delivery.toml").write_text("one = 1\ntwo = 2\n")
    shutil.copy(FIXTURES / "messages" / "4.3.2.xml", tmp_path / "m.xml")
    notices = report(tmp_path).releases[0].notices
    keys = [n for n in notices if n.rule == "precheck.sidecar-unreadable"]
    assert len(keys) == 2
    assert len({n.fingerprint for n in keys}) == 2


@pytest.mark.parametrize(
    ("sidecar", "rule"),
    [
        ('[tracks.AQPRE2600099]\nai = "all"\n', "precheck.sidecar-unmatched"),
        ('[images.A1]\nai = "all"\n', "precheck.sidecar-unmatched"),
        (
            '[tracks.AQPRE2600012]\nai = "some"\n[tracks.A2]\nai = "all"\n',
            "precheck.sidecar-entries-differ",
        ),
    ],
)
def test_a_declaration_that_is_dropped_is_no_pass(tmp_path: Path, sidecar: str, rule: str) -> None:
    (tmp_path / "delivery.toml").write_text(sidecar)
    shutil.copy(FIXTURES / "messages" / "4.3.2.xml", tmp_path / "m.xml")
    (release,) = report(tmp_path).releases
    assert [n.severity for n in release.notices if n.rule == rule] == [Severity.REVIEW]
    assert {verdict.outcome for verdict in release.verdicts} == {Outcome.REVIEW}


def test_there_must_be_something_to_check(tmp_path: Path) -> None:
    with pytest.raises(NothingToCheck):
        run(tmp_path)


def test_a_path_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(tmp_path / "nowhere")


def test_two_inspectors_share_nothing_but_facts(tmp_path: Path) -> None:
    """Twenty releases, each with its own facts, however the threads are scheduled."""
    for number in range(20):
        (tmp_path / f"r{number:02}").mkdir()
        text = (FIXTURES / "messages" / "4.3.2.xml").read_text(encoding="utf-8")
        target = tmp_path / f"r{number:02}" / "m.xml"
        target.write_text(text, encoding="utf-8")

    @rule("x.own", title="Own", severity=Severity.NOTE, of=Track, needs=(Length,))
    def own(track: Track, facts: Facts) -> Iterator[Finding]:
        if facts[Length].letters != len(track.title):
            yield Finding("a fact of another track")

    plugin = Plugin(name="x", rules=(own,), inspectors=(measure,))
    found = report(tmp_path, plugins=(plugin,))
    assert found.counts.releases == 20
    assert found.counts.note == 0


def test_events_survive_the_journey_through_json() -> None:
    for event in run(DELIVERIES / "batch", plugins=(X,)):
        line = msgspec.json.encode(event)
        assert msgspec.json.encode(msgspec.json.decode(line, type=Event)) == line


def test_a_stream_that_was_cut_is_no_report() -> None:
    events = run(DELIVERIES / "clean-single")[:-1]
    with pytest.raises(ValueError, match="cut off"):
        gather(events)


def test_releases_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    found = report(two_alike(tmp_path))
    assert [r.id for r in found.releases] == ["a/a.xml", "b/b.xml"]
    events = run(two_alike(tmp_path / "again"))
    assert [e.result.id for e in events if isinstance(e, ReleaseDone)] == ["a/a.xml", "b/b.xml"]
