"""Learns how a message looks to the rules of the profile that it names."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from precheck import Facts, Message, Node, Reason, Release, Tools, Unavailable, inspector
from precheck_ddex.profiles.elements import Children, is_true, spot_of
from precheck_ddex.profiles.gather_releases import release_of, standings_of, terms_of
from precheck_ddex.profiles.gather_resources import parts_of, resource_of
from precheck_ddex.profiles.gather_values import values_of
from precheck_ddex.profiles.names import recognised
from precheck_ddex.profiles.view import ProfileView


@inspector(of=Release, gives=ProfileView, needs=(Message,), is_derived=True, version=3)
def profile_view(release: Release, facts: Facts, tools: Tools) -> ProfileView | Unavailable:
    """Gather what the rules compare; nothing but the names where no profile is known."""
    del release, tools
    message = facts[Message]
    root = message.node
    if root is None:
        return Unavailable(Reason.INCONCLUSIVE, "the message has no elements to walk over")
    if message.kind != "NewReleaseMessage" or not message.profile:
        return ProfileView()
    named = ProfileView(
        named=message.profile,
        variant=message.profile_variant,
        version=message.version_number,
        spot=spot_of(root),
    )
    profile = recognised(message.version, message.profile)
    if profile is None:
        return named
    is_4 = message.version.startswith("4")
    lists = root.by_name()
    releases = _members(lists, "ReleaseList")
    standings = None if is_4 else _standings(releases)
    return structs.replace(
        named,
        profile=profile,
        releases=tuple(release_of(node, is_4=is_4) for node in releases),
        resources=tuple(resource_of(n, standings) for n in _members(lists, "ResourceList")),
        terms=terms_of(_members(lists, "DealList")) if is_4 else (),
        parts=tuple(parts_of(lists)),
        lists=tuple(sorted(lists)),
        values=values_of(root),
    )


def _members(lists: Children, name: str) -> tuple[Node, ...]:
    return tuple(node for found in lists.get(name, ()) for node in found.children())


def _standings(releases: tuple[Node, ...]) -> Mapping[str, str]:
    """What the main release of ERN 3 says of its resources."""
    main = (n for n in releases if is_true(n.attribute("IsMainRelease")))
    return next((standings_of(node) for node in main), {})


INSPECTORS = (profile_view,)
