"""The service as a process: started, asked, and ended however its parent ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from precheck import Reason, Unavailable
from precheck_voice.address import Address
from precheck_voice.embedded.child import running

PARENT = """
import signal, sys, time
from pathlib import Path
from precheck_voice.embedded.child import running
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests ignores it
with running(Path(sys.argv[1])) as address:
    print(address.url, flush=True)
    time.sleep(600)
"""


def is_gone(url: str, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            httpx.get(f"{url}/v1/health", trust_env=False, timeout=5)
        except httpx.TransportError:
            return True
        time.sleep(0.1)
    return False


def test_without_a_model_it_says_what_lacks(tmp_path: Path) -> None:
    with running(tmp_path) as address:
        assert isinstance(address, Unavailable)
        assert address.reason is Reason.SERVICE
        assert "the voice model is not installed: precheck voice install" in address.detail


@pytest.mark.usefixtures("installed")
def test_it_answers_to_its_key_and_ends_with_the_run(tmp_path: Path) -> None:
    with running(tmp_path / "voices") as address:
        assert isinstance(address, Address)
        headers = {"authorization": f"Bearer {address.key}"}
        health = httpx.get(f"{address.url}/v1/health", headers=headers, trust_env=False)
        stranger = httpx.get(f"{address.url}/v1/health", trust_env=False)
    assert health.status_code == 200
    assert stranger.status_code == 401
    assert is_gone(address.url, seconds=1)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_it_ends_however_its_parent_ends(tmp_path: Path, how: signal.Signals) -> None:
    parent = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", PARENT, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        process_group=0,
    )
    assert parent.stdout is not None
    with parent, parent.stdout:
        url = parent.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        assert not is_gone(url, seconds=0.2)

        os.killpg(parent.pid, how)  # as a terminal does

        try:
            parent.wait(20)
        finally:
            parent.kill()
    assert is_gone(url)
