"""The terminal UI: a viewer of the events that `precheck check --format jsonl` prints.

Every function has a plain command beside it: `check`, `rules`, `explain`, `plugins`, `policies`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from precheck.errors import UsageError


def run(path: Path | None, arguments: tuple[str, ...]) -> int:
    """Open the screen on a path, or on the question for one; the exit code of the last run.

    `arguments` are further options of `precheck check`. A run that was cut short or broke off
    gives 130 or 3, never 0. Raises `UsageError` where there is no terminal to draw on.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the terminal UI needs a terminal; `precheck check` does not")
    from precheck.tui.app import PrecheckApp

    app = PrecheckApp(path, arguments)
    app.run()
    return app.exit_code
