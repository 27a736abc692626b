"""Who is installed and what they declared: find, load each alone, collect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import EntryPoint, entry_points
from inspect import iscoroutinefunction
from typing import Any, Literal, Self

import pluggy
from msgspec import Struct, field, structs

from precheck import hookspecs
from precheck.errors import PluginError, UsageError, did_you_mean
from precheck.inspectors import Inspector
from precheck.joints import joints, whole_of
from precheck.model import Batch, Image, Release, Track
from precheck.policy import Policy
from precheck.repairs import Repair
from precheck.report import Fault, PluginInfo
from precheck.rules import Rule, Severity
from precheck.vocabularies import Vocabulary

SUBJECTS: tuple[type, ...] = (Track, Image, Release, Batch)
"""From the narrowest to the widest; inspection and judgement go in this order."""
RESERVED = frozenset({"precheck", "require", "without", "only"})


class Plugin(Struct, frozen=True, kw_only=True):
    """One plugin and what it declared."""

    name: str
    status: Literal["loaded", "broken", "blocked"] = "loaded"
    distribution: str = ""
    version: str = ""
    rules: tuple[Rule[Any], ...] = ()
    inspectors: tuple[Inspector[Any, Any], ...] = ()
    options: tuple[type, ...] = ()
    policies: tuple[Policy, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    repairs: tuple[Repair, ...] = ()
    problems: tuple[str, ...] = ()
    """What broke while it was loaded."""

    @property
    def info(self) -> PluginInfo:
        """The plugin as it stands in a report."""
        return PluginInfo(
            name=self.name,
            status=self.status,
            distribution=self.distribution,
            version=self.version,
            rules=len(self.rules),
            inspectors=tuple(i.name for i in self.inspectors),
            policies=tuple(p.name for p in self.policies),
            problem="; ".join(self.problems),
        )


class Registry(Struct, frozen=True, kw_only=True):
    """The plugins that take part in a run. A value, never a module's global."""

    plugins: tuple[Plugin, ...] = ()
    rules: Mapping[str, Rule[Any]] = field(default_factory=dict)
    """By id, sorted."""
    inspectors: Mapping[type, tuple[Inspector[Any, Any], ...]] = field(default_factory=dict)
    """By subject, each before those that need its fact."""
    policies: Mapping[str, Policy] = field(default_factory=dict)
    """By name, sorted."""
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    """By name, in the order of the plugins."""
    repairs: Mapping[str, Repair] = field(default_factory=dict)
    """By id, in the order in which they are made: that of the plugins, then each plugin's own."""

    @classmethod
    def installed(
        cls,
        *,
        only: Iterable[str] = (),
        without: Iterable[str] = (),
        require: Iterable[str] = (),
        own: Iterable[Plugin] = (),
        formerly: Iterable[str] = (),
    ) -> Self:
        """Load what is installed in this environment.

        `own` are plugins that always take part; those that `formerly` were there may be left out
        without being installed. Raises `UsageError` where `only`, `without` or `require` name
        another that is not installed, or a required one is broken.
        """
        found = load(
            find(),
            only=tuple(only),
            without=tuple(without),
            require=tuple(require),
            formerly=tuple(formerly),
        )
        return cls.of(found, own=own)

    @classmethod
    def of(cls, plugins: Iterable[Plugin], *, own: Iterable[Plugin] = ()) -> Self:
        """Collect plugins; one that contradicts another is broken and declares nothing."""
        accepted: list[Plugin] = []
        for plugin in [*own, *plugins]:
            problems = _contradictions(plugin, accepted)
            accepted.append(_broken(plugin, *problems) if problems else plugin)
        rules = {r.id: r for p in accepted for r in p.rules}
        policies = {p.name: p for plugin in accepted for p in plugin.policies}
        supplied = [i for p in accepted for i in p.inspectors]
        every = [*supplied, *joints(supplied)]
        return cls(
            plugins=tuple(accepted),
            rules=dict(sorted(rules.items())),
            inspectors={of: _ordered(of, every) for of in SUBJECTS},
            policies=dict(sorted(policies.items())),
            vocabularies={v.name: v for p in accepted for v in p.vocabularies},
            repairs={r.id: r for p in accepted for r in p.repairs},
        )

    def learning(self, *wanted: type) -> Self:
        """The same plugins with no more inspectors than these facts take."""
        return structs.replace(
            self,
            inspectors={of: _taken(wanted, mine) for of, mine in self.inspectors.items()},
        )

    def rule(self, name: str) -> Rule[Any]:
        """The rule with this id, or formerly with it; raises `UsageError` where there is none."""
        if name in self.rules:
            return self.rules[name]
        for rule in self.rules.values():
            if name in rule.formerly:
                return rule
        raise UsageError(
            f"no installed plugin provides rule {name!r}{did_you_mean(name, self.rules)}"
        )

    @property
    def rule_names(self) -> frozenset[str]:
        """Every id that a rule has or had."""
        return frozenset(name for rule in self.rules.values() for name in rule.names)

    def knows_plugin(self, name: str) -> bool:
        """Whether such a plugin is installed, even if it is broken or left out."""
        return any(plugin.name == name for plugin in self.plugins)

    @property
    def owners(self) -> Mapping[tuple[type, type], str]:
        """The plugin behind each inspector, by subject and fact; what is joined is our own."""
        every = (i for mine in self.inspectors.values() for i in mine)
        joined = {(i.of, i.gives): "precheck" for i in every}
        return joined | {(i.of, i.gives): p.name for p in self.plugins for i in p.inspectors}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What broke while plugins were loaded."""
        return tuple(
            Fault(where=f"plugin: {plugin.name}", plugin=plugin.name, message=problem)
            for plugin in self.plugins
            for problem in plugin.problems
        )


def find() -> tuple[EntryPoint, ...]:
    """Every entry point of the group, by name. Nothing is imported."""
    return tuple(sorted(entry_points(group=hookspecs.GROUP), key=lambda e: (e.name, e.value)))


def load(
    found: Iterable[EntryPoint],
    *,
    only: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    require: tuple[str, ...] = (),
    formerly: tuple[str, ...] = (),
) -> tuple[Plugin, ...]:
    """Load each entry point alone: one that raises is broken, and costs nothing else."""
    found = tuple(found)
    names = [entry.name for entry in found]
    gone = {name for name in formerly if name in without}
    for asked in (*(name for name in (*only, *without) if name not in gone), *require):
        if asked not in names:
            raise UsageError(f"no plugin named {asked!r} is installed{did_you_mean(asked, names)}")
    plugins: list[Plugin] = []
    for entry in found:
        left_out = entry.name in without or (bool(only) and entry.name not in only)
        plugins.append(_blank(entry, status="blocked") if left_out else _loaded(entry))
    for plugin in plugins:
        if plugin.name in require and plugin.status != "loaded":
            why = "; ".join(plugin.problems) or "it is left out by --without or --only"
            raise UsageError(f"plugin {plugin.name!r} is required but does not take part: {why}")
    return tuple(plugins)


def declared(name: str, module: object, *, distribution: str = "", version: str = "") -> Plugin:
    """What one plugin module declares. One bad hook breaks the plugin whole."""
    manager = pluggy.PluginManager(hookspecs.GROUP)
    manager.add_hookspecs(hookspecs)
    manager.register(module, name=name)
    manager.check_pending()
    problems: list[str] = []

    def collect(hook: str, accept: Callable[[object], bool], what: str) -> tuple[Any, ...]:
        taken: list[Any] = []
        for impl in getattr(manager.hook, hook).get_hookimpls():
            try:
                for item in impl.function():
                    if accept(item):
                        taken.append(item)
                    else:
                        problems.append(f"{hook} gave {item!r:.80}, which is not {what}")
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it raises is its fault
                problems.append(f"{hook} raised {type(error).__name__}: {error}")
        return tuple(taken)

    plugin = Plugin(
        name=name,
        distribution=distribution,
        version=version,
        rules=collect("precheck_rules", lambda x: isinstance(x, Rule), "a Rule"),
        inspectors=collect(
            "precheck_inspectors", lambda x: isinstance(x, Inspector), "an Inspector"
        ),
        options=collect("precheck_options", _is_options, "a frozen struct type with defaults"),
        policies=collect("precheck_policies", lambda x: isinstance(x, Policy), "a Policy"),
        vocabularies=collect(
            "precheck_vocabularies", lambda x: isinstance(x, Vocabulary), "a Vocabulary"
        ),
        repairs=collect("precheck_repairs", lambda x: isinstance(x, Repair), "a Repair"),
    )
    return _broken(plugin, *problems) if problems else plugin


def _is_options(item: object) -> bool:
    return (
        isinstance(item, type)
        and issubclass(item, Struct)
        and item.__struct_config__.frozen
        and len(item.__struct_defaults__) == len(item.__struct_fields__)
    )


def _blank(entry: EntryPoint, *, status: Literal["loaded", "broken", "blocked"]) -> Plugin:
    dist = entry.dist
    return Plugin(
        name=entry.name,
        status=status,
        distribution=dist.name if dist is not None else "",
        version=dist.version if dist is not None else "",
    )


def _loaded(entry: EntryPoint) -> Plugin:
    blank = _blank(entry, status="loaded")
    try:
        module = entry.load()
        return declared(entry.name, module, distribution=blank.distribution, version=blank.version)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an import may raise anything
        return _broken(blank, f"{entry.value} could not be loaded: {type(error).__name__}: {error}")


def _broken(plugin: Plugin, *problems: str) -> Plugin:
    return Plugin(
        name=plugin.name,
        status="broken",
        distribution=plugin.distribution,
        version=plugin.version,
        problems=(*plugin.problems, *problems),
    )


def _contradictions(plugin: Plugin, accepted: list[Plugin]) -> list[str]:
    """Why a plugin must be refused, both sides named."""
    problems = [*_name_clashes(plugin, accepted)]
    if plugin.status == "loaded":
        problems += _rule_clashes(plugin, accepted)
        problems += _inspector_clashes(plugin, accepted)
        problems += _policy_clashes(plugin, accepted)
        problems += _vocabulary_clashes(plugin, accepted)
        problems += _repair_clashes(plugin)
    return problems


def _name_clashes(plugin: Plugin, accepted: list[Plugin]) -> Iterator[str]:
    for other in accepted:
        if other.name == plugin.name:
            ours, theirs = (p.distribution or "this program" for p in (plugin, other))
            yield f"two plugins are named {plugin.name!r}: one of {ours}, one of {theirs}"
    if plugin.name in RESERVED and plugin.distribution:
        yield f"the name {plugin.name!r} is reserved"


def _rule_clashes(plugin: Plugin, accepted: list[Plugin]) -> Iterator[str]:
    seen = {name: p.name for p in accepted for r in p.rules for name in r.names}
    for rule in plugin.rules:
        if rule.plugin != plugin.name:
            yield f"rule {rule.id!r} must begin with {plugin.name + '.'!r}"
        for name in rule.names:
            if name in seen:
                yield f"rule {name!r} is declared by {seen[name]!r} too"
        if rule.of not in SUBJECTS:
            yield f"rule {rule.id!r} is of {rule.of!r}, which is not a subject"
        if rule.is_estimate and rule.severity is Severity.BLOCK:
            yield f"rule {rule.id!r} is an estimate and may not block"
        if rule.needs_trial and rule.severity >= Severity.REVIEW:
            yield f"rule {rule.id!r} needs a back-test to hold: by itself it is a warning at most"
        seen.update(dict.fromkeys(rule.names, plugin.name))


def _inspector_clashes(plugin: Plugin, accepted: list[Plugin]) -> Iterator[str]:
    suppliers = {(i.of, i.gives): p.name for p in accepted for i in p.inspectors}
    for inspector in plugin.inspectors:
        of = getattr(inspector.of, "__name__", repr(inspector.of))
        other = suppliers.get((inspector.of, inspector.gives))
        if other is not None:
            both = f"{other!r} and {plugin.name!r}"
            yield f"{inspector.name} of {of} is supplied by {both}; leave one out with --without"
        if inspector.of not in SUBJECTS:
            yield f"the inspector of {inspector.name} is of {of}, which is not a subject"
        for whole, part in _whole_and_part(inspector, suppliers):
            yield (
                f"{whole.__name__} of {of} is supplied whole, and in parts as {part.__name__}:"
                f" every plugin has to give a class of its own, derived from {whole.__name__}"
            )
        suppliers[(inspector.of, inspector.gives)] = plugin.name
    supplied = [i for p in (*accepted, plugin) for i in p.inspectors]
    every = [*supplied, *joints(supplied)]
    for subject in SUBJECTS:
        try:
            _ordered(subject, every)
        except PluginError as error:
            yield str(error)


def _whole_and_part(
    inspector: Inspector[Any, Any], suppliers: Iterable[tuple[type, type]]
) -> Iterator[tuple[type, type]]:
    """Where one of two inspectors gives the whole of what the other gives a part of."""
    for of, other in suppliers:
        if of is inspector.of:
            for whole, part in ((inspector.gives, other), (other, inspector.gives)):
                if whole_of(part) is whole:
                    yield whole, part


def _policy_clashes(plugin: Plugin, accepted: list[Plugin]) -> Iterator[str]:
    names = {p.name: other.name for other in accepted for p in other.policies}
    for policy in plugin.policies:
        if policy.name in names:
            yield f"policy {policy.name!r} is provided by {names[policy.name]!r} too"


def _vocabulary_clashes(plugin: Plugin, accepted: list[Plugin]) -> Iterator[str]:
    names = {v.name: other.name for other in accepted for v in other.vocabularies}
    for vocabulary in plugin.vocabularies:
        if vocabulary.name in names:
            yield (f"vocabulary {vocabulary.name!r} is provided by {names[vocabulary.name]!r} too")
        names[vocabulary.name] = plugin.name


def _repair_clashes(plugin: Plugin) -> Iterator[str]:
    seen: set[str] = set()
    for repair in plugin.repairs:
        if repair.plugin != plugin.name:
            yield f"repair {repair.id!r} must begin with {plugin.name + '.'!r}"
        if repair.id in seen:
            yield f"repair {repair.id!r} is declared twice"
        seen.add(repair.id)


def _taken(
    wanted: Iterable[type], inspectors: tuple[Inspector[Any, Any], ...]
) -> tuple[Inspector[Any, Any], ...]:
    """Those that give the wanted facts, or facts which these take, in the same order."""
    by_fact = {inspector.gives: inspector for inspector in inspectors}
    taken: set[type] = set()
    waiting = list(wanted)
    while waiting:
        kind = waiting.pop()
        if kind in by_fact and kind not in taken:
            taken.add(kind)
            waiting += (*by_fact[kind].needs, *by_fact[kind].wants)
    return tuple(inspector for inspector in inspectors if inspector.gives in taken)


def _ordered(of: type, every: Iterable[Inspector[Any, Any]]) -> tuple[Inspector[Any, Any], ...]:
    """The inspectors of one kind of subject, each after those whose facts it needs."""
    mine = {i.gives: i for i in every if i.of is of}
    graph = {
        gives: [kind for kind in (*i.needs, *i.wants) if kind in mine]
        for gives, i in sorted(mine.items(), key=_by_name)
    }
    sorter = TopologicalSorter(graph)
    waiting: list[Inspector[Any, Any]] = []
    found: list[Inspector[Any, Any]] = []
    try:
        sorter.prepare()
        while sorter.is_active():
            # Coroutines wait for all plain functions that may go first: those share one thread.
            waiting += (mine[gives] for gives in sorter.get_ready())
            waiting.sort(key=lambda i: iscoroutinefunction(i.inspect))
            found.append(waiting.pop(0))
            sorter.done(found[-1].gives)
        return tuple(found)
    except CycleError as error:
        ring = " -> ".join(kind.__name__ for kind in error.args[1])
        raise PluginError(f"facts need each other in a ring: {ring}") from error


def _by_name(item: tuple[type, Any]) -> str:
    return f"{item[0].__module__}.{item[0].__qualname__}"
