"""Answers are given as they are, and what is kept of them."""

import gzip

import pytest

from tests.web.bench import Site, a_web, answered, reply, run, sent_to


def test_an_answer_is_given_whatever_its_status() -> None:
    result, site = sent_to(reply(418, b"tea", "X-Kind: Pot"), method="POST", content=b"sound")

    answer = answered(result)
    assert (answer.status, answer.body, answer.attempts) == (418, b"tea", 1)
    assert answer.headers["x-kind"] == "Pot"
    assert site.requests[0].endswith(b"\r\n\r\nsound")


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    result, site = sent_to(reply(302, b"", "Location: http://169.254.169.254/secrets"), retry=True)

    assert answered(result).status == 302
    assert len(site.requests) == 1


def test_cookies_are_not_kept() -> None:
    async def act() -> Site:
        async with Site(reply(200, b"", "Set-Cookie: a=b")) as site, a_web() as web:
            await web.send("GET", site.url)
            await web.send("GET", site.url)
            return site

    assert b"cookie" not in run(act()).requests[1].lower()


def test_the_environment_sets_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    assert answered(sent_to(reply())[0]).status == 200


def test_a_compressed_answer_is_read() -> None:
    body = gzip.compress(b"slow tide " * 500)

    result, _ = sent_to(reply(200, body, "Content-Encoding: gzip"))

    assert answered(result).body == b"slow tide " * 500
