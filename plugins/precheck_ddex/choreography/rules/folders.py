"""Whether folders and files are named, and lie, as the choreography asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from precheck import Batch, Facts, Finding, Place, Severity, rule
from precheck_ddex.choreography.facts import RESOURCES, Astray, Parcel
from precheck_ddex.choreography.names import (
    ReleaseFolder,
    batch_id,
    is_moment,
    release_folder,
    same_id,
)
from precheck_ddex.sources import choreography

_MOST_NAMED = 5


class Home(Struct, frozen=True):
    """A release folder that the choreography has a name for."""

    release: str
    message: Path
    parcel: Parcel

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.message.parent.name

    @property
    def form(self) -> ReleaseFolder | None:
        """What the name says, where it has a stamp."""
        return release_folder(self.name)


def _homes(batch: Batch, facts: Facts) -> Iterator[Home]:
    """The release folders named with a stamp, and those that lie in a batch's folder."""
    complete = {manifest.file.parent for manifest in batch.manifests}
    for source, parcel in facts.each(Parcel):
        if source.message is not None and not source.is_alone:
            folder = source.message.parent
            above = folder.parent
            if release_folder(folder.name) or above in complete or batch_id(above.name):
                yield Home(source.id, source.message, parcel)


@rule(
    "ddex.folder-release-differs",
    title="A release folder is named after another release",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("7.2, folders"),),
)
def folder_release_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the id in a folder's name, `N_<ReleaseId>_<YYYYMMDDhhmmssnnn>` or below a batch
    `<ReleaseId>`, is an identifier of the message's main release.

    ## Why it matters

    Recipients file the delivery by the folder. The wrong message may lie in it.

    ## What to do

    Name the folder after the GRid or the product code in the message.

    ## Limits

    Only folders named with a stamp are judged, and those in a batch's folder. Leading zeros and
    capitals do not count.
    """
    for home in _homes(batch, facts):
        stated = home.form.release_id if home.form is not None else home.name
        if home.parcel.ids and same_id(stated) not in home.parcel.ids:
            yield Finding(
                f"the folder {home.name} is named after {stated}, "
                f"which is no identifier of its release",
                file=home.message,
                evidence={"folder": home.name, "message": home.parcel.ids},
                release=home.release,
            )


@rule(
    "ddex.folder-stamp-malformed",
    title="The stamp of a release folder is no moment",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("7.2, YYYYMMDDhhmmssnnn"),),
)
def folder_stamp_malformed(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the stamp in a folder's name is a day and time of 17 digits, to the millisecond.

    ## Why it matters

    Recipients take deliveries of one release in the order of their stamps. A wrong one puts an
    update before the original.

    ## What to do

    Write the time of the upload as in `20261122093000000`.

    ## Limits

    Whether the time is right cannot be seen.
    """
    for home in _homes(batch, facts):
        if home.form is not None and not is_moment(home.form.stamp):
            yield Finding(
                f"the folder {home.name} has the stamp {home.form.stamp}, which is no moment",
                file=home.message,
                evidence={"folder": home.name, "stamp": home.form.stamp},
                release=home.release,
            )


@rule(
    "ddex.message-name-differs",
    title="A message is not named after its release",
    severity=Severity.NOTE,
    of=Batch,
    sources=(choreography("8.1, names of messages"),),
)
def message_name_differs(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the file of a message is called by an identifier of its main release, such as
    `9520000000011.xml`.

    ## Why it matters

    Recipients that find the message by its name overlook it.

    ## What to do

    Call it `<ReleaseId>.xml`.

    ## Limits

    Only folders named with a stamp are judged, and those in a batch's folder.
    """
    for home in _homes(batch, facts):
        name = home.message.name
        if home.parcel.ids and same_id(home.message.stem) not in home.parcel.ids:
            yield Finding(
                f"the message {name} is not named after its release",
                file=home.message,
                evidence={"file": name, "identifiers": home.parcel.ids},
                release=home.release,
            )


@rule(
    "ddex.resource-misplaced",
    title="Files lie outside the folder for resources",
    severity=Severity.WARNING,
    of=Batch,
    sources=(choreography("7.2, resources"),),
)
def resource_misplaced(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether every file that the message names lies in `resources`, beside the message.

    ## Why it matters

    Recipients look for sound and pictures there.

    ## What to do

    Move the files.

    ## Limits

    Only folders named with a stamp are judged, and those in a batch's folder. Files that are not
    there are told by `audio-tags.file-missing`.
    """
    for home in _homes(batch, facts):
        yield from _astray(home, home.parcel.misplaced, f"outside {RESOURCES}")


@rule(
    "ddex.resource-name-without-release",
    title="Files are not named after their release",
    severity=Severity.NOTE,
    of=Batch,
    sources=(choreography("8.4, names of resources"),),
)
def resource_name_without_release(batch: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the name of every file that the message names holds an identifier of the release, as in
    `9520000000011_01_001.flac`.

    ## Why it matters

    A file that lost its folder cannot be told from another.

    ## What to do

    Name files `Label_ReleaseId_TechnicalResourceId_ResourceType_Hierarchy`, of which only the
    release's id and the order are needed.

    ## Limits

    Only folders named with a stamp are judged, and those in a batch's folder. The rest of the name
    is not judged.
    """
    for home in _homes(batch, facts):
        if home.parcel.ids:
            yield from _astray(home, home.parcel.unnamed, "not named after its release")


def _astray(home: Home, files: tuple[Astray, ...], how: str) -> Iterator[Finding]:
    """One finding for all files of a release."""
    if files:
        place = files[0].place or Place()
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        yield Finding(
            f"{files[0].name}{more} is {how}",
            place=replace(place, file=str(home.message)),
            evidence={"count": len(files), "files": [one.name for one in files[:_MOST_NAMED]]},
            release=home.release,
        )


RULES = (
    folder_release_differs,
    folder_stamp_malformed,
    message_name_differs,
    resource_misplaced,
    resource_name_without_release,
)
