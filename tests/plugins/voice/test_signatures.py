"""Signatures of consent records, held against OpenSSL's own and the vectors of RFC 8032."""

import json
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("cryptography")
pytest.importorskip("rfc8785")

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from precheck import Finding
from precheck.cli import cli
from precheck.testing import A_DAY, ask
from precheck_voice import trust as trusting
from precheck_voice.consents import read_consent
from precheck_voice.facts import BrokenConsent, Consent, Consents, Signed, Verification
from precheck_voice.options import VoiceOptions
from precheck_voice.rules import consent, signatures
from precheck_voice.trust import Trust, TrustError, key_id, read_trust, trust_of
from tests.plugins.voice.test_consents import a_record, keep
from tests.plugins.voice.test_rules import a_consent, a_match, matches, the_release

ADA = "isni:000000012345678X"
SIGNED = "2026-09-28"
PAGE = Path(__file__).parents[3] / "docs" / "voice-consents.md"
OPENSSL = shutil.which("openssl") or ""
RFC_KEY = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
"""RFC 8032, section 7.1, test 1."""
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def plain(record: dict[str, Any]) -> bytes:
    """What is signed, without the library: for whole numbers and ASCII names it is the same."""
    told = {name: value for name, value in record["signature"].items() if name != "value"}
    whole = {**record, "signature": told}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed_by(key: Ed25519PrivateKey, day: str = SIGNED, **more: Any) -> dict[str, Any]:
    record = a_record(**more)
    record["signature"] = {"algorithm": "ed25519", "key": key_id(public(key)), "signed": day}
    record["signature"]["value"] = b64encode(key.sign(plain(record))).decode()
    return record


def entry(**changes: str) -> str:
    lines = {
        "name": '"Ada Example"',
        "public": f'"{b64encode(public(RFC_KEY)).decode()}"',
        "owners": f'["{ADA}"]',
        "from": "2026-01-01",
        **changes,
    }
    return "[[keys]]\n" + "".join(f"{name} = {text}\n" for name, text in lines.items())


def trusted(root: Path, text: str | None = None) -> Trust:
    (root / "trust.toml").write_text(entry() if text is None else text)
    return trust_of(VoiceOptions(trust="trust.toml"), root)


def told(root: Path, record: object, trust: Trust | None = None) -> Consent | BrokenConsent:
    keep(root, record)
    return read_consent(root, "consents/ada.json", lambda: trust or trusted(root))


def state(found: Consent | BrokenConsent) -> Signed:
    assert isinstance(found, Consent), found
    return found.signed


def why(found: Consent | BrokenConsent) -> str:
    assert isinstance(found, BrokenConsent), found
    return found.why


def test_the_signature_of_a_trusted_key_is_verified(tmp_path: Path) -> None:
    found = state(told(tmp_path, signed_by(RFC_KEY)))

    assert found == Signed(
        state=Verification.VERIFIED,
        key="21fe31dfa154a261",
        signer="Ada Example",
        day=date(2026, 9, 28),
    )


def test_a_key_may_stand_in_the_list_as_pem(tmp_path: Path) -> None:
    der = bytes.fromhex("302a300506032b6570032100") + public(RFC_KEY)
    pem = f"-----BEGIN PUBLIC KEY-----\n{b64encode(der).decode()}\n-----END PUBLIC KEY-----\n"
    text = entry(public=f'"""\n{pem}"""')

    assert state(told(tmp_path, signed_by(RFC_KEY), trusted(tmp_path, text))).signer == (
        "Ada Example"
    )


def test_neither_order_nor_blanks_are_signed(tmp_path: Path) -> None:
    turned = dict(reversed(signed_by(RFC_KEY).items()))

    found = told(tmp_path, json.dumps(turned, indent=7).encode())

    assert state(found).state is Verification.VERIFIED


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("scope__territories", ["DE"]),
        ("valid__until", "2039-09-30"),
        ("disclosure__label_shown", False),
        ("signature__signed", "2026-09-29"),
        ("signature__value", b64encode(bytes(64)).decode()),
    ],
)
def test_whatever_is_changed_breaks_it(tmp_path: Path, path: str, value: object) -> None:
    record = signed_by(RFC_KEY)
    section, field = path.split("__")
    record[section] = {**record[section], field: value}

    assert "its signature is not that of Ada Example" in why(told(tmp_path, record))


