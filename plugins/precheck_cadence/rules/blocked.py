"""Rules about codes and names that were fined or refused before."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.blocked import Blocked, BlockedKind, Hit
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import SPOTIFY_FINES

_WORDS = {
    BlockedKind.ISRC: "ISRC",
    BlockedKind.UPC: "UPC",
    BlockedKind.LABEL: "label",
    BlockedKind.ARTIST: "artist",
}


@rule(
    "cadence.blocked-code",
    title="The ISRC or UPC was fined or refused before",
    severity=Severity.BLOCK,
    of=Batch,
    needs=(Blocked,),
    sources=(SPOTIFY_FINES,),
)
def blocked_code(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether an ISRC or UPC is on your own list of those that were fined or refused,
    which `blocked` under `[plugins.cadence]` names.

    ## Why it matters

    Spotify remembers which recordings had artificial streams.
    Sent again under the same code they are fined again, or the delivery is refused.

    ## What to do

    Do not send it. If it was cleared, take the line out of the list.

    ## Limits

    It knows what the list says, and nothing of what a recipient remembers beyond it.
    The same recording under a new code is not seen here: `cadence.identical-recording` looks for
    that.
    An honest owner who took over a fined recording carries its code, too.
    """
    yield from _findings(facts, are_codes=True)


@rule(
    "cadence.blocked-name",
    title="The label or an artist was fined or refused before",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(Blocked,),
    sources=(SPOTIFY_FINES,),
)
def blocked_name(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the label or a main artist is on your own list of those that were fined or refused,
    which `blocked` under `[plugins.cadence]` names.

    ## Why it matters

    Who had artificial streams once may come back with new codes, under another account.

    ## What to do

    See whether it is the one that the list means. If not, waive it and say so.

    ## Limits

    Names are shared: another artist or label of this name looks the same.
    Letter case, widths and the encoding of accents make no difference; any other spelling is not
    found. Featured artists and writers are not compared.
    """
    yield from _findings(facts, are_codes=False)


def _findings(facts: Facts, *, are_codes: bool) -> Iterator[Finding]:
    found = facts[Blocked]
    places = Places(facts)
    for hit in found.hits:
        if hit.entry.kind.is_code is are_codes:
            yield _finding(places, hit, found.file)


def _finding(places: Places, hit: Hit, file: str) -> Finding:
    entry = hit.entry
    is_of_track = bool(hit.track)
    spot = (
        places.of_track(hit.release, hit.track) if is_of_track else places.of_release(hit.release)
    )
    what = f"{_WORDS[entry.kind]} {entry.value!r}"
    where = f" of track {hit.track}" if is_of_track else ""
    why = entry.reason or "no reason is given there"
    since = f", since {entry.since}" if entry.since is not None else ""
    return Finding(
        f"{what}{where} is blocked by {file!r}, line {entry.line}: {why}{since}",
        release=hit.release,
        place=spot.place,
        file=spot.file,
        evidence={
            "kind": entry.kind.value,
            "value": entry.value,
            "track": hit.track,
            "list": file,
            "line": entry.line,
            "reason": entry.reason,
            "source": entry.source,
            "since": entry.since.isoformat() if entry.since is not None else "",
        },
    )
