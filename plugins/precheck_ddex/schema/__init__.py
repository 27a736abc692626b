"""The message against DDEX's schema: validated, and each error put into words."""

from precheck_ddex.schema.inspection import INSPECTORS
from precheck_ddex.schema.rules import RULES

__all__ = ["INSPECTORS", "RULES"]
