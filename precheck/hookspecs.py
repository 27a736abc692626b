"""The hooks. Each registers; none runs a check. Every hook is called once, when plugins are loaded.

A plugin is a module named by an entry point of the group `precheck`:

    [project.entry-points.precheck]
    my-label = "my_label.precheck"

The entry point's name is the plugin's one name: the prefix of its rule ids, its heading in
`precheck.toml` (`[plugins.my-label]`), and what `--without my-label` leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pluggy

from precheck.inspectors import Inspector
from precheck.policy import Policy
from precheck.repairs import Repair
from precheck.rules import Rule
from precheck.vocabularies import Vocabulary

GROUP = "precheck"
"""The entry-point group, and the prefix of every hook's name."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def precheck_rules() -> Iterable[Rule[Any]]:  # type: ignore[empty-body]
    """Register rules.

        @hookimpl
        def precheck_rules():
            from my_label.rules import no_shouting
            return [no_shouting]

    Returns:
        Rules whose ids begin with the plugin's name and a dot.
    """


@hookspec
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:  # type: ignore[empty-body]
    """Register inspectors: how to learn a fact that no one else supplies.

        @hookimpl
        def precheck_inspectors():
            from my_label.artwork import measure_cover
            return [measure_cover]

    Returns:
        Inspectors, at most one for each pair of subject and fact.
    """


@hookspec
def precheck_options() -> Iterable[type]:  # type: ignore[empty-body]
    """Register the plugin's settings: frozen structs, filled from `[plugins.<name>]`.

        class MyOptions(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
            catalogue: str = ""

        @hookimpl
        def precheck_options():
            return [MyOptions]

    Rules and inspectors read them as facts: `facts[MyOptions].catalogue`.

    Returns:
        Struct types, every field with a default. With several, each field name occurs once.
    """


@hookspec
def precheck_policies() -> Iterable[Policy]:  # type: ignore[empty-body]
    """Register policies: what a recipient asks for, as dated data.

        @hookimpl
        def precheck_policies():
            text = files("my_label").joinpath("strict.toml").read_bytes()
            return [Policy.parse(text, where="my_label/strict.toml")]

    Returns:
        Policies with names that no other plugin uses.
    """


@hookspec
def precheck_vocabularies() -> Iterable[Vocabulary]:  # type: ignore[empty-body]
    """Register vocabularies: the words in which a recipient speaks of AI.

        @hookimpl
        def precheck_vocabularies():
            from my_label.words import our_words
            return [our_words]

    Returns:
        Vocabularies with names that no other plugin uses.
    """


@hookspec
def precheck_repairs() -> Iterable[Repair]:  # type: ignore[empty-body]
    """Register repairs: how a file is rewritten so that a rule has nothing to say any more.

        @hookimpl
        def precheck_repairs():
            from my_label.repairs import without_padding
            return [without_padding]

    Returns:
        Repairs whose ids begin with the plugin's name and a dot, in the order they are made.
    """
