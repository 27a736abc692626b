"""The shape of the database: its tables, written once for both dialects."""

from __future__ import annotations

from precheck_cadence.duplicates.tables import TABLES as PRINT_TABLES
from precheck_cadence.history.answers import Entity
from precheck_cadence.history.database import Database, Dialect

VERSION = 2
"""Raised whenever the tables change. Version 1 was SQLite's alone; `upgrade` reads it."""

KINDS = {
    Entity.ACCOUNT: 1,
    Entity.ARTIST: 2,
    Entity.LABEL: 3,
    Entity.PAYEE: 4,
    Entity.WRITER: 5,
    Entity.PREFIX: 6,
    Entity.RELEASE_DAY: 7,
    Entity.INTAKE: 8,
}
"""How a kind of entity is written. A number is never given to another kind."""

COUNTERS = (
    "releases",
    "tracks",
    "ai_releases",
    "ai_tracks",
    "all_ai_releases",
    "all_ai_tracks",
    "timed",
    "edge",
    "short",
    "functional",
    "singles",
)
"""The columns of `hourly` that count, in the order of `Tally`."""

_TABLES = (
    # An account, artist, ... by a number: names are long and stand in millions of rows.
    """CREATE TABLE entity (
        id {serial},
        kind INTEGER NOT NULL,
        key {text} NOT NULL,
        UNIQUE (key, kind)
    )""",
    # What the latest message of a product says, and when it came first and last. Names within
    # `artists` are keys, one a line.
    """CREATE TABLE product (
        id {serial},
        key {text} NOT NULL,
        account BIGINT NOT NULL REFERENCES entity,
        title {text} NOT NULL,
        message {text} NOT NULL,
        first BIGINT NOT NULL,
        last BIGINT NOT NULL,
        tier {text} NOT NULL,
        payee {text} NOT NULL,
        label {text} NOT NULL,
        artists {text} NOT NULL,
        release_date {text} NOT NULL,
        original_release_date {text} NOT NULL,
        ai {text} NOT NULL,
        cover BIGINT,
        is_transfer INTEGER NOT NULL,
        UNIQUE (key, account)
    )""",
    "CREATE INDEX product_by_account ON product (account)",
    # A recording of a product, numbered within it from 1 on. The moments say which message the
    # length and the sums are from.
    """CREATE TABLE recording (
        product BIGINT NOT NULL REFERENCES product,
        number INTEGER NOT NULL,
        key {text} NOT NULL,
        first BIGINT NOT NULL,
        is_current INTEGER NOT NULL,
        isrc {text} NOT NULL,
        title {text} NOT NULL,
        title_key {text} NOT NULL,
        artist {text} NOT NULL,
        artist_key {text} NOT NULL,
        writers {text} NOT NULL,
        ai {text} NOT NULL,
        is_functional INTEGER NOT NULL,
        seconds DOUBLE PRECISION,
        seconds_from BIGINT,
        sums {bytes} NOT NULL,
        sums_from BIGINT,
        PRIMARY KEY (product, number)
    ){clustered}""",
    """CREATE INDEX recording_by_isrc ON recording (isrc, first)
        WHERE is_current = 1 AND isrc <> ''""",
    # Which recordings have a sum, oldest first.
    """CREATE TABLE sum (
        digest {bytes} NOT NULL,
        first BIGINT NOT NULL,
        product BIGINT NOT NULL,
        recording INTEGER NOT NULL,
        PRIMARY KEY (digest, first, product, recording)
    ){clustered}""",
    # Everything that counts for an entity, at the moment it came. Recording 0 is the product.
    """CREATE TABLE came (
        entity BIGINT NOT NULL,
        first BIGINT NOT NULL,
        product BIGINT NOT NULL,
        recording INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        PRIMARY KEY (entity, first, product, recording){with_flags}
    ){clustered}""",
    # The same, added up by hours since 1970 and by account. Account 0 where it says nothing new:
    # for accounts themselves and for the intake.
    """CREATE TABLE hourly (
        entity BIGINT NOT NULL,
        hour BIGINT NOT NULL,
        account BIGINT NOT NULL,
        {counters},
        PRIMARY KEY (entity, hour, account)
    ){clustered}""",
    # What became of products. Rows are added, never changed.
    """CREATE TABLE standing (
        account BIGINT NOT NULL REFERENCES entity,
        moment BIGINT NOT NULL,
        product BIGINT NOT NULL REFERENCES product,
        status {text} NOT NULL,
        reason {text} NOT NULL,
        points DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (account, moment, product, status)
    ){clustered}""",
    "CREATE INDEX standing_by_product ON standing (product, moment)",
    # What each message said of a product, summed up: its words, and the bytes of its tracks, which
    # are empty where not all are known.
    """CREATE TABLE said (
        product BIGINT NOT NULL REFERENCES product,
        moment BIGINT NOT NULL,
        message {text} NOT NULL,
        title {text} NOT NULL,
        artists {text} NOT NULL,
        words {bytes} NOT NULL,
        sums {bytes} NOT NULL,
        PRIMARY KEY (product, moment, message)
    ){clustered}""",
    # How far files were imported.
    """CREATE TABLE progress (
        file {text} NOT NULL,
        size BIGINT NOT NULL,
        head {bytes} NOT NULL,
        at BIGINT NOT NULL,
        line BIGINT NOT NULL,
        rows BIGINT NOT NULL,
        uploads BIGINT NOT NULL,
        standings BIGINT NOT NULL,
        rejected BIGINT NOT NULL,
        rejected_bytes BIGINT NOT NULL,
        PRIMARY KEY (file, size, head)
    )""",
)

_WORDS = {
    Dialect.SQLITE: {
        "serial": "INTEGER PRIMARY KEY",
        "text": "TEXT",
        "bytes": "BLOB",
        "clustered": " WITHOUT ROWID",
        "with_flags": "",
    },
    Dialect.POSTGRESQL: {
        "serial": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "text": 'TEXT COLLATE "C"',  # sorted as SQLite sorts
        "bytes": "BYTEA",
        "clustered": "",
        "with_flags": " INCLUDE (flags)",  # so that the index answers alone
    },
}


def make(database: Database) -> None:
    """Create every table, inside a transaction."""
    counters = ",\n        ".join(f"{name} INTEGER NOT NULL" for name in COUNTERS)
    for table in _TABLES:
        database.run(table.format(counters=counters, **_WORDS[database.dialect]))
    for table in PRINT_TABLES[database.dialect]:
        database.run(table)
