"""What a C2PA manifest store says, from the library's JSON: who signed what, made by which tool."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, field

from precheck_audio_tags.bounds import one_line
from precheck_audio_tags.facts import C2paManifest, ManifestState
from precheck_audio_tags.generators import SOURCE_TYPES
from precheck_audio_tags.times import time_of

_STATES = {"Trusted": ManifestState.TRUSTED, "Valid": ManifestState.UNTRUSTED}
_ABOUT_SIGNER = {"signingCredential.untrusted", "signingCredential.expired"}
"""Codes that leave the content as it was signed. The second one comes with time alone: the library
looks at the clock, and most manifests have no time stamp."""
_SIGNATURE_HOLDS = "claimSignature.validated"
_COMPOSITE = "compositeWithTrainedAlgorithmicMedia"
_IN_METADATA = "Iptc4xmpExt:DigitalSourceType"
_MOST = 50
"""Source types, tools and codes that are kept of each."""


class _Agent(Struct, frozen=True):
    name: str = ""


class _Action(Struct, frozen=True):
    action: str = ""
    digitalSourceType: str = ""  # noqa: N815 - as C2PA spells it
    softwareAgent: str | _Agent = ""  # noqa: N815 - the same
    when: str = ""


class _Actions(Struct, frozen=True):
    actions: tuple[_Action, ...] = ()
    softwareAgents: tuple[_Agent, ...] = ()  # noqa: N815 - the same


class _Assertion(Struct, frozen=True):
    label: str = ""
    data: Any = None


class _Ingredient(Struct, frozen=True):
    relationship: str = ""
    active_manifest: str = ""


class _Signature(Struct, frozen=True):
    issuer: str | None = None
    common_name: str | None = None
    time: str | None = None


class _Manifest(Struct, frozen=True):
    claim_generator: str | None = None
    claim_generator_info: tuple[_Agent, ...] | None = None
    assertions: tuple[_Assertion, ...] = ()
    ingredients: tuple[_Ingredient, ...] = ()
    signature_info: _Signature | None = None


class _Status(Struct, frozen=True):
    code: str = ""


class _Codes(Struct, frozen=True):
    success: tuple[_Status, ...] = ()
    failure: tuple[_Status, ...] = ()


class _Delta(Struct, frozen=True):
    validationDeltas: _Codes = _Codes()  # noqa: N815 - the same


class _Results(Struct, frozen=True):
    activeManifest: _Codes = _Codes()  # noqa: N815 - the same
    ingredientDeltas: tuple[_Delta, ...] = ()  # noqa: N815 - the same


class _Store(Struct, frozen=True):
    active_manifest: str = ""
    manifests: dict[str, _Manifest] = field(default_factory=dict)
    validation_state: str = ""
    validation_results: _Results = _Results()


def said_in(report: str) -> C2paManifest:
    """What the library's JSON says. Raises `msgspec.MsgspecError` for another form of it."""
    store = msgspec.json.decode(report, type=_Store)
    active = store.manifests.get(store.active_manifest, _Manifest())
    signature = active.signature_info or _Signature()
    state, codes = _judged(store)
    return C2paManifest(
        state=state,
        codes=codes,
        source_types=_kept(_source_types(store, store.active_manifest, frozenset())),
        tools=_kept(_tools(store, store.active_manifest, frozenset())),
        signer=one_line(signature.issuer or signature.common_name or "", 80),
        created=_created(active),
        signed=time_of(signature.time or ""),
    )


def _judged(store: _Store) -> tuple[ManifestState, tuple[str, ...]]:
    """The state, and the codes that make it invalid. What only the clock says makes none."""
    results = store.validation_results
    failures = [status.code for status in results.activeManifest.failure]
    failures += [s.code for d in results.ingredientDeltas for s in d.validationDeltas.failure]
    codes = _kept(code for code in failures if code not in _ABOUT_SIGNER)
    state = _STATES.get(store.validation_state, ManifestState.INVALID)
    holds = any(s.code == _SIGNATURE_HOLDS for s in results.activeManifest.success)
    if state is ManifestState.INVALID and failures and not codes and holds:
        return ManifestState.UNTRUSTED, ()
    return state, codes if state is ManifestState.INVALID else ()


def _source_types(store: _Store, label: str, above: frozenset[str]) -> Iterator[str]:
    """Those that the manifest states, and what its ingredients make of it."""
    manifest = store.manifests.get(label)
    if manifest is None or label in above:
        return
    for action in _actions(manifest):
        yield _last_word(action.digitalSourceType)
    for assertion in manifest.assertions:
        if isinstance(assertion.data, dict):
            yield _last_word(str(assertion.data.get(_IN_METADATA) or ""))
    for ingredient in manifest.ingredients:
        below = _source_types(store, ingredient.active_manifest, above | {label})
        if ingredient.relationship == "parentOf":
            yield from below
        elif ingredient.relationship == "componentOf" and any(map(SOURCE_TYPES.get, below)):
            yield _COMPOSITE


def _tools(store: _Store, label: str, above: frozenset[str]) -> Iterator[str]:
    """Who acted, then who wrote the claim, then those of what was opened."""
    manifest = store.manifests.get(label)
    if manifest is None or label in above:
        return
    for action in _actions(manifest):
        agent = action.softwareAgent
        yield agent if isinstance(agent, str) else agent.name
    for assertion in manifest.assertions:
        for agent in _converted(assertion).softwareAgents:
            yield agent.name
    for agent in manifest.claim_generator_info or ():
        yield agent.name
    yield manifest.claim_generator or ""
    for ingredient in manifest.ingredients:
        if ingredient.relationship == "parentOf":
            yield from _tools(store, ingredient.active_manifest, above | {label})


def _created(manifest: _Manifest) -> datetime | None:
    times = (time_of(a.when) for a in _actions(manifest) if a.action == "c2pa.created" and a.when)
    return next(times, None)


def _actions(manifest: _Manifest) -> Iterator[_Action]:
    for assertion in manifest.assertions:
        yield from _converted(assertion).actions


def _converted(assertion: _Assertion) -> _Actions:
    """The actions of an assertion; none where it is another one or has another form."""
    if not assertion.label.startswith("c2pa.actions"):
        return _Actions()
    try:
        return msgspec.convert(assertion.data, _Actions)
    except msgspec.ValidationError:
        return _Actions()


def _kept(texts: Iterator[str]) -> tuple[str, ...]:
    """Each text once, on one line."""
    found: dict[str, None] = {}
    for text in texts:
        line = one_line(text, 80)
        if line:
            found[line] = None
        if len(found) == _MOST:
            break
    return tuple(found)


def _last_word(code: str) -> str:
    return code.rstrip("/").rpartition("/")[2].strip()
