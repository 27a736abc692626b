"""precheck.toml: what the user wants of every run, found upward from where they work."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, field

from precheck.errors import SettingsError, did_you_mean
from precheck.folders import user_data
from precheck.policy import Override, Policy, Trial, Waiver, policy_meant
from precheck.rules import Severity
from precheck.web import HostLimits, WebSettings

if TYPE_CHECKING:
    from precheck.plugins import Plugin, Registry

NAME = "precheck.toml"
SCHEMAS_VARIABLE = "PRECHECK_SCHEMAS"
"""The environment variable that names the folder of schemas; it wins over the settings."""


class _PluginTables(Struct, frozen=True, kw_only=True):
    require: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


class _RecipientTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rules: Mapping[str, dict[str, Any]] = field(default_factory=dict)


class _SchemaTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    folder: str = ""
    """Where `precheck schemas add` keeps DDEX's schemas, relative to this file."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The content of precheck.toml. Every key is optional."""

    recipients: tuple[str, ...] = field(default=(), name="for")
    """The policies to judge under; empty for every installed one."""
    fail_on: Severity = Severity.REVIEW
    offline: bool = False
    jobs: int = 0
    """Worker processes; 0 chooses."""
    policy_files: tuple[str, ...] = ()
    """Policies of your own, as paths relative to this file."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts that plugins may contact, beside those of the services you configure."""
    web: WebSettings = WebSettings()
    """How hosts are asked, and how often."""
    schemas: _SchemaTable = _SchemaTable()
    rules: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """By rule id: `severity`, and the rule's options."""
    per_recipient: Mapping[str, _RecipientTable] = field(default_factory=dict, name="recipients")
    """The same for one recipient: `[recipients.spotify.rules."..."]`."""
    waivers: tuple[Waiver, ...] = ()
    plugins: Mapping[str, Any] = field(default_factory=dict)
    """`require`, `without`, `only`, and a table of options for each plugin by name."""
    path: str = field(default="", name="--path")
    """Where it was read from; empty for none."""

    @property
    def folder(self) -> Path:
        """The folder that relative paths refer to."""
        return Path(self.path).parent if self.path else Path.cwd()

    @property
    def files(self) -> tuple[Path, ...]:
        """What was read for them: their own file, and the policies that it names."""
        own = (Path(self.path),) if self.path else ()
        return (*own, *(self.folder / name for name in self.policy_files))

    @property
    def schema_folder(self) -> Path | None:
        """Where `[schemas] folder` says that the schemas are kept; None where it says nothing."""
        if not self.schemas.folder:
            return None
        return self.folder / Path(self.schemas.folder).expanduser()

    @property
    def taking_part(self) -> _PluginTables:
        """Which plugins are required, left out, or alone wanted."""
        try:
            return msgspec.convert(dict(self.plugins), _PluginTables)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{self.path}: [plugins] {error}") from error

    def overrides(self, rule: str, recipient: str) -> tuple[Override, ...]:
        """What the settings say of a rule: for everyone, then for this recipient."""
        own = self.per_recipient.get(recipient)
        tables = [self.rules.get(rule), own.rules.get(rule) if own is not None else None]
        return tuple(self._override(rule, table) for table in tables if table is not None)

    def _override(self, rule: str, table: Mapping[str, Any]) -> Override:
        options = dict(table)
        severity, trial = options.pop("severity", None), options.pop("trial", None)
        try:
            tried = msgspec.convert(trial, Trial | None)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{self.path}: [rules.{rule!r}] trial: {error}") from error
        try:
            severity = msgspec.convert(severity, Severity | None)
            return Override(severity=severity, options=options, trial=tried)
        except msgspec.ValidationError as error:
            known = ", ".join(s.value for s in Severity)
            msg = f"{self.path}: [rules.{rule!r}] severity {severity!r} is none of {known}"
            raise SettingsError(msg) from error

    def require_known(self, registry: Registry) -> None:
        """Refuse names of rules, recipients and plugins that do not exist."""
        known = registry.rule_names
        named = [*self.rules, *(w.rule for w in self.waivers)]
        for table in self.per_recipient.values():
            named += table.rules
        for rule in named:
            plugin = rule.partition(".")[0]
            if rule not in known and not _is_left_out(registry, plugin):
                hint = did_you_mean(rule, known)
                msg = f"{self.path} names rule {rule!r}, which no installed plugin provides{hint}"
                raise SettingsError(msg)
        for recipient in (*self.recipients, *self.per_recipient):
            if recipient not in registry.policies and recipient not in self.own_policy_names():
                hint = policy_meant(recipient, registry.policies.values())
                raise SettingsError(
                    f"{self.path} names policy {recipient!r}, which is not there{hint}"
                )
        for name, table in self.plugins.items():
            if isinstance(table, dict) and not registry.knows_plugin(name):
                hint = did_you_mean(name, [p.name for p in registry.plugins])
                raise SettingsError(f"{self.path}: no plugin named {name!r} is installed{hint}")

    def own_policies(self) -> tuple[Policy, ...]:
        """The policies of `policy-files`."""
        policies = []
        for name in self.policy_files:
            path = self.folder / name
            try:
                policies.append(Policy.parse(path.read_bytes(), where=name))
            except OSError as error:
                msg = f"{self.path}: policy file {name!r} cannot be read: {error.strerror}"
                raise SettingsError(msg) from error
        return tuple(policies)

    def own_policy_names(self) -> frozenset[str]:
        """The names of the policies of `policy-files`."""
        return frozenset(p.name for p in self.own_policies())

    def having(self, plugin: str, option: str, value: str) -> Settings:
        """The same, with one option of a plugin set."""
        table = self.plugins.get(plugin, {})
        own = {**table, option: value} if isinstance(table, dict) else table
        return msgspec.structs.replace(self, plugins={**self.plugins, plugin: own})

    def options(self, plugin: Plugin) -> dict[type, Any]:
        """The plugin's options by class, filled from its table."""
        table = self.plugins.get(plugin.name, {})
        if not isinstance(table, dict):
            raise SettingsError(f"{self.path}: [plugins] {plugin.name} must be a table")
        left = dict(table)
        filled: dict[type, Any] = {}
        for kind in plugin.options:
            names = [f.encode_name for f in msgspec.structs.fields(kind)]
            mine = {name: left.pop(name) for name in names if name in left}
            try:
                filled[kind] = msgspec.convert(mine, kind)
            except msgspec.ValidationError as error:
                raise SettingsError(f"{self.path}: [plugins.{plugin.name}] {error}") from error
        if left:
            name = next(iter(left))
            known = [f.encode_name for k in plugin.options for f in msgspec.structs.fields(k)]
            hint = did_you_mean(name, known)
            raise SettingsError(
                f"{self.path}: [plugins.{plugin.name}] has no option {name!r}{hint}"
            )
        return filled


