"""Forgetting an account: nothing of it is left, and everybody else counts as before."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from precheck import UploadStatus
from precheck_cadence.history import Standing, moment
from precheck_cadence.history.store import Store
from precheck_cadence.history.writing import lock


@pytest.mark.parametrize("seed", range(12))
def test_the_history_is_as_if_the_account_had_never_been(
    either: Any, made_up: Any, everything: Any, seed: int
) -> None:
    uploads = made_up(seed)
    with either.open() as history, Store.in_file(None) as never:
        for start in range(0, len(uploads), 7):
            some = uploads[start : start + 7]
            others = [upload for upload in some if upload.account != "one"]
            for store, given in ((history, some), (never, others)):
                store.record(given)
                store.stand(said_of(upload) for upload in given)
        forgotten = history.forget("one")
        assert forgotten.products == len({u.product for u in uploads if u.account == "one"})
        assert everything(history) == everything(never)
        unused = "SELECT count(*) FROM entity WHERE kind <> 8 AND id NOT IN"
        unused += " (SELECT entity FROM came UNION SELECT account FROM product)"
        assert history.database.one(unused) == (0,)


def test_what_is_forgotten_is_in_no_byte_of_the_file(counter: Any, made_up: Any) -> None:
    uploads = made_up(1)
    secret = [structs.replace(u, account="Zacharias", payee="Zacharias", title="Zacharias")
              for u in uploads[:10]]  # fmt: skip
    with counter.open() as history:
        history.record([*secret, *uploads[10:]])
        assert b"Zacharias" in everything_written(counter)
        history.forget("Zacharias")
        assert b"Zacharias" not in everything_written(counter)


def test_one_who_writes_meanwhile_is_waited_for(
    either: Any, made_up: Any, new_counter: Any
) -> None:
    uploads = made_up(2)
    impatient = structs.replace(either.options, busy_seconds=0.2)
    with either.open() as history, new_counter(either.folder, impatient).open() as other:
        history.record(uploads)
        with history.database.transaction():
            history.database.run("UPDATE product SET title = title")
            lock(history.database, {"two"})
            with pytest.raises(Exception, match="still locked"):
                other.forget("one")
        assert other.forget("one").products > 0


def said_of(upload: Any) -> Standing:
    return Standing(
        account=upload.account,
        product=upload.product,
        moment=moment(upload.uploaded),
        status=UploadStatus.TAKEN_DOWN,
        reason="spam",
        points=3.0,
    )


def everything_written(counter: Any) -> bytes:
    files = sorted(counter.folder.glob(counter.file.name + "*"))
    return b"".join(file.read_bytes() for file in files)
