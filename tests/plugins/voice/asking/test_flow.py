"""What every vendor has in common, on the one whose flow is post, id, poll."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from vendor_house import KEY, SOUND, Bench, FakeVendor, resemble

from precheck import AiAmount, AiDetection, AiDetections, Reason, Unavailable
from precheck.testing import a_track, ask, encoded_alike, facts_for
from precheck_ai_credits.origins.detector import evidence
from precheck_voice.asking.desk import Desk, Pace
from precheck_voice.asking.ledger import Ledger
from precheck_voice.detections import vendor_detections
from precheck_voice.facts import Transport, VendorDetections, VoiceMatches
from precheck_voice.options import VoiceOptions
from precheck_voice.rules.vendors import sound_sent, was_sent

DAY = 86_400.0


@pytest.fixture(autouse=True)
def at_work(vendor: FakeVendor) -> None:
    vendor.flow = resemble


def settings(vendor: FakeVendor, **more: Any) -> dict[str, Any]:
    return {"url": vendor.url, **more}


def asked(bench: Bench, vendor: FakeVendor, **more: Any) -> AiDetections | Unavailable:
    return bench.heard(resemble_detect=settings(vendor, **more))


def told(bench: Bench, vendor: FakeVendor, **more: Any) -> AiDetections:
    found = asked(bench, vendor, **more)
    assert isinstance(found, AiDetections), found
    return found


def why(bench: Bench, vendor: FakeVendor, **more: Any) -> Unavailable:
    found = asked(bench, vendor, **more)
    assert isinstance(found, Unavailable), found
    return found


# --- the question ----------------------------------------------------------------------------


def test_a_vendor_is_asked_and_its_answer_read_as_a_stored_one(
    bench: Bench, vendor: FakeVendor
) -> None:
    found = told(bench, vendor)

    assert found.detections == (
        AiDetection(
            service="Resemble Detect",
            score=0.92,
            verdict=AiAmount.SOME,
            is_amount_said=False,
            scale="0-1, as text",
            standing="documented",
            request_id="9f-1",
            audio_sha256=bench.sha256,
        ),
    )
    assert encoded_alike(found) == found
    assert vendor.told == ["POST /detect", *["GET /detect/9f-1"] * 3]
    assert vendor.state["file"] == ("audio.flac", SOUND)
    assert vendor.state["texts"] == {
        "zero_retention_mode": "true",
        "audio_source_tracing": "false",
    }
    assert not any(b"Secret" in request.body for request in vendor.requests)


def test_the_waits_between_looks_grow(bench: Bench, vendor: FakeVendor) -> None:
    vendor.looks = 8

    told(bench, vendor, poll_seconds=2.0)

    assert bench.waits[:3] == [2.0, 3.0, 4.5]
    assert max(bench.waits) == 20.0


def test_a_stored_answer_of_the_vendor_is_not_asked_for(bench: Bench, vendor: FakeVendor) -> None:
    item = {
        "status": "completed",
        "metrics": {"label": "real", "score": ["0.1"], "aggregated_score": "0.1"},
    }
    (bench.root / "voice").mkdir()
    stored = {
        "vendor": "resemble-detect",
        "track": {"file": bench.audio.name},
        "response": {"success": True, "item": item},
    }
    (bench.root / "voice" / "a.json").write_text(json.dumps(stored))

    (one,) = told(bench, vendor).detections

    assert one.verdict is AiAmount.NONE
    assert vendor.told == []


def test_what_a_stored_answer_concludes_is_told_where_a_vendor_fails(
    bench: Bench, vendor: FakeVendor
) -> None:
    (bench.root / "voice").mkdir()
    stored = {
        "vendor": "pex",
        "track": {"file": bench.audio.name},
        "response": {"status": "ok", "is_ai": True, "ai_score": 0.97},
    }
    (bench.root / "voice" / "a.json").write_text(json.dumps(stored))
    assert {one.service for one in told(bench, vendor).detections} == {"Pex", "Resemble Detect"}

    vendor.faults = [("POST", "status=500")]
    found = why(bench, vendor, answer_days=0)

    assert found.detail.startswith("Resemble Detect: sent to 127.0.0.1; ")
    assert found.detail.endswith("; Pex concludes that there is AI (score 0.97)")


def test_without_vendors_nothing_is_asked(bench: Bench, vendor: FakeVendor) -> None:
    found = bench.heard()
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_SUPPLIED
    assert vendor.told == []


def test_an_address_that_leads_to_the_sound_is_not_kept(bench: Bench, vendor: FakeVendor) -> None:
    told(bench, vendor)
    (entry,) = bench.ledger.entries()
    assert json.loads(entry.answer)["response"]["item"]["url"] == "https://store.example/media/9f-1"
    files = bench.ledger.file.parent.iterdir()
    assert b"secret-signature" not in b"".join(file.read_bytes() for file in files)


def test_a_vendor_is_asked_no_faster_than_it_takes(bench: Bench) -> None:
    pace = Pace(2, 1, clock=lambda: bench.time, sleep=bench.sleep)

    async def four_turns() -> list[float]:
        times = []
        for _ in range(4):
            await pace.turn()
            times.append(bench.time)
        pace.pause(30.0)
        await pace.turn()
        return [*times, bench.time]

    begun = bench.time
    assert [time - begun for time in asyncio.run(four_turns())] == [0.0, 0.0, 60.0, 60.0, 120.0]


def test_of_what_a_vendor_takes_each_process_of_a_run_keeps_its_share(bench: Bench) -> None:
    desk = Desk("run-1", bench.ledger, processes=4, clock=lambda: bench.time, sleep=bench.sleep)
    pace = desk.pace("pyannoteai", "https://api.pyannote.ai", 100, 4)

    async def turns() -> float:
        begun = bench.time
        for _ in range(25):
            await pace.turn()
        assert bench.time == begun
        await pace.turn()
        return bench.time - begun

    assert asyncio.run(turns()) == 60.0


# --- what may not be sent --------------------------------------------------------------------


def test_nothing_leaves_the_machine_unless_that_is_allowed(bench: Bench) -> None:
    found = bench.heard(resemble_detect={})
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert found.detail == (
        "Resemble Detect: not sent: app.resemble.ai is not this machine, and uploading is not "
        "allowed"
    )
    assert bench.ledger.entries() == ()


def test_a_host_that_is_not_allowed_is_named(bench: Bench) -> None:
    options = VoiceOptions(allow_upload=True, vendors={"resemble-detect": {}})
    found = bench.heard(options)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
    assert "the host app.resemble.ai is not among those that may be contacted" in found.detail
    assert "sent" not in found.detail
    assert "allow-hosts" in found.remedy


def test_a_key_that_is_not_set_is_named(
    bench: Bench, vendor: FakeVendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRECHECK_RESEMBLE_DETECT_KEY")
    found = why(bench, vendor)
    assert found.reason is Reason.SERVICE
    assert "PRECHECK_RESEMBLE_DETECT_KEY is not set" in found.detail
    assert "MY_KEY is not set" in why(bench, vendor, key_env="MY_KEY").detail
    assert vendor.told == []


def test_an_offline_run_asks_nobody(bench: Bench, vendor: FakeVendor) -> None:
    bench.offline = True
    assert why(bench, vendor).reason is Reason.OFFLINE


def test_a_file_that_is_too_large_is_not_sent(bench: Bench, vendor: FakeVendor) -> None:
    options = VoiceOptions(max_upload_bytes=5, vendors={"resemble-detect": settings(vendor)})
    found = bench.heard(options)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.INCONCLUSIVE
    assert "not sent: the file has 19 bytes, at most 5 are sent" in found.detail
    assert vendor.told == []


def test_the_budget_of_a_run_is_kept_and_is_no_pass(bench: Bench, vendor: FakeVendor) -> None:
    told(bench, vendor, max_sends=1)
    bench.audio.write_bytes(SOUND + b"of another song")

    spent = why(bench, vendor, max_sends=1)

    assert spent.reason is Reason.SERVICE
    assert "not sent: max_sends is 1, and this run has sent that many" in spent.detail
    assert len(vendor.sent()) == 1
    bench.run = "run-2"
    told(bench, vendor, max_sends=1)


# --- what is remembered ----------------------------------------------------------------------


def test_an_answered_question_is_not_asked_again(bench: Bench, vendor: FakeVendor) -> None:
    first = told(bench, vendor)
    bench.run, bench.offline = "run-2", True
    bench.audio.rename(bench.root / "renamed.flac")
    bench.audio = bench.root / "renamed.flac"
    bench.track = a_track(audio=bench.audio)

    assert told(bench, vendor) == first
    assert len(vendor.sent()) == 1


def test_an_old_answer_and_another_question_are_asked_again(
    bench: Bench, vendor: FakeVendor
) -> None:
    told(bench, vendor)
    told(bench, vendor, source_tracing=True)
    assert len(vendor.sent()) == 2
    bench.time += 91 * DAY
    told(bench, vendor)
    assert len(vendor.sent()) == 3
    told(bench, vendor, answer_days=0)
    assert len(vendor.sent()) == 4


def test_one_sound_on_two_tracks_is_sent_once(bench: Bench, vendor: FakeVendor) -> None:
    options = bench.options(resemble_detect=settings(vendor))
    tools = bench.tools()

    async def both() -> list[Any]:
        looks = (bench.look(vendor_detections, options, tools) for _ in range(2))
        return await asyncio.gather(*looks)

    one, other = asyncio.run(both())

    assert isinstance(one, AiDetections)
    assert one == other
    assert len(vendor.sent()) == 1


def test_what_another_process_is_asking_is_waited_for(bench: Bench, vendor: FakeVendor) -> None:
    options = bench.options(resemble_detect=settings(vendor))

    def tools() -> Any:
        desk = Desk(
            bench.run,
            Ledger(bench.ledger.file),
            now=lambda: bench.time,
            clock=lambda: bench.time,
            sleep=lambda _: asyncio.sleep(0.01),
        )
        return bench.tools(desk)

    async def both() -> list[Any]:
        looks = (bench.look(vendor_detections, options, tools()) for _ in range(2))
        return await asyncio.gather(*looks)

    one, other = asyncio.run(both())

    assert isinstance(one, AiDetections)
    assert one == other
    assert len(vendor.sent()) == 1


# --- jobs ------------------------------------------------------------------------------------


def test_a_job_that_does_not_finish_is_kept_and_taken_up_by_the_next_run(
    bench: Bench, vendor: FakeVendor
) -> None:
    vendor.looks = 1_000

    found = why(bench, vendor, wait_seconds=60.0)

    assert found.reason is Reason.SERVICE
    assert "sent to 127.0.0.1; it had not finished within 60 s" in found.detail
    assert [entry.job for entry in bench.ledger.entries()] == ["9f-1"]

    vendor.looks, bench.run = 0, "run-2"
    assert told(bench, vendor).detections[0].score == 0.92
    assert len(vendor.sent()) == 1
    assert [entry.job for entry in bench.ledger.entries()] == [""]


def test_a_cancelled_run_leaves_its_job_to_the_next(bench: Bench, vendor: FakeVendor) -> None:
    vendor.looks = 1_000_000
    options = bench.options(resemble_detect=settings(vendor, wait_seconds=80_000.0))

    async def broken_off() -> None:
        is_waiting = asyncio.Event()

        async def slow(_: float) -> None:
            is_waiting.set()
            await asyncio.sleep(30)

        tools = bench.tools(Desk(bench.run, bench.ledger, sleep=slow))
        task = asyncio.create_task(bench.look(vendor_detections, options, tools))
        await is_waiting.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(broken_off())

    (entry,) = bench.ledger.entries()
    assert (entry.job, entry.owner) == ("9f-1", "")
    vendor.looks = 0
    told(bench, vendor)
    assert len(vendor.sent()) == 1


def test_a_job_that_the_vendor_forgot_is_begun_anew(bench: Bench, vendor: FakeVendor) -> None:
    vendor.looks = 1_000
    why(bench, vendor, wait_seconds=60.0)
    vendor.looks = 0
    vendor.faults = [("GET /detect", "status=404")]

    told(bench, vendor)

    assert len(vendor.sent()) == 2


def test_a_job_that_the_vendor_forgot_is_not_begun_anew_where_sending_is_not_allowed(
    bench: Bench, vendor: FakeVendor
) -> None:
    vendor.looks = 1_000
    why(bench, vendor, wait_seconds=60.0)
    vendor.faults = [("GET /detect", "status=410")]
    options = VoiceOptions(max_upload_bytes=1, vendors={"resemble-detect": settings(vendor)})

    found = bench.heard(options)

    assert isinstance(found, Unavailable)
    assert "not sent" in found.detail
    assert len(vendor.sent()) == 1


def test_a_job_that_failed_is_begun_anew_by_the_next_run(bench: Bench, vendor: FakeVendor) -> None:
    def failing(vendor: FakeVendor, request: Any) -> Any:
        status, said, headers = resemble(vendor, request)
        assert isinstance(said, dict)
        if request.method == "GET":
            said["item"] |= {"status": "failed"}
        return status, said, headers

    vendor.flow = failing
    assert "its status is 'failed'" in why(bench, vendor).detail
    vendor.flow = resemble

    told(bench, vendor)

    assert len(vendor.sent()) == 2


# --- traps -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "fault", "words"),
    [
        ("POST", "status=402", "status 402: the account is spent; it says: {"),
        ("POST", "status=403", "status 403: the key may not"),
        ("POST", "status=404", "status 404: there is no such thing"),
        ("POST", "status=413", "status 413: the file is too large for it"),
        ("POST", "status=500", "status 500"),
        ("POST", "status=302", "status 302"),
        ("POST", "html", "it is not JSON; it begins: <html><body>It works!"),
        ("POST", "truncate", "it is not JSON"),
        ("POST", "types", "Expected `object`, got `array`"),
        ("POST", "drop", "broke"),
        ("GET", "html", "it is not JSON"),
        ("GET", "truncate", "it is not JSON"),
        ("GET", "types", "Expected `object`, got `array`"),
        ("GET", "status=403", "status 403"),
        ("GET", "status=404", "status 404"),
    ],
)
def test_a_vendor_that_fails_is_never_a_pass(
    bench: Bench, vendor: FakeVendor, request_: str, fault: str, words: str
) -> None:
    vendor.faults = [(request_, fault)]

    found = why(bench, vendor)

    assert found.reason is Reason.SERVICE
    was_sent = "may have been sent" if (request_, fault) == ("POST", "drop") else "sent"
    assert found.detail.startswith(f"Resemble Detect: {was_sent} to 127.0.0.1; ")
    assert words in found.detail
    assert len(vendor.sent()) == 1


@pytest.mark.parametrize("fault", ["status=503", "drop", "wait=2"])
def test_a_passing_trouble_while_looking_costs_nothing(
    bench: Bench, vendor: FakeVendor, fault: str
) -> None:
    vendor.faults = [("GET", fault), ("GET", fault)]
    told(bench, vendor)
    assert len(vendor.sent()) == 1


def test_a_vendor_that_is_asked_too_often_is_waited_for(bench: Bench, vendor: FakeVendor) -> None:
    vendor.faults = [("POST", "wait=7")]
    told(bench, vendor)
    assert len(vendor.sent()) == 2
    assert 7.0 in bench.waits


def test_a_vendor_that_is_looked_at_too_often_is_looked_at_later(
    bench: Bench, vendor: FakeVendor
) -> None:
    vendor.faults = [("GET", "status=429")] * 30
    told(bench, vendor)
    assert len(vendor.sent()) == 1
    assert vendor.faults == []


def test_a_vendor_that_will_not_be_looked_at_leaves_the_job_for_later(
    bench: Bench, vendor: FakeVendor
) -> None:
    vendor.faults = [("GET", "status=429")] * 1_000
    found = why(bench, vendor, wait_seconds=60.0)
    assert "status 429: it is asked too often" in found.detail
    (entry,) = bench.ledger.entries()
    assert entry.job
    vendor.faults = []
    told(bench, vendor)
    assert len(vendor.sent()) == 1


def test_a_vendor_that_does_not_say_how_long_is_left_alone_for_half_a_minute(
    bench: Bench, vendor: FakeVendor
) -> None:
    vendor.faults = [("POST", "status=429")]
    told(bench, vendor)
    assert 30.0 in bench.waits


def test_a_vendor_that_asks_for_too_long_a_wait_is_not_waited_for(
    bench: Bench, vendor: FakeVendor
) -> None:
    vendor.faults = [("POST", "wait=86400")]
    found = why(bench, vendor)
    assert "status 429: it is asked too often" in found.detail
    assert len(vendor.sent()) == 1
    assert bench.ledger.entries() == ()


def test_no_success_inside_a_success_is_no_answer(bench: Bench, vendor: FakeVendor) -> None:
    vendor.flow = lambda _, __: (200, {"success": False, "item": {"uuid": "u"}}, {})
    found = why(bench, vendor)
    assert found.reason is Reason.SERVICE


@pytest.mark.parametrize("request_", ["POST", "GET"])
def test_the_key_goes_nowhere_but_to_the_vendor(
    bench: Bench, vendor: FakeVendor, request_: str
) -> None:
    vendor.faults = [(request_, "echo")]

    found = why(bench, vendor)

    assert vendor.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(found)
    assert KEY.encode() not in b"".join(
        file.read_bytes() for file in bench.ledger.file.parent.iterdir()
    )


def test_a_file_that_changed_meanwhile_is_not_sent(bench: Bench, vendor: FakeVendor) -> None:
    options = bench.options(resemble_detect=settings(vendor))

    async def changing() -> Any:
        tools = bench.tools()
        look = bench.look(vendor_detections, options, tools)
        task = asyncio.ensure_future(look)
        await asyncio.sleep(0)
        bench.audio.write_bytes(b"something else")
        return await task

    found = asyncio.run(changing())

    assert isinstance(found, Unavailable)
    assert found.reason is Reason.UNREADABLE
    assert "the file changed while it was read" in found.detail
    assert vendor.told == []


# --- where the sound went --------------------------------------------------------------------


def test_an_answer_from_another_machine_says_where_the_sound_went(bench: Bench) -> None:
    heard = AiDetections(
        detections=(
            AiDetection(service="Pex", score=0.9, sent_to="api.ae.pex.com"),
            AiDetection(service="House", score=0.9),
        )
    )
    compared = VoiceMatches(
        matches=(), vocal_seconds=60.0, service="api.pyannote.ai", sent_to="store.example"
    )

    (finding,) = ask(sound_sent, bench.track, bench.release, heard, compared)

    assert finding.message == (
        "the sound of Slow Tide (A1) was sent to api.ae.pex.com and store.example"
    )
    assert finding.evidence == {"sent_to": ["api.ae.pex.com", "store.example"]}
    (told, _) = evidence(heard)
    assert told["sent_to"] == "api.ae.pex.com"


def test_it_says_so_where_another_plugins_service_has_failed(bench: Bench) -> None:
    ours = VendorDetections(
        detections=(AiDetection(service="Pex", score=0.9, sent_to="api.ae.pex.com"),)
    )
    facts = facts_for(bench.track, bench.release, ours)
    facts = facts.plus({AiDetections: Unavailable(Reason.SERVICE, "the other is down")})

    (finding,) = sound_sent.ask(bench.track, facts)

    assert finding.evidence == {"sent_to": ["api.ae.pex.com"]}
    assert was_sent(bench.track, facts)


def test_where_nothing_left_nothing_is_said(bench: Bench) -> None:
    stored = AiDetections(detections=(AiDetection(service="Pex", score=0.9),))
    here = VoiceMatches(matches=(), vocal_seconds=60.0, transport=Transport.LOCAL, service="x")
    assert ask(sound_sent, bench.track, bench.release, stored, here) == []
