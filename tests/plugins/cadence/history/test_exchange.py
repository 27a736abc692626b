"""Files of uploads: what goes out comes back, whatever stands in it, wherever it is cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from precheck import UploadStatus
from precheck_cadence.exchange.exporting import exported
from precheck_cadence.exchange.importing import Import
from precheck_cadence.exchange.rejected import Rejected
from precheck_cadence.exchange.source import Mapped, key_of, source_of
from precheck_cadence.history import Standing, moment
from precheck_cadence.history.progress import Progress, load
from precheck_cadence.history.store import Store

COUNTED = ("entity", "product", "recording", "sum", "came", "hourly", "standing")


def told(_: int) -> None:
    return


def brought(store: Store, file: Path, begin: Progress | None = None) -> Progress:
    source = source_of(file, Mapped({}))
    key = key_of(file, Mapped({}), "")
    so_far = begin or load(store.database, key)
    with Rejected(file, source.columns, kept_bytes=so_far.rejected_bytes) as rejected:
        *_, done = Import(store, source, key, rejected).run(so_far)
    return done


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
@pytest.mark.parametrize("seed", range(8))
def test_a_history_comes_back_from_its_file_as_it_was(  # noqa: PLR0917 - what it is asked of
    either: Any, made_up: Any, everything: Any, tmp_path: Path, suffix: str, seed: int
) -> None:
    uploads = made_up(seed)
    file = tmp_path / f"all.{suffix}"
    with either.open() as history, Store.in_file(None) as other:
        for start in range(0, len(uploads), 7):
            history.record(uploads[start : start + 7])
        history.stand(
            Standing(
                account=one.account,
                product=one.product,
                moment=moment(one.uploaded),
                status=UploadStatus.REJECTED,
                reason="spam; again",
                points=0.5,
            )
            for one in uploads[::3]
        )
        written = exported(history, file, told)
        assert written.products == len({(u.account, u.product) for u in uploads})
        done = brought(other, file)
        assert (done.rejected, done.at) == (0, file.stat().st_size)
        assert everything(other, COUNTED) == everything(history, COUNTED)


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_what_is_imported_twice_counts_once(
    made_up: Any, everything: Any, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"all.{suffix}"
    with Store.in_file(None) as history, Store.in_file(None) as other:
        history.record(made_up(3))
        exported(history, file, told)
        brought(other, file)
        before = everything(other)
        brought(other, file, Progress())
        assert everything(other) == before
