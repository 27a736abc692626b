"""What CI runs: `nox` for everything, `nox -s lint` for one, `nox -s tests-3.12` on one Python."""

from __future__ import annotations

from pathlib import Path

import nox

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
CODE = ("precheck", "plugins", "tests", "fixtures", "docs/generate.py", "noxfile.py")

nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"


def group(name: str) -> tuple[str, ...]:
    """The requirements of one dependency group."""
    return tuple(nox.project.dependency_groups(PROJECT, name))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests, and measure what they reach."""
    session.install("-e", ".[full]", *group("tests"))
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "combine")
    session.run("coverage", "report")


@nox.session
def wheel(session: nox.Session) -> None:
    """Run the tests against the built wheel, from a folder that holds nothing."""
    folder = Path(session.create_tmp())
    session.install("hatchling", *group("tests"))
    session.run("python", "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    newest = max(folder.glob("*.whl"), key=lambda file: file.stat().st_mtime)
    session.install("--force-reinstall", "--no-deps", str(newest))
    session.install(str(newest))
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    session.chdir(empty)
    session.run("python", "-c", "import precheck; assert 'site-packages' in precheck.__file__")
    session.run(
        *("python", "-m", "pytest", "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml")),
        *(session.posargs or (str(ROOT / "tests"),)),
    )


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, strictly."""
    session.install("-e", ".", *group("tests"), *group("lint"), "nox")
    session.run("mypy", *CODE)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    session.install(*group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def layers(session: nox.Session) -> None:
    """Prove that imports point down, and that each heavy package has one door."""
    session.install("-e", ".", *group("lint"))
    session.run("lint-imports")


@nox.session
def pages(session: nox.Session) -> None:
    """Write the generated pages and the schema; fail where they were out of date."""
    session.install("-e", ".")
    session.run("python", "docs/generate.py")
