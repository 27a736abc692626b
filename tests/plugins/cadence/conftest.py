"""A counter that releases are handed in at: inspected, recorded in a history, judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs
from postgresql_server import Server, programs, running

from precheck import (
    Delivery,
    FileDigest,
    Finding,
    Identifier,
    Release,
    Rule,
    Scheme,
    Track,
    Unavailable,
)
from precheck.testing import a_batch, a_release, a_track, ask, look, some_tools
from precheck_cadence.blocked import Blocked
from precheck_cadence.cadence import Cadence
from precheck_cadence.campaigns import Campaigns
from precheck_cadence.history.opening import opened
from precheck_cadence.history.store import Store
from precheck_cadence.inspection import cadence
from precheck_cadence.options import CadenceOptions
from precheck_cadence.reading import upload_event
from precheck_cadence.rules import RULES
from precheck_cadence.upload import UploadEvent

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
OPTIONS = CadenceOptions(history="history.sqlite", busy_seconds=5.0)


class Counter(Struct, frozen=True):
    """The plugin behind a counter, with a folder for its history; without one nothing is kept."""

    folder: Path | None = None
    options: CadenceOptions = OPTIONS

    @property
    def file(self) -> Path:
        assert self.folder is not None
        return self.folder / self.options.history

    def open(self) -> Store:
        """The history itself."""
        assert self.folder is not None
        return opened(self.options, self.folder)

    def counts(self) -> tuple[int, int]:
        """How many products there are, and recordings that they hold."""
        with self.open() as history:
            products = history.database.one("SELECT count(*) FROM product")
            tracks = history.database.one("SELECT count(*) FROM recording WHERE is_current = 1")
        assert products is not None
        assert tracks is not None
        return products[0], tracks[0]

    def event(self, release: Release) -> UploadEvent | Unavailable:
        """The release as an upload; a track's file is as good as the name of its audio."""
        digests = {
            track.reference: (FileDigest(size_bytes=1, sha256=sha256),)
            for track in release.tracks
            if (sha256 := sha256_of(track))
        }
        return look(upload_event, release, self._settings, narrower=digests)

    def learn(self, *releases: Release) -> Cadence | Unavailable:
        """Hand the releases in together."""
        events = {release.id: (self.event(release),) for release in releases}
        return self.record(
            {key: (e,) for key, (e,) in events.items() if isinstance(e, UploadEvent)}
        )

    def record(self, events: dict[str, tuple[UploadEvent, ...]]) -> Cadence | Unavailable:
        """Hand events in together, in the order given."""
        tools = some_tools(data=self.folder)
        return look(cadence, a_batch(*events), self._settings, tools=tools, narrower=events)

    def known(self, *releases: Release) -> Cadence:
        """Hand the releases in together; the history is there."""
        fact = self.learn(*releases)
        assert isinstance(fact, Cadence), fact
        return fact

    def judge(self, *releases: Release, given: Iterable[object] = ()) -> dict[str, list[Finding]]:
        """Hand the releases in together, and what every rule says: findings by rule id."""
        fact = self.known(*releases)
        found: dict[str, list[Finding]] = {}
        for rule in RULES:
            own = [o for o in given if rule.options is not None and isinstance(o, rule.options)]
            found[rule.id] = list(self._findings(rule, releases, fact, own))
        return {rule: findings for rule, findings in found.items() if findings}

    @property
    def _settings(self) -> CadenceOptions:
        kept = self.options.history if self.folder is not None else ""
        return structs.replace(self.options, history=kept)

    def _findings(
        self, rule: Rule[Any], releases: Iterable[Release], fact: Cadence, own: list[object]
    ) -> Iterable[Finding]:
        if rule.of is Release:
            for release in releases:
                event = self.event(release)
                assert isinstance(event, UploadEvent)
                yield from ask(rule, release, event, *own)
        elif rule.of is Track:
            for release in releases:
                for track in release.tracks:
                    yield from ask(rule, track, *own)
        else:
            lists = (Blocked(file="fined.csv"), Campaigns(file="campaigns.csv"))
            batch = a_batch(*(release.id for release in releases))
            yield from ask(rule, batch, fact, *lists, *own)


def sha256_of(track: Track) -> str:
    """The digest of bytes that are the file's name: two files of one name are the same."""
    return hashlib.sha256(track.audio.name.encode()).hexdigest() if track.audio else ""


class Desk(Struct, frozen=True):
    """Builders of releases with what matters to cadence."""

    def release(
        self,
        number: int = 1,
        *,
        tracks: int = 1,
        at: datetime | timedelta | None = NOON,
        account: str = "ada",
        artist: str = "Ada Example",
        name: str = "",
        own: Iterable[Track] = (),
        **values: Any,
    ) -> Release:
        """Release `number`, with an ICPN, ISRCs and files of its own."""
        uploaded = NOON + at if isinstance(at, timedelta) else at
        made = tuple(own) or tuple(
            self.track(100 * number + place, place, artist=artist) for place in range(1, tracks + 1)
        )
        defaults: dict[str, Any] = {
            "id": name or f"r{number}.xml",
            "account": account,
            "delivery": Delivery(account=account, uploaded=uploaded),
            "title": f"Release {number}",
            "icpn": f"{number:013}",
        }
        return a_release(*made, artist=artist, **{**defaults, **values})

    def track(self, number: int, place: int = 1, **values: Any) -> Track:
        """Track `number`, with an ISRC, a title, a length and bytes of its own."""
        isrc = values.pop("isrc", f"QZPRE26{number:05}")
        defaults: dict[str, Any] = {
            "title": f"Title {number}",
            "isrc": isrc,
            "duration_seconds": 100.0 + (37 * number + 48) % 211,
            "audio": Path(f"bytes-{number}"),
            "identifiers": (Identifier(scheme=Scheme.ISRC, value=isrc),),
        }
        return a_track(f"A{place}", **{**defaults, **values})

    @property
    def noon(self) -> datetime:
        return NOON


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Builders."""
    return Desk()


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A counter with a history of its own in a file."""
    return Counter(tmp_path)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of our own."""
    pytest.importorskip("psycopg")
    binaries = programs()
    if binaries is None:
        pytest.skip("there is no PostgreSQL server here: apt-get install postgresql")
    with running(binaries) as started:
        yield started


@pytest.fixture
def server_counter(tmp_path: Path, server: Server) -> Counter:
    """A counter with a history of its own in PostgreSQL."""
    return Counter(tmp_path, CadenceOptions(history=server.url()))


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Counter:
    """A counter with a history of its own, in a file and in PostgreSQL."""
    name = "counter" if request.param == "sqlite" else "server_counter"
    made: Counter = request.getfixturevalue(name)
    return made


@pytest.fixture(scope="session")
def new_counter() -> type[Counter]:
    """How to open a counter elsewhere, or with other settings."""
    return Counter
