"""What others hold of a batch's codes and bytes, asked of the history."""

from precheck_cadence.lookups.every import codes_of

__all__ = ["codes_of"]
