"""`precheck schema`: the form of the answer."""

from __future__ import annotations

import sys

import click


@click.command("schema")
@click.argument("of", type=click.Choice(["report", "judgement"]), default="report")
def command(of: str) -> None:
    """Print the JSON Schema of the report, or of what precheck judge prints."""
    if of == "report":
        from precheck.present.document import schema_json
    else:
        from precheck.present.judgement import schema_json
    sys.stdout.buffer.write(schema_json())
