import json
import re
from pathlib import Path
from typing import Any

import precheck_voice
from precheck_voice.answer import parse
from precheck_voice.consents import read_consent
from precheck_voice.facts import Consent, VoiceMatches

PAGE = Path(__file__).parents[3] / "docs" / "voice-service.md"


def example(schema: str) -> dict[str, Any]:
    """The first example of this schema on the page."""
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    found = next(block for block in blocks if f'"schema": "{schema}"' in block)
    value: dict[str, Any] = json.loads(re.sub(r'"<[^>]+>"', f'"{"0" * 64}"', found))
    return value


def test_the_answer_in_the_documentation_is_valid() -> None:
    found = parse(json.dumps(example("voice-compare/1")).encode(), audio_sha256="0" * 64)

    assert isinstance(found, VoiceMatches)
    assert found.not_enrolled == ("spotify:artist:4aBc",)


def test_the_consent_in_the_documentation_is_valid(tmp_path: Path) -> None:
    (tmp_path / "ada.json").write_text(json.dumps(example("voice-authorisation/1")))

    found = read_consent(tmp_path, "ada.json")

    assert isinstance(found, Consent), found
    assert found.absent == ("licence.pdf", "mandate.pdf")


def test_the_answer_in_the_plugins_docstring_is_valid() -> None:
    text = re.search(r"\n    (\{\"schema.*?\]\})\n", precheck_voice.__doc__ or "", re.DOTALL)

    assert text is not None
    assert isinstance(parse(text[1].encode()), VoiceMatches)
