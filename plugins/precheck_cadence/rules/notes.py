"""Rules that say what could not be counted or compared."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
from precheck_cadence.rules.places import Places
from precheck_cadence.rules.sources import BELIEVE_AUDIO, SPOTIFY_SPAM

NAMED = 5
"""How many tracks a message names."""


@rule(
    "cadence.no-history",
    title="No upload history is kept",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM,),
)
def no_history(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the settings name a history.

    ## Why it matters

    Without one, only what is checked together is counted and compared.
    A hundred singles checked one by one look like a hundred quiet days.

    ## What to do

    Put `history = "history.sqlite"` under `[plugins.cadence]` in `precheck.toml`.

    ## Limits

    A history knows what was checked, not what was delivered.
    """
    if not facts[Cadence].history:
        yield Finding(
            "only this batch was counted: no upload history is configured",
            evidence={
                "looked_for": "history under [plugins.cadence]",
                "history": "none, this batch only",
            },
        )


@rule(
    "cadence.no-account",
    title="Nobody says which account sends the release",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(SPOTIFY_SPAM,),
)
def no_account(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the release names an account: `account` in `delivery.toml`, else the message's sender.

    ## Why it matters

    Uploads without an account are counted for their artists, but for no account.

    ## What to do

    Put `account` into `delivery.toml` beside the message.

    ## Limits

    Whether the account is the right one cannot be seen from here.
    """
    places = Places(facts)
    for release in facts[Cadence].nameless:
        spot = places.of_sender(release)
        yield Finding(
            "the release names no account, so none was counted for it",
            release=release,
            place=spot.place,
            file=spot.file,
            evidence={
                "looked_for": ["account in delivery.toml", "the DPID of the message's sender"],
                "account": "",
            },
        )


@rule(
    "cadence.not-compared",
    title="A track could not be compared with earlier recordings",
    severity=Severity.NOTE,
    of=Batch,
    needs=(Cadence,),
    sources=(BELIEVE_AUDIO,),
)
def not_compared(_: Batch, facts: Facts) -> Iterator[Finding]:
    """
    ## What it checks

    Whether the bytes of every track's file could be read and looked up.

    ## Why it matters

    A track that was not compared may have been sent before under another name.

    ## What to do

    Deliver the file with the message. The rules about the file say what is wrong with it.

    ## Limits

    It says nothing about why the file could not be read.
    """
    places = Places(facts)
    for one in facts[Cadence].unhashed:
        named = ", ".join(one.tracks[:NAMED])
        more = f" and {len(one.tracks) - NAMED} more" if len(one.tracks) > NAMED else ""
        which, why = (
            (f"track {named} was", "its file was")
            if len(one.tracks) == 1
            else (f"tracks {named}{more} were", "their files were")
        )
        spot = places.of_track(one.release, one.tracks[0])
        yield Finding(
            f"{which} not compared with earlier recordings: {why} not read",
            release=one.release,
            place=spot.place,
            file=spot.file,
            evidence={"tracks": list(one.tracks), "count": len(one.tracks)},
        )