def test_a_field_that_is_added_breaks_it(tmp_path: Path) -> None:
    record = signed_by(RFC_KEY) | {"note": "and everything else"}

    assert "the record was changed since" in why(told(tmp_path, record))


def test_a_signature_that_names_the_key_of_another_is_broken(tmp_path: Path) -> None:
    record = signed_by(OTHER_KEY)
    record["signature"]["key"] = key_id(public(RFC_KEY))

    found = told(tmp_path, record)

    assert "or somebody else signed it" in why(found)
    assert isinstance(found, BrokenConsent)
    assert found.owner_ids == (ADA,)


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        ({"value": "!"}, "not 64 bytes in base64"),
        ({"value": b64encode(bytes(63)).decode()}, "not 64 bytes in base64"),
        ({"algorithm": "rsa"}, "algorithm"),
        ({"key": "../../etc"}, "key"),
        ({"signed": "soon"}, "signed"),
    ],
)
def test_a_signature_of_another_form_is_broken(
    tmp_path: Path, signature: dict[str, str], words: str
) -> None:
    record = signed_by(RFC_KEY)
    record["signature"] |= signature

    assert words in why(told(tmp_path, record))


def test_a_number_without_an_exact_double_has_no_canonical_form(tmp_path: Path) -> None:
    body = json.dumps(signed_by(RFC_KEY))[:-1] + f', "note": {2**53 + 1}}}'

    assert "no canonical form (RFC 8785)" in why(told(tmp_path, body.encode()))


def test_a_key_that_the_list_does_not_have_is_unknown(tmp_path: Path) -> None:
    found = state(told(tmp_path, signed_by(OTHER_KEY)))

    assert (found.state, found.signer) == (Verification.UNKNOWN_KEY, "")
    assert found.why == f"the trust list does not have its key {key_id(public(OTHER_KEY))}"


def test_without_a_trust_list_nothing_is_verified(tmp_path: Path) -> None:
    none = trust_of(VoiceOptions(), tmp_path)

    found = state(told(tmp_path, signed_by(RFC_KEY), none))

    assert found.state is Verification.NO_TRUST_LIST
    assert "no trust list is set up" in found.why


def test_without_the_extra_nothing_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trusting, "NEEDED", ("no_such_library",))

    found = state(told(tmp_path, signed_by(RFC_KEY), trusted(tmp_path)))

    assert found.state is Verification.NOT_CHECKED
    assert "pip install 'precheck-music[signatures]'" in found.why


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"from": "2026-09-29"}, "signed on 2026-09-28, the key may sign from 2026-09-29"),
        ({"until": "2026-09-27"}, "the key may sign until 2026-09-27"),
        ({"owners": '["isni:0000000999900020"]'}, "may not sign for isni:000000012345678X"),
    ],
)
def test_a_key_that_may_not_sign_breaks_the_record(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    found = told(tmp_path, signed_by(RFC_KEY), trusted(tmp_path, entry(**changes)))

    assert why(found).startswith("its signature by Ada Example does not count: ")
    assert words in why(found)


def test_an_id_of_another_beside_ones_own_breaks_the_record(tmp_path: Path) -> None:
    owner = {"name": "Ada Example", "isni": "000000012345678X", "ids": ["spotify:artist:4aBc"]}

    found = told(tmp_path, signed_by(RFC_KEY, voice_owner=owner))

    assert "the key may not sign for spotify:artist:4aBc" in why(found)


@pytest.mark.parametrize(
    "changes",
    [
        {"from": SIGNED, "until": SIGNED},
        {"revoked": "2026-09-28"},
        {"owners": '["any"]'},
        {"owners": '["isni:0000000999900020", "https://isni.org/isni/0000 0001 2345 678x"]'},
    ],
)
def test_a_key_that_may_sign_does(tmp_path: Path, changes: dict[str, str]) -> None:
    found = told(tmp_path, signed_by(RFC_KEY), trusted(tmp_path, entry(**changes)))

    assert state(found).state is Verification.VERIFIED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("keys = 3", "Expected `array`"),
        ("[[keys", "is not valid"),
        ("trusted = true", "unknown field"),
        (entry(owners="[]"), "owners"),
        (entry(until='"soon"'), "until"),
        (entry(expires="2027-01-01"), "unknown field `expires`"),
        (entry(public='"AAAA"'), "the public key of 'Ada Example' has 3 bytes, 32 are wanted"),
        (entry(public='"ä"'), "is neither base64 nor PEM"),
        (
            entry(public='"-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----"'),
            "is not one of Ed25519",
        ),
        (entry() + entry(name='"Bob"'), "has one key twice: 'Ada Example' and 'Bob'"),
        ("x" * 1_100_000, "larger than"),
    ],
)
def test_a_trust_list_that_is_wrong_is_said_and_verifies_nothing(
    tmp_path: Path, text: str, words: str
) -> None:
    found = state(told(tmp_path, signed_by(RFC_KEY), trusted(tmp_path, text)))

    assert found.state is Verification.NOT_CHECKED
    assert words in found.why
    assert "trust.toml" in found.why
    assert str(tmp_path) not in found.why


