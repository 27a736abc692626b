"""A fact may hold elements of the message and files of the release, and finds them again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from precheck import (
    Facts,
    Finding,
    Inspector,
    Message,
    Node,
    Reason,
    Release,
    Severity,
    Tools,
    Unavailable,
    rule,
)
from precheck.plugins import Plugin

CLEAN = Path(__file__).parents[2] / "fixtures" / "deliveries" / "clean-single"


class Found(Struct, frozen=True):
    element: Node
    file: Path
    by_name: dict[str, Node]


def finds(release: Release, facts: Facts, _: Tools) -> Found | Unavailable:
    root = facts[Message].node
    assert root is not None
    [isrc, *_rest] = root.find_all("//ISRC")
    file = release.tracks[0].audio
    assert file is not None
    return Found(element=isrc, file=file, by_name={"root": root})


@rule("x.found", title="Found", severity=Severity.REVIEW, of=Release, needs=(Found,))
def found_rule(release: Release, facts: Facts) -> Iterator[Finding]:
    found = facts[Found]
    assert release.message is not None
    is_root = found.by_name["root"] == release.message.node
    evidence: dict[str, Any] = {
        "line": found.element.line,
        "xpath": found.element.xpath,
        "is_root": is_root,
    }
    yield Finding(found.element.text, file=found.file, evidence=evidence)


def test_elements_and_files_of_a_fact_are_found_again(desk: Any) -> None:
    finder: Inspector[Any, Any] = Inspector(of=Release, gives=Found, inspect=finds)
    plugins = [Plugin(name="x", rules=(found_rule,), inspectors=(finder,))]
    data = desk.saved(CLEAN, plugins=plugins)

    [release] = desk.judged(data, plugins=plugins).releases
    [checked] = [e.result for e in desk.check(CLEAN, plugins=plugins) if hasattr(e, "result")]

    assert release.notices == checked.notices
    assert release.notices[0].evidence["is_root"]


def test_an_element_that_the_message_does_not_have_is_stale(desk: Any) -> None:
    finder: Inspector[Any, Any] = Inspector(of=Release, gives=Found, inspect=finds)
    plugins = [Plugin(name="x", rules=(found_rule,), inspectors=(finder,))]
    lines = desk.saved(CLEAN, plugins=plugins).splitlines()
    event = json.loads(lines[2])
    value = event["result"]["facts"]["subjects"][-1]["facts"][0]["value"]
    value["element"] = 10**9
    lines[2] = msgspec.json.encode(event)

    [release] = desk.judged(b"\n".join(lines), plugins=plugins).releases

    [skip] = release.skips
    assert skip.reason is Reason.STALE
    assert skip.detail.startswith("the Found in the report cannot be read")
