"""What the client says of itself, and when it is there."""

import logging
import subprocess
import sys
import time

import pytest

from tests.web.bench import Site, a_web, failed, reply, run, sent_to


@pytest.mark.parametrize("key", ["hush\r\nX-More: 1", "hush\x00", "hush\u20ac"])
def test_a_key_that_cannot_be_a_header_is_not_repeated(key: str) -> None:
    result, site = sent_to(reply(), headers={"Authorization": f"Bearer {key}"}, retry=True)

    failure = failed(result)
    chain = f"{failure}{failure.why}{failure.__cause__}"
    assert "malformed" in chain
    assert "hush" not in chain
    assert site.requests == []


def test_logs_name_neither_query_nor_header_values(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    sent_to(reply(200, b"", "Set-Cookie: session=hush"), headers={"Authorization": "Bearer hush"})

    ours = [r for r in caplog.records if r.name.startswith(("httpx", "httpcore"))]
    assert len(ours) > 3
    assert "hush" not in "\n".join(r.getMessage() for r in ours)


def test_importing_the_web_does_not_import_the_client() -> None:
    code = "import precheck.web, sys; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_a_closed_web_opens_again() -> None:
    async def act() -> int:
        async with Site(reply()) as site:
            web = a_web()
            await web.send("GET", site.url)
            await web.aclose()
            answer = await web.send("GET", site.url)
            await web.aclose()
            return answer.status

    assert run(act()) == 200


def test_no_test_here_waits_for_a_back_off() -> None:
    began = time.monotonic()

    sent_to(reply(503, b"", "Retry-After: 100"), retry=True)

    assert time.monotonic() - began < 5
