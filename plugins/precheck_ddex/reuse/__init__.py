"""Whether a batch uses one code for two things."""

from precheck_ddex.reuse.facts import INSPECTORS
from precheck_ddex.reuse.rules import RULES

__all__ = ["INSPECTORS", "RULES"]
