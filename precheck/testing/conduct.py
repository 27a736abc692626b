"""What the contract demands of a rule when it is asked. Each complaint says what to write."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from precheck.facts import MissingFact
from precheck.rules import Finding, Rule
from precheck.testing.samples import NoSampleError
from precheck.testing.scenes import Scene, Stage
from precheck.testing.watching import watching

UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""The Unicode categories of control characters, lone surrogates and line breaks."""


def raises_nothing_else(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """Whatever facts it meets, a rule yields findings; it raises `MissingFact` or nothing."""
    for scene in stage.scenes(rule):
        try:
            for finding in rule.ask(scene.subject, scene.facts):
                if not isinstance(finding, Finding):
                    yield f"{scene.name}: yield a Finding, not a {type(finding).__name__}"
        except MissingFact:
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the complaint
            yield f"{scene.name}: it raised {type(error).__name__}: {error}; facts can be like that"


def survives_missing_facts(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """Where no fact could be had it raises `MissingFact`, or is silent."""
    scene = stage.without_facts(rule)
    try:
        said = list(rule.ask(scene.subject, scene.facts))
    except MissingFact:
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the complaint
        raised = f"{type(error).__name__}: {error}"
        yield f"with every fact unavailable it raised {raised}; read what you need by facts[...]"
        return
    if said and rule.needs:
        yield (
            "with every fact unavailable it still speaks; read facts[...] before you yield, "
            "or take the fact out of needs"
        )


def speaks_only_when_it_may(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """Where its `when` says that the question does not arise, it has nothing to say."""
    for scene in stage.scenes(rule) if rule.when is not None else ():
        try:
            arises = rule.when is None or rule.when(scene.subject, scene.facts)
        except MissingFact:
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the complaint
            yield f"{scene.name}: its `when` raised {type(error).__name__}: {error}"
            continue
        if not arises and _said(rule, scene):
            yield f"{scene.name}: it speaks, but its `when` says no; let `when` say yes there too"


def says_the_same_twice(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """Asked twice about the same it says the same."""
    for scene in stage.scenes(rule):
        if _said(rule, scene) != _said(rule, scene):
            yield f"{scene.name}: asked twice it says two things; use no clock, chance or memory"


def changes_nothing(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """It leaves the subject and the facts as they were."""
    for scene in stage.scenes(rule):
        before = _shown(scene)
        _said(rule, scene)
        if _shown(scene) != before:
            yield f"{scene.name}: it changed what it was given; make a copy before you change it"


def opens_nothing(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """It opens no file, folder, socket, database or process."""
    for scene in stage.scenes(rule):
        with watching() as seen:
            _said(rule, scene)
        if seen:
            did = ", ".join(seen)
            yield f"{scene.name}: it did {did}; let an inspector look, and read its fact"


def messages_are_one_line(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """Every message is one line of visible characters."""
    for scene in stage.scenes(rule):
        for finding in _said(rule, scene):
            text = finding.message
            if not isinstance(text, str) or not text.strip():
                yield f"{scene.name}: say something in the finding's message"
            elif any(unicodedata.category(char) in UNPRINTABLE for char in text):
                yield f"{scene.name}: write the message on one line: {text!r}"


def evidence_is_json(rule: Rule[Any], stage: Stage) -> Iterator[str]:
    """All evidence can be written as JSON."""
    for scene in stage.scenes(rule):
        for finding in _said(rule, scene):
            try:
                msgspec.json.decode(msgspec.json.encode(finding.evidence), type=dict[str, Any])
            except (TypeError, ValueError, msgspec.MsgspecError) as error:
                yield f"{scene.name}: put only JSON values into the evidence: {error}"


def _said(rule: Rule[Any], scene: Scene) -> list[Finding]:
    """The findings up to whatever it raises; what it raises is another demand's complaint."""
    said: list[Finding] = []
    try:
        said.extend(one for one in rule.ask(scene.subject, scene.facts) if _is_finding(one))
    except Exception:  # noqa: BLE001 - see above
        return said
    return said


def _is_finding(one: object) -> bool:
    return isinstance(one, Finding)


def _shown(scene: Scene) -> str:
    """Everything in a scene, written out: structs, mappings and tuples show their content."""
    narrower = [(one, dict(facts.known())) for one, facts in scene.facts.narrower]
    return repr((scene.subject, dict(scene.facts.known()), narrower))


def sampled(
    demand: Callable[[Rule[Any], Stage], Iterator[str]], rule: Rule[Any], stage: Stage
) -> Iterator[str]:
    """The demand's complaints, or the one that no sample can be made."""
    try:
        yield from demand(rule, stage)
    except NoSampleError as error:
        yield f"no sample can be made of {error}; give one: contract(..., samples=[...])"
