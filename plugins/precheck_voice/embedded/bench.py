"""The service itself, without HTTP: it hears sounds, takes voices, and compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from msgspec import Struct

from precheck import Apart, ApartFailure
from precheck_voice.embedded.enrolment import EnrolmentError, Recording, Terms, enrolled
from precheck_voice.embedded.galleries import Galleries, Gallery, GalleryError, State, digest
from precheck_voice.embedded.hearing import WINDOW_SECONDS, Ear, Heard
from precheck_voice.embedded.listening import heard
from precheck_voice.embedded.model import NAMED
from precheck_voice.embedded.scoring import match
from precheck_voice.embedded.search import everyone, searched
from precheck_voice.embedded.thresholds import NAME, TOLD
from precheck_voice.facts import Heard as Input
from precheck_voice.identity import one_id
from precheck_voice.wire import Audio, Mode, Outcome, Wire
from precheck_voice.wire import Gallery as GalleryTold

DECODING_SECONDS = 120.0
"""For one file, by the clock and by CPU time."""
LONGEST_DETAIL = 300
VOICE_DIGITS = 4
"""A cosine of two such voices is off by less than 0.002, and mostly by a hundredth of that."""


class Unheard(Exception):  # noqa: N818 - it says what became of the sound
    """A sound that could not be heard, in words."""


class Probe(Struct, frozen=True):
    """A sound that was heard."""

    sha256: str
    heard: Heard


class Bench:
    """Ear, galleries, and the processes that decode. Several threads may use it."""

    def __init__(self, ear: Ear, galleries: Galleries, apart: Apart) -> None:
        self.galleries = galleries
        self._ear = ear
        self._apart = apart

    def hear(self, content: bytes) -> Probe:
        """Decode a file and find the voice in it. Raises `Unheard`."""
        try:
            sound = self._apart(heard, content, seconds=DECODING_SECONDS)
        except ApartFailure as failure:
            raise Unheard(f"it cannot be decoded: {failure.detail}") from failure
        if sound.samples is None:
            raise Unheard(sound.trouble)
        return Probe(sha256(content).hexdigest(), self._ear.listen(sound.samples))

    def compare(
        self,
        probe: Probe,
        artists: Sequence[str],
        day: date,
        *,
        is_search: bool = False,
        wants_voice: bool = False,
    ) -> Wire:
        """Hold a sound against the galleries of the artists; in a search, against all."""
        found, troubles = self._valid(artists, day)
        every, unfit = everyone(self.galleries, day) if is_search else ((), 0)
        heard = probe.heard
        outcome = Outcome.OK
        if not heard.windows:
            outcome = Outcome.NO_VOCAL
        elif heard.vocal_seconds < WINDOW_SECONDS:
            outcome = Outcome.TOO_SHORT
        is_ok = outcome is Outcome.OK
        used = {one.artist: one for one in (*found.values(), *every)}.values()
        gallery = digest(used)
        mode = [Mode.WATCH_LIST.value] if is_search else []
        mode += ["voice"] if wants_voice else []
        asked = "\n".join([*mode, NAMED.sha256, gallery, probe.sha256, *sorted(artists)])
        return Wire(
            schema="voice-compare/1",
            outcome=outcome,
            request_id=sha256(asked.encode()).hexdigest()[:16],
            model=NAMED,
            threshold_set=NAME,
            thresholds=TOLD,
            gallery=GalleryTold(
                sha256=gallery,
                updated=min((one.updated for one in used), default=None),
            ),
            audio=Audio(
                sha256=probe.sha256,
                seconds=round(heard.seconds, 2),
                vocal_seconds=round(heard.vocal_seconds, 2),
                input=Input.MIX,
            ),
            artists=tuple(artists),
            not_enrolled=tuple(artist for artist in artists if artist not in found),
            matches=tuple(match(a, found[a], heard) for a in artists if a in found)
            if is_ok
            else None,
            watch_list=searched(every, unfit, heard) if is_search and is_ok else None,
            voice=tuple(round(float(one), VOICE_DIGITS) for one in heard.voice)
            if wants_voice and is_ok
            else None,
            vocal_gate=round(heard.likeness, 4) if heard.likeness is not None else None,
            detail="; ".join(troubles)[:LONGEST_DETAIL],
        )

    def unheard(self, content_sha256: str, artists: Sequence[str], why: str) -> Wire:
        """The answer about a sound that could not be heard."""
        return Wire(
            schema="voice-compare/1",
            outcome=Outcome.INCONCLUSIVE,
            model=NAMED,
            threshold_set=NAME,
            audio=Audio(sha256=content_sha256),
            artists=tuple(artists),
            detail=why[:LONGEST_DETAIL],
        )

    def enrol(self, terms: Terms, files: Iterable[tuple[str, bytes]], day: date) -> Gallery:
        """Take recordings, by their names, into an artist's gallery.

        Raises `EnrolmentError` and `GalleryError`.
        """
        recordings = []
        for name, content in files:
            try:
                probe = self.hear(content)
            except Unheard as error:
                raise EnrolmentError(f"{name}: {error}") from error
            recordings.append(Recording(name, probe.sha256, probe.heard))
        gallery = enrolled(terms, recordings, self.galleries.find(terms.artist), day)
        self.galleries.keep(gallery)
        return gallery

    def _valid(self, artists: Iterable[str], day: date) -> tuple[dict[str, Gallery], list[str]]:
        """The galleries that may be compared with, and why others may not."""
        found, troubles = {}, []
        for artist in artists:
            try:
                gallery = self.galleries.find(one_id(artist))
            except GalleryError as error:
                troubles.append(str(error))
                continue
            if gallery is None:
                continue
            state = gallery.state(day)
            if state is State.VALID:
                found[artist] = gallery
            else:
                troubles.append(f"the voice of {artist} is not compared: {_WORDS[state]}")
        return found, troubles


_WORDS = {
    State.EXPIRED: "it was to be kept until a day that is over",
    State.OTHER_MODEL: "it was enrolled with another model; enrol it again",
}
