"""What the root element says of the message: which schema and which release profile it keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from precheck import Facts, Finding, Message, Release, Severity, rule
from precheck_ddex.sources import ERN_3, ern

_SCHEMA = re.compile(r"(?:.*/)?([0-9](?:\.?[0-9]){1,2})")


@rule(
    "ddex.version-differs",
    title="MessageSchemaVersionId names another version than the namespace",
    severity=Severity.WARNING,
    of=Release,
    needs=(Message,),
    sources=(ERN_3,),
)
def version_differs(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether `MessageSchemaVersionId`, where it is given, names the version of ERN that the
    namespace of the root stands for.

    ## Why it matters

    Both say by which schema the message is to be validated. A recipient that goes by the attribute
    takes another schema than one that goes by the namespace, and refuses the message.

    ## What to do

    Write the version of the namespace, such as `ern/382`. ERN 4 does not have the attribute:
    leave it out.

    ## Limits

    The message is judged by its namespace. That the two contradict each other passes the schema.
    """
    del release
    message = facts[Message]
    stated, version = message.schema_version.strip(), message.version
    found = _SCHEMA.fullmatch(stated)
    named, digits = found[1].replace(".", "") if found else "", version.replace(".", "")
    if stated and version and named != digits:
        is_old = message.version_number < (4,)
        yield Finding(
            f"MessageSchemaVersionId is {stated!r}, but the namespace is that of ERN {version}",
            place=message.at("schema_version"),
            evidence={"message_schema_version_id": stated, "namespace": message.namespace},
            remedy=f"Write ern/{digits}." if is_old else "Remove the attribute: ERN 4 has none.",
        )


@rule(
    "ddex.release-profile-missing",
    title="The message names no release profile",
    severity=Severity.NOTE,
    of=Release,
    needs=(Message,),
    sources=(ern("NewReleaseMessage: ReleaseProfileVersionId, optional"),),
)
def release_profile_missing(release: Release, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a `NewReleaseMessage` has a `ReleaseProfileVersionId`.

    ## Why it matters

    The schemas of ERN 3 and 4 let it be left out. But the rules of the release profiles
    (`ddex.profile-...`) are asked of the profile that a message names: without one, none was.

    ## What to do

    Write the profile that the release keeps to, such as `Audio` in ERN 4 or
    `CommonReleaseTypes/14/AudioAlbum` in ERN 3, and check again.

    ## Limits

    Which profile would fit is not guessed. The rules of business profiles
    (`BusinessProfileVersionId`) are not asked, whichever is named.
    """
    del release
    message = facts[Message]
    if message.kind == "NewReleaseMessage" and not message.profile.strip():
        yield Finding(
            "the message names no release profile, so no rule of a profile was asked",
            place=message.at("profile"),
            evidence={"release_profile_version_id": message.profile},
        )


RULES = (version_differs, release_profile_missing)
