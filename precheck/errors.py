"""Everything that can go wrong for the caller.

    PrecheckError
    ├── UsageError          the command was given something it cannot work with
    ├── SettingsError       precheck.toml says something that cannot be honoured
    ├── PolicyError         a policy is malformed or names what does not exist
    ├── PluginError         a plugin declares something the registry must refuse
    ├── SchemaStoreError    the schemas that were added cannot be read or written
    └── NothingToCheck      there is neither a message nor audio at the path

Bad music is never an exception: it becomes a finding.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class PrecheckError(Exception):
    """The root. The text says what, where and what to do; it is shown as it is."""


class UsageError(PrecheckError):
    """The command was given something it cannot work with."""


class SettingsError(PrecheckError):
    """precheck.toml says something that cannot be honoured."""


class PolicyError(PrecheckError):
    """A policy is malformed or names what does not exist."""


class PluginError(PrecheckError):
    """A plugin declares something the registry must refuse."""


class SchemaStoreError(PrecheckError):
    """The schemas that were added cannot be read or written."""


class NothingToCheck(PrecheckError):  # noqa: N818 - it is a state of the input, not a failure
    """There is neither a message nor audio at the path."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A clause that names the nearest known word, or nothing.

    >>> did_you_mean("spotfy", ["spotify", "deezer"])
    "; did you mean 'spotify'?"
    """
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
