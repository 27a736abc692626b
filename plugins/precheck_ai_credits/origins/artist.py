"""What the artist says about AI: `delivery.toml`.

A known generator as `tool`, a role with AI and an imitated voice say that AI took part, also where
`ai` is left out. Another tool may be one without AI, and a plan or a day alone says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from precheck import (
    AiAmount,
    AiRoleStatement,
    AiStatement,
    Declaration,
    Origin,
    Release,
    Resource,
    Track,
)
from precheck_ai_credits.generators import plan_named
from precheck_ai_credits.making import generators_named
from precheck_ai_credits.roles import Part, is_help, part_of, role_meant


def by_artist(resource: Resource, release: Release) -> AiStatement | None:
    """What `delivery.toml` declares: by `ai`, or by what else says that AI took part."""
    declared = release.declaration(resource)
    generators = generators_named(resource, release)
    shown = tuple(_shown(resource, declared, is_generated=bool(generators)))
    if declared.ai is None and not shown:
        return None
    if declared.ai is None:
        only_all = all(
            amount is AiAmount.ALL
            for role, amount in declared.roles.items()
            if not is_help(role_meant(role))
        )
        amount, detail = (None if only_all else AiAmount.SOME), ", ".join(shown)
    else:
        made = f", made with {_tool(declared)}" if declared.tool else ""
        amount, detail = declared.ai, f"{declared.ai.value}{made}"
    return AiStatement(
        origin=Origin.DELIVERY,
        amount=amount,
        detail=f"delivery.toml declares {detail}",
        generator=", ".join(generators),
        against=", ".join(_against(resource, declared, shown)),
    )


def denies_ai_voice(declared: Declaration) -> bool:
    """Whether there is no AI in any voice by the artist's word, whomever it imitates."""
    return declared.ai is AiAmount.NONE or bool(_human_voices(declared))


def _shown(resource: Resource, declared: Declaration, *, is_generated: bool) -> Iterator[str]:
    """What says by itself that AI took part. That a role has none says little."""
    for role, amount in declared.roles.items():
        if amount is not AiAmount.NONE and not is_help(role_meant(role)):
            yield f"{role} {amount.value}"
    if is_generated:
        yield f"the tool {_tool(declared)}"
    if declared.imitates and isinstance(resource, Track):
        yield _voice(declared)


def _against(resource: Resource, declared: Declaration, shown: tuple[str, ...]) -> Iterator[str]:
    """What cannot be so beside the amount, or beside the imitated voice."""
    if declared.ai is AiAmount.NONE:
        yield from shown
    elif declared.ai is AiAmount.ALL:
        for role, amount in declared.roles.items():
            if amount is not AiAmount.ALL:
                yield f"{role} {amount.value}"
    elif declared.imitates and isinstance(resource, Track):
        for role in _human_voices(declared):
            yield f"{role} none for {_voice(declared)}"


def _human_voices(declared: Declaration) -> tuple[str, ...]:
    """The voices that are declared, where none of them has AI."""
    voices = {r: a for r, a in declared.roles.items() if part_of(role_meant(r)) is Part.VOICE}
    return tuple(voices) if set(voices.values()) == {AiAmount.NONE} else ()


def _tool(declared: Declaration) -> str:
    plan = plan_named(declared.plan)
    return f"{declared.tool} ({plan} plan)" if plan else declared.tool


def _voice(declared: Declaration) -> str:
    return f"the imitated voice of {', '.join(declared.imitates)}"


def roles_by_artist(resource: Resource, release: Release) -> Iterator[AiRoleStatement]:
    """What `delivery.toml` declares of each role."""
    for role, amount in release.declaration(resource).roles.items():
        yield AiRoleStatement(origin=Origin.DELIVERY, role=role_meant(role), amount=amount)


def sidecar(release: Release) -> Path:
    """The file in which the artist declares; a declaration has no line there that is known."""
    return release.root / "delivery.toml"
