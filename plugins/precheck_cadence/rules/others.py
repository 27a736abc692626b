"""How a finding speaks of another product: where it is, by whom and from whom it came."""

from __future__ import annotations

from typing import Any

from precheck_cadence.codes import Other


def where(other: Other) -> str:
    """The releases of this batch that it is, else its title and its day."""
    named = ", ".join(repr(name) for name in other.ids)
    return named or f"{other.release or other.product!r} of {other.uploaded:%Y-%m-%d}"


def by(other: Other) -> str:
    """Its artists, by their keys; nothing where none is known."""
    return f" by {', '.join(repr(name) for name in other.artists)}" if other.artists else ""


def sent_by(other: Other) -> str:
    """Its account; nothing where none is known."""
    return f" from {other.account!r}" if other.account else ""


def as_evidence(other: Other) -> dict[str, Any]:
    """All that is known of it."""
    return {
        "account": other.account,
        "product": other.product,
        "release": other.release,
        "title": other.title,
        "artists": list(other.artists),
        "seconds": other.seconds,
        "uploaded": other.uploaded.isoformat(),
        "in_this_batch": list(other.ids),
    }