def _is_left_out(registry: Registry, plugin: str) -> bool:
    return any(p.name == plugin and p.status != "loaded" for p in registry.plugins)


def schema_folder(settings: Settings) -> Path:
    """Where schemas are kept: by `PRECHECK_SCHEMAS`, by the settings, else with the user's data."""
    if named := os.environ.get(SCHEMAS_VARIABLE, ""):
        return Path(named).expanduser()
    return settings.schema_folder or user_data() / "schemas"


def find(start: Path, subjects: Iterable[Path]) -> tuple[Path | None, tuple[Path, ...]]:
    """The nearest precheck.toml from `start` upward, and those passed over.

    One that lies inside what is being checked is never honoured: a delivery must not judge itself.
    """
    roots = [_folder(subject) for subject in subjects]
    passed = []
    start = start.resolve()
    for folder in (start, *start.parents):
        candidate = folder / NAME
        if not candidate.is_file():
            continue
        if any(_real(candidate).is_relative_to(root) for root in roots):
            passed.append(candidate)
            continue
        return candidate, tuple(passed)
    return None, tuple(passed)


def read(path: Path, subjects: Iterable[Path] = ()) -> Settings:
    """Read settings from a path that the user named.

    Raises `SettingsError` for a file that cannot be read or honoured.
    """
    for root in (_folder(subject) for subject in subjects):
        if _real(path).is_relative_to(root):
            msg = f"{path} lies inside what is being checked ({root}); keep it outside the delivery"
            raise SettingsError(msg)
    try:
        text = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    try:
        settings = msgspec.toml.decode(text, type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {_explained(str(error))}") from error
    return msgspec.structs.replace(settings, path=str(path))


def _folder(subject: Path) -> Path:
    """The folder that a subject fills: itself, or for a file the one it lies in."""
    real = _real(subject)
    return real if real.is_dir() else real.parent


def _real(path: Path) -> Path:
    """Where a path leads, links followed; one that leads in a circle as far as it goes."""
    return Path(os.path.realpath(path))


def _explained(error: str) -> str:
    """The error, with a suggestion where it is an unknown key."""
    if "unknown field" not in error:
        return error
    key = error.split("`")[1]
    kinds = (WebSettings, HostLimits) if "`$.web" in error else (Settings,)
    known = [f.encode_name for kind in kinds for f in msgspec.structs.fields(kind)]
    return f"{error}{did_you_mean(key, known)}"
