"""Draw the picture of the README: the terminal UI on the batch of our own fixtures.

python docs/picture.py
"""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path

from precheck.tui.app import PrecheckApp
from precheck.tui.screens.run import RunScreen
from precheck.tui.state import Phase

HERE = Path(__file__).parent
BATCH = Path("fixtures") / "deliveries" / "batch"
SIZE = (140, 38)
SECONDS = 60


async def draw() -> str:
    """The screen as SVG, once the run is over and the first notice is chosen."""
    app = PrecheckApp(BATCH, ("--offline", "--as-of", "2026-11-22"))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(SECONDS * 10):
            await pilot.pause(0.1)
            screen = app.screen
            if isinstance(screen, RunScreen) and screen.state.phase is Phase.ENDED:
                break
        await pilot.pause(0.5)
        return app.export_screenshot(title="precheck tui fixtures/deliveries/batch")


def settled(svg: str) -> str:
    """The same picture on every run, and without a font from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace").replace('"ui-monospace"', "ui-monospace")
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


if __name__ == "__main__":
    os.chdir(HERE.parent)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    (HERE / "screen.svg").write_text(settled(asyncio.run(draw())), encoding="utf-8")
