"""What every rule of the plugin must keep to."""

from precheck.testing import contract

test_contract = contract("voice")
