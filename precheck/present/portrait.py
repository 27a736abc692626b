"""One track as lines for people, and as JSON: the pictures, the words beside them, the notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from precheck.facts import Reason
from precheck.portrait import Agreement, Portrait
from precheck.present.cells import fitted, width_of, wrapped
from precheck.present.curves import LEVEL, loudness, spectrum
from precheck.present.drawing import Line, Piece, line
from precheck.present.measurements import Pair, of_origin, of_sound, of_stream
from precheck.present.moments import CLIP, MANY, SILENCE, figure, moments, times_of
from precheck.present.plain import plain
from precheck.present.text import many, named, where
from precheck.present.waveform import waveform
from precheck.report import Notice
from precheck.shared_facts import Sound, SoundPicture

LEAST_WIDTH = 40
"""The narrowest that is drawn."""
SIGNS = {
    Agreement.SAME: ("=", "pass"),
    Agreement.DIFFERS: ("≠", "block"),
    Agreement.UNREMARKED: ("≈", "quiet"),
    Agreement.ONE_SIDED: (" ", "quiet"),
}
_NAME, _SIGN = 7, 3
_PAIR = 40
"""The least width of a measurement with its name."""
_PAIR_NAME = 16


class Size(Struct, frozen=True):
    """How much room there is: cells across, and lines for each picture."""

    width: int
    wave: int = 8
    curve: int = 5


def to_json(portrait: Portrait) -> bytes:
    """The portrait as one indented JSON object with a line break at its end."""
    return msgspec.json.format(msgspec.json.encode(portrait), indent=2) + b"\n"


def page(portrait: Portrait, size: Size) -> Iterator[Line]:
    """All of it, no line wider than the size says."""
    size = msgspec.structs.replace(size, width=max(LEAST_WIDTH, size.width))
    yield from _head(portrait, size.width)
    yield from _pictures(portrait, size)
    yield from _compared(portrait, size.width)
    yield from _measured(portrait, size.width)
    yield from _noticed(portrait, size.width)


def _head(portrait: Portrait, width: int) -> Iterator[Line]:
    track = portrait.track
    version = f" ({track.version})" if track.version else ""
    by = f" · {track.artist}" if track.artist else ""
    name = f"{track.title}{version}" if track.title else track.reference
    yield line(Piece(_cut(f"{name}{by}", width), "strong"))
    of = portrait.release_title
    release = f"{of} ({portrait.release})" if of else portrait.release
    parts = dict.fromkeys((track.reference, track.isrc, track.file or "no file", release))
    yield line(Piece(_cut(" · ".join(part for part in parts if part), width), "quiet"))
    for fault in portrait.faults:
        yield from _paragraph(f"fault: {fault.where}: {fault.message}", width, look="block")
    told: dict[tuple[str, str], list[str]] = {}
    for name, why in portrait.missing.items():
        if name != "fingerprint" and why.reason is not Reason.NOT_APPLICABLE:
            told.setdefault((why.detail, why.remedy), []).append(name)
    for (detail, remedy), names in told.items():
        yield from _paragraph(f"not known, {', '.join(names)}: {detail}", width, look="review")
        if remedy:
            yield from _paragraph(f"do: {remedy}", width, indent=13)


def _pictures(portrait: Portrait, size: Size) -> Iterator[Line]:
    picture, sound = portrait.picture, portrait.sound
    if picture is None:
        return
    marked = moments(sound, portrait.notices)
    yield ()
    yield line(Piece("Waveform", "strong"))
    yield from waveform(picture, marked, size.width, size.wave)
    yield from _legend(portrait, size.width)
    yield ()
    yield _heading("Loudness", _loudness_words(sound), size.width)
    integrated = sound.loudness_lufs if sound is not None else None
    yield from loudness(picture, integrated, size.width, size.curve)
    yield ()
    yield _heading("Spectrum", _spectrum_words(picture, sound), size.width)
    cutoff = sound.cutoff if sound is not None else None
    yield from spectrum(picture, cutoff, size.width, size.curve)


def _legend(portrait: Portrait, width: int) -> Iterator[Line]:
    sound = portrait.sound
    parts: list[str] = []
    placed = [n for n, notice in enumerate(portrait.notices, 1) if any(times_of(notice))]
    if placed:
        figures = ", ".join(dict.fromkeys(map(figure, placed)))
        more = f" ({MANY} from the tenth on)" if figure(placed[-1]) == MANY else ""
        parts.append(f"{'notice' if len(placed) == 1 else 'notices'} {figures} below{more}")
    if sound is not None and sound.clipping.runs:
        runs, starts = sound.clipping.runs, len(sound.clipping.starts_seconds)
        first = f", the first {starts} marked" if starts < runs else ""
        parts.append(f"{CLIP} full scale ({many(runs, 'run')}{first})")
    if sound is not None and sound.silences:
        parts.append(f"{SILENCE} below -60 dBFS for a second or longer")
    yield from _paragraph(" · ".join(parts), width, indent=7, look="quiet")


def _loudness_words(sound: Sound | None) -> str:
    if sound is None:
        return ""
    lufs, lu, peak = sound.loudness_lufs, sound.loudness_range_lu, sound.true_peak_dbtp
    parts = (
        f"{LEVEL} {lufs:.1f} LUFS integrated" if lufs is not None else "",
        f"range {lu:.1f} LU" if lu is not None else "",
        f"true peak {peak:+.1f} dBTP" if peak is not None else "",
    )
    return " · ".join(part for part in parts if part)


def _spectrum_words(picture: SoundPicture, sound: Sound | None) -> str:
    if sound is None or not picture.spectrum_db:
        return ""
    cutoff = sound.cutoff
    if cutoff is None:
        return "ends in no shelf"
    return f"┊ ends at {cutoff.frequency_hz / 1000:.1f} kHz, {cutoff.drop_db:.0f} dB within 600 Hz"


def _compared(portrait: Portrait, width: int) -> Iterator[Line]:
    rows = [row for row in portrait.compared if row.message or row.file]
    if not rows:
        return
    half = (width - _NAME - _SIGN - 2) // 2
    yield ()
    heads = fitted("Message", half), " " * _SIGN, "File"
    yield line(Piece(" " * (_NAME + 1) + "".join(heads), "strong"))
    for row in rows:
        sign, look = SIGNS[row.agreement]
        yield line(
            Piece(fitted(row.name, _NAME + 1), "quiet"),
            fitted(plain(row.message) or "-", half),
            Piece(f" {sign} ", look),
            _cut(row.file or "-", half),
        )
        if row.rules:
            yield from _paragraph(
                ", ".join(row.rules), width, indent=_NAME + 1 + half + _SIGN, look="block"
            )
    yield from _paragraph(_signs(portrait), width, indent=_NAME + 1, look="quiet")


def _signs(portrait: Portrait) -> str:
    said = {
        Agreement.SAME: "= the same",
        Agreement.DIFFERS: "≠ a rule says that they differ",
        Agreement.UNREMARKED: "≈ written otherwise, and no rule noticed anything",
    }
    there = {row.agreement for row in portrait.compared}
    return " · ".join(words for agreement, words in said.items() if agreement in there)


def _measured(portrait: Portrait, width: int) -> Iterator[Line]:
    pairs: list[Pair] = []
    if portrait.stream is not None:
        pairs += of_stream(portrait.stream)
    if portrait.sound is not None:
        pairs += of_sound(portrait.sound)
    pairs += of_origin(portrait.marks, portrait.fingerprint)
    if not pairs:
        return
    yield ()
    yield line(Piece("Measurements", "strong"))
    columns = max(1, width // _PAIR)
    room = width // columns
    row: list[Piece] = []
    for name, value in pairs:
        name, value = plain(name), plain(value)  # noqa: PLW2901 - safe from here on
        is_long = width_of(value) > room - _PAIR_NAME - 1
        if row and (is_long or len(row) == 2 * columns):
            yield tuple(row)
            row = []
        row.append(Piece(fitted(name, _PAIR_NAME), "quiet"))
        row.append(Piece(fitted(value, (width if is_long else room) - _PAIR_NAME)))
        if is_long:
            yield tuple(row)
            row = []
    if row:
        yield tuple(row)


def _noticed(portrait: Portrait, width: int) -> Iterator[Line]:
    yield ()
    alone = ", for this track alone" if portrait.is_alone else ""
    found = many(len(portrait.notices), "notice")
    skips = sum(bool(skip.matters_to) for skip in portrait.skips)
    stopped = f" · {many(skips, 'rule')} not judged that may matter" if skips else ""
    yield _heading("Notices", f"{found}{alone}{stopped}", width)
    for number, notice in enumerate(portrait.notices, 1):
        yield from _notice(number, notice, portrait.recipients, width)


def _notice(number: int, notice: Notice, recipients: tuple[str, ...], width: int) -> Iterator[Line]:
    look = "waived" if notice.is_waived else notice.severity.value
    first, *rest = list(wrapped(plain(notice.message), width - 13)) or [""]
    yield line(f"{number:>3} ", Piece(f"{look:<8} ", look), first)
    for words in rest:
        yield line(" " * 13, words)
    names = [share.name for share in notice.recipients]
    whom = "" if set(names) == set(recipients) else f" for {named(names, recipients)}"
    yield from _paragraph(f"{notice.rule}{whom}", width, indent=13, look="quiet")
    for place in notice.places:
        if place.start_seconds is not None or place.tag:
            yield from _paragraph(f"at {where(place)}", width, indent=13, look="quiet")
    if notice.remedy:
        yield from _paragraph(f"do: {notice.remedy}", width, indent=13)


def _heading(title: str, words: str, width: int) -> Line:
    return line(Piece(f"{title}  ", "strong"), Piece(_cut(words, width - len(title) - 2), "quiet"))


def _paragraph(text: str, width: int, *, indent: int = 0, look: str = "") -> Iterable[Line]:
    """Any text in lines."""
    for words in wrapped(plain(text), max(1, width - indent)):
        yield line(" " * indent, Piece(words, look))


def _cut(text: str, width: int) -> str:
    """Any text on one line, without blanks at its end."""
    return fitted(plain(text), width).rstrip()
