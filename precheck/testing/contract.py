"""The contract: what every rule of a plugin must hold, as one parametrised test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pytest

from precheck.plugins import Plugin, Registry, find
from precheck.rules import Rule
from precheck.testing import conduct, demands, switching
from precheck.testing.scenes import Stage

HEAVY = ("httpx", "lxml", "mutagen", "textual")
DECLARED: tuple[Callable[[Rule[Any]], Iterator[str]], ...] = (
    demands.title_is_a_sentence,
    demands.page_has_four_parts,
    demands.sources_are_named,
    demands.options_are_frozen,
    demands.numbers_are_explained,
    demands.estimate_never_blocks,
    demands.untried_never_holds,
)
ASKED: tuple[Callable[[Rule[Any], Stage], Iterator[str]], ...] = (
    conduct.raises_nothing_else,
    conduct.survives_missing_facts,
    conduct.speaks_only_when_it_may,
    conduct.says_the_same_twice,
    conduct.changes_nothing,
    conduct.opens_nothing,
    conduct.messages_are_one_line,
    conduct.evidence_is_json,
)

Hold = Callable[[], Iterable[str]]


def contract(plugin: str, *, samples: Iterable[object] = ()) -> Callable[[Hold], None]:
    """The test that holds every rule of an installed plugin to the contract.

        test_contract = contract("my-label")

    Rules are asked about made-up subjects with made-up facts. `samples` adds your own: subjects
    and facts on which your rules speak, and facts that cannot be made from their annotations.
    """
    cases = [pytest.param(hold, id=name) for name, hold in holds(plugin, tuple(samples)).items()]

    @pytest.mark.parametrize("hold", cases)
    def test_contract(hold: Hold) -> None:
        complaints = list(dict.fromkeys(hold()))
        if complaints:
            pytest.fail("\n".join(complaints), pytrace=False)

    return test_contract


def holds(
    name: str, samples: tuple[object, ...] = (), registry: Registry | None = None
) -> dict[str, Hold]:
    """Each demand on the plugin and on each of its rules, by name; calling it gives complaints."""
    registry = registry or Registry.installed()
    plugin = next((p for p in registry.plugins if p.name == name), None)
    every: dict[str, Hold] = {f"{name}: takes_part": partial(takes_part, name, plugin)}
    if plugin is None:
        return every
    for entry in find():
        if entry.name == name:
            every[f"{name}: top_module_is_light"] = partial(top_module_is_light, entry.module)
    for found in switching.switches_of(name):
        switch = partial(switching.switch_is_sound, found, plugin)
        every[f"{name}: switch {found.point.name}"] = switch
    stage = Stage(registry, samples)
    for rule in plugin.rules:
        every[f"{rule.id}: id_is_words"] = partial(demands.id_is_words, rule, name)
        for declared in DECLARED:
            every[f"{rule.id}: {declared.__name__}"] = partial(declared, rule)
        for asked in ASKED:
            every[f"{rule.id}: {asked.__name__}"] = partial(conduct.sampled, asked, rule, stage)
    return every


def takes_part(name: str, plugin: Plugin | None) -> Iterator[str]:
    """The plugin is installed and loads."""
    if plugin is None:
        known = ", ".join(entry.name for entry in find()) or "none"
        yield (
            f"no plugin named {name!r} is installed (there are: {known}); write "
            f'[project.entry-points.precheck] {name} = "your_module" and install it'
        )
    elif plugin.status != "loaded":
        yield f"plugin {name!r} is {plugin.status}: {'; '.join(plugin.problems)}"


def top_module_is_light(module: str) -> Iterator[str]:
    """Importing the plugin's top module imports none of the heavy packages."""
    code = f"import sys, {module}; print(*({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - our own interpreter, the plugin's own module
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield f"{module} cannot be imported: {done.stderr.strip().splitlines()[-1]}"
    elif done.stdout.strip():
        heavy = ", ".join(sorted(done.stdout.split()))
        yield f"importing {module} imports {heavy}; move the import into the function that uses it"
