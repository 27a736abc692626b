"""Rules that say what could not be counted or compared."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Batch, Facts, Finding, Severity, rule
from precheck_cadence.cadence import Cadence
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
        yield Finding("only this batch was counted: no upload history is configured")


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
    for release in facts[Cadence].nameless:
        yield Finding("the release names no account, so none was counted for it", release=release)


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
    for one in facts[Cadence].unhashed:
        named = ", ".join(one.tracks[:NAMED])
        more = f" and {len(one.tracks) - NAMED} more" if len(one.tracks) > NAMED else ""
        yield Finding(
            f"not compared with earlier recordings, because no file was read: {named}{more}",
            release=one.release,
            evidence={"tracks": list(one.tracks), "count": len(one.tracks)},
        )
