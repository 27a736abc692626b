"""What each command imports, and how little."""

import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
MESSAGE = FIXTURES / "messages" / "4.3.2.xml"


def imported_by(*arguments: str | Path) -> set[str]:
    """The top-level modules that a command has imported when it ends."""
    return {name.partition(".")[0] for name in all_imported_by(*arguments)}


def all_imported_by(*arguments: str | Path) -> set[str]:
    """The modules that a command has imported when it ends."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: sys.stderr.write('\\n' + ' '.join(sys.modules)))\n"
        f"sys.argv = ['precheck', *{[str(a) for a in arguments]!r}]\n"
        "from precheck.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert "precheck" in done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("check", "--help"),
        ("check", MESSAGE, "--json"),
        ("check", FIXTURES / "deliveries" / "clean-single", "--json", "--offline"),
        ("disclose", MESSAGE, "--json"),
        ("fix", FIXTURES / "deliveries" / "clean-single", "--dry-run", "--json"),
        ("show", FIXTURES / "deliveries" / "clean-single", "--json", "--offline"),
        ("rules",),
        ("policies",),
        ("schema",),
        ("judge", FIXTURES / "README.md"),
    ],
)
def test_no_plain_command_imports_textual_or_httpx(arguments: tuple[str | Path, ...]) -> None:
    assert not imported_by(*arguments) & {"textual", "httpx", "rich", "anyio"}


def test_the_version_imports_nothing_but_the_version() -> None:
    assert not imported_by("--version") & {"click", "msgspec", "lxml", "pluggy", "asyncio"}


def test_help_imports_no_engine() -> None:
    assert not imported_by("check", "--help") & {"lxml", "asyncio", "numpy", "mutagen"}
    assert not imported_by("judge", "--help") & {"msgspec", "lxml", "pluggy", "asyncio"}


def test_a_check_without_switches_looks_for_none() -> None:
    assert "precheck_voice.switches" not in all_imported_by("check", MESSAGE, "--json")
    assert "precheck_voice.switches" in all_imported_by("check", "--help")


def test_a_message_alone_does_not_import_mutagen() -> None:
    assert "mutagen" not in imported_by("check", MESSAGE, "--json")


def test_one_release_does_not_import_multiprocessing() -> None:
    assert "multiprocessing" not in imported_by("check", MESSAGE, "--json")
