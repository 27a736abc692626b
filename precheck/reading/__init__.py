"""From a path to subjects: which file is what, and what a message says.

Reading never raises for bad content.
What it could not do comes back as problems, beside the release.
"""

from precheck.reading.folder import discover
from precheck.reading.problems import Problem, ProblemKind, Reading
from precheck.reading.release import read_other, read_release

__all__ = ["Problem", "ProblemKind", "Reading", "discover", "read_other", "read_release"]
