"""Who may be contacted, and how an address is shown."""

import pytest

from precheck import Reason
from precheck.web import Web, host_of, shown
from tests.web.bench import HERE, a_web, answered, failed, outcome, reply, run, sent_to


def test_offline_refuses_at_once_and_names_no_secret() -> None:
    failure = failed(
        run(outcome(Web(offline=True, allow_hosts=HERE), "http://me:hush@127.0.0.1/?k=hush"))
    )

    assert failure.why.reason is Reason.OFFLINE
    assert failure.attempts == 0
    assert "hush" not in str(failure) + failure.why.remedy


def test_a_service_of_the_runs_own_is_contacted_offline_too() -> None:
    result, _ = sent_to(reply(200, b"here"), web=Web(offline=True, own_hosts=HERE))
    other = run(outcome(Web(offline=True, own_hosts=HERE), "http://voice.example/"))

    assert answered(result).body == b"here"
    assert failed(other).why.reason is Reason.OFFLINE


def test_a_host_that_is_not_allowed_is_never_contacted() -> None:
    result, site = sent_to(reply(), web=Web(allow_hosts=("voice.example",)))

    assert failed(result).why.reason is Reason.NOT_CONFIGURED
    assert "127.0.0.1 is not among those" in failed(result).why.detail
    assert site.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "127.0.0.1:80",
        "http://",
        "http://127.0.0.1:99999/",
        "http://evil.example\\@127.0.0.1/",
        "http://127.0.0.1/\r\nHost: evil.example",
        "http://[::1",
        "",
    ],
)
def test_an_odd_address_is_refused(url: str) -> None:
    assert failed(run(outcome(a_web(), url))).why.reason is Reason.SERVICE


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Voice.Example./v1", "voice.example"),
        ("http://a@voice.example:80/x", "voice.example"),
        ("http://voice.example@evil.example/", "evil.example"),
        ("http://[::1]:8000/", "::1"),
        ("https://voice.example.evil.example/", "voice.example.evil.example"),
    ],
)
def test_the_host_is_the_one_that_would_be_contacted(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_shown_address_has_no_secret() -> None:
    assert shown("https://me:hush@voice.example/v1?key=hush#hush") == "https://voice.example/v1"
    assert shown("//me:hush@voice.example/v1") == "//voice.example/v1"
    assert "\x1b" not in shown("http://voice.example/\x1b[31m")
