"""`precheck schema`: the form of the answer."""

from __future__ import annotations

import sys

import click

from precheck.present.document import schema_json


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the report."""
    sys.stdout.buffer.write(schema_json())
