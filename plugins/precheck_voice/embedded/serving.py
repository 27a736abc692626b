"""The service as a process: it prints its port, answers, and ends with who started it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from threading import Thread
from time import sleep

import uvicorn

from precheck_voice.embedded.door import App

LAST_SECONDS = 3
"""How long requests under way may take, where the service is to end."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def serve(app: App, listening: socket.socket, *, has_parent: bool) -> None:
    """Print the port, and answer until the end.

    With a parent the end is that of standard input, which closes however the parent ends.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=LAST_SECONDS,
    )
    server = uvicorn.Server(config)
    print(listening.getsockname()[1], flush=True)  # noqa: T201 - who started it waits for it
    if has_parent:

        def end() -> None:
            server.should_exit = True

        Thread(target=_until_closed, args=(end,), daemon=True).start()
    server.run([listening])


def _until_closed(end: Callable[[], None]) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    end()
    sleep(LAST_SECONDS + 2)
    os._exit(0)  # whatever holds it up, nobody waits for it
