"""A saved report comes from outside: what is none is refused in words, whatever it holds."""

from __future__ import annotations

import io
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precheck.engine import reopen
from precheck.engine.reopen import Saved
from precheck.errors import UsageError
from precheck.reading.xml import BYTE_LIMIT

FIXTURES = Path(__file__).parents[2] / "fixtures"
CLEAN = FIXTURES / "deliveries" / "clean-single"


@pytest.fixture(scope="module")
def lines(desk: Any) -> list[bytes]:
    """A sound report, line by line."""
    data: bytes = desk.saved(CLEAN)
    return data.splitlines(keepends=True)


@pytest.fixture(scope="module")
def whole(desk: Any) -> bytes:
    """The same as one object."""
    data: bytes = desk.saved_whole(CLEAN)
    return data


def refused(desk: Any, data: bytes) -> str:
    with pytest.raises(UsageError) as told:
        desk.judged(data)
    return str(told.value)


def changed(line: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    event = json.loads(line)
    change(event)
    return json.dumps(event).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is no report"),
        (b"\n\n", "it is no report"),
        (b"not JSON", "it is no report"),
        (b"{}", "it is no report"),
        (b"[1, 2]", "it is no report"),
        (b"\xff\xfe\x00", "it is no report"),
        (b'{"schema": "one"}', "it is no report"),
        (b'{"schema": 1}', "the report cannot be read: Object missing required field"),
        (b'{"schema": 2, "precheck": "9.0"}', "the form 2 of Precheck '9.0'"),
        (b'{"event": "run-finished"}', "its first line does not begin a run"),
        (b'{"event": "run-started", "schema": 2}', "the form 2 of Precheck ''"),
        (b'{"a":' * 100_000, "it is no report"),
        (b'{"schema":1,"a":' + b"[" * 100_000, "it is no report"),
    ],
)
def test_what_is_no_report_is_refused(desk: Any, data: bytes, said: str) -> None:
    assert said in refused(desk, data)


def test_a_report_without_facts_says_how_to_get_them(desk: Any) -> None:
    from precheck.present.document import gather, to_json

    told = refused(desk, to_json(gather(desk.check(CLEAN))))

    assert "check again with --with-facts" in told


def test_a_report_that_ends_early_is_refused_wherever_it_ends(
    desk: Any, lines: list[bytes]
) -> None:
    told = {refused(desk, b"".join(lines[:count])) for count in range(1, len(lines))}

    assert told == {"the report cannot be judged again: it was cut off before the run was finished"}


def test_a_line_that_ends_early_is_refused(desk: Any, lines: list[bytes]) -> None:
    assert "line 3 cannot be read" in refused(desk, b"".join(lines)[: len(b"".join(lines[:3])) - 9])


def test_an_object_that_ends_early_is_refused(desk: Any, whole: bytes) -> None:
    assert "it is no report, or was cut off" in refused(desk, whole[:-20])


def test_a_release_too_many_is_refused(desk: Any, lines: list[bytes]) -> None:
    twice = [*lines[:3], lines[2], *lines[3:]]

    assert "'9520000000011.xml' is not where it belongs" in refused(desk, b"".join(twice))


def test_a_report_that_lost_its_releases_is_refused(desk: Any, whole: bytes) -> None:
    none = changed(whole, lambda report: report.update(releases=[]))

    assert "it holds no release" in refused(desk, none)


def test_a_release_that_is_there_twice_is_refused(desk: Any, whole: bytes) -> None:
    twice = changed(whole, lambda report: report.update(releases=report["releases"] * 2))

    assert "the release '9520000000011.xml' more than once" in refused(desk, twice)


def test_a_report_that_lost_some_of_its_releases_is_refused(desk: Any) -> None:
    whole = desk.saved_whole(FIXTURES / "deliveries" / "batch")
    fewer = changed(whole, lambda report: report["releases"].pop())

    assert "it holds 6 releases, and counted 7" in refused(desk, fewer)


def test_verdicts_on_other_releases_are_refused(desk: Any, lines: list[bytes]) -> None:
    other = changed(lines[3], lambda event: event.update(verdicts={"other.xml": []}))

    assert "about other releases" in refused(desk, b"".join([*lines[:3], other, lines[4]]))


