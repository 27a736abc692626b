"""The process that can be lost: it calls what it is told to call, until nobody is there to tell."""

from __future__ import annotations

import os
import pickle
from socket import socket
from typing import NoReturn

from precheck.apart.limits import limited, resident_bytes, settle
from precheck.apart.line import LONGEST_BODY, Frame, Garbled, Kind, Line

LONGEST_DETAIL = 500
"""Characters of what a function raised."""


def serve(descriptor: int) -> NoReturn:
    """Answer one call after the other over this socket, then end."""
    settle()
    os.set_inheritable(descriptor, False)  # noqa: FBT003 - the system's own call
    line = Line(socket(fileno=descriptor))
    try:
        line.send(Frame(Kind.READY))
        while True:
            frame = line.receive()
            with limited(descriptor, frame.number):
                kind, body = answer_to(frame.body)
            line.send(Frame(kind, resident_bytes(), body))
    except (EOFError, Garbled):
        os._exit(0)  # whatever threads and handlers the functions left behind


def answer_to(call: bytes | bytearray) -> tuple[Kind, bytes]:
    """Call the function, and pack what it returns or raises."""
    try:
        function, arguments = pickle.loads(call)  # noqa: S301 - from who started us
        result = pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return Kind.OUT_OF_MEMORY, b""
    except BaseException as error:  # noqa: BLE001 - SystemExit is no reason to end either
        return Kind.RAISED, _said(error).encode("utf-8", "backslashreplace")
    if len(result) > LONGEST_BODY:
        return Kind.RAISED, f"it returned {len(result):,} bytes, which is too much to send".encode()
    return Kind.RESULT, result


def _said(error: BaseException) -> str:
    """The class and what it says, in one line."""
    name = type(error).__name__
    try:
        text = " ".join(str(error).split())[:LONGEST_DETAIL]
    except Exception:  # noqa: BLE001 - an exception may be broken itself
        text = "it cannot say what happened"
    return f"{name}: {text}" if text else name
