"""What may be set for a vendor, where its key comes from, and that it goes nowhere else."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from vendor_house import KEY, Bench, FakeVendor, resemble

from precheck import AiDetections, Unavailable
from precheck_voice.adapters import Axis
from precheck_voice.asking.keys import Keys
from precheck_voice.asking.settings import Vendor, vendors
from precheck_voice.options import VoiceOptions

ACRCLOUD = {"container": 77, "region": "us-west-2"}


def options(**tables: Any) -> VoiceOptions:
    named = {name.replace("_", "-"): table for name, table in tables.items()}
    return msgspec.convert({"vendors": named}, VoiceOptions)


@pytest.mark.parametrize(
    ("name", "table", "words"),
    [
        ("pexx", {}, "vendors.pexx: no adapter of this name; there are acrcloud, aurigin"),
        ("pex", {"key": "k"}, "vendors.pex: a key is never written here"),
        ("pex", {"urls": "k"}, "unknown field `urls`; there are "),
        ("pex", {"max_sends": -1}, "Expected `int` >= 0 - at `$.max_sends`"),
        ("pex", {"wait_seconds": 0}, "at `$.wait_seconds`"),
        ("pex", {"url": "http://pex.example"}, "url must be https"),
        ("pex", {"url": "https://me:secret@pex.example"}, "url may hold no credentials"),
        ("resemble_identity", {}, "Resemble Identity cannot be asked: it takes sound from a"),
        ("phonexia", {"voiceprints": "v.json"}, "url is missing"),
        ("pyannoteai", {}, "missing required field `voiceprints`"),
        ("acrcloud", {}, "missing required field `container`"),
        ("acrcloud", ACRCLOUD | {"region": "mars"}, "Invalid enum value 'mars' - at `$.region`"),
    ],
)
def test_what_cannot_be_honoured_is_refused_in_words(
    name: str, table: dict[str, Any], words: str
) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        options(**{name: table})
    assert words in str(refused.value)


def test_two_that_compare_voices_are_not_chosen_between() -> None:
    prints = {"voiceprints": "v.json"}
    with pytest.raises(msgspec.ValidationError, match="both compare voices"):
        options(pyannoteai=prints, phonexia=prints | {"url": "https://p.example"})
    with pytest.raises(ValueError, match=r"service and vendors\.pyannoteai both compare voices"):
        VoiceOptions(service="embedded", vendors={"pyannoteai": prints})


def test_a_search_is_not_asked_of_a_vendor_that_cannot() -> None:
    vendors_ = {"pyannoteai": {"voiceprints": "v.json"}}
    with pytest.raises(ValueError, match="watch_list needs a service that speaks voice-compare/1"):
        VoiceOptions(watch_list=True, vendors=vendors_)
    with pytest.raises(ValueError, match="across_names needs a service that speaks"):
        VoiceOptions(across_names=True, vendors=vendors_)


def test_a_vendor_has_its_documented_address_unless_another_is_set() -> None:
    own = options(acrcloud=ACRCLOUD, pex={"url": "https://here.example/"})
    found = [one for one in vendors(own.vendors, Axis.SYNTHETIC) if isinstance(one, Vendor)]
    assert [(one.name, one.url) for one in found] == [
        ("acrcloud", "https://api-us-west-2.acrcloud.com"),
        ("pex", "https://here.example"),
    ]
    assert found[0].host == "api-us-west-2.acrcloud.com"


def test_settings_travel_to_workers() -> None:
    own = options(acrcloud=ACRCLOUD)
    assert pickle.loads(pickle.dumps(own)) == own  # noqa: S301 - our own


# --- keys ------------------------------------------------------------------------------------


def test_secrets_are_taken_out_of_texts_and_bodies() -> None:
    keys = Keys("a-long-key", "a-long-id")
    keys.hide("a-long-key-and-more")
    text = "it says a-long-key-and-more, a-long-id and a-long-key"
    assert keys.redacted(text) == "it says ***, *** and ***"
    assert keys.redacted_bytes(text.encode()) == b"it says ***, *** and ***"
    assert "a-long" not in repr(keys)


def test_a_secret_is_known_however_it_is_written() -> None:
    keys = Keys('base64/with+"signs=')
    ways = (r"base64/with+\"signs=", r"base64\/with+\"signs=", "base64%2Fwith%2B%22signs%3D")
    assert [keys.redacted(f"it says {way}.") for way in ways] == ["it says ***."] * 3


def test_what_is_too_short_for_a_secret_is_left_in_texts() -> None:
    assert Keys("1").redacted("status 401") == "status 401"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    """A keyring in memory."""
    keyring = pytest.importorskip("keyring", reason="the extra `keyring` is not installed")
    from keyring.backend import KeyringBackend

    before = keyring.get_keyring()  # asked first: it chooses among the classes there are
    held: dict[tuple[str, str], str] = {}

    class InMemory(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            if username == "broken":
                raise RuntimeError("the bus is gone")
            return held.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            held[service, username] = password

    keyring.set_keyring(InMemory())  # type: ignore[no-untyped-call]
    monkeypatch.delenv("PRECHECK_RESEMBLE_DETECT_KEY", raising=False)
    yield held
    keyring.set_keyring(before)


def test_a_key_may_lie_in_the_keyring(
    bench: Bench,
    vendor: FakeVendor,
    ring: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vendor.flow = resemble
    table = {"url": vendor.url}
    monkeypatch.delenv("PRECHECK_RESEMBLE_DETECT_KEY", raising=False)
    missing = bench.heard(resemble_detect=table)
    assert isinstance(missing, Unavailable)
    assert "keyring set precheck resemble-detect" in missing.remedy

    ring["precheck", "resemble-detect"] = KEY

    assert isinstance(bench.heard(resemble_detect=table), AiDetections)


def test_the_environment_outweighs_the_keyring(
    bench: Bench,
    vendor: FakeVendor,
    ring: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vendor.flow = resemble
    ring["precheck", "resemble-detect"] = "another key"
    monkeypatch.setenv("PRECHECK_RESEMBLE_DETECT_KEY", KEY)
    assert isinstance(bench.heard(resemble_detect={"url": vendor.url}), AiDetections)


def test_a_keyring_that_fails_holds_no_key(ring: dict[tuple[str, str], str]) -> None:
    from precheck_voice.adapters import VendorOptions
    from precheck_voice.asking.keys import keys_of

    assert ring == {}
    assert keys_of("broken", VendorOptions()).key == ""
