"""What has been read of a file so far, so that a broken part does not take the others with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from precheck import AudioStream, TextTag
from precheck_audio_tags.bounds import LONGEST_KEPT_TEXT, MOST_KEPT_TEXT, Refused, one_line
from precheck_audio_tags.facts import Part, Trouble, WavLayout

_RANKS = {3: 2, 0: 1}
"""Kinds of picture (ID3v2.4, 4.14) that may be the front cover: the cover itself, then `other`."""


class Draft:
    """The parts of a file as they come. Each step may fail alone."""

    def __init__(self, *, keeps_cover: bool = False) -> None:
        """Where the cover is kept, its bytes are read; they may be many megabytes."""
        self.stream: AudioStream | None = None
        self.is_length_unknown = False
        self.texts: list[TextTag] = []
        self.objects: list[tuple[str, bytes]] = []
        """Parts that are not text, by name, at most `LARGEST_TEXT` bytes of each."""
        self.troubles: list[Trouble] = []
        self.wav: WavLayout | None = None
        self.sound_span: tuple[int, int] | None = None
        self.id3_bytes = 0
        self.behind_bytes = 0
        self.pcm_md5 = ""
        self.contradictions: list[str] = []
        """What headers say that is not so, in words."""
        self.keeps_cover = keeps_cover
        self.cover: bytes | None = None
        self._cover_rank = 0
        self._characters = 0

    @property
    def has_cover(self) -> bool:
        """Whether the tags hold a picture that may be the front cover."""
        return self._cover_rank > 0

    def attempt(self, part: Part, step: Callable[[], object]) -> None:
        """Take a step; whatever it raises is kept as trouble with this part."""
        try:
            step()
        except Exception as error:  # noqa: BLE001 - parsers raise anything, RecursionError and MemoryError included
            self.trouble(part, error)

    def trouble(self, part: Part, error: Exception) -> None:
        """Keep what went wrong."""
        name = "" if isinstance(error, Refused) else type(error).__name__
        detail = one_line(str(error)) or f"{type(error).__name__} without a message"
        self.troubles.append(Trouble(part=part, error=name, detail=detail))

    def add_texts(self, texts: Iterable[tuple[str, str]]) -> None:
        """Keep text tags, up to the bounds."""
        for name, text in texts:
            room = min(LONGEST_KEPT_TEXT, MOST_KEPT_TEXT - self._characters)
            kept = text[:room].strip("\0")
            if kept.strip():
                self._characters += len(kept)
                self.texts.append(TextTag(name=name[:200], text=kept))

    def offer_cover(self, kind: int, read: Callable[[], bytes]) -> None:
        """Take note of a picture; its bytes are read only where they are kept."""
        rank = _RANKS.get(kind, 0)
        if rank > self._cover_rank:
            self._cover_rank = rank
            self.cover = read() if self.keeps_cover else None

    def set_stream(self, stream: AudioStream) -> None:
        """Keep the stream, or say why its header cannot be true."""
        if stream.sampling_rate_hz <= 0:
            raise Refused(f"the header states a sampling rate of {stream.sampling_rate_hz} Hz")
        if stream.channels <= 0:
            raise Refused(f"the header states {stream.channels} channels")
        if not 0 <= stream.duration_seconds < float("inf"):
            raise Refused(f"the header gives a length of {stream.duration_seconds} s")
        self.stream = stream
