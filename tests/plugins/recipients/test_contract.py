"""Every rule of the plugin holds what a rule must hold."""

from __future__ import annotations

from precheck.testing import contract

test_contract = contract("recipients")
