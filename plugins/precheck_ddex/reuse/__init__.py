"""Whether a batch uses one code for two things, or two codes for one."""

from precheck_ddex.reuse.facts import INSPECTORS
from precheck_ddex.reuse.rules import RULES

__all__ = ["INSPECTORS", "RULES"]
