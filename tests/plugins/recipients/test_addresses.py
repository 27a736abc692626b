"""Whether a title or an artist's name holds an address."""

from __future__ import annotations

import pytest

from precheck import DisplayArtist
from precheck.testing import a_message, a_party, a_release, a_track, ask
from precheck_recipients.rules.addresses import address_in_text


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Slow Tide (www.example.com)", "www.example.com"),
        ("Slow Tide https://example.com/ada", "https://example.com/ada"),
        ("Slow Tide [ada@example.org]", "ada@example.org"),
        ("Slow Tide - example.com/ada", "example.com/ada"),
    ],
)
def test_an_address_in_a_title_is_told(title: str, address: str) -> None:
    [finding] = ask(address_in_text, a_release(a_track(title=title)), a_message())
    assert finding.message == f"track A1 says {title!r}, which holds the address {address!r}"


def test_an_address_in_a_name_is_told() -> None:
    artists = (DisplayArtist(party=a_party("Ada (www.ada.example)"), roles=("MainArtist",)),)
    [finding] = ask(address_in_text, a_release(artists=artists), a_message())
    assert finding.evidence["address"] == "www.ada.example"


@pytest.mark.parametrize(
    "title",
    ["Ugh.com", "@ the Party", "A.D.A.", "www", "Mr. Com", "ada@home", "Slow/Tide", "#1", "1.org"],
)
def test_what_only_looks_like_it_is_fine(title: str) -> None:
    assert ask(address_in_text, a_release(a_track(title=title)), a_message()) == []
