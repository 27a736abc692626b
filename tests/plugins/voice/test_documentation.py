import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

import precheck_voice
from precheck_voice.adapters import Adapter, VoiceEvidence
from precheck_voice.adapters.installed import adapter, names
from precheck_voice.adapters.reading import evidence_of
from precheck_voice.answer import parse
from precheck_voice.consents import read_consent
from precheck_voice.embedded.thresholds import (
    SEARCH_FALSE_ALARMS,
    SEARCH_FROM,
    SEARCH_MARGIN,
)
from precheck_voice.facts import Consent, VoiceMatches, VoiceSearch
from precheck_voice.options import VoiceOptions
from precheck_voice.strict import decode
from precheck_voice.trust import Trust
from precheck_voice.wire import Wrapped

PAGE = Path(__file__).parents[3] / "docs" / "voice-service.md"
VENDORS = PAGE.with_name("voice-vendors.md")
CONSENTS = PAGE.with_name("voice-consents.md")


def example(schema: str, page: Path = PAGE) -> dict[str, Any]:
    """The first example of this schema on the page."""
    blocks = re.findall(r"```json\n(.*?)```", page.read_text(), re.DOTALL)
    found = next(block for block in blocks if f'"schema": "{schema}"' in block)
    value: dict[str, Any] = json.loads(re.sub(r'"<[^>]+>"', f'"{"0" * 64}"', found))
    return value


def test_the_answer_in_the_documentation_is_valid() -> None:
    found = parse(json.dumps(example("voice-compare/1")).encode(), audio_sha256="0" * 64)

    assert isinstance(found, VoiceMatches)
    assert found.not_enrolled == ("spotify:artist:4aBc",)


def test_the_search_in_the_documentation_is_valid() -> None:
    (block,) = re.findall(r"```json\n(\"watch_list\".*?)```", PAGE.read_text(), re.DOTALL)
    answer = {**example("voice-compare/1"), **json.loads(f"{{{block}}}")}

    found = parse(json.dumps(answer).encode(), is_search=True)

    assert isinstance(found, VoiceMatches)
    assert found.search is not None
    assert found.search.hit is not None


def test_the_table_of_false_alarms_is_what_the_formula_gives() -> None:
    _, _, section = PAGE.read_text().partition("| voices | tracks with")
    rows = re.findall(r"^\| (\d+) \| ([\d.]+) % \|$", section, re.MULTILINE)

    assert [int(voices) for voices, _ in rows] == [1, 10, 50, 100, 1000]
    for voices, share in rows:
        found = VoiceSearch(
            compared=int(voices),
            score_from=SEARCH_FROM,
            margin=SEARCH_MARGIN,
            false_alarm_rate=SEARCH_FALSE_ALARMS,
        )
        digits = len(share.partition(".")[2])
        assert f"{100 * (found.by_chance or 0):.{digits}f}" == share


def test_the_consent_in_the_documentation_is_valid(tmp_path: Path) -> None:
    (tmp_path / "ada.json").write_text(json.dumps(example("voice-authorisation/1", CONSENTS)))

    found = read_consent(tmp_path, "ada.json", Trust)

    assert isinstance(found, Consent), found
    assert found.absent == ("licence.pdf", "mandate.pdf")


def test_the_answer_in_the_plugins_docstring_is_valid() -> None:
    text = re.search(r"\n    (\{\"schema.*?\]\})\n", precheck_voice.__doc__ or "", re.DOTALL)

    assert text is not None
    assert isinstance(parse(text[1].encode()), VoiceMatches)


def test_the_vendors_answer_in_the_documentation_is_read() -> None:
    blocks = re.findall(r"```json\n(.*?)```", VENDORS.read_text(), re.DOTALL)
    block = next(block for block in blocks if '"vendor"' in block)
    body = re.sub(r'"<digest[^>]+>"', f'"{"0" * 64}"', block).encode()
    wrapped = decode(body, Wrapped)
    read_by = adapter(wrapped.vendor)

    assert isinstance(read_by, Adapter)
    found = evidence_of(wrapped, read_by, "0" * 64)
    assert isinstance(found, VoiceEvidence), found
    assert [(m.artist, m.score) for m in found.identity or ()] == [("isni:000000012345678X", 31)]


def test_every_vendor_stands_in_the_table_with_its_standing() -> None:
    _, _, section = VENDORS.read_text().partition("## Answers of vendors")
    table = section.partition("| `vendor` |")[2].partition("\n\n")[0]
    rows = re.findall(
        r"^\| `([a-z-]+)` \|.*\| (yes|only read) \| ([a-z-]+) \|$", table, re.MULTILINE
    )

    assert len(rows) == len(names())
    for name, is_asked, standing in rows:
        found = adapter(name)
        assert isinstance(found, Adapter)
        assert found.standing == standing
        assert (found.asking is not None) == (is_asked == "yes")


def test_every_vendor_that_is_asked_stands_there_with_its_host() -> None:
    _, _, section = VENDORS.read_text().partition("### What is sent")
    table = section.partition("| vendor |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|[^|]*\|([^|]*)\|", table, re.MULTILINE))

    asked = {name: found.asking for name in names() if isinstance(found := adapter(name), Adapter)}
    assert rows.keys() == {name for name, asking in asked.items() if asking is not None}
    for name, asking in asked.items():
        if asking is not None and asking.url:
            host = asking.url.removeprefix("https://").partition("/")[0]
            assert host.replace("{region}", "<region>") in rows[name]


def test_the_settings_of_vendors_on_the_page_can_be_honoured() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", VENDORS.read_text(), re.DOTALL)
    settings = tomllib.loads(next(block for block in blocks if "vendors.pex" in block))

    options = msgspec.convert(settings["plugins"]["voice"], VoiceOptions)

    assert set(options.vendors) == {"pex", "resemble-detect"}
    _, _, section = VENDORS.read_text().partition("## Asking vendors")
    table = section.partition("| option |")[2].partition("\n\n")[0]
    told = set(
        re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)))
    )
    known = {
        field.encode_name
        for name in names()
        if isinstance(found := adapter(name), Adapter) and found.asking is not None
        for field in msgspec.structs.fields(found.asking.options)
    }
    assert told == known
