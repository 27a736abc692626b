"""What a resemblance rests on, for a person to see with their own eyes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from precheck import Place, Release, Track
from precheck_voice.facts import Band, Consent, Heard, VoiceSearch
from precheck_voice.folder import UnsafeFileError, inside
from precheck_voice.standing import Resemblance

MOST_WINDOWS = 5


def evidence(seen: Resemblance) -> Mapping[str, Any]:
    """The score with its model, thresholds and counts; the best stretches of the track."""
    match, matches = seen.match, seen.matches
    best = sorted(match.windows, key=lambda w: (-w.score, w.start))[:MOST_WINDOWS]
    return {
        "artist": match.artist,
        "name": match.name,
        "score": match.score,
        "scale": match.scale,
        "band": match.band.value if match.band is not None else None,
        "possible_from": matches.possible_from,
        "strong_from": matches.strong_from,
        "threshold_set": matches.threshold_set,
        "false_alarm_rate": matches.false_alarm_rate,
        "impostor_trials": matches.impostor_trials,
        "k": match.k,
        "model": matches.model,
        "model_version": matches.model_version,
        "model_sha256": matches.model_sha256,
        "gallery_updated": str(matches.gallery_updated) if matches.gallery_updated else None,
        "gallery_sha256": matches.gallery_sha256,
        "vocal_seconds": matches.vocal_seconds,
        "input": matches.heard.value,
        "transport": matches.transport.value,
        "service": matches.service,
        "sent_to": matches.sent_to,
        "standing": matches.standing,
        "request_id": matches.request_id,
        "windows": [{"start": w.start, "end": w.end, "score": w.score} for w in best],
        "records": [f"{s.consent.file}: {t}" for s in seen.standings for _, t in s.flaws],
        **(search_evidence(seen) if seen.is_found else {}),
    }


def search_evidence(seen: Resemblance) -> Mapping[str, Any]:
    """What a search rests on: how many voices, from where, and what chance would give."""
    search = seen.matches.search
    if search is None:
        return {}
    return {
        "compared": search.compared,
        "not_compared": search.not_compared,
        "search_from": search.score_from,
        "margin": search.margin,
        "next_score": search.nearest[1].score if len(search.nearest) > 1 else None,
        "threshold_set": search.threshold_set,
        "false_alarm_rate": search.false_alarm_rate,
        "impostor_trials": search.impostor_trials,
        "by_chance": round(search.by_chance, 4) if search.by_chance is not None else None,
        "possible_from": None,
        "strong_from": None,
    }


def place(seen: Resemblance) -> Place | None:
    """The track in the message, and the stretch of its audio file that resembles most."""
    best = max(seen.match.windows, key=lambda w: w.score, default=None)
    line = seen.track.at("isrc")
    if best is None or seen.track.audio is None:
        return line
    return replace(line or Place(), start_seconds=best.start, end_seconds=best.end)


def record_file(release: Release, record: str) -> Path:
    """Where a record of consent lies; a folder outside the release is named by `delivery.toml`."""
    try:
        inside(record)
    except UnsafeFileError:
        return release.root / "delivery.toml"
    return release.root / record


def no_record(there: int) -> str:
    """That no consent record covers it, of so many that are there."""
    if not there:
        return "there is no consent record"
    if there == 1:
        return "their consent record does not cover it"
    return f"none of their {there} consent records covers it"


def signature(record: Consent) -> Mapping[str, Any]:
    """What became of a record's signature."""
    signed = record.signed
    return {
        "signature": signed.state.value,
        "signed_by": signed.signer,
        "signed_on": str(signed.day) if signed.day else None,
        "key": signed.key,
    }


def sentence(seen: Resemblance) -> str:
    """Which track resembles whom, by how much, and what was listened to."""
    match, matches = seen.match, seen.matches
    heard = ", judged on the full mix" if matches.heard is Heard.MIX else ""
    over = f"over {matches.vocal_seconds:.0f} s of voice{heard}"
    if seen.is_found and matches.search is not None:
        return f"{named(seen.track)} {_nearest(seen, matches.search)}, {over}"
    if match.band is Band.STRONG:
        words, limit = "strongly resembles", matches.strong_from
    else:
        words, limit = "may resemble", matches.possible_from
    asked = f", {match.band} from {limit:.3f}" if limit is not None else f", {match.band}"
    return (
        f"{named(seen.track)} {words} the voice of {seen.name}: "
        f"score {match.score:.3f}{asked}, {over}"
    )


def _nearest(seen: Resemblance, search: VoiceSearch) -> str:
    """Whom a search found, among how many."""
    score = f"score {seen.match.score:.3f}, a search counts from {search.score_from:.3f}"
    if len(search.nearest) == 1:
        return f"resembles the one voice of the watch list, {seen.name}: {score}"
    return (
        f"resembles the voice of {seen.name} most among {search.compared} of the watch list: "
        f"{score}, the next has {search.nearest[1].score:.3f}"
    )


def named(track: Track) -> str:
    """The track by its title, and by its reference where that says more."""
    return track.label if track.label == track.reference else f"{track.label} ({track.reference})"
