"""The service over real HTTP: uvicorn on loopback, and a toy ear."""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import httpx
import pytest
import uvicorn

from precheck import Unavailable
from precheck_voice.answer import parse
from precheck_voice.embedded import door
from precheck_voice.embedded.app import app
from precheck_voice.embedded.bench import Bench, Probe
from precheck_voice.embedded.door import MOST_BYTES, Keys
from precheck_voice.embedded.serving import bound
from precheck_voice.facts import Band, VoiceMatches
from tests.plugins.voice.embedded.conftest import tone

DAY = date(2026, 11, 22)
ADA = "isni:000000012345678X"
KEY = {"authorization": "Bearer hush"}
SUNG = tone((400, 12))


class Served:
    """The service in a thread, and a client of it."""

    def __init__(self, bench: Bench, keys: Keys) -> None:
        self.socket = bound("127.0.0.1", 0)
        self.port = self.socket.getsockname()[1]
        config = uvicorn.Config(app(bench, keys, lambda: DAY), log_level="critical", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)
        self.thread.start()
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}", headers=KEY, trust_env=False, timeout=30
        )

    def stop(self) -> None:
        self.client.close()
        self.server.should_exit = True
        self.thread.join()
        self.socket.close()


@pytest.fixture
def served(bench: Bench) -> Iterator[Served]:
    made = Served(bench, Keys("hush"))
    yield made
    made.stop()


def question(sound: bytes = SUNG, **changes: Any) -> dict[str, Any]:
    wish = {
        "schema": "voice-compare-request/1",
        "mode": "named",
        "artists": [ADA, "house:nobody"],
        "audio": {"sha256": sha256(sound).hexdigest()},
        **changes,
    }
    return {
        "request": (None, json.dumps(wish), "application/json"),
        "audio": ("audio.wav", sound, "application/octet-stream"),
    }


def enrol(served: Served, *sounds: bytes, **changes: Any) -> httpx.Response:
    wish = {
        "schema": "voice-enrol-request/1",
        "artist": ADA,
        "name": "Ada Example",
        "basis": "contract of 2026-01-05",
        **changes,
    }
    parts = [("request", (None, json.dumps(wish), "application/json"))]
    files = [("audio", (f"{n}.wav", sound, "audio/wav")) for n, sound in enumerate(sounds)]
    return served.client.post("/v1/voice/enroll", files=[*parts, *files])


def test_a_voice_is_enrolled_and_compared(served: Served) -> None:
    enrolled = enrol(served, tone((400, 13)), tone((400, 14)), until="2027-12-31")
    answer = served.client.post("/v1/voice/compare", files=question())

    assert enrolled.json() == {
        "artist": ADA,
        "name": "Ada Example",
        "k": 2,
        "vocal_seconds": 26.0,
        "state": "valid",
        "basis": "contract of 2026-01-05",
        "created": "2026-11-22",
        "updated": "2026-11-22",
        "until": "2027-12-31",
    }
    found = parse(
        answer.content,
        asked=frozenset((ADA, "house:nobody")),
        audio_sha256=sha256(SUNG).hexdigest(),
    )
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(found, VoiceMatches)
    assert [(m.artist, m.name, m.band) for m in found.matches] == [
        (ADA, "Ada Example", Band.STRONG)
    ]
    assert found.not_enrolled == ("house:nobody",)


def test_the_voice_itself_is_told_where_it_is_asked_for(served: Served) -> None:
    other = tone((600, 12))
    told = [
        served.client.post(
            "/v1/voice/compare", files=question(sound, artists=[], voice=True)
        ).json()
        for sound in (SUNG, tone((400, 14)), other)
    ]
    unasked = served.client.post("/v1/voice/compare", files=question()).json()

    one, same, another = (answer["voice"] for answer in told)
    assert sum(a * b for a, b in zip(one, same, strict=True)) == pytest.approx(1.0, abs=0.001)
    assert sum(a * b for a, b in zip(one, another, strict=True)) < 0.67
    assert "voice" not in unasked
    nobody = served.client.post("/v1/voice/compare", files=question(artists=[]))
    assert nobody.status_code == 400


