"""The line between two processes: frames over a socket, one question, then one answer."""

from __future__ import annotations

import struct
from enum import IntEnum
from socket import MSG_PEEK, socket
from time import monotonic
from typing import NamedTuple

_HEAD = struct.Struct("<4sBdQ")
"""The mark, the kind, the number, and the length of the body in bytes."""
_MARK = b"pre\x01"
LONGEST_BODY = 256 * 2**20
"""Bytes. A process with 2 GiB has to hold what is sent, what it became, and a copy of either."""


class Kind(IntEnum):
    """What a frame is."""

    READY = 0
    """A process has started. The body is empty."""
    CALL = 1
    """The body is a pickled function with its arguments, the number its limit in seconds."""
    RESULT = 2
    """The body is the pickled result. In every answer the number is the memory in use, in bytes."""
    RAISED = 3
    """The body says what the function raised, or why its result cannot be sent."""
    OUT_OF_MEMORY = 4
    """The function asked for more than there is. The body is empty."""


class Frame(NamedTuple):
    """One thing that is said."""

    kind: Kind
    number: float = 0.0
    body: bytes | bytearray = b""


class Garbled(Exception):  # noqa: N818 - it says what came
    """What came is no frame."""


class Line:
    """One end of the line."""

    def __init__(self, end: socket) -> None:
        self._end = end

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    @property
    def is_silent(self) -> bool:
        """Whether the other end is there, and says nothing."""
        self._end.settimeout(0)
        try:
            self._end.recv(1, MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def send(self, frame: Frame, deadline: float | None = None) -> None:
        """Say something. Raises `EOFError`, and `TimeoutError` at the deadline."""
        head = _HEAD.pack(_MARK, frame.kind, frame.number, len(frame.body))
        try:
            self._end.settimeout(_left(deadline))
            self._end.sendall(head + frame.body)
        except (BlockingIOError, TimeoutError):
            raise TimeoutError from None
        except OSError as error:
            raise EOFError(str(error)) from error

    def receive(self, deadline: float | None = None) -> Frame:
        """What the other end says. Raises `EOFError`, `Garbled`, and `TimeoutError`."""
        mark, kind, number, length = _HEAD.unpack(self._exactly(_HEAD.size, deadline))
        if mark != _MARK or kind >= len(Kind) or length > LONGEST_BODY:
            raise Garbled
        return Frame(Kind(kind), number, self._exactly(length, deadline))

    def _exactly(self, count: int, deadline: float | None) -> bytearray:
        data = bytearray(count)
        view, at = memoryview(data), 0
        while at < count:
            try:
                self._end.settimeout(_left(deadline))
                got = self._end.recv_into(view[at:])
            except (BlockingIOError, TimeoutError):
                raise TimeoutError from None
            except OSError as error:
                raise EOFError(str(error)) from error
            if not got:
                raise EOFError
            at += got
        return data


def _left(deadline: float | None) -> float | None:
    """Seconds until a reading of the monotonic clock.

    Behind it what is there is still taken: who was stopped with Ctrl-Z may find an answer waiting.
    """
    return None if deadline is None else max(0.0, deadline - monotonic())
