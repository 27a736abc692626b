"""What Label House asks of its own deliveries. Only hooks here: the rest is imported inside."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from precheck import Inspector, Policy, Rule, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """Register the rules."""
    from label_house.rules import length_differs

    return [length_differs]


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """Register how an entry of the catalogue is learned."""
    from label_house.catalogue import catalogue_entry

    return [catalogue_entry]


@hookimpl
def precheck_options() -> Iterable[type]:
    """Register the settings of `[plugins.label-house]`."""
    from label_house.options import LabelHouse

    return [LabelHouse]


@hookimpl
def precheck_policies() -> Iterable[Policy]:
    """Register what the house asks for."""
    text = files("label_house").joinpath("policy.toml").read_bytes()
    return [Policy.parse(text, where="label_house/policy.toml")]