def test_a_trust_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrustError, match=r"trust\.toml cannot be read: No such file"):
        read_trust(tmp_path / "trust.toml")


# --- what comes of it ------------------------------------------------------------------------


def judged(*records: Consent, options: VoiceOptions | None = None) -> list[Finding]:
    (one,) = signatures.RULES
    facts = (Consents(records=records), options or VoiceOptions())
    return ask(one, the_release(), *facts, narrower={"A1": [matches(a_match())]})


def a_signed(found: Verification, text: str = "no list", **more: Any) -> Consent:
    return a_consent(signed=Signed(state=found, key="ab" * 8, why=text), **more)


@pytest.mark.parametrize("open_state", [Verification.UNKNOWN_KEY, Verification.NOT_CHECKED])
def test_a_record_that_is_needed_and_not_verified_is_for_review(open_state: Verification) -> None:
    (found,) = judged(a_signed(open_state, "the list lacks it"))

    assert found.message == (
        "consents/ada.json is needed for Slow Tide (A1), which resembles Ada Example; "
        "its signature is not verified: the list lacks it"
    )
    assert found.evidence["signature"] == open_state.value


@pytest.mark.parametrize(
    "fine", [Verification.VERIFIED, Verification.UNSIGNED, Verification.NO_TRUST_LIST]
)
def test_where_no_signature_is_asked_for_others_pass(fine: Verification) -> None:
    assert judged(a_signed(fine)) == []


@pytest.mark.parametrize("short", [s for s in Verification if s is not Verification.VERIFIED])
def test_where_signatures_are_required_nothing_else_covers(short: Verification) -> None:
    text = "" if short is Verification.UNSIGNED else "why not"

    (found,) = judged(a_signed(short, text), options=VoiceOptions(require_signature=True))

    words = "it is not signed" if short is Verification.UNSIGNED else "is not verified: why not"
    assert found.message.endswith(words)


def test_a_verified_record_goes_before_one_that_is_not() -> None:
    first = a_signed(Verification.UNKNOWN_KEY)
    second = a_signed(Verification.VERIFIED, "", file="consents/b.json")

    assert judged(first, second) == []
    assert judged(first, second, options=VoiceOptions(require_signature=True)) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"revoked": A_DAY}, "the key of Ada that signed it was revoked on"),
        ({"day": A_DAY + timedelta(1)}, "which is still to come"),
    ],
)
def test_a_signature_that_does_not_count_on_the_day_blocks(
    more: dict[str, Any], words: str
) -> None:
    told: dict[str, Any] = {"day": date(2026, 9, 28), **more}
    signed = Signed(state=Verification.VERIFIED, key="ab" * 8, signer="Ada", **told)
    (rule,) = (one for one in consent.RULES if one.id == "voice.consent-broken")
    facts = (Consents(records=(a_consent(signed=signed),)),)

    (found,) = ask(rule, the_release(), *facts, narrower={"A1": [matches(a_match())]})

    assert words in found.message
    assert found.evidence["record"] == "consents/ada.json"


@pytest.mark.parametrize("more", [{"revoked": A_DAY + timedelta(1)}, {"day": A_DAY}])
def test_a_signature_counts_until_its_key_is_revoked(more: dict[str, Any]) -> None:
    told: dict[str, Any] = {"day": date(2026, 9, 28), **more}

    assert Signed(state=Verification.VERIFIED, signer="Ada", **told).objection(A_DAY) == ""


