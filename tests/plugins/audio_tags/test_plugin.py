"""What the plugin declares, and what it costs to load it."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import msgspec
import pytest

import precheck_audio_tags
from precheck import Basis, Rule, Severity
from precheck.plugins import declared
from precheck_audio_tags.rules import RULES

HEADINGS = ["What it checks", "Why it matters", "What to do", "Limits"]


def test_the_plugin_is_accepted_whole() -> None:
    plugin = declared("audio-tags", precheck_audio_tags)
    assert plugin.status == "loaded"
    assert len(plugin.rules) == len({rule.id for rule in plugin.rules}) == len(RULES)
    assert {(i.of.__name__, i.name) for i in plugin.inspectors} >= {
        ("Track", "AudioStream"),
        ("Track", "Tags"),
        ("Track", "FileDigest"),
        ("Track", "ProvenanceMarks"),
        ("Image", "FileDigest"),
        ("Image", "ProvenanceMarks"),
    }


def test_loading_the_rules_and_inspectors_does_not_load_mutagen() -> None:
    code = (
        "import sys, precheck_audio_tags as p; list(p.precheck_rules()); "
        "list(p.precheck_inspectors()); print('mutagen' in sys.modules)"
    )
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_page_a_source_and_sourced_numbers(rule: Rule[Any]) -> None:
    assert re.fullmatch(r"audio-tags\.[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert not rule.title.endswith(".")
    assert re.findall(r"^## (.+)$", rule.doc, re.MULTILINE) == HEADINGS
    assert rule.sources
    fields = [f.name for f in msgspec.structs.fields(rule.options)] if rule.options else []
    assert [threshold.option for threshold in rule.thresholds] == fields
    for threshold in rule.thresholds:
        assert threshold.source or threshold.basis is Basis.OURS
    assert not rule.is_estimate or rule.severity <= Severity.REVIEW
