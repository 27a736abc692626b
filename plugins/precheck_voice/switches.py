"""What the plugin adds to `precheck check`: recording answers, and judging recorded ones."""

from __future__ import annotations

from precheck import Switch

RECORD = Switch(
    plugin="voice",
    option="record",
    metavar="DIR",
    help="Write every answer of a voice service into this folder.",
    is_path=True,
)
RESPONSE = Switch(
    plugin="voice",
    option="response",
    metavar="FILE_OR_DIR",
    help="Judge recorded answers of voice services, and ask none.",
    is_path=True,
    must_exist=True,
)
