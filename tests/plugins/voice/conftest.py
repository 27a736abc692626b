"""A voice service on loopback, with switches for everything that can go wrong with one."""

import gzip
import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PAGE = b"<html><body>It works!</body></html>"
BOMB = gzip.compress(bytes(50_000_000))


class VoiceService(ThreadingHTTPServer):
    """It answers by the contract; `faults` are taken one for each request, the last one stays."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.faults: list[str] = []
        self.scores: dict[str, float] = {}
        self.vocal_seconds = 92.5
        self.watch_list: dict[str, Any] | None = {"compared": 0, "from": 0.7, "margin": 0.05}
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next_fault(self) -> str:
        with self.lock:
            if len(self.faults) > 1:
                return self.faults.pop(0)
            return self.faults[0] if self.faults else ""

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    server: VoiceService
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        message = BytesParser(policy=HTTP).parsebytes(
            b"Content-Type: " + self.headers["content-type"].encode() + b"\r\n\r\n" + body
        )
        parts: dict[str, Any] = {}
        for part in message.iter_parts():
            parts[str(part.get_param("name", header="content-disposition"))] = part
        wish = json.loads(parts["request"].get_payload(decode=True))
        sound = parts["audio"].get_payload(decode=True)
        with self.server.lock:
            self.server.requests.append({**wish, "file": parts["audio"].get_filename()})
            self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
        answer = self.answer(wish, hashlib.sha256(sound).hexdigest())
        self.give(answer, self.server.next_fault())

    def answer(self, wish: dict[str, Any], sha256: str) -> dict[str, Any]:
        scores = {artist: self.server.scores.get(artist, 0.31) for artist in wish["artists"]}
        searched = {"watch_list": self.server.watch_list} if wish["mode"] == "watchlist" else {}
        bands = [(0.67, "strong"), (0.61, "possible"), (0.54, "weak"), (-1, "none")]
        return {
            "schema": "voice-compare/1",
            "outcome": "ok",
            "request_id": "r-1",
            "model": {"id": "campplus", "version": "1", "sha256": "ab" * 32},
            "threshold_set": "named-k3",
            "thresholds": {"possible": 0.61, "strong": 0.67, "impostor_trials": 60975},
            "gallery": {"sha256": "cd" * 32, "updated": "2026-11-01"},
            "audio": {
                "sha256": sha256,
                "seconds": 185.0,
                "vocal_seconds": self.server.vocal_seconds,
                "input": "stem",
            },
            "artists": wish["artists"],
            **searched,
            "matches": [
                {
                    "artist": artist,
                    "score": score,
                    "band": next(band for limit, band in bands if score >= limit),
                    "k": 3,
                }
                for artist, score in scores.items()
            ],
        }

    def give(self, answer: dict[str, Any], fault: str) -> None:
        """Answer, or fail in the way the switch says."""
        kind, _, value = fault.partition("=")
        body = json.dumps(answer).encode()
        key = self.headers.get("authorization", "").encode()
        ways: dict[str, Callable[[], None]] = {
            "drop": lambda: self.connection.shutdown(socket.SHUT_RDWR),
            "latency": lambda: time.sleep(float(value)),
            "drip": self.drip,
            "status": lambda: self.send(int(value), b"no"),
            "wait": lambda: self.send(429, b"", {"Retry-After": value}),
            "html": lambda: self.send(200, PAGE, {"Content-Type": "text/html"}),
            "redirect": lambda: self.send(302, b"", {"Location": value}),
            "truncate": lambda: self.send(200, body[: len(body) // 2]),
            "hang-up": lambda: self.send(200, body, length=len(body) + 500),
            "bomb": lambda: self.send(200, BOMB, {"Content-Encoding": "gzip"}),
            "oversize": lambda: self.send(200, body + b" " * 2_000_000),
            "echo": lambda: self.send(200, key),
            "echo-as-id": lambda: self.send(
                200, json.dumps({**answer, "request_id": key.decode()}).encode()
            ),
        }
        self.close_connection = kind in ("drop", "latency", "hang-up", "drip")
        if kind in ways:
            ways[kind]()
        else:
            self.send(200, json.dumps(changed(answer, kind)).encode())

    def drip(self) -> None:
        self.send(200, b"", length=100_000)
        for _ in range(500):
            self.wfile.write(b" ")
            time.sleep(0.02)

    def send(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


def changed(answer: dict[str, Any], fault: str) -> dict[str, Any]:
    """The answer with one thing wrong in it."""
    if not fault:
        return answer
    match = answer["matches"][0]
    if fault == "percent":
        match["score"] = 71.0
    elif fault == "stranger":
        answer["artists"] = None
        match["artist"] = "someone-else"
    elif fault == "other-audio":
        answer["audio"]["sha256"] = "0" * 64
    elif fault == "no-seconds":
        answer["audio"].pop("vocal_seconds")
    elif fault == "silent":
        answer["matches"] = []
    elif fault == "too-short":
        answer |= {"outcome": "too_short", "matches": []}
    return answer


@pytest.fixture
def service() -> Iterator[VoiceService]:
    server = VoiceService()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
