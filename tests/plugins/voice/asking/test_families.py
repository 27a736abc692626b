"""Each vendor's documented flow, from the first request to the fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import vendor_house
from vendor_house import KEY, SOUND, Bench, FakeVendor

from precheck import AiAmount, AiDetection, AiDetections, Reason, Unavailable
from precheck.testing import a_track, encoded_alike
from precheck_voice.facts import Transport, VoiceMatches
from precheck_voice.options import VoiceOptions

SECRET = b"secret-signature"
OWN: Mapping[str, dict[str, Any]] = {"acrcloud": {"container": 77, "region": "eu-west-1"}}
DETECTORS = {
    "acrcloud": ("ACRCloud", 0.965, AiAmount.SOME),
    "aurigin": ("Aurigin", 0.95, AiAmount.SOME),
    "hive": ("Hive", 0.99, AiAmount.SOME),
    "identifai": ("IdentifAI", 0.8, AiAmount.NONE),
    "modulate": ("Modulate", 0.2, AiAmount.NONE),
    "pex": ("Pex", 0.97, AiAmount.SOME),
    "reality-defender": ("Reality Defender", 0.87, AiAmount.SOME),
}
PRESIGNED = ("acrcloud", "reality-defender")


def play(vendor: FakeVendor, name: str, store: FakeVendor) -> dict[str, Any]:
    """Let the vendor play its flow; its settings."""
    vendor.flow = getattr(vendor_house, name.replace("-", "_"))
    vendor.state["store"] = store.url
    return {"url": vendor.url, **OWN.get(name, {})}


def heard(bench: Bench, name: str, table: dict[str, Any]) -> AiDetections | Unavailable:
    return bench.heard(VoiceOptions(service="none", vendors={name: table}))


def told(bench: Bench, name: str, table: dict[str, Any]) -> tuple[AiDetection, ...]:
    found = heard(bench, name, table)
    assert isinstance(found, AiDetections), found
    assert encoded_alike(found) == found
    return found.detections


def why(found: object) -> Unavailable:
    assert isinstance(found, Unavailable), found
    return found


@pytest.mark.parametrize("name", DETECTORS)
def test_a_detector_is_asked_as_it_documents(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str
) -> None:
    table = play(vendor, name, store)

    found = told(bench, name, table)

    service, score, verdict = DETECTORS[name]
    assert {(one.service, one.score, one.verdict) for one in found} == {(service, score, verdict)}
    assert told(bench, name, table) == found
    if name in PRESIGNED:
        assert [request.body for request in store.requests] == [SOUND]
    else:
        assert vendor.state["file"] == ("audio.flac", SOUND)
    everything = b"".join(file.read_bytes() for file in bench.ledger.file.parent.iterdir())
    assert SECRET not in everything
    assert KEY.encode() not in everything


@pytest.mark.parametrize("name", DETECTORS)
@pytest.mark.parametrize("fault", ["html", "truncate", "types", "echo", "status=402"])
def test_a_detector_that_fails_is_never_a_pass(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str, fault: str
) -> None:
    table = play(vendor, name, store)
    vendor.faults = [("", fault)]

    found = why(heard(bench, name, table))

    assert found.reason is Reason.SERVICE
    assert found.detail.startswith(f"{DETECTORS[name][0]}: ")
    assert KEY not in str(found)


@pytest.mark.parametrize("name", ["acrcloud", "identifai", "reality-defender"])
def test_a_job_of_a_detector_is_taken_up_by_the_next_run(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str
) -> None:
    table = play(vendor, name, store)
    vendor.looks = 1_000
    assert "had not finished" in why(heard(bench, name, table | {"wait_seconds": 30.0})).detail
    vendor.looks, sent = 0, len(vendor.sent())

    told(bench, name, table)

    assert len(vendor.sent()) == sent


# --- what each has of its own ----------------------------------------------------------------


def test_a_token_of_pex_is_had_once_and_hidden(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    table = play(vendor, "pex", store)
    vendor.faults = [("POST /v1/ai-detector", "echo")]
    first = why(heard(bench, "pex", table))
    assert "token-of-two-hours" not in str(first)

    told(bench, "pex", table)

    assert vendor.told == [
        *("POST /oauth2/token", "POST /v1/ai-detector/detect"),
        *("POST /oauth2/token", "POST /v1/ai-detector/detect"),
    ]


@pytest.mark.parametrize("fault", ["truncate", "twice"])
def test_a_token_that_came_in_a_broken_answer_is_not_shown(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, fault: str
) -> None:
    table = play(vendor, "pex", store)
    if fault == "twice":
        twice = b'{"access_token": "token-of-two-hours", "access_token": "another-token"}'
        vendor.flow = lambda _, __: (200, twice, {})
    vendor.faults = [("POST /oauth2/token", fault)]

    found = why(heard(bench, "pex", table))

    assert found.detail == "Pex: it gave no access token"
    assert len(vendor.told) == 1


def test_an_id_or_a_key_of_pex_that_is_not_set_is_named(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = play(vendor, "pex", store)
    monkeypatch.delenv("PRECHECK_PEX_ID")
    assert "PRECHECK_PEX_ID is not set" in why(heard(bench, "pex", table)).detail
    table["id_env"] = "MY_ID"
    assert "MY_ID is not set" in why(heard(bench, "pex", table)).detail


@pytest.mark.parametrize(
    ("name", "seconds", "words"),
    [
        ("pex", 9.0, "it has 9.0 s, and the vendor takes 10 s up"),
        ("pex", 901.0, "it has 901 s, and the vendor takes 900 s"),
        ("aurigin", 2.0, "it has 2.0 s, and the vendor takes 3 s up"),
    ],
)
def test_what_is_too_short_or_too_long_is_not_sent(
    bench: Bench, vendor: FakeVendor, name: str, seconds: float, words: str
) -> None:
    bench.seconds = seconds
    found = why(heard(bench, name, {"url": vendor.url}))
    assert found.reason is Reason.INCONCLUSIVE
    assert f"not sent: {words}" in found.detail
    assert vendor.told == []


def test_a_format_that_the_vendor_does_not_take_is_not_sent(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    bench.audio = bench.audio.rename(bench.root / "song.aiff")
    bench.track = a_track(audio=bench.audio)
    found = why(heard(bench, "modulate", play(vendor, "modulate", store)))
    assert "it is a .aiff file, and the vendor takes .flac .m4a" in found.detail
    assert vendor.told == []


@pytest.mark.parametrize("status", ["too_long", "not_enough_music"])
def test_what_pex_could_not_judge_is_kept_and_not_paid_for_again(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, status: str
) -> None:
    table = play(vendor, "pex", store)
    vendor.state["said"] = {"status": status, "is_ai": None, "ai_score": None}
    first = why(heard(bench, "pex", table))
    assert first.reason is Reason.INCONCLUSIVE
    assert why(heard(bench, "pex", table)) == first
    assert len(vendor.sent()) == 2


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"global": {"confidence": 0.1, "result": None, "reason": "poor"}}, Reason.INCONCLUSIVE),
        ({"global": {"confidence": 0.9, "result": "bonafide"}}, Reason.INCONCLUSIVE),
        ({"warnings": ["2 chunks failed"]}, Reason.INCONCLUSIVE),
        ({"segments": []}, Reason.INCONCLUSIVE),
        ({"global": {"confidence": 0.9, "result": "human"}}, Reason.SERVICE),
        ({"global": {"confidence": 95, "result": "spoofed"}}, Reason.SERVICE),
    ],
)
def test_the_present_version_of_aurigin_is_read_as_strictly(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, said: dict[str, Any], reason: Reason
) -> None:
    table = play(vendor, "aurigin", store)
    vendor.state["said"] = said
    assert why(heard(bench, "aurigin", table)).reason is reason


def test_a_whole_that_aurigin_takes_for_bona_fide_has_no_ai(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    table = play(vendor, "aurigin", store)
    pieces = [{"start": n * 5, "end": n * 5 + 5, "result": "bonafide"} for n in range(37)]
    whole = {"confidence": 0.9, "result": "bonafide", "reason": None}
    vendor.state["said"] = {"global": whole, "segments": pieces}
    (one,) = told(bench, "aurigin", table)
    assert (one.verdict, one.part) == (AiAmount.NONE, "vocals")


def test_a_large_file_goes_to_the_other_endpoint_of_aurigin(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    bench.audio.write_bytes(SOUND + bytes(5_000_000))
    (one,) = told(bench, "aurigin", play(vendor, "aurigin", store))
    assert vendor.told == ["POST /predict/large-file"]
    assert vendor.state["texts"] == {"device": "api"}
    assert (one.model, one.request_id) == ("stable-4", "pred_9b6ff057a7f7")


def test_a_vendor_that_hears_voices_alone_is_not_asked_about_an_instrumental(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    bench.track = a_track(audio=bench.audio, is_instrumental=True)
    found = why(heard(bench, "aurigin", play(vendor, "aurigin", store)))
    assert found.reason is Reason.NOT_SUPPLIED
    assert vendor.told == []


def test_the_record_at_acrcloud_names_what_was_put(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    told(bench, "acrcloud", play(vendor, "acrcloud", store))
    assert vendor.state["wish"] == {"filename": "audio.flac", "content_type": "audio/flac"}
    assert vendor.state["record"] == {
        "data_type": "audio",
        "key": "k-1",
        "filename": "audio.flac",
    }


@pytest.mark.parametrize("name", PRESIGNED)
def test_a_presigned_address_on_a_host_that_is_not_allowed_is_named_without_its_signature(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str
) -> None:
    table = play(vendor, name, store)
    vendor.state["store"] = store.url.replace("127.0.0.1", "localhost")

    found = why(heard(bench, name, table))

    assert found.reason is Reason.SERVICE
    assert "the host localhost is not among those that may be contacted" in found.detail
    assert "Add 'localhost' to allow-hosts" in found.remedy
    assert "secret-signature" not in str(found)
    assert store.told == []


@pytest.mark.parametrize(
    "place", ["http://store.example/k", "ftp://store.example/k", "no address", "https://[::1/"]
)
def test_sound_is_put_at_an_encrypted_address_alone(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, place: str
) -> None:
    table = play(vendor, "reality-defender", store)
    vendor.state["store"] = place

    found = why(heard(bench, "reality-defender", table))

    assert found.detail == "Reality Defender: it gave no https address to put the file at"


@pytest.mark.parametrize("name", PRESIGNED)
@pytest.mark.parametrize("status", [200, 400])
def test_a_presigned_address_in_a_broken_answer_is_shown_without_its_signature(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str, status: int
) -> None:
    table = play(vendor, name, store)
    body = b'{"error": "expired", "url": "https://store.example/k?signature=secret-signature'
    vendor.flow = lambda _, __: (status, body, {})

    found = why(heard(bench, name, table))

    assert "https://store.example/k" in found.detail
    assert SECRET.decode() not in str(found)


@pytest.mark.parametrize("name", PRESIGNED)
def test_a_vendor_on_this_machine_sends_the_sound_nowhere_unless_that_is_allowed(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str
) -> None:
    table = play(vendor, name, store)
    vendor.state["store"] = "https://store.invalid"

    found = why(heard(bench, name, table))
    allowed = VoiceOptions(service="none", vendors={name: table}, allow_upload=True)
    tried = why(bench.heard(allowed))

    assert found.detail.endswith(
        ": not sent: store.invalid is not this machine, and uploading is not allowed"
    )
    assert found.remedy.startswith("Set allow_upload = true")
    assert "the host store.invalid is not among those that may be contacted" in tried.detail


@pytest.mark.parametrize("name", PRESIGNED)
def test_no_key_goes_to_the_store(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, name: str
) -> None:
    told(bench, name, play(vendor, name, store))
    (request,) = store.requests
    assert request.method == "PUT"
    assert KEY not in " ".join(request.headers.values())
    assert request.headers["content-type"] == "audio/flac"


def test_vendors_are_asked_side_by_side_and_one_failure_is_not_made_good(
    bench: Bench, vendor: FakeVendor
) -> None:
    tables = {"modulate": {"url": vendor.url}, "identifai": {"url": vendor.url}}

    def both(house: FakeVendor, request: vendor_house.Request) -> vendor_house.Told:
        is_modulate = "velma" in request.path
        return (vendor_house.modulate if is_modulate else vendor_house.identifai)(house, request)

    vendor.flow = both
    found = bench.heard(VoiceOptions(service="none", vendors=tables))
    assert isinstance(found, AiDetections)
    assert {one.service for one in found.detections} == {"Modulate", "IdentifAI"}

    bench.audio.write_bytes(SOUND + b"!")
    vendor.faults = [("POST /api/velma", "status=500")]
    broken = why(bench.heard(VoiceOptions(service="none", vendors=tables)))
    assert broken.detail.startswith("Modulate: sent to 127.0.0.1; it answered with status 500")
    assert "IdentifAI" not in broken.detail


def test_what_a_vendor_concludes_is_told_where_others_fail(
    bench: Bench, vendor: FakeVendor
) -> None:
    def every(house: FakeVendor, request: vendor_house.Request) -> vendor_house.Told:
        if request.path.startswith("/api/v2/task"):
            return vendor_house.hive(house, request)
        return 500, {}, {}

    vendor.flow = every
    tables = {name: {"url": vendor.url} for name in ("hive", "modulate", "identifai")}

    found = why(bench.heard(VoiceOptions(service="none", vendors=tables)))

    assert found.reason is Reason.SERVICE
    said = ("IdentifAI: ", "Modulate: ", "Hive concludes that there is AI (score 0.99)")
    places = [found.detail.index(words) for words in said]
    assert places == sorted(places)


# --- whose voice it is -----------------------------------------------------------------------


def compared(
    bench: Bench, name: str, table: dict[str, Any], **more: Any
) -> VoiceMatches | Unavailable:
    """With the voiceprints of two artists, unless others are given."""
    prints = more.pop("prints", {"ada": "YWRh", "bob": "Ym9i"})
    file = bench.root / "prints.json"
    file.write_bytes(prints if isinstance(prints, bytes) else json.dumps(prints).encode())
    whole = {"voiceprints": "prints.json", **table}
    return bench.compared(VoiceOptions(artists=("ada", "bob"), vendors={name: whole}, **more))


def test_pyannoteai_is_asked_by_its_own_storage(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    table = play(vendor, "pyannoteai", store)

    found = compared(bench, "pyannoteai", table, prints={"ada": "YWRh", "cleo": "Y2xlbw=="})

    assert isinstance(found, VoiceMatches), found
    assert [(m.artist, m.score, m.band) for m in found.matches] == [("ada", 0.83, None)]
    assert found.artists == ("ada", "bob")
    assert (found.transport, found.service) == (Transport.LOCAL, "127.0.0.1")
    assert (found.vocal_seconds, found.request_id) == (60.0, "j-1")
    assert vendor.state["media"] == f"media://precheck/{bench.sha256}"
    assert vendor.state["wish"] == {
        "url": vendor.state["media"],
        "voiceprints": [{"label": "ada", "voiceprint": "YWRh"}],
        "matching": {"exclusive": False},
    }
    assert [request.body for request in store.requests] == [SOUND]
    everything = b"".join(file.read_bytes() for file in bench.ledger.file.parent.iterdir())
    assert b"YWRh" not in everything


@pytest.mark.parametrize("header", ["Location", "X-Location"])
def test_phonexia_is_followed_to_where_it_says(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, header: str
) -> None:
    table = play(vendor, "phonexia", store)
    vendor.state["header"] = header

    found = compared(bench, "phonexia", table)

    assert isinstance(found, VoiceMatches), found
    assert [(m.artist, m.score, m.scale) for m in found.matches] == [
        ("ada", 4.7, "unbounded"),
        ("bob", -3.1, "unbounded"),
    ]
    assert (found.vocal_seconds, found.model, found.request_id) == (61.5, "xl5", "comparison-1")
    assert vendor.state["file"] == ("audio.flac", SOUND)
    assert vendor.state["query"] == {"channel_mode": "mix"}
    assert vendor.state["wish"] == {
        "voiceprints_a": ["YWRh", "Ym9i"],
        "voiceprints_b": ["dHJhY2s="],
    }
    assert compared(bench, "phonexia", table) == found
    assert len(vendor.sent()) == 2
    other = compared(bench, "phonexia", table, prints={"ada": "b3RoZXI=", "bob": "Ym9i"})
    assert isinstance(other, VoiceMatches)
    assert len(vendor.sent()) == 4


@pytest.mark.parametrize("kind", ["extraction", "comparison"])
@pytest.mark.parametrize("state", ["failed", "rejected", "no such state"])
def test_a_task_of_phonexia_that_fails_is_no_answer(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, kind: str, state: str
) -> None:
    table = play(vendor, "phonexia", store)

    def failing(house: FakeVendor, request: vendor_house.Request) -> vendor_house.Told:
        if request.method == "GET" and request.path.endswith(f"{kind}-1"):
            return 200, {"task": {"task_id": f"{kind}-1", "state": state}}, {}
        return vendor_house.phonexia(house, request)

    vendor.flow = failing

    found = why(compared(bench, "phonexia", table))

    assert found.reason is Reason.SERVICE
    assert state in found.detail


@pytest.mark.parametrize("status", ["failed", "canceled", "succeeded"])
def test_a_job_of_pyannoteai_without_a_result_is_no_answer(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, status: str
) -> None:
    table = play(vendor, "pyannoteai", store)

    def failing(house: FakeVendor, request: vendor_house.Request) -> vendor_house.Told:
        if request.method == "GET":
            return 200, {"jobId": "j-1", "status": status}, {}
        return vendor_house.pyannoteai(house, request)

    vendor.flow = failing
    assert why(compared(bench, "pyannoteai", table)).reason is Reason.SERVICE

    vendor.flow = vendor_house.pyannoteai
    assert isinstance(compared(bench, "pyannoteai", table), VoiceMatches)
    assert len(store.requests) == 2


@pytest.mark.parametrize("place", ["", "http://169.254.169.254/latest", "//elsewhere.example/x"])
def test_a_location_elsewhere_is_not_followed(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, place: str
) -> None:
    table = play(vendor, "phonexia", store)
    vendor.state["place"] = place

    found = why(compared(bench, "phonexia", table))

    assert found.reason is Reason.SERVICE
    assert "it does not say where on its own host" in found.detail
    assert vendor.sent("GET") == []


@pytest.mark.parametrize(
    ("prints", "words"),
    [
        (b"no JSON", "prints.json is not a JSON object of ids and voiceprints"),
        ({"ada": 7}, "prints.json is not a JSON object of ids and voiceprints"),
        ({"cleo": "x"}, "prints.json has no voiceprint of a protected artist"),
    ],
)
def test_voiceprints_that_cannot_be_used_are_named(
    bench: Bench, vendor: FakeVendor, store: FakeVendor, prints: object, words: str
) -> None:
    found = why(compared(bench, "phonexia", play(vendor, "phonexia", store), prints=prints))
    assert found.reason is Reason.SERVICE
    assert words in found.detail
    assert vendor.told == []


def test_without_a_file_of_voiceprints_nothing_is_sent(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    table = play(vendor, "phonexia", store) | {"voiceprints": "nowhere.json"}
    found = why(compared(bench, "phonexia", table))
    assert "nowhere.json cannot be read: No such file" in found.detail


def test_more_voices_than_pyannoteai_takes_are_not_sent(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    table = play(vendor, "pyannoteai", store) | {"voiceprints": "prints.json"}
    everyone = tuple(f"artist-{n}" for n in range(51))
    (bench.root / "prints.json").write_text(json.dumps(dict.fromkeys(everyone, "eA==")))
    options = VoiceOptions(artists=everyone, vendors={"pyannoteai": table})

    found = why(bench.compared(options))

    assert found.reason is Reason.INCONCLUSIVE
    assert "pyannoteAI compares with 50 voices, 51 are named" in found.detail
    assert vendor.told == []


def test_an_instrumental_and_a_question_about_nobody_are_not_sent(
    bench: Bench, vendor: FakeVendor, store: FakeVendor
) -> None:
    table = play(vendor, "phonexia", store) | {"voiceprints": "prints.json"}
    nobody = why(bench.compared(VoiceOptions(vendors={"phonexia": table})))
    assert nobody.reason is Reason.NOT_CONFIGURED
    bench.track = a_track(audio=bench.audio, is_instrumental=True)
    silent = why(compared(bench, "phonexia", table))
    assert silent.reason is Reason.NOT_APPLICABLE
    assert vendor.told == []
