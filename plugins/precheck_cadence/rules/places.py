"""Where in a batch a finding points: at a line of a release's message, and at a file."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, structs

from precheck import Facts, Place
from precheck_cadence.upload import UploadEvent, writable


class Spot(Struct, frozen=True, kw_only=True):
    """What a finding takes as its place and its file."""

    place: Place | None = None
    file: Path | None = None


class Home(Struct, frozen=True, kw_only=True):
    """A release, and where it was read from."""

    event: UploadEvent
    folder: Path
    message: Path | None

    def spot(self, place: Place | None, audio: str) -> Spot:
        """A line of the message, where there is one, and a file of the release."""
        file = self.folder / audio if audio else None
        if self.message is None:
            return Spot(file=file)
        message = writable(str(self.message))
        return Spot(place=structs.replace(place or Place(), file=message), file=file)

    def whole(self, place: Place | None) -> Spot:
        """A line of the message; without a message the first file."""
        first = next((track.audio for track in self.event.tracks if track.audio), "")
        return self.spot(place, "" if self.message is not None else first)


class Places:
    """Where the releases of a batch and their tracks are; nowhere for what is not known."""

    def __init__(self, facts: Facts) -> None:
        """Take the facts of a batch."""
        self._homes = {
            event.release: Home(event=event, folder=source.folder, message=source.message)
            for source, event in facts.each(UploadEvent)
        }

    def of_release(self, release: str) -> Spot:
        """The release."""
        home = self._homes.get(release)
        return home.whole(home.event.place) if home is not None else Spot()

    def of_sender(self, release: str) -> Spot:
        """Who sends the release."""
        home = self._homes.get(release)
        return home.whole(home.event.sender) if home is not None else Spot()

    def of_track(self, release: str, reference: str) -> Spot:
        """A track of the release, and its file."""
        home = self._homes.get(release)
        tracks = home.event.tracks if home is not None else ()
        found = next((track for track in tracks if track.reference == reference), None)
        if home is None or found is None:
            return self.of_release(release)
        return home.spot(found.place, found.audio)

    def of_short_track(self, release: str) -> Spot:
        """The first track of the release that lasts 30 to 35 seconds."""
        home = self._homes.get(release)
        tracks = home.event.tracks if home is not None else ()
        return self.of_track(release, next((t.reference for t in tracks if t.is_short), ""))

    def event_of(self, release: str) -> UploadEvent | None:
        """The release as an upload."""
        home = self._homes.get(release)
        return home.event if home is not None else None
