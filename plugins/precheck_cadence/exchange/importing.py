"""Filling a history from a file: some thousand rows at once, and how far it is along with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from msgspec import Struct, structs

from precheck_cadence.exchange.form import Piece, joined, piece_of
from precheck_cadence.exchange.rejected import Rejected
from precheck_cadence.exchange.source import Record, Source
from precheck_cadence.exchange.values import Malformed
from precheck_cadence.history import progress, writing
from precheck_cadence.history.answers import Standing
from precheck_cadence.history.columns import ids
from precheck_cadence.history.progress import FileKey, Progress
from precheck_cadence.history.store import Store

AT_ONCE = 5_000
"""Tracks in one transaction; as many again where all are of one upload."""

Found = tuple[Record, Piece]


class Import(Struct, frozen=True):
    """A file on its way into a history."""

    store: Store
    source: Source
    key: FileKey
    rejected: Rejected
    zone: tzinfo | None = None

    def run(self, begin: Progress) -> Iterator[Progress]:
        """Go on from there; what has come of it after each transaction.

        What is recorded twice is recorded once, so that going on is as good as beginning anew.
        """
        done = begin
        found: list[Found] = []
        refused: list[tuple[Record, str]] = []
        weight = 0
        last: Record | None = None
        for record in self.source.records(begin.at, begin.line):
            piece, why = self._read(record)
            is_new = piece is None or not found or found[-1][1].key != piece.key
            if weight >= (AT_ONCE if is_new else 2 * AT_ONCE) and last is not None:
                done = self._commit(done, found, refused, last)
                yield done
                found, refused, weight = [], [], 0
            if piece is None:
                refused.append((record, why))
            else:
                found.append((record, piece))
            weight += max(1, len(piece.event.tracks) if piece and piece.event else 1)
            last = record
        if last is not None:
            done = self._commit(done, found, refused, last)
        yield self._finish(done)

    def _read(self, record: Record) -> tuple[Piece | None, str]:
        if record.said is None:
            return None, record.why
        try:
            return piece_of(record.said, self.zone), ""
        except Malformed as why:
            return None, str(why)

    def _commit(
        self,
        done: Progress,
        found: list[Found],
        refused: list[tuple[Record, str]],
        last: Record,
    ) -> Progress:
        database = self.store.database
        events = joined(piece for _, piece in found)
        refused = list(refused)
        with database.told(), database.transaction():
            writing.record(database, events, joins=True)
            standings, unknown = self._known(found)
            new = writing.stand(database, standings)
            for record, why in sorted([*refused, *unknown], key=lambda one: one[0].line):
                self.rejected.add(record, why)
            done = Progress(
                at=last.end,
                line=max(done.line, last.line),
                rows=done.rows + len(found) + len(refused),
                uploads=done.uploads + len(events),
                standings=done.standings + new,
                rejected=done.rejected + len(refused) + len(unknown),
                rejected_bytes=self.rejected.written(),
            )
            progress.save(database, self.key, done)
        return done

    def _known(self, found: list[Found]) -> tuple[list[Standing], list[tuple[Record, str]]]:
        """What was said of products that are known, and the rows that speak of others."""
        said = [(record, one) for record, piece in found for one in piece.standings]
        products = {(one.account, one.product) for _, one in said}
        numbers = ids(self.store.database, products) if products else {}
        unknown: dict[int, tuple[Record, str]] = {}
        standings: list[Standing] = []
        for record, one in said:
            if (one.account, one.product) in numbers:
                standings.append(one)
            else:
                why = f"account {one.account!r} has sent no product {one.product!r} that is known"
                unknown[record.line] = (record, why)
        return standings, list(unknown.values())

    def _finish(self, done: Progress) -> Progress:
        """Remember that nothing is left, empty lines at the end included."""
        done = structs.replace(done, at=self.source.size)
        database = self.store.database
        with database.told(), database.transaction():
            progress.save(database, self.key, done)
        return done
