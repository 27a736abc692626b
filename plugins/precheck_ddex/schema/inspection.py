"""What the schema of its version says of a message."""

from __future__ import annotations

from precheck import Facts, Message, Release, SchemaErrors, Tools, Unavailable, inspector


@inspector(of=Release, gives=SchemaErrors, needs=(Message,), version=2)
def schema_errors(release: Release, facts: Facts, tools: Tools) -> SchemaErrors | Unavailable:
    """Validate the message, if the user has added the schema."""
    del release
    return tools.schemas.validate(facts[Message])


INSPECTORS = (schema_errors,)
