"""`precheck schema`: the form of the answers."""

from __future__ import annotations

import sys

import click


@click.command("schema")
@click.argument("answer", type=click.Choice(["report", "disclosure"]), default="report")
def command(answer: str) -> None:
    """Print the JSON Schema of the report, or of what `precheck disclose` answers."""
    if answer == "disclosure":
        from precheck.present import disclosure

        sys.stdout.buffer.write(disclosure.schema_json())
        return
    from precheck.present.document import schema_json

    sys.stdout.buffer.write(schema_json())
