"""A file reference leads to a file below the release folder, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precheck.model import Release
from precheck.reading import ProblemKind, Reading
from precheck.reading.paths import Located, Locator, Where

Read = Callable[[str | bytes], tuple[Release, Reading]]
Build = Callable[..., str]


def locate(uri: str, folder: Path) -> Located:
    return Locator(folder).locate(uri)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A release folder with a neighbour that no reference may reach."""
    (tmp_path / "secret.flac").write_bytes(b"secret")
    folder = tmp_path / "release"
    (folder / "resources" / "disc 1").mkdir(parents=True)
    (folder / "cover.jpg").write_bytes(b"")
    (folder / "resources" / "a.flac").write_bytes(b"")
    (folder / "resources" / "disc 1" / "b.flac").write_bytes(b"")
    (folder / "resources" / "100%25.flac").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("resources/a.flac", "resources/a.flac"),
        ("./resources/a.flac", "resources/a.flac"),
        ("resources//a.flac", "resources/a.flac"),
        ("a.flac", "resources/a.flac"),
        ("cover.jpg", "cover.jpg"),
        ("resources/../cover.jpg", "cover.jpg"),
        ("resources\\a.flac", "resources/a.flac"),
        ("resources/disc%201/b.flac", "resources/disc 1/b.flac"),
        ("disc 1/b.flac", "resources/disc 1/b.flac"),
        ("resources/100%25.flac", "resources/100%25.flac"),
    ],
)
def test_a_reference_to_a_file_in_the_folder_finds_it(folder: Path, uri: str, found: str) -> None:
    located = locate(uri, folder)
    assert (located.where, located.path) == (Where.INSIDE, folder / found)


@pytest.mark.parametrize(
    "uri", ["gone.flac", "resources", "cover.jpg/x", ".", "x" * 5000, "ab:c d"]
)
def test_a_reference_to_nothing_is_inside_and_finds_nothing(folder: Path, uri: str) -> None:
    located = locate(uri, folder)
    assert (located.where, located.path) == (Where.INSIDE, None)


OUTSIDE = [
    "../secret.flac",
    "../../secret.flac",
    "resources/../../secret.flac",
    "./../secret.flac",
    "..",
    "/etc/passwd",
    "//server/share/a.flac",
    "\\\\server\\share\\a.flac",
    "\\etc\\passwd",
    "..\\secret.flac",
    "resources\\..\\..\\secret.flac",
    "resources/..\\../secret.flac",
    "C:\\music\\a.flac",
    "C:a.flac",
    "c:/music/a.flac",
    "%2e%2e/secret.flac",
    "%2E%2E%2Fsecret.flac",
    "..%2fsecret.flac",
    "..%5csecret.flac",
    "%252e%252e%252fsecret.flac",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file:a.flac",
    "file%3a///etc/passwd",
]


@pytest.mark.parametrize("uri", OUTSIDE)
def test_a_reference_that_leaves_the_folder_is_refused(folder: Path, uri: str) -> None:
    located = locate(uri, folder)
    assert (located.where, located.path) == (Where.OUTSIDE, None)
    assert located.why


@pytest.mark.parametrize(
    "uri",
    [
        "http://127.0.0.1:9/a.flac",
        "https://127.0.0.1:9/a.flac",
        "HTTPS://127.0.0.1:9/a.flac",
        "ftp://127.0.0.1/a.flac",
        "s3://bucket/a.flac",
        "gs://bucket/a.flac",
        "smb://127.0.0.1/a.flac",
        "http:\\\\127.0.0.1\\a.flac",
        "http%3a//127.0.0.1/a.flac",
        "data:audio/flac;base64,AAAA",
    ],
)
def test_a_url_is_remote_and_not_fetched(folder: Path, uri: str) -> None:
    located = locate(uri, folder)
    assert (located.where, located.path) == (Where.REMOTE, None)


@pytest.mark.parametrize("uri", ["a\0.flac", "a%00.flac", ""])
def test_what_is_no_file_name_leads_nowhere(folder: Path, uri: str) -> None:
    assert locate(uri, folder).where is Where.NOWHERE


def test_a_file_that_is_a_link_is_outside(folder: Path) -> None:
    (folder / "resources" / "l.flac").symlink_to(folder.parent / "secret.flac")
    assert locate("resources/l.flac", folder).where is Where.OUTSIDE
    assert locate("l.flac", folder).where is Where.OUTSIDE


def test_a_path_through_a_link_is_outside_even_where_it_ends_inside(folder: Path) -> None:
    (folder / "there").symlink_to(folder / "resources")
    located = locate("there/a.flac", folder)
    assert (located.where, located.path) == (Where.OUTSIDE, None)
    assert "there" in located.why


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            (
                *("..", ".", "/", "\\", "%2e", "%2f", "%5c", "%25", "C:", "file:", "http:"),
                *("secret.flac", "resources", "a.flac", " ", "~", "\0"),
            )
        ),
        max_size=8,
    )
)
def test_no_reference_ever_finds_a_file_outside(folder: Path, parts: list[str]) -> None:
    path = locate("".join(parts), folder).path
    assert path is None or path.resolve().is_relative_to(folder.resolve())


def message_with(build: Build, uri: str) -> str:
    details = f"<TechnicalDetails><File><URI>{uri}</URI></File></TechnicalDetails>"
    return build(resources=f"<SoundRecording>{details}</SoundRecording>")


def test_a_reference_that_leaves_the_folder_is_a_problem_with_its_place(
    read: Read, message: Build
) -> None:
    release, reading = read(message_with(message, "../secret.flac"))
    (file,) = release.tracks[0].files
    assert (file.is_outside, file.path) == (True, None)
    problem = next(p for p in reading.problems if p.kind is ProblemKind.OUTSIDE)
    assert "../secret.flac" in problem.text
    assert problem.place.xpath is not None
    assert problem.place.xpath.endswith("/File/URI")


def test_a_remote_reference_is_a_problem_with_its_place(read: Read, message: Build) -> None:
    release, reading = read(message_with(message, "https://127.0.0.1:9/a.flac"))
    (file,) = release.tracks[0].files
    assert (file.is_remote, file.path) == (True, None)
    problem = next(p for p in reading.problems if p.kind is ProblemKind.REMOTE)
    assert problem.place.line is not None


def test_a_hidden_zero_byte_is_a_problem(read: Read, message: Build) -> None:
    _, reading = read(message_with(message, "a%00.flac"))
    assert "zero byte" in next(p for p in reading.problems if p.kind is ProblemKind.VALUE).text
