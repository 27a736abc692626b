from __future__ import annotations

import asyncio
import collections
import hashlib
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from precheck import Declaration, Delivery, FileDigest, Reason, Release, Tools, Track, Unavailable
from precheck.testing import A_DAY, a_release, a_track, encoded_alike, facts_for, some_tools
from precheck.web import Web, WebSettings
from precheck_voice.facts import Band, Heard, Transport, VoiceMatches
from precheck_voice.matches import voice_matches
from precheck_voice.options import VoiceOptions

if TYPE_CHECKING:
    from tests.plugins.voice.conftest import VoiceService

ADA, BOB = "isni:000000012345678X", "spotify:artist:4aBc"


async def no_wait(_: float) -> None:
    await asyncio.sleep(0)


def online(**settings: Any) -> Web:
    limits = WebSettings(**settings)
    return Web(allow_hosts=("127.0.0.1",), settings=limits, sleep=no_wait, draw=lambda: 0)


def look_all(
    tracks: list[Track], release: Release, options: VoiceOptions, tools: Tools
) -> list[VoiceMatches | Unavailable]:
    async def act() -> list[VoiceMatches | Unavailable]:
        async with tools.web:
            return await asyncio.gather(
                *(
                    voice_matches.inspect(t, facts_for(t, release, options), tools)  # type: ignore[arg-type]
                    for t in tracks
                )
            )

    return asyncio.run(act())


def look(
    track: Track,
    release: Release,
    options: VoiceOptions | None = None,
    tools: Tools | None = None,
) -> VoiceMatches | Unavailable:
    return look_all([track], release, options or VoiceOptions(), tools or some_tools())[0]


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "slow-tide.flac"
    path.write_bytes(b"fLaC not really, but bytes all the same")
    return path


@pytest.fixture
def track(audio: Path) -> Track:
    return a_track(audio=audio)


@pytest.fixture
def release(tmp_path: Path, track: Track) -> Release:
    return a_release(track, root=tmp_path)


def options_for(service: VoiceService, **more: Any) -> VoiceOptions:
    return VoiceOptions(service=service.url, artists=more.pop("artists", (ADA, BOB)), **more)


def tools_for(web: Web) -> Tools:
    return Tools(as_of=A_DAY, web=web, data=Path())


def ask(
    service: VoiceService,
    track: Track,
    release: Release,
    web: Mapping[str, Any] | None = None,
    **more: Any,
) -> VoiceMatches | Unavailable:
    own = online(**(web or {}))
    return look(track, release, options_for(service, **more), tools_for(own))


def an_answer(**more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "schema": "voice-compare/1",
        "outcome": "ok",
        "audio": {"vocal_seconds": 80.0},
        "matches": [{"artist": ADA, "score": 0.71, "band": "strong"}],
    }
    return {**answer, **more}


def store(root: Path, name: str, answer: object) -> None:
    folder = root / "voice"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(
        answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    )


def why(result: VoiceMatches | Unavailable) -> Unavailable:
    assert isinstance(result, Unavailable), result
    return result


def fact(result: VoiceMatches | Unavailable) -> VoiceMatches:
    assert isinstance(result, VoiceMatches), result
    return result


# --- asking a service ------------------------------------------------------------------------


def test_a_service_is_asked_by_the_contract(
    service: VoiceService, track: Track, release: Release, audio: Path
) -> None:
    service.scores = {ADA: 0.71}

    found = fact(ask(service, track, release))

    digest = hashlib.sha256(audio.read_bytes()).hexdigest()
    assert {m.artist: m.band for m in found.matches} == {ADA: Band.STRONG, BOB: Band.NONE}
    assert (found.transport, found.heard, found.audio_sha256) == (
        Transport.LOCAL,
        Heard.STEM,
        digest,
    )
    assert service.requests == [
        {
            "schema": "voice-compare-request/1",
            "mode": "named",
            "artists": [ADA, BOB],
            "audio": {"sha256": digest},
            "file": "audio.flac",
        }
    ]
    assert "authorization" not in service.headers[0]
    assert encoded_alike(found) == found


