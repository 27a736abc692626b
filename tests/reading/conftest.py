"""Builders for messages and folders that hold just what a test is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from precheck.model import Release, Source
from precheck.reading import Reading, read_release

HEADER = """
<MessageHeader>
  <MessageThreadId>T-1</MessageThreadId>
  <MessageId>M-1</MessageId>
  <MessageSender><PartyId>PADPIDA2026000001Q</PartyId>
    <PartyName><FullName>Paper Harbour</FullName></PartyName></MessageSender>
  <MessageRecipient><PartyId>PADPIDA2026000002W</PartyId></MessageRecipient>
  <MessageCreatedDateTime>2026-11-02T09:00:00Z</MessageCreatedDateTime>
  <MessageControlType>TestMessage</MessageControlType>
</MessageHeader>"""


def new_release_message(
    *,
    version: str = "432",
    host: str = "ddex.net",
    parties: str = "",
    resources: str = "",
    releases: str = "<Release><ReleaseReference>R0</ReleaseReference></Release>",
    deals: str = "",
    header: str = HEADER,
    attributes: str = "",
    before: str = "",
) -> str:
    """A NewReleaseMessage with the given content in its lists."""
    return (
        f'<ern:NewReleaseMessage xmlns:ern="http://{host}/xml/ern/{version}" {attributes}>'
        f"{header}{before}<PartyList>{parties}</PartyList><ResourceList>{resources}</ResourceList>"
        f"<ReleaseList>{releases}</ReleaseList><DealList>{deals}</DealList>"
        "</ern:NewReleaseMessage>"
    )


@pytest.fixture
def message() -> Callable[..., str]:
    return new_release_message


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], tuple[Release, Reading]]:
    """Write a message alone into a folder, and read it."""

    def of(content: str | bytes) -> tuple[Release, Reading]:
        file = tmp_path / "message.xml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_release(Source(id="message.xml", folder=tmp_path, message=file, is_alone=True))

    return of
