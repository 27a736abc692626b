"""Which messages a recipient takes at all."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Facts, Finding, Message, Release, Severity, rule
from precheck_recipients.options import AcceptedVersions, NamedProfiles, UnconfirmedVersions
from precheck_recipients.sources import (
    DDEX_INVALID,
    SPOTIFY_START,
    SPOTIFY_TEST,
    YOUTUBE_ERN,
    YOUTUBE_PROFILES,
)

PURGE = "PurgeReleaseMessage"


@rule(
    "recipients.message-version",
    title="The recipient does not take this ERN version",
    severity=Severity.OFF,
    of=Release,
    sources=(SPOTIFY_START, YOUTUBE_ERN),
    options=AcceptedVersions,
)
def message_version(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message's ERN version is one that the recipient takes.

    ## Why it matters

    A message in another version is refused whole, however good the music is.

    ## What to do

    Write the message in a version from the list. ERN 4.3.2 is the newest,
    and with 4.3.1 the only one that can say anything about AI.

    ## Limits

    Off unless a recipient's policy lists versions. A version that cannot be read from the message
    counts as not taken. Audio files without a message are not judged.
    """
    del release
    accepted = facts[AcceptedVersions].accepted
    message = facts.get(Message)
    if message is None or not accepted or message.version in accepted:
        return
    version = f"ERN {message.version}" if message.version else "an ERN version that cannot be read"
    yield Finding(
        f"the release is sent as {version}; taken are {', '.join(accepted)}",
        place=message.at("version"),
        evidence={"message_version": message.version, "accepted": list(accepted)},
    )


@rule(
    "recipients.message-version-unconfirmed",
    title="The recipient's pages do not name this ERN version",
    severity=Severity.OFF,
    of=Release,
    sources=(YOUTUBE_ERN,),
    options=UnconfirmedVersions,
)
def message_version_unconfirmed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message's ERN version is one that the recipient's pages leave open: they name a
    version, and it is not said whether its later editions are meant too.

    ## Why it matters

    If they are not, the message is refused whole.

    ## What to do

    Ask the recipient before the first delivery in this version. If it is taken, say so in
    `precheck.toml`.

    ## Limits

    Off unless a recipient's policy lists such versions.
    """
    del release
    unconfirmed = facts[UnconfirmedVersions].unconfirmed
    message = facts.get(Message)
    if message is not None and message.version in unconfirmed:
        yield Finding(
            f"the release is sent as ERN {message.version}, "
            "which the recipient neither names nor rules out",
            place=message.at("version"),
            evidence={"message_version": message.version, "unconfirmed": list(unconfirmed)},
        )


@rule(
    "recipients.message-profile-unnamed",
    title="The recipient's pages do not name this release profile",
    severity=Severity.OFF,
    of=Release,
    sources=(YOUTUBE_PROFILES,),
    options=NamedProfiles,
)
def message_profile_unnamed(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the release profile that the message names is among those that the recipient's pages
    name.

    ## Why it matters

    A recipient reads what its own profiles hold. In another one it may find no release that it can
    use, or refuse the message.

    ## What to do

    Send the release in a profile from the list, or ask the recipient.

    ## Limits

    Off unless a recipient's policy lists profiles. The last word counts, in any case:
    `CommonReleaseTypes/14/AudioAlbum` is `AudioAlbum`. A message that names none is not told.
    """
    del release
    named = facts[NamedProfiles].named
    message = facts.get(Message)
    if message is None or not message.profile or not named:
        return
    profile = message.profile.rpartition("/")[2]
    if profile.casefold() not in map(str.casefold, named):
        yield Finding(
            f"the release is sent in the profile {profile}, which the recipient does not name; "
            f"named are {', '.join(named)}",
            place=message.at("profile"),
            evidence={"profile": message.profile, "named": list(named)},
        )


@rule(
    "recipients.purge-as-takedown",
    title="The recipient does not take a purge for a takedown",
    severity=Severity.OFF,
    of=Release,
    sources=(SPOTIFY_TEST,),
)
def purge_as_takedown(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message is a `PurgeReleaseMessage`.

    ## Why it matters

    In DDEX a purge erases a release that should never have been sent. Some recipients do not act
    on it, so what was to come down stays up.

    ## What to do

    Take a release down with a `NewReleaseMessage` whose deals end.

    ## Limits

    Off unless a recipient's policy asks. Whether a takedown was meant cannot be seen.
    """
    message = facts.get(Message)
    if message is not None and message.kind == PURGE:
        yield Finding(
            f"{release.label} is purged by a PurgeReleaseMessage, which is no takedown here",
            place=message.at("kind"),
            evidence={"message_kind": message.kind, "message_id": message.message_id},
            remedy="Send a NewReleaseMessage with an end date in the deals.",
        )


@rule(
    "recipients.test-message",
    title="The message says it is a test",
    severity=Severity.WARNING,
    of=Release,
    sources=(SPOTIFY_TEST, DDEX_INVALID),
)
def test_message(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `MessageControlType` is `TestMessage`.

    ## Why it matters

    A recipient that obeys it takes the release in and never publishes it.

    ## What to do

    Write `LiveMessage` before the real delivery.

    ## Limits

    In a delivery that is meant as a test it is right; waive it there.
    """
    message = facts.get(Message)
    if message is not None and message.control_type == "TestMessage":
        yield Finding(
            f"{release.label} is sent as a TestMessage and would not be published",
            place=message.at("control_type"),
            evidence={"control_type": message.control_type, "message_id": message.message_id},
        )


RULES = (
    message_version,
    message_version_unconfirmed,
    message_profile_unnamed,
    purge_as_takedown,
    test_message,
)