def test_the_artists_of_the_release_are_asked_for_too(
    service: VoiceService, track: Track, tmp_path: Path
) -> None:
    release = a_release(track, root=tmp_path, delivery=Delivery(voices=("house-star",)))

    fact(ask(service, track, release))

    assert service.requests[0]["artists"] == ["house-star", ADA, BOB]


def test_the_key_travels_in_the_header_and_nowhere_else(
    service: VoiceService, track: Track, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRECHECK_VOICE_KEY", "hush-hush")
    service.faults = ["echo"]

    result = why(ask(service, track, release))

    assert service.headers[0]["authorization"] == "Bearer hush-hush"
    assert result.reason is Reason.SERVICE
    assert "Bearer ***" in result.detail
    assert "hush" not in str(result)


def test_a_key_that_a_whole_answer_repeats_is_in_no_report(
    service: VoiceService, track: Track, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRECHECK_VOICE_KEY", "hush-hush")
    service.faults = ["echo-as-id"]

    result = fact(ask(service, track, release))

    assert result.request_id == "Bearer ***"
    assert "hush" not in str(result)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("html", "sent to 127.0.0.1; the voice service's answer is not valid"),
        ("status=403", "sent to 127.0.0.1; 127.0.0.1 answered with status 403"),
        ("too-short", "sent to 127.0.0.1; the service heard too little voice"),
        ("drop", "may have been sent to 127.0.0.1; POST http"),
    ],
)
def test_where_the_sound_went_is_told_though_no_answer_came(  # noqa: PLR0917
    service: VoiceService,
    track: Track,
    release: Release,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    words: str,
) -> None:
    monkeypatch.setenv("PRECHECK_VOICE_KEY", "hush-hush")
    monkeypatch.setattr("precheck_voice.service.is_loopback", lambda _: False)
    service.faults = [fault]

    result = why(ask(service, track, release, allow_upload=True))

    assert result.detail.startswith(words)


def test_a_digest_already_learned_is_used_and_no_other_file_is_sent(
    service: VoiceService, track: Track, release: Release, audio: Path
) -> None:
    digest = hashlib.sha256(audio.read_bytes()).hexdigest()

    async def act(sha256: str) -> Any:
        async with online() as web:
            given = FileDigest(size_bytes=1, sha256=sha256)
            facts = facts_for(track, release, options_for(service), given)
            return await voice_matches.inspect(track, facts, tools_for(web))  # type: ignore[misc]

    assert fact(asyncio.run(act(digest))).audio_sha256 == digest
    service.requests.clear()
    changed = why(asyncio.run(act("9" * 64)))
    assert changed.reason is Reason.UNREADABLE
    assert changed.detail == "not sent: the file changed while it was read"
    assert service.requests == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("drop", "broke"),
        ("latency=9", "stopped answering"),
        ("drip", "no whole answer within 1.5 s"),
        ("status=500", "status 500"),
        ("status=503", "status 503 after 4 attempts"),
        ("status=401", "status 401: the key is not accepted"),
        ("status=402", "status 402: the account is spent"),
        ("status=403", "status 403"),
        ("status=404", "status 404"),
        ("status=413", "status 413"),
        ("status=202", "status 202"),
        ("wait=7", "status 429 after 4 attempts"),
        ("redirect=http://169.254.169.254/", "status 302"),
        ("html", "it is not JSON; it begins: <html><body>It works!"),
        ("truncate", "it is not JSON"),
        ("hang-up", "broke off"),
        ("bomb", "larger than 1,048,576 bytes"),
        ("oversize", "larger than 1,048,576 bytes"),
        ("percent", "<= 1.0"),
        ("stranger", "an artist that was not asked for"),
        ("other-audio", "it is about other audio (SHA-256 000000000000"),
        ("no-seconds", "audio.vocal_seconds is missing"),
    ],
)
def test_a_failing_service_is_never_a_pass(
    service: VoiceService, track: Track, release: Release, fault: str, words: str
) -> None:
    service.faults = [fault]

    slow = fault in ("drip", "latency=9")
    web = {"read_seconds": 1.0, "max_attempts": 1} if slow else {}

    result = why(ask(service, track, release, web, timeout_seconds=1.5 if slow else 30.0))

    assert result.reason is Reason.SERVICE
    assert words in result.detail