def test_of_too_little_voice_none_is_told(served: Served) -> None:
    short = tone((400, 2))
    asked = question(short, artists=[], voice=True)

    answer = served.client.post("/v1/voice/compare", files=asked).json()

    assert answer["outcome"] == "too_short"
    assert "voice" not in answer


def test_what_cannot_be_heard_is_an_answer_too(served: Served) -> None:
    answer = served.client.post("/v1/voice/compare", files=question(b"no sound at all"))

    found = parse(answer.content, audio_sha256=sha256(b"no sound at all").hexdigest())
    assert answer.status_code == 200
    assert isinstance(found, Unavailable)
    assert "the service could not tell: it is no FLAC" in found.detail


def test_a_question_that_comes_again_is_not_heard_again(
    served: Served, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = []
    hear = bench.hear

    def counted(content: bytes) -> Probe:
        heard.append(1)
        return hear(content)

    monkeypatch.setattr(bench, "hear", counted)

    answers = [served.client.post("/v1/voice/compare", files=question()) for _ in range(3)]

    assert len({answer.content for answer in answers}) == 1
    assert heard == [1]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"mode": "everybody"}, "mode"),
        ({"schema": "voice-compare-request/2"}, "schema"),
        ({"artists": []}, "artists"),
        ({"artists": [""]}, "artists"),
        ({"artists": [ADA, ADA]}, "an artist is named twice"),
        ({"artists": "isni"}, "artists"),
        ({"audio": {"sha256": "0" * 64}}, "does not have the SHA-256"),
        ({"audio": {"sha256": "no"}}, "sha256"),
    ],
)
def test_a_wrong_question_is_refused_in_words(
    served: Served, change: dict[str, Any], why: str
) -> None:
    answer = served.client.post("/v1/voice/compare", files=question(**change))

    assert answer.status_code == 400
    assert why in answer.json()["error"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"", "multipart/form-data", 400),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x", 400),
        (b"not parts", "multipart/form-data; boundary=x", 400),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 400),
    ],
)
def test_what_is_no_form_is_refused(served: Served, content: bytes, kind: str, status: int) -> None:
    headers = {"content-type": kind}
    answer = served.client.post("/v1/voice/compare", content=content, headers=headers)

    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_part_that_lacks_is_named(served: Served) -> None:
    parts = question()
    without_sound = served.client.post("/v1/voice/compare", files={"request": parts["request"]})
    without_request = served.client.post("/v1/voice/compare", files={"audio": parts["audio"]})

    assert "one part named audio must follow" in without_sound.json()["error"]
    assert "the part named request is missing" in without_request.json()["error"]


def test_a_recording_that_cannot_stand_for_the_voice_is_refused(served: Served) -> None:
    answer = enrol(served, tone((400, 5)))

    assert answer.status_code == 422
    assert answer.json() == {"error": "0.wav has 5.0 s of voice, 10 s are needed"}
    assert served.client.get("/v1/artists").json()["artists"] == []


def test_nobody_is_enrolled_without_a_basis(served: Served) -> None:
    assert enrol(served, tone((400, 12)), basis="").status_code == 400
    assert enrol(served, tone((400, 12)), basis=" ").status_code == 422


def test_artists_are_listed_without_their_voices(served: Served, bench: Bench) -> None:
    enrol(served, tone((400, 12)))
    (bench.galleries.folder / "broken.json").write_text("{")

    listed = served.client.get("/v1/artists").json()

    assert [one["artist"] for one in listed["artists"]] == [ADA]
    assert "voice" not in listed["artists"][0]
    assert ["broken.json" in trouble for trouble in listed["broken"]] == [True]