def test_records_without_signatures_hang_on_neither_settings_nor_day(tmp_path: Path) -> None:
    def unasked() -> Trust:
        raise AssertionError

    keep(tmp_path, a_record())

    assert state(read_consent(tmp_path, "consents/ada.json", unasked)) == Signed()


def test_a_forged_record_blocks_where_a_resemblance_needs_it(tmp_path: Path) -> None:
    record = signed_by(RFC_KEY) | {"note": "forged"}
    broken = told(tmp_path, record)
    assert isinstance(broken, BrokenConsent)

    (rule,) = (one for one in consent.RULES if one.id == "voice.consent-broken")
    (found,) = ask(
        rule,
        the_release(),
        Consents(broken=(broken,)),
        narrower={"A1": [matches(a_match())]},
    )

    assert "its signature is not that of Ada Example" in found.message


# --- against others --------------------------------------------------------------------------


def openssl(*arguments: str) -> bytes:
    done = subprocess.run([OPENSSL, *arguments], capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


def said(*arguments: str, **more: Any) -> Result:
    result = CliRunner().invoke(cli, ["voice", *arguments], **more)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def in_documentation() -> dict[str, Any]:
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    record: dict[str, Any] = json.loads(next(block for block in blocks if '"value"' in block))
    return record


def test_the_worked_example_is_verified(tmp_path: Path) -> None:
    (listed,) = re.findall(r"```toml\n(\[\[keys\]\].*?)```", PAGE.read_text(), re.DOTALL)

    found = state(told(tmp_path, in_documentation(), trusted(tmp_path, listed)))

    assert (found.state, found.signer) == (Verification.VERIFIED, "Ada Example")


def test_the_worked_example_shows_the_bytes_that_are_signed() -> None:
    record = in_documentation()
    (line,) = re.findall(r"^(\{\"document\".*\})$", PAGE.read_text(), re.MULTILINE)

    assert line.encode() == plain(record)
    assert b64decode(record["signature"]["value"]) == RFC_KEY.sign(line.encode())


@pytest.mark.skipif(not OPENSSL, reason="openssl is not installed")
def test_openssl_verifies_what_the_command_signs(tmp_path: Path) -> None:
    keep(tmp_path, a_record())
    file = tmp_path / "consents" / "ada.json"
    said("key", str(tmp_path / "ada.pem"))
    done = said("sign", str(file), "--key", str(tmp_path / "ada.pem"))
    assert done.exit_code == 0, done.output

    record = json.loads(file.read_bytes())
    (tmp_path / "signed").write_bytes(plain(record))
    (tmp_path / "value").write_bytes(b64decode(record["signature"]["value"]))
    openssl("pkey", "-in", str(tmp_path / "ada.pem"), "-pubout", "-out", str(tmp_path / "pub.pem"))
    asked = ("-rawin", "-in", str(tmp_path / "signed"), "-sigfile", str(tmp_path / "value"))
    told = openssl("pkeyutl", "-verify", "-pubin", "-inkey", str(tmp_path / "pub.pem"), *asked)

    assert b"Verified Successfully" in told


@pytest.mark.skipif(not OPENSSL, reason="openssl is not installed")
def test_what_openssl_signs_is_verified(tmp_path: Path) -> None:
    pem, raw = tmp_path / "key.pem", tmp_path / "signed"
    openssl("genpkey", "-algorithm", "ed25519", "-out", str(pem))
    listed = said("key", str(pem), "--name", "By OpenSSL", "--owner", ADA).output
    (name,) = re.findall(r"^# key ([0-9a-f]{16})$", listed, re.MULTILINE)
    listed = re.sub(r"from = .*", "from = 2026-01-01", listed)
    record = a_record()
    record["signature"] = {"algorithm": "ed25519", "key": name, "signed": SIGNED}
    raw.write_bytes(plain(record))
    value = openssl("pkeyutl", "-sign", "-inkey", str(pem), "-rawin", "-in", str(raw))
    record["signature"]["value"] = b64encode(value).decode()

    found = state(told(tmp_path, record, trusted(tmp_path, listed)))

    assert (found.state, found.signer) == (Verification.VERIFIED, "By OpenSSL")


# --- the commands ----------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    keep(tmp_path, a_record())
    return tmp_path / "consents" / "ada.json"


def test_a_record_is_signed_and_verified_on_the_command_line(here: Path) -> None:
    made = said("key", "ada.pem", "--name", "Ada's label", "--owner", ADA)
    Path("trust.toml").write_text(made.output)
    Path("precheck.toml").write_text('[plugins.voice]\ntrust = "trust.toml"\n')
    before = said("verify", str(here))
    said("sign", str(here), "--key", "ada.pem")
    after = said("verify", str(here))
    here.write_text(here.read_text().replace("Worldwide", "US"))
    changed = said("verify", str(here))

    assert Path("ada.pem").stat().st_mode & 0o777 == 0o600
    assert (before.exit_code, after.exit_code, changed.exit_code) == (1, 0, 1)
    assert "not verified: it is not signed" in before.output
    assert "verified: signed by Ada's label (key " in after.output
    assert "broken: its signature is not that of Ada's label" in changed.output


def test_a_revoked_key_verifies_nothing(here: Path) -> None:
    made = said("key", "ada.pem", "--owner", ADA)
    Path("trust.toml").write_text(f"{made.output}revoked = 2026-01-01\n")
    said("sign", str(here), "--key", "ada.pem")

    refused = said("verify", str(here), "--trust", "trust.toml")

    assert refused.exit_code == 1
    assert "not verified: the key of ada that signed it was revoked on 2026-01-01" in refused.output


def test_a_key_that_is_there_is_shown_and_not_made_again(here: Path) -> None:
    del here
    first, second = said("key", "ada.pem"), said("key", "ada.pem")

    assert first.output == second.output
    assert "owners = []  # the ids of those for whose voices it may sign" in first.output


@pytest.mark.skipif(not OPENSSL, reason="openssl is not installed")
def test_a_passphrase_is_asked_for(here: Path) -> None:
    del here
    asked = ("-aes256", "-pass", "pass:hush", "-out", "key.pem")
    openssl("genpkey", "-algorithm", "ed25519", *asked)

    assert said("key", "key.pem", input="hush\n").exit_code == 0
    refused = said("key", "key.pem", input="loud\n")
    assert refused.exit_code == 2
    assert "no private key in PEM that can be read" in refused.output


def test_a_record_that_is_signed_is_not_signed_again_by_mistake(here: Path) -> None:
    said("key", "ada.pem")
    said("sign", str(here), "--key", "ada.pem")
    once = here.read_bytes()
    refused = said("sign", str(here), "--key", "ada.pem")
    again = said("sign", str(here), "--key", "ada.pem", "--again")

    assert refused.exit_code == 2
    assert "is signed already" in refused.output
    assert again.exit_code == 0
    assert here.read_bytes() == once
    assert sorted(path.name for path in here.parent.iterdir()) == ["ada.json"]


@pytest.mark.parametrize(
    ("record", "words"),
    [(b"{", "is no valid consent record: it is not JSON"), (a_record(scope__uses=[]), "no use")],
)
def test_what_is_no_record_is_not_signed(here: Path, record: object, words: str) -> None:
    said("key", "ada.pem")
    keep(here.parents[1], record)

    refused = said("sign", str(here), "--key", "ada.pem")

    assert refused.exit_code == 2
    assert words in refused.output


def test_what_is_no_key_is_said(here: Path) -> None:
    Path("ada.pem").write_text("no key")

    refused = said("sign", str(here), "--key", "ada.pem")

    assert refused.exit_code == 2
    assert "ada.pem holds no private key in PEM that can be read" in refused.output


def test_verifying_without_a_trust_list_is_refused(here: Path) -> None:
    refused = said("verify", str(here))

    assert refused.exit_code == 2
    assert "no trust list is set up" in refused.output


@pytest.mark.parametrize(
    "command", [("key", "k.pem"), ("sign", "r", "--key", "r"), ("verify", "r")]
)
def test_without_the_extra_they_say_how_to_get_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    here.rename("r")
    monkeypatch.setattr(trusting, "NEEDED", ("no_such_library",))

    refused = said(*command)

    assert refused.exit_code == 2
    assert "pip install 'precheck-music[signatures]'" in refused.output
