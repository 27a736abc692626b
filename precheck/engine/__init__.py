"""The engine: inspect, judge, report."""