def test_the_health_names_the_model(served: Served) -> None:
    found = served.client.get("/v1/health").json()

    assert found["schema"] == "voice-health/1"
    assert found["model"]["id"] == "campplus"
    assert found["threshold_set"] == "campplus-named-1"


@pytest.mark.parametrize(
    "path", ["/v1/voice/compare", "/v1/artists", "/v1/health", "/openapi.json"]
)
@pytest.mark.parametrize("said", ["", "Bearer", "Bearer hus", "Bearer hush2", "hush"])
def test_who_does_not_hold_the_key_gets_nothing(served: Served, path: str, said: str) -> None:
    answer = served.client.get(path, headers={"authorization": said})

    assert answer.status_code == 401
    assert answer.json() == {"error": "the key is not accepted"}


def test_a_page_in_a_browser_gets_nothing(served: Served) -> None:
    assert served.client.get("/v1/health", headers={"origin": "http://x"}).status_code == 403
    assert served.client.get("/v1/health", headers={"host": "evil.example"}).status_code == 403
    assert served.client.get("/v1/health", headers={"host": "localhost:99"}).status_code == 200


def test_a_service_for_others_goes_by_any_name(bench: Bench) -> None:
    served = Served(bench, Keys("hush", is_local=False))
    try:
        answer = served.client.get("/v1/health", headers={"host": "voices.example"})
        assert answer.status_code == 200
    finally:
        served.stop()


def test_a_request_that_is_too_large_is_refused_before_it_is_sent(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(
            b"POST /v1/voice/compare HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer hush\r\n"
            + f"Content-Length: {MOST_BYTES + 1}\r\n\r\n".encode()
        )
        assert b"413" in line.recv(100)


def test_a_request_that_hides_its_size_is_cut_off(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_BYTES", 1000)
    begins = b'--x\r\nContent-Disposition: form-data; name="audio"; filename="a"\r\n\r\n'
    parts = (begins, *(bytes(300) for _ in range(20)))

    answer = served.client.post(
        "/v1/voice/compare",
        content=iter(parts),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )

    assert answer.status_code == 413
    assert answer.json() == {"error": "the request is too large"}


def test_what_is_not_there_is_said_so(served: Served) -> None:
    assert served.client.get("/v1/nothing").status_code == 404
    assert served.client.get("/v1/voice/compare").status_code == 405


def test_what_fails_inside_is_one_line_and_no_traceback(
    served: Served, bench: Bench, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(bench, "compare", fail)

    answer = served.client.post("/v1/voice/compare", files=question())

    assert answer.status_code == 500
    assert answer.json() == {"error": "the service failed"}
    said, until = "", time.monotonic() + 10
    while not said and time.monotonic() < until:  # it is said when the answer is on its way
        said = capfd.readouterr().err
    assert said == "precheck: RuntimeError: a mistake\n"


def test_the_description_names_what_is_there(served: Served) -> None:
    found = served.client.get("/openapi.json").json()

    assert set(found["paths"]) == {
        "/v1/voice/compare",
        "/v1/voice/enroll",
        "/v1/artists",
        "/v1/health",
    }
    text = json.dumps(found)
    for name in set(re.findall(r"#/components/schemas/(\w+)", text)):
        assert name in found["components"]["schemas"]


def test_the_answers_are_what_the_description_says(served: Served) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = served.client.get("/openapi.json").json()
    enrol(served, tone((400, 12)))
    answers = {
        ("/v1/voice/compare", "post"): served.client.post("/v1/voice/compare", files=question()),
        ("/v1/artists", "get"): served.client.get("/v1/artists"),
        ("/v1/health", "get"): served.client.get("/v1/health"),
    }

    for (path, method), answer in answers.items():
        told = document["paths"][path][method]["responses"]["200"]["content"]["application/json"]
        whole = {**told["schema"], "components": document["components"]}
        jsonschema.validate(answer.json(), whole)
