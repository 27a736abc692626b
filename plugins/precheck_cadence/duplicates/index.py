"""One fingerprint looked up among all that were recorded.

An inverted index of sampled values tells which share enough with it; these are then laid beside
it, value by value. The postings are made from the fingerprints alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct

from precheck import Fingerprint
from precheck_cadence.duplicates.common import common_values
from precheck_cadence.duplicates.matching import Limits, Match, matched
from precheck_cadence.duplicates.relation import WHOLE
from precheck_cadence.duplicates.sampling import sampled
from precheck_cadence.duplicates.tables import STATEMENTS, listed
from precheck_cadence.history.database import Database

LEAST_VOTES = 5
"""A candidate shares this many sampled values; among 100,000 strangers the most was 2."""

SNIPPET_VOTES = 3
"""Enough where snippets are looked for: each candidate is laid beside the asked one anyway."""

LEAST_SHARE = 0.05
"""And this share of those that were asked for; 0 where snippets are looked for."""

NUMBERED = 500
"""So many candidates are sifted, where some may not be told of."""

AT_ONCE = 1_000
"""So many prints are posted in one statement."""


Sift = Callable[[Collection[int]], Collection[int]]
"""Takes the numbers of prints, and gives those that may be told of."""


class Print(Struct, frozen=True, kw_only=True):
    """The fingerprint of one recording in one product."""

    product: int
    """The number of the product in the history."""
    recording: int
    """The number of the recording in it."""
    fingerprint: Fingerprint


class Alike(Struct, frozen=True, kw_only=True):
    """A recording that sounds the same somewhere."""

    print: int
    product: int
    recording: int
    seconds: float
    votes: int
    """How many sampled values it shares."""
    match: Match
    """The one that was asked for first, this one as the other."""


class Answer(Struct, frozen=True, kw_only=True):
    """What sounds like a fingerprint."""

    asked: int
    """How many sampled values were looked up; those that are too common are left out."""
    candidates: int
    """How many recordings shared enough of them, those beyond the limit counted too."""
    found: tuple[Alike, ...] = ()
    """Those of the candidates that do sound the same; the one with most in common first."""

    @property
    def is_telling(self) -> bool:
        """False where there was too little to look up by: nothing found then means nothing."""
        return self.asked >= LEAST_VOTES


class PrintIndex:
    """The fingerprints of a history. The caller opens the transactions, and `told`."""

    def __init__(self, database: Database) -> None:
        """Use tables that are there."""
        self._db = database
        self._say = STATEMENTS[database.dialect]

    def add(self, prints: Iterable[Print], *, at_once: int = AT_ONCE) -> tuple[int, ...]:
        """Remember fingerprints; their numbers, in the order given.

        They are posted `at_once`, from 1 on: for an index of millions more of them take less time,
        as each page of the table is touched once for all, and 30 KB of memory for each.
        Of a recording that is known the fingerprint is replaced. Writers that add the same in
        another order may be told to try again by PostgreSQL: sort by product and recording.
        """
        numbers: list[int] = []
        new: dict[int, Fingerprint] = {}
        for print_ in prints:
            number, is_new = self._put(print_, new)
            numbers.append(number)
            if is_new:
                new[number] = print_.fingerprint
            if len(new) == at_once:
                self._post(new)
        self._post(new)
        return tuple(numbers)

    def forget(self, numbers: Iterable[int]) -> None:
        """Remove fingerprints by their numbers; numbers that are not there do not matter."""
        wanted = listed(self._db.dialect, numbers)
        for number, _, _, _, raw in self._db.all(self._say.prints, list=wanted):
            self._unpost(number, raw)
        self._db.run(self._say.drop, list=wanted)

    def of_products(self, products: Iterable[int]) -> tuple[int, ...]:
        """The numbers of all fingerprints of some products."""
        wanted = listed(self._db.dialect, products)
        return tuple(number for (number,) in self._db.all(self._say.of_products, list=wanted))

    def of_recordings(self, places: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        """The numbers of the fingerprints of some recordings, by product and number in it."""
        known = (self._db.one(_KNOWN, product=one[0], recording=one[1]) for one in places)
        return tuple(found[0] for found in known if found is not None)

    def alike(  # noqa: PLR0913 - what a question may say
        self,
        fingerprint: Fingerprint,
        limit: int = 20,
        *,
        least: int = LEAST_VOTES,
        share: float = LEAST_SHARE,
        limits: Limits | None = None,
        whole_limits: Limits | None = None,
        sift: Sift | None = None,
    ) -> Answer:
        """What sounds like it, of at most `limit` candidates with most values in common.

        For snippets ask with `least=SNIPPET_VOTES, share=0`. Where `limits` find less than a whole
        recording, `whole_limits` are tried, and hold if they do. Of the `NUMBERED` candidates with
        most in common `sift` says which to compare.
        """
        asked = sampled(fingerprint)
        wanted = listed(self._db.dialect, asked)
        stopped = {value for (value,) in self._db.all(self._say.stopped, list=wanted)}
        asked = [value for value in asked if value not in stopped]
        if len(asked) < LEAST_VOTES:
            return Answer(asked=len(asked), candidates=0)
        voted = self._db.all(
            self._say.voted,
            list=listed(self._db.dialect, asked),
            least=max(least, share * len(asked)),
            limit=limit if sift is None else max(limit, NUMBERED),
        )
        votes = {number: count for number, count, _ in voted}
        left_out = 0
        if sift is not None and votes:
            kept = sift(votes)
            left_out = sum(number not in kept for number in votes)
            votes = dict([one for one in votes.items() if one[0] in kept][:limit])
        return Answer(
            asked=len(asked),
            candidates=voted[0][2] - left_out if voted else 0,
            found=self._compared(fingerprint, votes, (limits, whole_limits)),
        )

    def drop_common(self) -> int:
        """Stop looking up values that too many recordings hold; how many were found.

        To be called now and then: it reads all postings.
        """
        return self.drop(self.common())

    def common(self) -> list[int]:
        """The values that too many recordings hold. It reads all postings, and changes nothing."""
        return common_values(self._db)

    def drop(self, values: Iterable[int]) -> int:
        """Look up these values no longer; how many they are."""
        values = list(values)
        for value in values:
            self._db.run(_STOP, value=value)
            self._db.run("DELETE FROM posting WHERE value = :value", value=value)
        return len(values)

    def _compared(
        self,
        fingerprint: Fingerprint,
        votes: dict[int, int],
        limits: tuple[Limits | None, Limits | None],
    ) -> tuple[Alike, ...]:
        found = []
        wanted = listed(self._db.dialect, votes)
        for number, product, recording, seconds, raw in self._db.all(self._say.prints, list=wanted):
            match = _beside(fingerprint, Fingerprint(raw=raw, seconds=seconds), *limits)
            if match.stretches:
                found.append(
                    Alike(
                        print=number,
                        product=product,
                        recording=recording,
                        seconds=seconds,
                        votes=votes[number],
                        match=match,
                    )
                )
        found.sort(key=lambda alike: (-alike.match.seconds, -alike.votes, alike.print))
        return tuple(found)

    def _put(self, print_: Print, new: Mapping[int, Fingerprint]) -> tuple[int, bool]:
        """Its number, and whether its values are to be posted."""
        fingerprint = print_.fingerprint
        which = {"product": print_.product, "recording": print_.recording}
        seconds, raw = fingerprint.seconds, fingerprint.raw
        while True:
            if (known := self._db.one(_KNOWN, **which)) is not None:
                if known[1] == raw:
                    return known[0], False
                self._db.run(_LOCK, **which, seconds=seconds)
                known = self._db.one(_KNOWN, **which) or known
                if known[0] not in new:
                    self._unpost(*known)
                self._db.run(_REPLACE, **which, raw=raw)
                return known[0], True
            made = self._db.one(_ADD, **which, seconds=seconds, raw=raw)
            if made is not None:
                return made[0], True

    def _post(self, new: dict[int, Fingerprint]) -> None:
        """Post the values of several prints in the order of the table, and empty the list.

        Each page of the index is then written once for all of them, and not once for each.
        """
        pairs = (value << 32 | number for number in new for value in sampled(new[number]))
        if listing := sorted(pairs):
            self._db.run(self._say.post, list=listed(self._db.dialect, listing))
        new.clear()

    def _unpost(self, number: int, raw: bytes) -> None:
        values = sampled(Fingerprint(raw=raw))
        self._db.run(self._say.unpost, print=number, list=listed(self._db.dialect, values))


def _beside(
    one: Fingerprint, other: Fingerprint, limits: Limits | None, whole_limits: Limits | None
) -> Match:
    match = matched(one, other, limits)
    if whole_limits is None or match.coverage >= WHOLE:
        return match
    whole = matched(one, other, whole_limits)
    return whole if whole.coverage >= WHOLE else match


_STOP = "INSERT INTO stop (value) VALUES (:value) ON CONFLICT DO NOTHING"
_KNOWN = "SELECT id, raw FROM print WHERE product = :product AND recording = :recording"
_LOCK = """UPDATE print SET seconds = :seconds
    WHERE product = :product AND recording = :recording"""
"""Before its values are read again: another writer may be replacing them."""
_REPLACE = "UPDATE print SET raw = :raw WHERE product = :product AND recording = :recording"
_ADD = """INSERT INTO print (product, recording, seconds, raw)
    VALUES (:product, :recording, :seconds, :raw)
    ON CONFLICT (product, recording) DO NOTHING RETURNING id"""
