"""What the terminal UI shows of an account: the page that `precheck cadence` prints."""

from __future__ import annotations

from collections.abc import Mapping

from precheck import RunView, View
from precheck_cadence.naming import grid_key, icpn_key

MOST_MARKED = 2_000
"""Products of a batch that are marked; a command line has an end."""


def pages(run: RunView) -> Mapping[str, tuple[str, ...]]:
    """One page for each account, with the products of the batch marked."""
    products: dict[str, dict[str, None]] = {}
    for release in run.releases:
        key = icpn_key(release.icpn) or grid_key(release.grid)
        if release.account:
            products.setdefault(release.account, {}).update({key: None} if key else {})
    recipients = tuple(f"--for={name}" for name in run.recipients)
    words = {
        account: (
            "cadence",
            *recipients,
            *(f"--product={key}" for key in list(keys)[-MOST_MARKED:]),
            "--",
            account,
        )
        for account, keys in products.items()
    }
    return {one.id: words[one.account] for one in run.releases if one.account}


view = View(title="Pace", key="p", pages=pages)
