"""Walks over the groups of a release."""

from __future__ import annotations

from collections.abc import Iterator

from precheck_ddex.profiles.view import GroupView, ItemView, ReleaseView


def groups_of(release: ReleaseView) -> Iterator[tuple[int, GroupView]]:
    """Every group with its depth: 1 for those of the release itself."""
    for group in release.groups:
        yield from _below(group, 1)


def _below(group: GroupView, depth: int) -> Iterator[tuple[int, GroupView]]:
    yield depth, group
    for inner in group.groups:
        yield from _below(inner, depth + 1)


def items_of(release: ReleaseView) -> Iterator[ItemView]:
    """Every item of every group."""
    return (item for _, group in groups_of(release) for item in group.items)


def listed_in(release: ReleaseView) -> frozenset[str]:
    """The resources that are items of its groups."""
    return frozenset(reference for item in items_of(release) for reference in item.references)
