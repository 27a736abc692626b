"""One voice that sings under many names."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Basis, Batch, Facts, Finding, Severity, Threshold, rule
from precheck_voice.facts import VoiceGroups
from precheck_voice.options import OneVoice
from precheck_voice.sources import MANY_NAMES, SINGER_IDENTITY

NAMES_TOLD = 8
FROM_NAMES = Threshold(
    option="from_names",
    basis=Basis.OURS,
    note="No service says under how many names one voice may sing.",
)


@rule(
    "voice.one-voice-many-names",
    title="One voice sings under many artist names of one account",
    severity=Severity.REVIEW,
    of=Batch,
    needs=(VoiceGroups,),
    sources=(MANY_NAMES, SINGER_IDENTITY),
    options=OneVoice,
    thresholds=(FROM_NAMES,),
    is_estimate=True,
)
def one_voice_many_names(_: Batch, facts: Facts) -> Iterator[Finding]:
    """Asks for a look where an account's artists all have the same voice.

    ## What it checks
    With `across_names` in the settings: the voices of a batch, account by account, as the service
    tells them. Tracks of which each is as near to every other as a strong match (complete linkage)
    are one voice. It counts the fewest artist names that account for all of its tracks, so that a
    guest who is credited on each is one name; five or more are reported.

    ## Why it matters
    One generator, or one person, under many invented names is how streams are farmed, and what
    services look for when they tag an uploader.

    ## What to do
    Ask the account who sings. Where it is one singer, have the name credited.

    ## Limits
    Voices of one batch are compared, not those of earlier ones; `voice.not-compared-across-names`
    says which of them are not. Singers under loud music lie nearer to
    each other. A studio singer who works for many is one voice under many names, too.
    """
    return _spoken(facts, is_label=False)


@rule(
    "voice.one-voice-many-names-of-label",
    title="One voice sings under many artist names of a label",
    severity=Severity.WARNING,
    of=Batch,
    needs=(VoiceGroups,),
    sources=(MANY_NAMES, SINGER_IDENTITY),
    options=OneVoice,
    thresholds=(FROM_NAMES,),
    is_estimate=True,
)
def one_voice_many_names_of_label(_: Batch, facts: Facts) -> Iterator[Finding]:
    """Tells of one voice under many names where that is less of a surprise.

    ## What it checks
    The same as `voice.one-voice-many-names`, for the account of a label or distributor.

    ## Why it matters
    A label may have one singer for many projects. It may also host a farm.

    ## What to do
    See who sings, and that the singer is credited.

    ## Limits
    Those of `voice.one-voice-many-names`.
    """
    return _spoken(facts, is_label=True)


@rule(
    "voice.not-compared-across-names",
    title="Voices were not compared with the others of their account",
    severity=Severity.NOTE,
    of=Batch,
    needs=(VoiceGroups,),
    sources=(MANY_NAMES,),
)
def not_compared_across_names(_: Batch, facts: Facts) -> Iterator[Finding]:
    """Says whose voices were left out of the search for one voice under many names.

    ## What it checks
    With `across_names` in the settings: releases with a voice and without an account, and accounts
    with more tracks in the batch than are compared, which are 3,000.

    ## Why it matters
    Silence about them proves nothing.

    ## What to do
    Name the account in `delivery.toml`. Check a large catalogue in several runs.

    ## Limits
    A track whose answer holds no voice is told by `voice.artist-not-compared`.
    """
    found = facts[VoiceGroups]
    for release in found.nameless:
        yield Finding(
            "its voices were not compared across names: the release names no account",
            release=release,
            evidence={},
            remedy="Name the account in delivery.toml.",
        )
    for crowd in found.left_out:
        yield Finding(
            f"{crowd.compared:,} of the {crowd.tracks:,} tracks of '{crowd.account}' were compared "
            "across names",
            evidence={
                "account": crowd.account,
                "tracks": crowd.tracks,
                "compared": crowd.compared,
            },
            remedy="Check them in several runs.",
        )


def _spoken(facts: Facts, *, is_label: bool) -> Iterator[Finding]:
    least = facts[OneVoice].from_names
    for group in facts[VoiceGroups].groups:
        if group.is_label is is_label and len(group.names) >= least:
            told = ", ".join(group.names[:NAMES_TOLD])
            more = len(group.names) - NAMES_TOLD
            for release in group.releases:
                yield Finding(
                    f"{group.tracks} tracks of '{group.account}' have one voice under "
                    f"{len(group.names)} names (notice from {least}): {told}"
                    f"{f' and {more} more' if more > 0 else ''}; any two are alike by "
                    f"{group.least:.3f} or more, one voice from {group.alike_from:.3f}",
                    release=release,
                    evidence={
                        "account": group.account,
                        "names": list(group.names),
                        "tracks": group.tracks,
                        "titles": list(group.titles),
                        "releases": list(group.releases),
                        "least": group.least,
                        "alike_from": group.alike_from,
                        "from_names": least,
                        "model": group.model,
                    },
                    remedy="Ask the account who sings; credit the singer where it is one.",
                )


RULES = (not_compared_across_names, one_voice_many_names, one_voice_many_names_of_label)
