"""A PostgreSQL that is not as it should be: a message to act on, never a pass, never a password."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from postgresql_server import SECRET

from precheck import Reason, Unavailable
from precheck_cadence.history import Entity, HistoryFailure
from precheck_cadence.history.address import Address
from precheck_cadence.history.postgresql import PostgresqlDatabase
from precheck_cadence.history.shape import VERSION
from precheck_cadence.options import CadenceOptions

psycopg = pytest.importorskip("psycopg")


def why_not(
    url: str, new_counter: Any, desk: Any, folder: Path, *, busy: float = 5.0
) -> Unavailable:
    counter = new_counter(folder, CadenceOptions(history=url, busy_seconds=busy))
    fact = counter.learn(desk.release(1))
    assert isinstance(fact, Unavailable)
    assert SECRET not in repr(fact)
    assert fact.remedy
    return fact


def connected(url: str) -> Any:
    address = Address.of(url)
    db = psycopg.connect(address.url, autocommit=True)
    db.execute(f'SET search_path TO "{address.schema}"')
    return db


# --- the address -----------------------------------------------------------------------------


def test_a_report_names_the_database_without_its_user() -> None:
    address = Address.of("postgresql://ada@db.example:5433/music?sslmode=require&schema=cadence")
    assert address.name == "postgresql://db.example:5433/music?schema=cadence"
    assert address.url == "postgresql://ada@db.example:5433/music?sslmode=require"
    assert address.schema == "cadence"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ada:{SECRET}@db.example/music",
        f"postgresql://db.example/music?user=ada&password={SECRET}",
    ],
)
def test_a_password_in_the_settings_is_refused_and_not_shown(
    url: str, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    why = why_not(url, new_counter, desk, tmp_path)
    assert "a password" in why.detail
    assert "~/.pgpass" in why.remedy


@pytest.mark.parametrize("schema", ["", "Big", "two words", "pg_own", 'a"b', "x" * 64])
def test_a_name_that_no_schema_should_have_is_refused(schema: str) -> None:
    with pytest.raises(HistoryFailure, match="which cannot be one"):
        Address.of(f"postgresql:///music?schema={schema}")


def test_an_address_that_cannot_be_read_is_told_of() -> None:
    with pytest.raises(HistoryFailure, match="cannot be read"):
        Address.of("postgresql://[::1/music")


# --- the server ------------------------------------------------------------------------------


def test_no_server_is_a_service_failure(new_counter: Any, desk: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody can answer here
        url = f"postgresql://ada@127.0.0.1:{taken.getsockname()[1]}/music"
        why = why_not(url, new_counter, desk, tmp_path)
    assert why.reason is Reason.SERVICE
    assert "cannot be reached" in why.detail
    assert "Start the server" in why.remedy


def test_a_wrong_password_is_told_of(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(Address.of(server.url()).url, autocommit=True) as db:
        db.execute("CREATE DATABASE asks")
        db.execute("CREATE ROLE ada LOGIN PASSWORD 'another'")
    url = server.url("precheck", user="ada", database="asks")
    monkeypatch.setenv("PGPASSWORD", SECRET)
    why = why_not(url, new_counter, desk, tmp_path)
    assert (why.reason, "password authentication failed" in why.detail) == (Reason.SERVICE, True)
    assert "PGPASSWORD" in why.remedy


def test_a_database_that_is_not_there_is_told_of(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    why = why_not(server.url(database="nowhere"), new_counter, desk, tmp_path)
    assert '"nowhere" does not exist' in why.detail
    assert "createdb" in why.remedy


def test_a_database_that_cannot_hold_every_text_is_refused(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    with psycopg.connect(Address.of(server.url()).url, autocommit=True) as db:
        db.execute("CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0")
    why = why_not(server.url(database="narrow"), new_counter, desk, tmp_path)
    assert (why.reason, "not in UTF-8" in why.detail) == (Reason.UNREADABLE, True)


def test_somebody_elses_tables_are_left_as_they_are(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    url = server.url("recipes")
    with connected(url) as db:
        db.execute("CREATE SCHEMA recipes")
        db.execute("CREATE TABLE product (name TEXT)")
        why = why_not(url, new_counter, desk, tmp_path)
        tables = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'recipes'")
        assert tables.fetchall() == [("product",)]
    assert (why.reason, "other tables than ours" in why.detail) == (Reason.UNREADABLE, True)


def test_a_newer_shape_is_refused(server: Any, new_counter: Any, desk: Any, tmp_path: Path) -> None:
    url = server.url()
    PostgresqlDatabase(Address.of(url)).close()
    with connected(url) as db:
        db.execute("UPDATE shape SET version = version + 1")
    why = why_not(url, new_counter, desk, tmp_path)
    assert f"shape {VERSION + 1}, known to {VERSION}" in why.detail


def test_a_user_without_rights_is_told_of(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    with psycopg.connect(Address.of(server.url()).url, autocommit=True) as db:
        db.execute("CREATE ROLE guest LOGIN")
    why = why_not(server.url(user="guest"), new_counter, desk, tmp_path)
    assert (why.reason, "may not be used" in why.detail) == (Reason.UNREADABLE, True)


def test_a_table_that_is_gone_is_told_of(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    url = server.url()
    PostgresqlDatabase(Address.of(url)).close()
    with connected(url) as db:
        db.execute("DROP TABLE hourly")
    why = why_not(url, new_counter, desk, tmp_path)
    assert (why.reason, '"hourly" does not exist' in why.detail) == (Reason.UNREADABLE, True)


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("53100", Reason.SERVICE, "has no room on its disk"),
        ("XX001", Reason.UNREADABLE, "is damaged"),
        ("57P01", Reason.SERVICE, "is shutting down"),
    ],
)
def test_a_failure_in_the_middle_of_a_batch_records_nothing_of_it(  # noqa: PLR0917
    state: str,
    reason: Reason,
    said: str,
    server: Any,
    new_counter: Any,
    desk: Any,
    tmp_path: Path,
) -> None:
    counter = new_counter(tmp_path, CadenceOptions(history=server.url()))
    counter.known(desk.release(1))
    with connected(counter.options.history) as db:
        db.execute(
            "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
        )
        db.execute(
            "CREATE TRIGGER stop BEFORE INSERT ON recording FOR EACH ROW"
            " WHEN (NEW.isrc = 'QZPRE2600301') EXECUTE FUNCTION stop()"
        )
    fact = counter.learn(desk.release(2), desk.release(3))
    assert isinstance(fact, Unavailable)
    assert (fact.reason, said in fact.detail) == (reason, True)
    assert counter.counts() == (1, 1)


def test_a_lock_that_another_holds_is_waited_for_so_long(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    counter = new_counter(tmp_path, CadenceOptions(history=server.url(), busy_seconds=0.2))
    counter.known(desk.release(1))
    with connected(counter.options.history) as holder:
        holder.execute("BEGIN")
        holder.execute("LOCK TABLE hourly IN ACCESS EXCLUSIVE MODE")
        fact = counter.learn(desk.release(2))
        holder.execute("ROLLBACK")
    assert isinstance(fact, Unavailable)
    assert (fact.reason, "still locked" in fact.detail) == (Reason.SERVICE, True)
    assert counter.counts() == (1, 1)
    counter.known(desk.release(2))
    assert counter.counts() == (2, 2)


def test_a_connection_that_is_cut_loses_nothing(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    counter = new_counter(tmp_path, CadenceOptions(history=server.url()))
    counter.known(desk.release(1))
    with counter.open() as history, connected(counter.options.history) as db:
        row = history.database.one("SELECT pg_backend_pid()")
        db.execute("SELECT pg_terminate_backend(%s)", row)
        with pytest.raises(HistoryFailure) as raised:
            history.tally(Entity.ACCOUNT, "ada", 0, 1)
    assert raised.value.why.reason is Reason.SERVICE
    assert counter.counts() == (1, 1)


def test_without_psycopg_it_says_what_to_install(tmp_path: Path) -> None:
    code = """
        import sys
        sys.modules["psycopg"] = None
        from pathlib import Path
        from precheck_cadence.history import HistoryFailure
        from precheck_cadence.history.opening import opened
        from precheck_cadence.options import CadenceOptions
        try:
            opened(CadenceOptions(history="postgresql:///music"), Path())
        except HistoryFailure as failure:
            print(failure.why.reason.value, failure.why.remedy)
    """
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-c", "\n".join(line[8:] for line in code.splitlines())],
        capture_output=True,
        check=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.stdout.strip() == "not-installed pip install 'precheck-music[postgresql]'"


def test_a_file_needs_no_psycopg() -> None:
    code = (
        "import sys; from precheck_cadence.history.store import Store;"
        " Store.in_file(None).database.close(); print(*sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert "sqlite3" in done.stdout.split()
    assert "psycopg" not in done.stdout.split()


def test_the_fact_names_the_server(
    server: Any, new_counter: Any, desk: Any, tmp_path: Path
) -> None:
    url = server.url("named")
    counter = new_counter(tmp_path, CadenceOptions(history=url))
    counter = structs.replace(counter, folder=tmp_path)
    assert counter.known(desk.release(1)).history == "postgresql:///postgres?schema=named"