@pytest.mark.parametrize("fault", ["drop", "status=503", "wait=2", "hang-up"])
def test_a_passing_trouble_costs_nothing(
    service: VoiceService, track: Track, release: Release, fault: str
) -> None:
    service.faults = [fault, fault, ""]

    fact(ask(service, track, release))

    assert len(service.requests) == 3
    assert len({h["idempotency-key"] for h in service.headers}) == 1


def test_a_service_that_is_not_there_is_a_failure(
    service: VoiceService, track: Track, release: Release
) -> None:
    service.server_close()

    result = why(ask(service, track, release))

    assert result.reason is Reason.SERVICE
    assert "refused the connection" in result.detail


@pytest.mark.parametrize(("fault", "seconds"), [("too-short", 92.5), ("", 9.9)])
def test_too_little_voice_is_inconclusive(
    service: VoiceService, track: Track, release: Release, fault: str, seconds: float
) -> None:
    service.faults, service.vocal_seconds = [fault], seconds

    assert why(ask(service, track, release)).reason is Reason.INCONCLUSIVE


def test_an_artist_nobody_spoke_of_stays_in_the_fact(
    service: VoiceService, track: Track, release: Release
) -> None:
    service.faults = ["silent"]

    found = fact(ask(service, track, release))

    assert (found.matches, found.artists) == ((), (ADA, BOB))


FAULTS = (
    *("drop", "status=500", "status=503", "wait=1", "html", "truncate", "hang-up", "percent"),
    *("stranger", "other-audio", "no-seconds", "status=401", "bomb", "redirect=http://10.0.0.1/"),
)


def test_of_three_hundred_requests_under_faults_none_is_lost_and_none_passes_wrongly(
    service: VoiceService, tmp_path: Path
) -> None:
    draw = random.Random(2026)  # noqa: S311 - a repeatable mix, no secret
    service.faults = [draw.choice([*[""] * 6, *FAULTS]) for _ in range(2_000)]
    service.scores = {ADA: 0.71}
    tracks = []
    for i in range(300):
        path = tmp_path / f"{i}.wav"
        path.write_bytes(f"sound {i}".encode())
        tracks.append(a_track(f"A{i}", isrc=f"QZPRE26{i:05}", audio=path))
    release = a_release(*tracks, root=tmp_path)

    web = online(breaker_failures=10_000)
    results = look_all(tracks, release, options_for(service), tools_for(web))

    kinds = collections.Counter(
        "fact" if isinstance(r, VoiceMatches) else r.reason.value for r in results
    )
    assert sum(kinds.values()) == 300
    assert set(kinds) == {"fact", "service"}
    assert kinds["fact"] > 50
    for one, result in zip(tracks, results, strict=True):
        if isinstance(result, VoiceMatches):
            assert one.audio is not None
            assert result.audio_sha256 == hashlib.sha256(one.audio.read_bytes()).hexdigest()
            assert next(m.band for m in result.matches if m.artist == ADA) is Band.STRONG


def test_a_dead_service_is_left_alone_after_five_failures(
    service: VoiceService, tmp_path: Path, audio: Path
) -> None:
    service.faults = ["drop"]
    tracks = [a_track(f"A{i}", audio=audio) for i in range(200)]
    release = a_release(*tracks, root=tmp_path)

    results = look_all(tracks, release, options_for(service), tools_for(online()))

    assert {why(r).reason for r in results} == {Reason.SERVICE}
    assert sum("left alone after" in why(r).detail for r in results) >= 190
    assert len(service.requests) < 12


# --- not asking ------------------------------------------------------------------------------


def test_without_a_service_it_is_not_configured(track: Track, release: Release) -> None:
    result = why(look(track, release))

    assert result.reason is Reason.NOT_CONFIGURED
    assert "service under [plugins.voice]" in result.remedy


