"""The plugin author's test kit: `pytest_plugins = "precheck.testing"`.

Builders with honest defaults, one rule or inspector asked by hand, the whole engine on a path,
a plugin installed for one test, the contract every rule must hold, and a screen as text.

It asserts nothing itself, so pytest has nothing to rewrite: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

from precheck.testing.asking import (
    A_DAY,
    NoWeb,
    ask,
    check,
    encoded_alike,
    facts_for,
    look,
    some_tools,
)
from precheck.testing.builders import (
    a_batch,
    a_contributor,
    a_message,
    a_party,
    a_release,
    a_track,
    an_image,
)
from precheck.testing.contract import contract
from precheck.testing.installing import Install, installed
from precheck.testing.samples import Manner, NoSampleError, sample
from precheck.testing.screen import screen_text

__all__ = [
    "A_DAY",
    "Install",
    "Manner",
    "NoSampleError",
    "NoWeb",
    "a_batch",
    "a_contributor",
    "a_message",
    "a_party",
    "a_release",
    "a_track",
    "an_image",
    "ask",
    "check",
    "contract",
    "encoded_alike",
    "facts_for",
    "installed",
    "look",
    "sample",
    "screen_text",
    "some_tools",
]
