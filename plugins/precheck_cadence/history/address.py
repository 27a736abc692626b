"""Where a PostgreSQL history is, as the settings say, and what people may see of that."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from msgspec import Struct

from precheck import Reason
from precheck_cadence.history.failure import HistoryFailure

SCHEMA = "precheck"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SECRET = frozenset({"password", "sslpassword"})


class Address(Struct, frozen=True):
    """A database, and the schema within it."""

    url: str
    """For libpq: without our own `schema`."""
    schema: str
    name: str
    """What reports and messages call it: without the user."""

    @classmethod
    def of(cls, url: str) -> Address:
        """Read `postgresql://user@host/database?schema=name`; refuses a password in it."""
        try:
            parts = urlsplit(url)
            asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
            hosts = parts.netloc.rpartition("@")[2]
            secret = parts.password or any(name in _SECRET for name, _ in asked)
        except ValueError as error:
            remedy = "Write it as postgresql://host/database under [plugins.cadence]."
            what = "has an address that cannot be read"
            raise HistoryFailure.of("postgresql://", Reason.UNREADABLE, what, remedy) from error
        name = f"postgresql://{hosts}{parts.path}"
        if secret:
            raise HistoryFailure.of(
                name,
                Reason.UNREADABLE,
                "has a password in its address",
                "Take it out: libpq reads PGPASSWORD and ~/.pgpass by itself.",
            )
        schema = dict(asked).get("schema", SCHEMA)
        if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
            raise HistoryFailure.of(
                name,
                Reason.UNREADABLE,
                f"names the schema {schema!r}, which cannot be one",
                "Use small letters, digits and _, beginning with a letter.",
            )
        rest = urlencode([one for one in asked if one[0] != "schema"], quote_via=quote)
        called = name if schema == SCHEMA else f"{name}?schema={schema}"
        whole = f"postgresql://{parts.netloc}{parts.path}{'?' if rest else ''}{rest}"
        return cls(whole, schema, unquote(called))