def test_two_runs_in_one_file_are_refused(desk: Any, lines: list[bytes]) -> None:
    assert "begins another run" in refused(desk, b"".join([*lines[:3], *lines]))


def test_a_line_or_report_beyond_the_limit_is_not_read(
    desk: Any, lines: list[bytes], whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reopen, "LINE_LIMIT", len(lines[2]) - 1)
    monkeypatch.setattr(reopen, "DOCUMENT_LIMIT", len(whole) - 1)

    assert "has a line of more than" in refused(desk, b"".join(lines))
    assert "save such a report with --format jsonl" in refused(desk, whole)


def with_facts(lines: list[bytes], **facts: Any) -> bytes:
    """The report with other facts of its release."""
    release = changed(lines[2], lambda event: event["result"]["facts"].update(facts))
    return b"".join([*lines[:2], release, *lines[3:]])


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"message": b64encode(b"no zlib").decode()}, "not compressed as it should be"),
        (
            {"message": b64encode(zlib.compress(b"<a>" * (BYTE_LIMIT // 2))).decode()},
            "larger than any that is read",
        ),
        ({"message": b64encode(zlib.compress(b"<a/>" * 9)[:-4]).decode()}, "cut off"),
        ({"message": b64encode(zlib.compress(b"<!DOCTYPE a><a/>")).decode()}, "DOCTYPE"),
        ({"message": b64encode(zlib.compress(b"<a/>")).decode()}, "not read as one of ERN"),
        ({"named": {}}, "which was not looked for"),
        ({"files": ["../../etc/passwd"]}, "is no path below what was checked"),
        ({"files": ["/etc/passwd"]}, "is no path below what was checked"),
        ({"source": {"folder": "..", "message": "a.xml"}}, "is no path below what was checked"),
    ],
)
def test_facts_that_do_not_fit_leave_the_release_unjudged(
    desk: Any, lines: list[bytes], facts: dict[str, Any], said: str
) -> None:
    report = desk.judged(with_facts(lines, **facts))

    [release] = report.releases
    assert said in release.faults[0].message
    assert not any(verdict.complete for verdict in release.verdicts)


def test_another_message_than_the_one_that_was_checked_is_not_judged(
    desk: Any, lines: list[bytes]
) -> None:
    packed = json.loads(lines[2])["result"]["facts"]["message"]
    message = zlib.decompress(b64decode(packed)).replace(b"AQ", b"QM")

    report = desk.judged(with_facts(lines, message=b64encode(zlib.compress(message)).decode()))

    assert "not the one that was checked" in report.releases[0].faults[0].message


def test_facts_that_are_missing_are_never_a_pass(desk: Any, lines: list[bytes]) -> None:
    report = desk.judged(with_facts(lines, subjects=[]))

    assert not report.complete


def test_a_broken_stream_says_so() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise OSError(5, "Input/output error")

    with pytest.raises(UsageError, match="the report cannot be read: Input/output error"):
        Saved(io.BufferedReader(Broken()), "the report")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=6))
def test_bytes_that_were_changed_are_judged_or_refused(
    desk: Any, lines: list[bytes], at: float, junk: bytes
) -> None:
    data = b"".join(lines)
    here = int(at * (len(data) - len(junk)))

    try:
        report = desk.judged(data[:here] + junk + data[here + len(junk) :])
    except UsageError:
        return
    assert report.releases


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"manifests": [{"file": 1}]}, "a Path cannot be read back"),
        ({"manifests": [{"file": "/../x.xml"}]}, "is no path below what was checked"),
        ({"manifest_form": "another"}, "another version of Precheck read its manifests"),
        ({"root": "../.."}, "is no path below what was checked"),
        ({"trouble": "a manifest could not be saved"}, "a manifest could not be saved"),
    ],
)
def test_a_batch_that_does_not_fit_leaves_every_verdict_open(
    desk: Any, facts: dict[str, Any], said: str
) -> None:
    data: bytes = desk.saved(FIXTURES / "deliveries" / "batch")
    first, *rest = data.splitlines(keepends=True)

    report = desk.judged(changed(first, lambda e: e["facts"].update(facts)) + b"".join(rest))

    [fault] = report.faults
    assert fault.where == "engine: batch"
    assert said in fault.message
    assert not any(verdict.complete for r in report.releases for verdict in r.verdicts)
