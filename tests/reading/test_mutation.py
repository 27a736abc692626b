"""Whatever is done to a message, reading answers and never raises."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from precheck.model import Release
from precheck.reading import Problem, ProblemKind, Reading

MESSAGES = sorted((Path(__file__).parents[2] / "fixtures" / "messages").glob("*.xml"))
Read = Callable[[str | bytes], tuple[Release, Reading]]
WORDS = (b"<", b">", b"&", b'"', b"</", b"<!--", b"<![CDATA[", b"<!DOCTYPE x>", b"\0", b"\xff", b"")
HARMLESS = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


@pytest.fixture(params=MESSAGES, ids=lambda path: path.name)
def original(request: pytest.FixtureRequest) -> bytes:
    path: Path = request.param
    return path.read_bytes()


def answers(read: Read, data: bytes) -> None:
    release, reading = read(data)
    assert release.message is not None or reading.problems
    for problem in reading.problems:
        assert problem.text
        assert msgspec.json.decode(msgspec.json.encode(problem), type=Problem) == problem


def test_there_are_messages_to_mutate() -> None:
    assert len(MESSAGES) >= 10


@HARMLESS
@given(at=st.floats(0, 1))
def test_a_truncated_message_never_raises(read: Read, original: bytes, at: float) -> None:
    answers(read, original[: int(len(original) * at)])


@HARMLESS
@given(seed=st.integers(0, 2**32), word=st.sampled_from(WORDS))
def test_a_message_with_bytes_put_in_or_taken_out_never_raises(
    read: Read, original: bytes, seed: int, word: bytes
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test needs to be repeated, not to be secret
    at = chance.randrange(len(original))
    answers(read, original[:at] + word + original[at + chance.randrange(8) :])


@HARMLESS
@given(seed=st.integers(0, 2**32))
def test_a_message_with_elements_emptied_moved_and_doubled_never_raises(
    read: Read, original: bytes, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test needs to be repeated, not to be secret
    root = etree.fromstring(original, etree.XMLParser(remove_comments=True, remove_pis=True))
    for _ in range(12):
        elements = list(root.iterdescendants()) or [etree.SubElement(root, "ResourceList")]
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        deed = chance.randrange(4)
        if deed == 0:
            one.clear()
        elif deed == 1:
            one.text = chance.choice(["", "-1", "PT", "9" * 400, "../../x", "\u202e", "true", "ß"])
        elif deed == 2 and parent is not None:
            parent.remove(one)
        elif one not in other.iterancestors() and one is not other:
            other.append(one)
    answers(read, etree.tostring(root))


@HARMLESS
@example(data=b"<ern:NewReleaseMessage xmlns:ern='http://ddex.net/xml/ern/43'><ResourceList>")
@given(data=st.binary(max_size=300))
def test_no_bytes_at_all_make_it_raise(read: Read, data: bytes) -> None:
    release, reading = read(data)
    assert release.message is None
    assert reading.problems[0].kind in {
        ProblemKind.NOT_XML,
        ProblemKind.HOSTILE,
        ProblemKind.NOT_ERN,
    }
