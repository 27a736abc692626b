"""One process that can be lost, seen from the one that started it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from signal import SIGKILL, SIGXCPU, Signals
from socket import socketpair
from threading import Lock, RLock
from time import monotonic

from precheck.apart.limits import ENVIRONMENT
from precheck.apart.line import Frame, Garbled, Kind, Line
from precheck.inspectors import ApartFailure

MOST_CALLS = 10_000
"""After how many calls a process is replaced: libraries leak, and what they leak adds up.

A start with its modules takes 0.2 s (our measurement), which is 0.02 ms for each call.
"""
MOST_RESIDENT_BYTES = 512 * 2**20
"""With how much memory a process is replaced: numpy, scipy and PyAV hold 120 MiB when idle."""
START_SECONDS = 60.0
"""How long a process may take to start, which is 0.05 s on a machine at rest."""

_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from precheck.apart.worker import serve; serve(int(sys.argv[1]))"
)
"""The modules are looked for where we look for them, and never in the working directory first."""


class Lost(ApartFailure):
    """The process died, or ran out of memory."""


class Process:
    """A process, from its start to its end. One thread at a time may call."""

    def __init__(self) -> None:
        """Start it, and do not wait for it. Raises `ApartFailure`."""
        ours, theirs = socketpair()
        self._line = Line(ours)
        self._calling = RLock()
        self._ending = Lock()
        self._is_ended = False
        self._is_ready = False
        self.calls = 0
        self.resident_bytes = 0.0
        isolated = ("-I",) if sys.flags.isolated else ()
        number = theirs.fileno()
        try:
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                    [sys.executable, "-P", *isolated, "-c", _PROGRAM, str(number), *sys.path],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(number,),
                    process_group=0,
                    env={**os.environ, **ENVIRONMENT},
                )
        except (OSError, ValueError) as error:
            self._line.close()
            raise ApartFailure(f"no process can be started: {error}", is_harmful=False) from error

    @property
    def is_fit(self) -> bool:
        """Whether it may be called once more."""
        if self._is_ended or (self._is_ready and not self._line.is_silent):
            return False
        return self.calls < MOST_CALLS and self.resident_bytes <= MOST_RESIDENT_BYTES

    def call(self, packed: bytes, seconds: float) -> object:
        """What the packed function returns. Raises `ApartFailure`; the process may be lost then."""
        with self._calling:
            return self._opened(self._answer(packed, seconds))

    def _answer(self, packed: bytes, seconds: float) -> Frame:
        self._wait_until_ready()
        self.calls += 1
        deadline = monotonic() + seconds
        try:
            self._line.send(Frame(Kind.CALL, seconds, packed), deadline)
            return self._line.receive(deadline)
        except TimeoutError:
            self.end()
            raise ApartFailure(f"it took longer than {seconds:g} s", is_harmful=True) from None
        except EOFError:
            raise self._death(seconds) from None
        except Garbled:
            self.end()
            raise Lost("its process answered nonsense", is_harmful=True) from None
        except BaseException:  # an interrupt: the answer would be taken for the next one's
            self.end()
            raise

    def end(self) -> None:
        """End it, with whatever it has started. May be called twice, and from any thread."""
        self._kill()
        with self._calling:  # whoever waits for an answer hears that nobody is there
            self._line.close()

    def _kill(self) -> bool:
        """Kill it and all that is of its group; false where that was done before."""
        with self._ending:
            if self._is_ended:
                return False
            self._is_ended = True
            with suppress(OSError):  # it is gone already
                os.killpg(self._process.pid, SIGKILL)
            self._process.wait()
            return True

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            self._is_ready = self._line.receive(monotonic() + START_SECONDS).kind is Kind.READY
        except (EOFError, Garbled, TimeoutError):
            pass
        except BaseException:
            self.end()
            raise
        if not self._is_ready:
            self.end()
            raise ApartFailure("its process did not start", is_harmful=False)

    def _opened(self, answer: Frame) -> object:
        self.resident_bytes = answer.number
        match answer.kind:
            case Kind.RESULT:
                try:
                    return pickle.loads(answer.body)  # noqa: S301 - from a process of our own
                except Exception as error:
                    self.end()
                    detail = f"its result cannot be read: {type(error).__name__}: {error}"
                    raise ApartFailure(detail, is_harmful=False) from error
            case Kind.RAISED:
                raise ApartFailure(answer.body.decode("utf-8", "replace"), is_harmful=False)
            case Kind.OUT_OF_MEMORY:
                self.end()  # what is left of its memory is in pieces
                raise Lost("it ran out of memory", is_harmful=True)
            case _:
                self.end()
                raise Lost("its process answered nonsense", is_harmful=True)

    def _death(self, seconds: float) -> ApartFailure:
        """Why the process is gone. One that is already dying keeps what it is dying of."""
        was_alone = self._kill()
        self.end()
        if not was_alone:
            return ApartFailure("the run was ended", is_harmful=False)
        status = self._process.returncode
        if status == -SIGXCPU:
            return ApartFailure(f"it took longer than {seconds:g} s of CPU time", is_harmful=True)
        if status < 0:
            return Lost(f"its process died of {_signal(-status)}", is_harmful=True)
        return Lost(f"its process ended by itself with status {status}", is_harmful=True)


def _signal(number: int) -> str:
    try:
        return Signals(number).name
    except ValueError:
        return f"signal {number}"