def test_without_artists_nobody_is_asked(
    service: VoiceService, track: Track, release: Release
) -> None:
    assert why(ask(service, track, release, artists=())).reason is Reason.NOT_CONFIGURED
    assert service.requests == []


def test_an_instrumental_is_not_asked_about(
    service: VoiceService, audio: Path, tmp_path: Path
) -> None:
    flagged = a_track(audio=audio, is_instrumental=True)
    declared = a_track(audio=audio)
    silent = Delivery(tracks={declared.isrc: Declaration(has_vocals=False)})

    first = ask(service, flagged, a_release(flagged, root=tmp_path))
    second = ask(service, declared, a_release(declared, root=tmp_path, delivery=silent))

    assert why(first).reason is why(second).reason is Reason.NOT_APPLICABLE
    assert service.requests == []


def test_vocals_that_the_artist_declares_are_asked_about(
    service: VoiceService, audio: Path, tmp_path: Path
) -> None:
    track = a_track(audio=audio, is_instrumental=True)
    sung = Delivery(tracks={track.isrc: Declaration(has_vocals=True)})

    fact(ask(service, track, a_release(track, root=tmp_path, delivery=sung)))


def test_without_a_file_there_is_nothing_to_send(service: VoiceService, tmp_path: Path) -> None:
    track = a_track()

    assert why(ask(service, track, a_release(track, root=tmp_path))).reason is Reason.NO_FILE


def test_a_file_that_cannot_be_read_says_so(service: VoiceService, tmp_path: Path) -> None:
    track = a_track(audio=tmp_path / "gone.wav")

    result = why(ask(service, track, a_release(track, root=tmp_path)))

    assert result.reason is Reason.UNREADABLE
    assert str(tmp_path) not in result.detail


def test_offline_nobody_is_asked(service: VoiceService, track: Track, release: Release) -> None:
    result = why(look(track, release, options_for(service), some_tools()))

    assert result.reason is Reason.OFFLINE
    assert service.requests == []


def test_nothing_leaves_this_machine_unless_that_is_allowed(
    track: Track, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = VoiceOptions(service="https://voice.invalid", artists=(ADA,))
    monkeypatch.delenv("PRECHECK_VOICE_KEY", raising=False)
    tools = tools_for(online())
    not_allowed = why(look(track, release, away, tools))
    allowed = VoiceOptions(service=away.service, artists=(ADA,), allow_upload=True)
    no_key = why(look(track, release, allowed, tools))
    monkeypatch.setenv("PRECHECK_VOICE_KEY", "k")
    not_listed = why(look(track, release, allowed, tools))

    assert not_allowed.reason is Reason.SERVICE
    assert "not sent: voice.invalid is not this machine" in not_allowed.detail
    assert "allow_upload = true" in not_allowed.remedy
    assert no_key.reason is not_listed.reason is Reason.SERVICE
    assert "PRECHECK_VOICE_KEY" in no_key.remedy
    assert "not among those that may be contacted" in not_listed.detail


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("voice.example", "is no http or https URL"),
        ("ftp://voice.example", "is no http or https URL"),
        ("http://voice.example", "must be https"),
        ("https://me:pw@voice.example", "may hold no credentials"),
        ("https://voice.example/?key=1", "may hold no credentials"),
        ("http://[::1", "is not a URL"),
        ("http://127.0.0.1.voice.example", "must be https"),
    ],
)
def test_an_odd_service_address_is_refused(
    track: Track, release: Release, address: str, words: str
) -> None:
    options = VoiceOptions(service=address, artists=(ADA,), allow_upload=True)

    result = why(look(track, release, options))

    assert result.reason is Reason.SERVICE
    assert words in result.detail
    assert "pw" not in result.detail


def test_a_file_that_is_too_large_is_not_sent(
    service: VoiceService, track: Track, release: Release
) -> None:
    result = why(ask(service, track, release, max_upload_bytes=10))

    assert result.reason is Reason.INCONCLUSIVE
    assert "at most 10 are sent" in result.detail
    assert service.requests == []


