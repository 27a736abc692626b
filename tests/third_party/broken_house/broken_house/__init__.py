"""A plugin that cannot be imported."""

raise RuntimeError("the house is closed")
