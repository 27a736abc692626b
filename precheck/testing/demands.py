"""What the contract demands of a rule's declaration. Each complaint says what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import inspect as types

from precheck.rules import Basis, Rule, Severity

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
HEADINGS = ("What it checks", "Why it matters", "What to do", "Limits")
NUMBERS = (types.IntType, types.FloatType, types.DecimalType, types.TimeDeltaType)


def id_is_words(rule: Rule[Any], plugin: str) -> Iterator[str]:
    """The id is the plugin's name, a dot, and lower-case words with hyphens."""
    if not rule.id.startswith(f"{plugin}."):
        yield f"begin the id with {plugin + '.'!r}"
    if not ID.fullmatch(rule.id):
        yield f"write the id in lower-case words with hyphens, such as '{plugin}.title-differs'"


def title_is_a_sentence(rule: Rule[Any]) -> Iterator[str]:
    """The title is one sentence without a full stop."""
    title = rule.title
    if not title.strip() or title != " ".join(title.split()):
        yield f"write the title as one line of words, not {title!r}"
    if title.endswith((".", "!", "?")) or ". " in title:
        yield f"write the title as one sentence without a full stop, not {title!r}"


def page_has_four_parts(rule: Rule[Any]) -> Iterator[str]:
    """The docstring has the four headings in order, each with text."""
    parts = re.split(r"^## +(.+?) *$", rule.doc, flags=re.MULTILINE)
    found = tuple(parts[1::2])
    if found != HEADINGS:
        wanted = ", ".join(f"'## {heading}'" for heading in HEADINGS)
        has = ", ".join(f"'## {heading}'" for heading in found) or "none of them"
        yield f"give the docstring the headings {wanted}, in this order; it has {has}"
    for heading, text in zip(found, parts[2::2], strict=True):
        if heading in HEADINGS and not text.strip():
            yield f"write something under '## {heading}'"


def sources_are_named(rule: Rule[Any]) -> Iterator[str]:
    """There is at least one source, with a title, an https address and the day it was read."""
    if not rule.sources:
        yield "name a source: sources=(Source(title=..., url='https://...', read=date(...)),)"
    for source in rule.sources:
        if not source.title.strip():
            yield f"give the source {source.url} a title"
        if not re.fullmatch(r"https://\S+", source.url):
            yield f"give the source {source.title!r} an https address, not {source.url!r}"
        if not isinstance(source.read, date):
            yield f"say on which day the source {source.title!r} was read: read=date(...)"


def numbers_are_explained(rule: Rule[Any]) -> Iterator[str]:
    """Every numeric option has a threshold, and every threshold names an option."""
    told = {threshold.option for threshold in rule.thresholds}
    names = {field.name for field in _fields(rule)}
    for field in _fields(rule):
        if _is_number(field.type) and field.name not in told:
            yield (
                f"say where the default of {field.name!r} comes from: "
                f"thresholds=(Threshold(option={field.name!r}, basis=Basis.OURS, note=...),)"
            )
    for threshold in rule.thresholds:
        if threshold.option not in names:
            has = ", ".join(sorted(names)) or "no options"
            yield f"threshold {threshold.option!r} names no option; the rule has {has}"
        if threshold.basis is not Basis.OURS and threshold.source is None:
            yield f"threshold {threshold.option!r} is {threshold.basis.value}: name its source"


def options_are_frozen(rule: Rule[Any]) -> Iterator[str]:
    """The options are a frozen struct with defaults that refuses unknown fields."""
    if rule.options is None:
        return
    name = rule.options.__name__
    if not issubclass(rule.options, msgspec.Struct):
        yield f"declare {name} as class {name}(Struct, frozen=True, forbid_unknown_fields=True)"
        return
    config = rule.options.__struct_config__
    if not config.frozen or not config.forbid_unknown_fields:
        yield f"declare {name} with frozen=True, forbid_unknown_fields=True"
    for field in _fields(rule):
        if field.required:
            yield f"give {name}.{field.name} a default: a policy may leave it out"


def estimate_never_blocks(rule: Rule[Any]) -> Iterator[str]:
    """An estimate does not block."""
    if rule.is_estimate and rule.severity is Severity.BLOCK:
        yield "an estimate may hold, never block: severity=Severity.REVIEW at most"


def untried_never_holds(rule: Rule[Any]) -> Iterator[str]:
    """A rule that needs a back-test holds by a policy alone."""
    if rule.needs_trial and rule.severity >= Severity.REVIEW:
        yield "a rule that needs a back-test is a warning at most: severity=Severity.WARNING"


def _fields(rule: Rule[Any]) -> tuple[types.Field, ...]:
    if rule.options is None or not issubclass(rule.options, msgspec.Struct):
        return ()
    described = types.type_info(rule.options)
    return described.fields if isinstance(described, types.StructType) else ()


def _is_number(of: types.Type) -> bool:
    if isinstance(of, types.UnionType):
        return any(_is_number(member) for member in of.types)
    return isinstance(of, NUMBERS)