# --- stored answers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("QZPRE2600001.json", {}),
        ("qz-pre-26-00001.json", {"track": {"isrc": "QZ-PRE-26-00001"}}),
        ("A1.json", {}),
        ("slow-tide.json", {}),
        ("slow-tide.flac.json", {}),
        ("one.json", {"track": {"isrc": "QZPRE2600001"}}),
        ("one.json", {"track": {"reference": "A1"}}),
        ("one.json", {"track": {"file": "resources/Slow-Tide.flac"}}),
    ],
)
def test_a_stored_answer_is_found_by_its_track(
    track: Track, release: Release, tmp_path: Path, name: str, about: dict[str, Any]
) -> None:
    store(tmp_path, name, an_answer(**about))

    found = fact(look(track, release))

    assert (found.matches[0].band, found.transport) == (Band.STRONG, Transport.STORED)
    assert found.service == f"voice/{name}"


def test_a_stored_answer_is_found_by_the_audio_it_is_about(
    track: Track, release: Release, tmp_path: Path, audio: Path
) -> None:
    digest = hashlib.sha256(audio.read_bytes()).hexdigest()
    store(tmp_path, "one.json", an_answer(audio={"sha256": digest, "vocal_seconds": 80.0}))
    store(tmp_path, "two.json", an_answer(audio={"sha256": "0" * 64, "vocal_seconds": 80.0}))

    assert fact(look(track, release)).service == "voice/one.json"


def test_a_stored_answer_goes_before_the_service(
    service: VoiceService, track: Track, release: Release, tmp_path: Path
) -> None:
    store(tmp_path, "A1.json", an_answer())

    found = fact(ask(service, track, release))

    assert found.artists == (ADA, BOB)
    assert service.requests == []


def test_a_stored_answer_counts_even_where_the_release_says_instrumental(
    tmp_path: Path, audio: Path
) -> None:
    track = a_track(audio=audio, is_instrumental=True)
    store(tmp_path, "A1.json", an_answer())

    assert fact(look(track, a_release(track, root=tmp_path))).matches[0].band is Band.STRONG


def test_no_voice_counts_only_where_the_release_says_so_too(tmp_path: Path, audio: Path) -> None:
    store(tmp_path, "A1.json", an_answer(outcome="no_vocal", vocal_gate=0.47))
    sung, instrumental = a_track(audio=audio), a_track(audio=audio, is_instrumental=True)

    first = why(look(sung, a_release(sung, root=tmp_path)))
    second = why(look(instrumental, a_release(instrumental, root=tmp_path)))

    assert (first.reason, second.reason) == (Reason.INCONCLUSIVE, Reason.NOT_APPLICABLE)
    assert "0.47" in first.detail


def test_a_stored_answer_about_an_older_file_is_refused(
    track: Track, release: Release, tmp_path: Path
) -> None:
    store(tmp_path, "A1.json", an_answer(audio={"sha256": "0" * 64, "vocal_seconds": 80.0}))

    result = why(look(track, release))

    assert result.reason is Reason.SERVICE
    assert result.detail.startswith("voice/A1.json: ")
    assert "other audio" in result.detail


def test_a_broken_stored_answer_is_not_passed_over(
    service: VoiceService, track: Track, release: Release, tmp_path: Path
) -> None:
    store(tmp_path, "nobody-knows.json", b'{"schema": "voice-compare/1", "outco')

    result = why(ask(service, track, release))

    assert result.reason is Reason.SERVICE
    assert "nobody-knows.json" in result.detail


def test_a_broken_answer_about_another_track_does_no_harm(tmp_path: Path, audio: Path) -> None:
    one, two = a_track(audio=audio), a_track("A2", isrc="QZPRE2600002")
    store(tmp_path, "A2.json", b"{")

    assert why(look(one, a_release(one, two, root=tmp_path))).reason is Reason.NOT_CONFIGURED
    assert why(look(two, a_release(one, two, root=tmp_path))).reason is Reason.SERVICE


