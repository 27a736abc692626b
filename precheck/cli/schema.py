"""`precheck schema`: the form of the answers."""

from __future__ import annotations

import sys

import click


@click.command("schema")
@click.argument(
    "answer", type=click.Choice(["report", "judgement", "disclosure", "fix"]), default="report"
)
def command(answer: str) -> None:
    """Print the JSON Schema of the report, or of what another command answers."""
    if answer == "judgement":
        from precheck.present.judgement import schema_json
    elif answer == "disclosure":
        from precheck.present.disclosure import schema_json
    elif answer == "fix":
        from precheck.present.fixing import schema_json
    else:
        from precheck.present.document import schema_json
    sys.stdout.buffer.write(schema_json())
