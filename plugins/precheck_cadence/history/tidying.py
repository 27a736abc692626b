"""Giving room back that rows have left, and leaving nothing readable in it."""

from __future__ import annotations

from precheck_cadence.history.database import Database, Dialect


def tidy(database: Database, *, whole: bool) -> None:
    """Outside a transaction. Only the `whole` of it gives all room back, and takes long."""
    if database.dialect is Dialect.SQLITE:
        if whole:
            database.run("VACUUM")
            database.run("ANALYZE")
        # Behind a reader the log stays; the next one to write cuts it.
        database.all("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    ((before,),) = database.all("SHOW statement_timeout")
    database.run("SET statement_timeout = 0")
    try:
        tables = database.all(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = current_schema() ORDER BY tablename"
        )
        for (table,) in tables:
            database.run(f"VACUUM {'(ANALYZE) ' if whole else ''}{table}")
    finally:
        database.run(f"SET statement_timeout = '{before}'")
