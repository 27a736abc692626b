"""What the artist says about AI: `delivery.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck import (
    AiAmount,
    AiRoleStatement,
    AiStatement,
    Declaration,
    Image,
    Origin,
    Release,
    Resource,
)
from precheck_ai_credits.generators import tool_named
from precheck_ai_credits.picture_generators import picture_tool
from precheck_ai_credits.roles import is_help, role_meant


def by_artist(resource: Resource, release: Release) -> AiStatement | None:
    """What `delivery.toml` declares."""
    declared = release.declaration(resource)
    generator = tool_named(declared.tool)
    if not generator and isinstance(resource, Image):
        generator = picture_tool(declared.tool)
    if declared.ai is None:
        return _by_roles(declared, generator)
    plan = f" ({declared.plan} plan)" if declared.plan else ""
    made = f", made with {declared.tool}{plan}" if declared.tool else ""
    return AiStatement(
        origin=Origin.DELIVERY,
        amount=declared.ai,
        detail=f"delivery.toml declares {declared.ai.value}{made}",
        generator=generator,
    )


def _by_roles(declared: Declaration, generator: str) -> AiStatement | None:
    """What roles alone say: that there is AI. That a few have none, or help, says little."""
    with_ai = {
        role: amount
        for role, amount in declared.roles.items()
        if amount is not AiAmount.NONE and not is_help(role_meant(role))
    }
    if not with_ai:
        return None
    only_all = all(amount is AiAmount.ALL for amount in declared.roles.values())
    listed = ", ".join(f"{role} {amount.value}" for role, amount in with_ai.items())
    return AiStatement(
        origin=Origin.DELIVERY,
        amount=None if only_all else AiAmount.SOME,
        detail=f"delivery.toml declares {listed}",
        generator=generator,
    )


def roles_by_artist(resource: Resource, release: Release) -> Iterator[AiRoleStatement]:
    """What `delivery.toml` declares of each role."""
    for role, amount in release.declaration(resource).roles.items():
        yield AiRoleStatement(origin=Origin.DELIVERY, role=role_meant(role), amount=amount)


def sidecar(release: Release) -> Path:
    """The file in which the artist declares; a declaration has no line there that is known."""
    return release.root / "delivery.toml"
