"""The vendors that the settings name, each with its own options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from precheck import Reason, Unavailable
from precheck_voice.adapters.adapter import Adapter
from precheck_voice.adapters.asking import Asking, VendorOptions
from precheck_voice.adapters.installed import adapter, names
from precheck_voice.adapters.result import Axis
from precheck_voice.hosts import host_and_fault

Tables = Mapping[str, Mapping[str, Any]]


class Vendor(Struct, frozen=True, kw_only=True):
    """A vendor that is set up to be asked."""

    name: str
    adapter: Adapter
    asking: Asking
    options: VendorOptions
    url: str
    """Without a slash at its end."""

    @property
    def host(self) -> str:
        """The host of its base address."""
        return host_and_fault(self.url)[0]


def check(tables: Tables) -> None:
    """Raise `ValueError`, in words, where a table cannot be honoured."""
    for name, table in tables.items():
        found = vendor(name, table)
        if isinstance(found, Unavailable) and found.reason is not Reason.BROKEN:
            raise ValueError(found.detail)  # a broken adapter breaks its own questions alone
    compare = _comparing(tables)
    if len(compare) > 1:
        raise ValueError(
            f"vendors {' and '.join(sorted(compare))} both compare voices: set up one of them"
        )


def compares(tables: Tables) -> str:
    """The vendor that is set up to compare voices; empty for none."""
    return next(iter(_comparing(tables)), "")


def vendors(tables: Tables, axis: Axis) -> tuple[Vendor | Unavailable, ...]:
    """Every vendor that tells of this axis, by name; those that are broken may be of any."""
    return tuple(vendor(name, tables[name]) for name in sorted(tables) if axis in _axes(name))


def vendor(name: str, table: Mapping[str, Any]) -> Vendor | Unavailable:
    """One vendor with its options, or what is wrong."""
    if name in names():
        found = adapter(name)
        if isinstance(found, Unavailable):
            return found
    try:
        return _vendor(name, table)
    except ValueError as error:
        remedy = "Correct it under [plugins.voice.vendors]."
        return Unavailable(Reason.NOT_CONFIGURED, f"vendors.{name}: {error}", remedy)


def _vendor(name: str, table: Mapping[str, Any]) -> Vendor:
    found = adapter(name)
    if isinstance(found, Unavailable):
        raise ValueError(f"no adapter of this name; there are {', '.join(sorted(names()))}")  # noqa: TRY004 - it is the text that counts
    asking = found.asking
    if asking is None:
        why = found.why_not_asked or "its adapter reads stored answers and asks nobody"
        raise ValueError(f"{found.vendor} cannot be asked: {why}")
    if "key" in table:
        raise ValueError("a key is never written here; key_env names its variable")
    try:
        options = convert(dict(table), asking.options)
    except ValidationError as error:
        known = ", ".join(field.encode_name for field in fields(asking.options))
        raise ValueError(f"{error}; there are {known}") from None
    url = (options.url or asking.url_for(options)).rstrip("/")
    if not url:
        raise ValueError(f"url is missing: {found.vendor} runs where its customer says")
    if trouble := host_and_fault(url)[1]:
        raise ValueError(f"url {trouble}")
    return Vendor(name=name, adapter=found, asking=asking, options=options, url=url)


def _comparing(tables: Tables) -> list[str]:
    """Of a broken adapter it is not known what it does: it keeps nobody else from being asked."""
    found = ((name, adapter(name)) for name in tables)
    return [n for n, one in found if isinstance(one, Adapter) and Axis.IDENTITY in one.axes]


def _axes(name: str) -> frozenset[Axis]:
    found = adapter(name)
    return frozenset(Axis) if isinstance(found, Unavailable) else found.axes
