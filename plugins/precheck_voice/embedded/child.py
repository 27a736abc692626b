"""The service as a child of a run: started when it is first needed, ended with the run.

The child reads its key from standard input, and ends when that closes: so it does when the run is
broken off, killed, or crashes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from select import select
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from precheck import Reason, Unavailable
from precheck_voice.address import EMBEDDED, Address
from precheck_voice.embedded.model import is_installed

START_SECONDS = 60.0
"""How long it may take to start, which is 0.8 s on a machine at rest."""
END_SECONDS = 6.0
"""How long it may take to end, until it is killed."""
NEEDED = ("av", "multipart", "numpy", "onnxruntime", "starlette", "uvicorn")
LONGEST_DETAIL = 200


def is_ready() -> bool:
    """Whether the extra and the model are there. Nothing is imported."""
    return is_installed() and all(find_spec(module) is not None for module in NEEDED)


@contextmanager
def running(galleries: Path) -> Iterator[Address | Unavailable]:
    """Start the service, for the voices in a folder, and end it. It never raises."""
    key = token_hex(32)
    with TemporaryFile() as said:
        try:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [
                    *(sys.executable, "-P", "-m", "precheck", "voice", "serve"),
                    *("--port=0", "--with-parent", f"--galleries={galleries}"),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                process_group=0,  # Ctrl-C is answered by the run
            )
        except OSError as error:
            yield _failed(str(error))
            return
        try:
            yield _greeted(child, key, said)
        finally:
            _end(child)


def _greeted(child: subprocess.Popen[bytes], key: str, said: IO[bytes]) -> Address | Unavailable:
    assert child.stdin is not None  # noqa: S101 - both are pipes
    assert child.stdout is not None  # noqa: S101
    with suppress(OSError):  # then it has ended, and has said why
        child.stdin.write(f"{key}\n".encode())
        child.stdin.flush()
    line, deadline = b"", monotonic() + START_SECONDS
    while not line.endswith(b"\n"):
        if not select([child.stdout], [], [], max(deadline - monotonic(), 0))[0]:
            return _failed(f"it was not there within {START_SECONDS:g} s")
        byte = child.stdout.read1(1)  # type: ignore[attr-defined] # it is buffered
        if not byte:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").split("\n")
            return _failed(next((text for text in reversed(lines) if text.strip()), ""))
        line += byte
    if not line.strip().isdigit():
        return _failed("it did not name its port")
    return Address(url=f"http://127.0.0.1:{int(line)}", key=key, name=EMBEDDED)


def _end(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _failed(why: str) -> Unavailable:
    return Unavailable(
        Reason.SERVICE,
        f"our own voice service did not start: {why[:LONGEST_DETAIL].removeprefix('precheck: ')}",
        "See what it says: precheck voice serve",
    )