def test_an_answer_named_after_another_track_is_not_opened(tmp_path: Path, audio: Path) -> None:
    one, two = a_track(audio=audio), a_track("A2", isrc="QZPRE2600002")
    release = a_release(one, two, root=tmp_path)
    store(tmp_path, "A1.json", an_answer())
    store(tmp_path, "QZPRE2600002.json", b" " * 1_048_577)

    assert fact(look(one, release)).service == "voice/A1.json"
    assert why(look(two, release)).reason is Reason.UNREADABLE


def test_an_answer_named_after_one_track_and_about_another_is_no_pass(
    tmp_path: Path, audio: Path
) -> None:
    one, two = a_track(audio=audio), a_track("A2", isrc="QZPRE2600002")
    release = a_release(one, two, root=tmp_path)
    store(tmp_path, "A1.json", an_answer(track={"isrc": "QZPRE2600002"}))
    store(tmp_path, "mine.json", an_answer(track={"reference": "A1"}))

    first, second = why(look(one, release)), why(look(two, release))

    assert (first.reason, second.reason) == (Reason.INCONCLUSIVE, Reason.NOT_CONFIGURED)
    assert first.detail == ("voice/A1.json is named after this track, but says that it is about A2")


def test_an_answer_named_after_a_file_that_two_tracks_share_is_opened_for_both(
    tmp_path: Path, audio: Path
) -> None:
    one, two = a_track(audio=audio), a_track("A2", isrc="QZPRE2600002", audio=audio)
    release = a_release(one, two, root=tmp_path)
    store(tmp_path, "slow-tide.json", an_answer(track={"reference": "A2"}))

    assert why(look(one, release)).reason is Reason.INCONCLUSIVE
    assert fact(look(two, release)).service == "voice/slow-tide.json"


def test_two_answers_about_one_track_are_not_chosen_between(
    track: Track, release: Release, tmp_path: Path
) -> None:
    store(tmp_path, "A1.json", an_answer())
    store(tmp_path, "QZPRE2600001.json", an_answer(matches=[]))

    result = why(look(track, release))

    assert result.reason is Reason.INCONCLUSIVE
    assert "voice/A1.json and voice/QZPRE2600001.json" in result.detail


def test_stored_answers_behind_links_are_not_read(
    track: Track, release: Release, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    store(elsewhere, "A1.json", an_answer())
    (tmp_path / "voice").symlink_to(elsewhere / "voice")

    result = why(look(track, release))

    assert result.reason is Reason.UNREADABLE
    assert "links are not followed" in result.detail


def test_a_stored_answer_that_is_too_large_is_not_read(
    track: Track, release: Release, tmp_path: Path
) -> None:
    store(tmp_path, "A1.json", b" " * 1_048_577)

    assert why(look(track, release)).reason is Reason.UNREADABLE


# --- the service of our own ------------------------------------------------------------------


def test_our_own_service_that_is_not_installed_is_asked_for_in_vain(
    track: Track, release: Release
) -> None:
    found = why(look(track, release, VoiceOptions(service="embedded", artists=(ADA,))))

    assert found.reason is Reason.NOT_INSTALLED
    assert "precheck voice install" in found.remedy


@pytest.mark.parametrize("service", ["", "none"])
def test_without_a_service_none_is_asked(track: Track, release: Release, service: str) -> None:
    found = why(look(track, release, VoiceOptions(service=service, artists=(ADA,))))

    assert found.reason is Reason.NOT_CONFIGURED
    assert "no voice service is set up" in found.detail


@pytest.mark.parametrize(
    ("service", "hosts"),
    [
        ("", ("127.0.0.1",)),
        ("embedded", ("127.0.0.1",)),
        ("none", ()),
        ("http://127.0.0.1:8750", ()),
        ("https://voice.example", ()),
    ],
)
def test_this_machine_is_ours_only_where_we_start_the_service(
    service: str, hosts: tuple[str, ...]
) -> None:
    assert VoiceOptions(service=service).own_hosts == hosts
