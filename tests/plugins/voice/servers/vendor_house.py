"""Vendors on loopback: each plays the flow that its documentation tells, and fails on demand."""

from __future__ import annotations

import asyncio
import hashlib
import json
import socket
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from precheck import (
    AiDetections,
    AudioStream,
    FileDigest,
    Release,
    Tools,
    Track,
    Unavailable,
)
from precheck.testing import A_DAY, a_release, a_track, facts_for
from precheck.web import Web, WebSettings
from precheck_voice.asking.desk import Desk
from precheck_voice.asking.ledger import Ledger
from precheck_voice.detections import vendor_detections
from precheck_voice.facts import VoiceMatches
from precheck_voice.matches import voice_matches
from precheck_voice.options import Recordings, VoiceOptions

PAGE = b"<html><body>It works!</body></html>"
SOUND = b"fLaC and some bytes"
KEY = "hush-hush-key"
Told = tuple[int, object, dict[str, str]]


class Request:
    """What a vendor was sent."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        self.method, self.path = str(handler.command), parts.path
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.body = handler.rfile.read(int(self.headers.get("content-length", "0")))

    @property
    def told(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def parts(self) -> dict[str, EmailMessage]:
        """The parts of a form by their names."""
        kind = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        message: Any = BytesParser(policy=HTTP).parsebytes(kind + self.body)
        return {
            part.get_param("name", header="content-disposition"): part
            for part in message.iter_parts()
        }

    def file(self, field: str) -> tuple[str, bytes]:
        """The name and the bytes of a file of the form."""
        part = self.parts[field]
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        return part.get_filename() or "", content

    def texts(self) -> dict[str, str]:
        """The form without its file."""
        return {
            name: str(part.get_payload()).strip()
            for name, part in self.parts.items()
            if part.get_filename() is None
        }


Flow = Callable[["FakeVendor", Request], Told]


class FakeVendor(ThreadingHTTPServer):
    """It plays a flow. `faults` are taken in order, each by the first request that fits it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.flow: Flow = lambda _, __: (404, {"error": "no flow"}, {})
        self.faults: list[tuple[str, str]] = []
        self.requests: list[Request] = []
        self.looks = 2
        """How often a job is found unfinished."""
        self.state: dict[str, Any] = {}
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def told(self) -> list[str]:
        return [request.told for request in self.requests]

    def sent(self, method: str = "POST") -> list[str]:
        return [told for told in self.told if told.startswith(method)]

    def is_still_at_work(self) -> bool:
        """Whether this look finds the job unfinished."""
        self.state["looks"] = self.state.get("looks", 0) + 1
        return bool(self.state["looks"] <= self.looks)

    def fault_for(self, request: Request) -> str:
        for number, (told, fault) in enumerate(self.faults):
            if request.told.startswith(told):
                del self.faults[number]
                return fault
        return ""

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    server: FakeVendor
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def answer(self) -> None:
        request = Request(self)
        with self.server.lock:
            self.server.requests.append(request)
            fault = self.server.fault_for(request)
            kind, _, value = fault.partition("=")
            status, said, headers = (
                (0, b"", {})
                if kind in ("status", "drop")
                else self.server.flow(self.server, request)
            )
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        if kind == "drop":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if kind == "status":
            status, body = int(value), b'{"error": "no"}'
        elif kind == "wait":
            status, body, headers = 429, b"", {"Retry-After": value}
        elif kind == "html":
            status, body, headers = 200, PAGE, {"Content-Type": "text/html"}
        elif kind == "truncate":
            body = body[: len(body) // 2]
        elif kind == "types":
            body = b"[1, 2]"
        elif kind == "echo":
            body = json.dumps({"error": " ".join(request.headers.values())}).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = answer  # noqa: N815 - the server calls them so


def served() -> Iterator[FakeVendor]:
    server = FakeVendor()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class Bench:
    """A track, a ledger, and vendors that are asked about it without waiting."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.audio = root / "Secret Title.flac"
        self.audio.write_bytes(SOUND)
        self.ledger = Ledger(root / "data" / "ledger.sqlite")
        self.waits: list[float] = []
        self.time = 1_800_000_000.0
        self.run = "run-1"
        self.track = a_track(audio=self.audio)
        self.seconds = 185.0
        self.offline = False
        self.hosts: tuple[str, ...] = ("127.0.0.1",)
        self.recordings = Recordings()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.audio.read_bytes()).hexdigest()

    @property
    def release(self) -> Release:
        return a_release(self.track, root=self.root)

    async def sleep(self, seconds: float) -> None:
        """Time goes by, and nobody waits."""
        self.waits.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    def tools(self, desk: Desk | None = None) -> Tools:
        own = desk or Desk(
            self.run, self.ledger, now=lambda: self.time, clock=lambda: self.time, sleep=self.sleep
        )
        web = Web(
            offline=self.offline,
            allow_hosts=self.hosts,
            settings=WebSettings(read_seconds=5.0),
            sleep=self.sleep,
            draw=lambda: 0,
        )
        keep: Any = lambda *_: own  # noqa: E731 - it stands for the run's
        return Tools(
            as_of=A_DAY, web=web, data=self.root, keep=keep, offline=self.offline, run=self.run
        )

    def options(self, **vendors: dict[str, Any]) -> VoiceOptions:
        tables = {name.replace("_", "-"): table for name, table in vendors.items()}
        return VoiceOptions(service="none", artists=("ada", "bob"), vendors=tables)

    def heard(
        self, options: VoiceOptions | None = None, /, **vendors: dict[str, Any]
    ) -> AiDetections | Unavailable:
        """What the vendors say of AI in the track."""
        found: AiDetections | Unavailable = asyncio.run(
            self.look(vendor_detections, options or self.options(**vendors))
        )
        return found

    def compared(
        self, options: VoiceOptions | None = None, /, **vendors: dict[str, Any]
    ) -> VoiceMatches | Unavailable:
        """Whose voice a vendor takes it for."""
        found: VoiceMatches | Unavailable = asyncio.run(
            self.look(voice_matches, options or self.options(**vendors))
        )
        return found

    async def look(
        self, inspector: Any, options: VoiceOptions, tools: Tools | None = None, track: Any = None
    ) -> Any:
        own = tools or self.tools()
        subject: Track = track or self.track
        known: list[object] = [options, self.recordings, self.stream()]
        if subject.audio is not None:
            content = subject.audio.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            known.append(FileDigest(size_bytes=len(content), sha256=digest))
        release = a_release(subject, root=self.root)
        async with own.web:
            return await inspector.inspect(subject, facts_for(subject, release, *known), own)

    def stream(self) -> AudioStream:
        return AudioStream(
            container="FLAC",
            codec="FLAC",
            is_lossless=True,
            sampling_rate_hz=44_100,
            bits_per_sample=16,
            channels=2,
            duration_seconds=self.seconds,
        )


def resemble(vendor: FakeVendor, request: Request) -> Told:
    """`POST /detect` gives an id, `GET /detect/{uuid}` the state and then the result."""
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return 401, {"success": False, "error": "unauthorized"}, {}
    item: dict[str, Any] = {"uuid": "9f-1", "status": "processing", "media_type": "audio"}
    if request.told == "POST /detect":
        vendor.state["file"] = request.file("file")
        vendor.state["texts"] = request.texts()
        return 200, {"success": True, "item": item}, {}
    if request.told != "GET /detect/9f-1":
        return 404, {"success": False, "message": "Detect not found"}, {}
    if not vendor.is_still_at_work():
        item |= {
            "status": "completed",
            "duration": 185.0,
            "url": "https://store.example/media/9f-1?X-Amz-Signature=secret-signature",
            "metrics": {
                "label": "fake",
                "score": ["0.91"],
                "consistency": "0.9",
                "aggregated_score": "0.92",
            },
        }
    return 200, {"success": True, "item": item}, {}


def pex(vendor: FakeVendor, request: Request) -> Told:
    """A token by client credentials, then the file."""
    if request.told == "POST /oauth2/token":
        basic = b64encode(f"client-id:{KEY}".encode()).decode()
        if request.headers["authorization"] != f"Basic {basic}":
            return 401, {"error": "invalid_client"}, {}
        assert request.body == b"grant_type=client_credentials"
        return 200, {"access_token": "token-of-two-hours", "expires_in": 7200}, {}
    if request.headers.get("authorization") != "Bearer token-of-two-hours":
        return 401, {}, {}
    assert request.told == "POST /v1/ai-detector/detect"
    vendor.state["file"] = request.file("file")
    said = {
        "request_id": 918273,
        "status": "ok",
        "message": "classified",
        "is_ai": True,
        "ai_score": 0.97,
        "predicted_model": "suno",
    }
    return 200, said | vendor.state.get("said", {}), {}


def modulate(vendor: FakeVendor, request: Request) -> Told:
    """One request with the key in a header of its own."""
    if request.headers.get("x-api-key") != KEY:
        return 401, {}, {}
    assert request.told == "POST /api/velma-2-ai-music-detection-batch"
    vendor.state["file"] = request.file("upload_file")
    parts = {
        f"{part}_{what}": value
        for part in ("vocal", "instrumental")
        for what, value in (("percentage", 70), ("ai_percentage", 3), ("ai_confidence", 0.2))
    }
    said = {"filename": "audio.flac", "duration_s": 185.0, "primary_verdict": "not-ai-music"}
    return 200, {**said, **parts}, {}


def aurigin(vendor: FakeVendor, request: Request) -> Told:
    """One request, to one of two endpoints, and version 1 of the answer."""
    if request.headers.get("x-api-key") != KEY:
        return 401, {}, {}
    assert request.path in ("/predict", "/predict/large-file")
    vendor.state["file"], vendor.state["texts"] = request.file("file"), request.texts()
    segments = [
        {"index": n, "start": n * 5, "end": n * 5 + 5, "confidence": 0.9, "result": "spoofed"}
        for n in range(37)
    ]
    said = {
        "prediction_id": "pred_9b6ff057a7f7",
        "global": {"confidence": 0.95, "result": "spoofed", "reason": None},
        "segments": segments,
        "model": "stable-4",
        "processing_time": 1.2,
        "audio_duration": 185.0,
        "warnings": [],
    }
    return 200, said | vendor.state.get("said", {}), {}


def hive(vendor: FakeVendor, request: Request) -> Told:
    """The synchronous task."""
    if request.headers.get("authorization") != f"token {KEY}":
        return 401, {}, {}
    assert request.told == "POST /api/v2/task/sync"
    vendor.state["file"] = request.file("media")
    output = [
        {
            "time": n * 10,
            "classes": [
                {"class": "ai_generated", "score": 0.99},
                {"class": "not_ai_generated", "score": 0.01},
            ],
        }
        for n in range(19)
    ]
    task = {"status": {"code": "0", "message": "SUCCESS"}, "response": {"output": output}}
    return 200, {"id": "t-1", "status": [task]}, {}


def identifai(vendor: FakeVendor, request: Request) -> Told:
    """An identifier, under which the result is found."""
    if request.headers.get("x-api-key") != KEY:
        return 401, {}, {}
    if request.told == "POST /api/classification_audio":
        vendor.state["file"] = request.file("audio")
    sha256 = hashlib.sha256(vendor.state["file"][1]).hexdigest()
    if request.method == "POST":
        return 200, {"identifier": sha256}, {}
    if request.told != f"GET /api/classification_audio/{sha256}":
        return 404, {}, {}
    if vendor.is_still_at_work():
        return 200, {"identifier": sha256, "status": "new"}, {}
    verdict = {"classification": "human", "confidence": 0.8, "heuristic": "h"}
    return 200, {"hash": sha256, "status": "done", "verdict": verdict}, {}


def acrcloud(vendor: FakeVendor, request: Request) -> Told:
    """A presigned address, the record of what was put there, and its state."""
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return 401, {}, {}
    base = "/api/fs-containers/77"
    if request.told == f"GET {base}/presigned-upload":
        vendor.state["wish"] = request.query
        place = {
            "presigned_url": f"{vendor.state['store']}/bucket/k-1?X-Amz-Signature=secret-signature",
            "key": "k-1",
            "headers": {"Content-Type": "audio/flac"},
            "method": "PUT",
        }
        return 200, {"data": place}, {}
    if request.told == f"POST {base}/files":
        vendor.state["record"] = request.json
        return 201, {"data": {"id": "F1", "name": "audio.flac"}}, {}
    if request.told != f"GET {base}/files/F1":
        return 404, {}, {}
    if vendor.is_still_at_work():
        return 200, {"data": [{"id": "F1", "state": 0}]}, {}
    found = [{"prediction": "ai", "likely_source": "udio", "ai_probability": 96.5, "duration": 185}]
    file = {"id": "F1", "state": 1, "duration": 185, "results": {"ai_detection": found}}
    return 200, {"data": [file]}, {}


def reality_defender(vendor: FakeVendor, request: Request) -> Told:
    """A presigned address with an id; what is put there is judged by itself."""
    if request.headers.get("x-api-key") != KEY:
        return 401, {}, {}
    if request.told == "POST /api/files/aws-presigned":
        vendor.state["wish"] = request.json
        signed = {"signedUrl": f"{vendor.state['store']}/rd/r-1?signature=secret-signature"}
        return 200, {"requestId": "r-1", "mediaId": "m-1", "response": signed}, {}
    if request.told != "GET /api/media/users/r-1":
        return 404, {}, {}
    if vendor.is_still_at_work():
        return 200, {"requestId": "r-1", "resultsSummary": {"status": "ANALYZING"}}, {}
    said = {
        "requestId": "r-1",
        "mediaType": "AUDIO",
        "overallStatus": "FAKE",
        "resultsSummary": {"status": "FAKE", "metadata": {"finalScore": 87}},
        "models": [{"name": "rd-aud-a", "status": "FAKE", "predictionNumber": 0.91}],
    }
    return 200, said, {}


def pyannoteai(vendor: FakeVendor, request: Request) -> Told:
    """Temporary storage by a presigned address, then a job about what lies there."""
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return 401, {}, {}
    if request.told == "POST /v1/media/input":
        vendor.state["media"] = request.json["url"]
        return 201, {"url": f"{vendor.state['store']}/media?signature=secret-signature"}, {}
    if request.told == "POST /v1/identify":
        vendor.state["wish"] = request.json
        return 200, {"jobId": "j-1", "status": "created"}, {}
    if request.told != "GET /v1/jobs/j-1":
        return 404, {}, {}
    if vendor.is_still_at_work():
        return 200, {"jobId": "j-1", "status": "running"}, {}
    output = {
        "diarization": [{"speaker": "SPEAKER_00", "start": 2.0, "end": 62.0}],
        "identification": [],
        "voiceprints": [{"speaker": "SPEAKER_00", "match": "ada", "confidence": {"ada": 83}}],
    }
    return 200, {"jobId": "j-1", "status": "succeeded", "output": output}, {}


def phonexia(vendor: FakeVendor, request: Request) -> Told:
    """Two tasks, each found where the `Location` of the first answer says."""
    base = "/api/technology/speaker-identification-voiceprint"
    if request.method == "POST":
        kind = request.path.removeprefix(f"{base}-")
        if kind == "extraction":
            vendor.state["file"], vendor.state["query"] = request.file("file"), request.query
        else:
            vendor.state["wish"] = request.json
        task = {"task": {"task_id": f"{kind}-1", "state": "pending"}}
        place = vendor.state.get("place", f"{base}-{kind}/{kind}-1")
        return 202, task, {vendor.state.get("header", "Location"): place}
    kind = request.path.rpartition("/")[2].removesuffix("-1")
    task_info = {"task_id": f"{kind}-1", "state": "running"}
    if vendor.is_still_at_work():
        return 200, {"task": task_info}, {}
    channel = {"channel_number": 0, "voiceprint": "dHJhY2s=", "speech_length": 61.5, "model": "xl5"}
    result: dict[str, Any] = {"channels": [channel]}
    if kind == "comparison":
        count = len(vendor.state["wish"]["voiceprints_a"])
        values = [4.7, -3.1][:count]
        result = {"scores": {"rows_count": 1, "columns_count": count, "values": values}}
    return 200, {"task": task_info | {"state": "done"}, "result": result}, {}
