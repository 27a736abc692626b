"""What a saved report may be judged by, and what would be another fact now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from precheck import (
    AsOf,
    Batch,
    Facts,
    Finding,
    Inspector,
    Reason,
    Release,
    Rule,
    Severity,
    Tools,
    Track,
    Unavailable,
    rule,
)
from precheck.plugins import Plugin
from precheck.report import Report
from precheck.settings import Settings
from precheck.testing import A_DAY

FIXTURES = Path(__file__).parents[2] / "fixtures"
CLEAN = FIXTURES / "deliveries" / "clean-single"
BATCH = FIXTURES / "deliveries" / "batch"
A_LATER_DAY = date(2027, 6, 1)


class Heard(Struct, frozen=True):
    words: str


class Summed(Struct, frozen=True):
    words: str


class Rest(Struct, frozen=True):
    pass


class House(Struct, frozen=True, forbid_unknown_fields=True):
    motto: str = ""
    key: str = ""


@rule("x.heard", title="Heard", severity=Severity.REVIEW, of=Release, needs=(Heard,))
def heard_rule(_: Release, facts: Facts) -> Iterator[Finding]:
    yield Finding(f"heard {facts[Heard].words}")


@rule("x.summed", title="Summed", severity=Severity.REVIEW, of=Release, needs=(Summed,))
def summed_rule(_: Release, facts: Facts) -> Iterator[Finding]:
    yield Finding(f"summed {facts[Summed].words}")


Inspect = Callable[[Any, Facts, Tools], Any]


def hears(what: Inspect | str = "a voice", **how: Any) -> Inspector[Release, Heard]:
    inspect = what if callable(what) else lambda _, __, ___: Heard(what)
    return Inspector(of=Release, gives=Heard, inspect=inspect, **how)


def sums(what: Inspect | str = "it up", **how: Any) -> Inspector[Release, Summed]:
    inspect = what if callable(what) else lambda _, __, ___: Summed(what)
    return Inspector(of=Release, gives=Summed, inspect=inspect, **how)


def x(*inspectors: Inspector[Any, Any], rules: tuple[Rule[Any], ...] = (heard_rule,)) -> Plugin:
    return Plugin(name="x", rules=rules, inspectors=inspectors, options=(House,))


def messages(report: Report) -> list[str]:
    return [notice.message for release in report.releases for notice in release.notices]


def skips(report: Report) -> list[tuple[Reason, str]]:
    return [(skip.reason, skip.detail) for release in report.releases for skip in release.skips]


def why_stale(report: Report) -> str:
    """The one reason why nothing was judged, which must leave the verdict open."""
    [(reason, detail)] = skips(report)
    assert (reason, messages(report), report.complete) == (Reason.STALE, [], False)
    return detail


def test_a_fact_is_judged_as_it_was_learned(desk: Any) -> None:
    data = desk.saved(CLEAN, plugins=[x(hears("a voice"))])

    assert messages(desk.judged(data, plugins=[x(hears("nothing"))])) == ["heard a voice"]


def test_a_derived_fact_is_worked_out_anew(desk: Any) -> None:
    data = desk.saved(CLEAN, plugins=[x(hears("a voice", is_derived=True))])
    now = x(hears("another voice", is_derived=True, version=2))

    assert messages(desk.judged(data, plugins=[now])) == ["heard another voice"]


def test_another_version_of_an_inspector_makes_its_facts_stale(desk: Any) -> None:
    data = desk.saved(CLEAN, plugins=[x(hears())])

    why = why_stale(desk.judged(data, plugins=[x(hears(version=2))]))

    assert why == "Heard is learned in another way by now (version 1 then, 2 now)"


def test_another_form_of_a_fact_makes_it_stale(desk: Any) -> None:
    class Heard(Struct, frozen=True):  # the same name, one field more
        words: str
        loud: bool = False

    @rule("x.heard", title="Heard", severity=Severity.REVIEW, of=Release, needs=(Heard,))
    def asks(_: Release, facts: Facts) -> Iterator[Finding]:
        yield Finding(facts[Heard].words)

    data = desk.saved(CLEAN, plugins=[x(hears())])
    longer: Inspector[Any, Any] = Inspector(of=Release, gives=Heard, inspect=lambda *_: Heard("x"))

    why = why_stale(desk.judged(data, plugins=[x(longer, rules=(asks,))]))

    assert why == "Heard has another form than when it was saved"


def test_a_fact_that_another_plugin_supplies_now_is_stale(desk: Any) -> None:
    data = desk.saved(CLEAN, plugins=[x(hears())])
    y = Plugin(name="y", inspectors=(hears(),))

    why = why_stale(desk.judged(data, plugins=[x(), y]))

    assert why == "the report holds no Heard learned by the plugin that supplies it now"


def test_a_fact_that_looked_at_the_day_is_stale_on_another(desk: Any) -> None:
    plugin = x(hears(lambda _, __, tools: Heard(str(tools.as_of))))
    data = desk.saved(CLEAN, plugins=[plugin])

    same = desk.judged(data, plugins=[plugin])
    why = why_stale(desk.judged(data, plugins=[plugin], day=A_LATER_DAY))

    assert messages(same) == [f"heard {A_DAY}"]
    assert why == f"Heard was learned for {A_DAY} and hangs on the day"


def test_the_day_may_be_had_from_the_facts_too(desk: Any) -> None:
    async def looks(_: Release, facts: Facts, __: Tools) -> Heard:
        return Heard(str(facts[AsOf].day))

    data = desk.saved(CLEAN, plugins=[x(hears(looks))])

    assert "hangs on the day" in why_stale(
        desk.judged(data, plugins=[x(hears(looks))], day=A_LATER_DAY)
    )


def test_what_rests_on_a_stale_fact_is_stale(desk: Any) -> None:
    plugin = x(
        hears(lambda _, __, tools: Heard(str(tools.as_of))),
        sums(wants=(Heard,)),
        rules=(summed_rule,),
    )
    data = desk.saved(CLEAN, plugins=[plugin])

    why = why_stale(desk.judged(data, plugins=[plugin], day=A_LATER_DAY))

    assert why == "Summed rests on Heard, which is stale"


def test_what_rests_on_a_derived_fact_that_came_out_differently_is_stale(desk: Any) -> None:
    plugin = x(
        hears(lambda _, __, tools: Heard(str(tools.as_of)), is_derived=True),
        sums(needs=(Heard,)),
        rules=(heard_rule, summed_rule),
    )
    data = desk.saved(CLEAN, plugins=[plugin])

    report = desk.judged(data, plugins=[plugin], day=A_LATER_DAY)

    assert messages(report) == [f"heard {A_LATER_DAY}"]
    assert skips(report) == [(Reason.STALE, "Summed rests on Heard, which is another now")]


def test_a_derived_fact_that_came_out_the_same_carries_what_rests_on_it(desk: Any) -> None:
    plugin = x(hears(is_derived=True), sums(needs=(Heard,)), rules=(summed_rule,))
    data = desk.saved(CLEAN, plugins=[plugin])

    report = desk.judged(data, plugins=[plugin], day=A_LATER_DAY)

    assert messages(report) == ["summed it up"]


def test_a_derived_fact_is_not_worked_out_of_stale_ones(desk: Any) -> None:
    plugin = x(hears(), sums(wants=(Heard,), is_derived=True), rules=(summed_rule,))
    data = desk.saved(CLEAN, plugins=[plugin])
    now = x(hears(version=2), sums(wants=(Heard,), is_derived=True), rules=(summed_rule,))

    assert why_stale(desk.judged(data, plugins=[now])) == "Summed rests on Heard, which is stale"


def test_one_release_that_hangs_on_the_day_leaves_the_others_alone(desk: Any) -> None:
    def looks(release: Release, _: Facts, tools: Tools) -> Heard:
        return Heard(str(tools.as_of) if "1018" in release.id else "always")

    data = desk.saved(BATCH, plugins=[x(hears(looks))])

    report = desk.judged(data, plugins=[x(hears(looks))], day=A_LATER_DAY)

    assert [r.id for r in report.releases if any(s.reason is Reason.STALE for s in r.skips)] == [
        "9520000001018/9520000001018.xml"
    ]


def test_the_batch_does_not_rest_on_the_stale_facts_of_a_release(desk: Any) -> None:
    class Total(Struct, frozen=True):
        count: int

    @rule("x.total", title="Total", severity=Severity.REVIEW, of=Batch, needs=(Total,))
    def asks(_: Batch, facts: Facts) -> Iterator[Finding]:
        yield Finding(f"{facts[Total].count} in all")

    def counts(_: Batch, facts: Facts, __: Tools) -> Total:
        return Total(len(list(facts.each(Heard))))

    total: Inspector[Any, Any] = Inspector(of=Batch, gives=Total, inspect=counts, needs=(Heard,))
    plugin = x(hears(lambda _, __, tools: Heard(str(tools.as_of))), total, rules=(asks,))
    data = desk.saved(BATCH, plugins=[plugin])

    [same] = desk.judged(data, plugins=[plugin]).notices
    report = desk.judged(data, plugins=[plugin], day=A_LATER_DAY)

    assert same.message == "7 in all"
    assert report.notices == ()
    assert [s.detail for s in report.skips] == ["Total rests on Heard, which is stale"]


def test_settings_that_were_looked_at_must_be_the_same(desk: Any) -> None:
    def looks(_: Release, facts: Facts, __: Tools) -> Heard:
        return Heard(facts[House].motto)

    def with_motto(motto: str) -> Settings:
        return Settings(plugins={"x": {"motto": motto}}, path="precheck.toml")

    data = desk.saved(CLEAN, plugins=[x(hears(looks))], settings=with_motto("aloud"))

    same = desk.judged(data, plugins=[x(hears(looks))], settings=with_motto("aloud"))
    why = why_stale(desk.judged(data, plugins=[x(hears(looks))], settings=with_motto("low")))

    assert messages(same) == ["heard aloud"]
    assert why == "Heard was learned under other settings of [plugins.x]"


def test_settings_that_nobody_looked_at_may_be_others(desk: Any) -> None:
    data = desk.saved(CLEAN, plugins=[x(hears())])
    other = Settings(plugins={"x": {"motto": "low"}}, path="precheck.toml")

    assert messages(desk.judged(data, plugins=[x(hears())], settings=other)) == ["heard a voice"]


def test_settings_are_not_written_into_the_report(desk: Any) -> None:
    def looks(_: Release, facts: Facts, __: Tools) -> Heard:
        return Heard(str(len(facts[House].key)))

    settings = Settings(plugins={"x": {"key": "open sesame"}}, path="precheck.toml")

    assert b"sesame" not in desk.saved(CLEAN, plugins=[x(hears(looks))], settings=settings)


def test_why_a_fact_could_not_be_had_is_judged_too(desk: Any) -> None:
    why = Unavailable(Reason.SERVICE, "the service is down", "Try again.")
    data = desk.saved(CLEAN, plugins=[x(hears(lambda *_: why))])

    report = desk.judged(data, plugins=[x(hears())])

    assert skips(report) == [(Reason.SERVICE, "the service is down")]


def test_an_inspector_that_broke_is_still_a_fault(desk: Any) -> None:
    def breaks(*_: Any) -> Heard:
        raise ZeroDivisionError("oh")

    data = desk.saved(CLEAN, plugins=[x(hears(breaks))])

    [release] = desk.judged(data, plugins=[x(hears())]).releases

    assert [fault.message for fault in release.faults] == [
        "the inspector of Heard raised ZeroDivisionError: oh"
    ]
    assert not any(verdict.complete for verdict in release.verdicts)


def test_a_fact_that_cannot_be_written_is_not_there_to_be_judged_by(desk: Any) -> None:
    whole = hears(lambda *_: Heard(185))  # type: ignore[arg-type] # not what the class says
    data = desk.saved(CLEAN, plugins=[x(whole)])

    assert why_stale(desk.judged(data, plugins=[x(whole)])).startswith("Heard was not saved: ")


def test_a_plugin_that_is_gone_leaves_every_verdict_open(desk: Any) -> None:
    data = desk.saved(CLEAN, plugins=[x(hears())])

    gone = desk.judged(data, plugins=[])
    left_out = desk.judged(data, plugins=[], without=("x",))

    assert [fault.message for fault in gone.faults] == [
        "plugin 'x' took part in the report and is not installed now"
    ]
    assert not gone.complete
    assert left_out.complete


def test_a_release_that_could_not_be_saved_cannot_be_judged_again(desk: Any) -> None:
    lines = desk.saved(CLEAN, plugins=[x(hears())]).splitlines()
    event = json.loads(lines[2])
    event["result"]["facts"] = {
        "source": event["result"]["facts"]["source"],
        "trouble": "the message was changed while it was checked",
    }
    lines[2] = msgspec.json.encode(event)

    [release] = desk.judged(b"\n".join(lines), plugins=[x(hears())]).releases

    assert [fault.message for fault in release.faults] == [
        "9520000000011.xml cannot be judged again: the message was changed while it was checked"
    ]
    assert not any(verdict.complete for verdict in release.verdicts)


def test_a_derived_fact_moves_along_with_what_it_is_worked_out_of(desk: Any) -> None:
    plugin = x(
        hears(lambda _, __, tools: Heard(str(tools.as_of)), is_derived=True),
        sums(lambda _, facts, __: Summed(facts[Heard].words), needs=(Heard,), is_derived=True),
        Inspector(of=Release, gives=Rest, inspect=lambda *_: Rest(), needs=(Heard,)),
        rules=(summed_rule,),
    )
    data = desk.saved(CLEAN, plugins=[plugin])

    report = desk.judged(data, plugins=[plugin], day=A_LATER_DAY)

    assert messages(report) == [f"summed {A_LATER_DAY}"]


def test_a_stale_fact_of_one_releases_track_says_nothing_of_the_next_release(desk: Any) -> None:
    class Length(Struct, frozen=True):
        letters: str

    def measures(track: Track, _: Facts, tools: Tools) -> Length:
        return Length(str(tools.as_of) if "1018" in track.release else "always")

    length: Inspector[Any, Any] = Inspector(of=Track, gives=Length, inspect=measures)
    plugin = x(length, hears(wants=(Length,)))
    data = desk.saved(BATCH, plugins=[plugin])

    report = desk.judged(data, plugins=[plugin], day=A_LATER_DAY)

    assert [r.id for r in report.releases if any(s.reason is Reason.STALE for s in r.skips)] == [
        "9520000001018/9520000001018.xml"
    ]
