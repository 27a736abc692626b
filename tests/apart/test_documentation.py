"""The guide's example of a decoder works as it stands."""

from __future__ import annotations

import re
import wave
from importlib import import_module
from pathlib import Path

from precheck import Unavailable
from precheck.apart.pool import Pool
from precheck.testing import Install, a_track, look, some_tools

pytest_plugins = "precheck.testing"

GUIDE = Path(__file__).parents[2] / "docs" / "plugins.md"


def test_the_example_of_a_decoder_works(installed: Install, tmp_path: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8").partition("\n### Parsers and decoders\n")[2]
    [example, *_] = re.findall(r"^```python\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    installed("my-decoder", "my_decoder", my_decoder=example)
    made = import_module("my_decoder")
    sound, noise = tmp_path / "a.wav", tmp_path / "b.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes((1, 7, 3)))
    noise.write_bytes(b"no sound")

    with Pool(1) as pool:
        heard = look(made.peak, a_track(audio=sound), tools=some_tools(apart=pool))
        why = look(made.peak, a_track(audio=noise), tools=some_tools(apart=pool))

    assert heard == made.Peak(value=7)
    assert isinstance(why, Unavailable)
    assert why.detail.endswith("cannot be decoded: Error: file does not start with RIFF id")
