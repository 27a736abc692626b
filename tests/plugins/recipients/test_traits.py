"""What a release and its tracks are found to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from precheck import Release, Title
from precheck.model import Genre
from precheck.reading import discover, read_release
from precheck.testing import a_release, a_track, encoded_alike, look
from precheck_recipients.traits import ReleaseTraits, TraitKind, release_traits, traits_of

IN_ERN_3 = "ReleaseDetailsByTerritory"
SOUND = """\
<SoundRecording>
      <ResourceReference>A1</ResourceReference>
      <Type>{type}</Type>
      <DisplayTitle><TitleText>Low Sun</TitleText></DisplayTitle>
      {more}
    </SoundRecording>"""
MESSAGE = """\
<ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/432">
  <MessageHeader><MessageId>M1</MessageId></MessageHeader>
  <ResourceList>
    {sound}
  </ResourceList>
  <ReleaseList>
    <Release>
      <ReleaseReference>R0</ReleaseReference>
      {release}
    </Release>
  </ReleaseList>
</ern:NewReleaseMessage>
"""


def read(
    folder: Path, *, kind: str = "MusicalWorkSoundRecording", more: str = "", release: str = ""
) -> Release:
    path = folder / "message.xml"
    path.write_text(
        MESSAGE.format(sound=SOUND.format(type=kind, more=more), release=release), "utf-8"
    )
    found, _ = read_release(discover(path).sources[0])
    return found


def learned(release: Release) -> ReleaseTraits:
    found = look(release_traits, release)
    assert isinstance(found, ReleaseTraits)
    assert encoded_alike(found) == found
    return found


@pytest.mark.parametrize(
    ("more", "kind", "said"),
    [
        ("<IsCover>true</IsCover>", TraitKind.COVER, "IsCover is true"),
        ("<IsCover>1</IsCover>", TraitKind.COVER, "IsCover is true"),
        (
            "<VersionType>RemixVersion</VersionType>",
            TraitKind.REMIX,
            "VersionType is RemixVersion",
        ),
        ("<VersionType>LiveVersion</VersionType>", TraitKind.LIVE, "VersionType is LiveVersion"),
    ],
)
def test_what_the_message_states_is_found_at_its_line(
    tmp_path: Path, more: str, kind: TraitKind, said: str
) -> None:
    (track,) = learned(read(tmp_path, more=more)).tracks
    (trait,) = track.traits
    assert (track.reference, trait.kind, trait.said) == ("A1", kind, said)
    assert trait.place is not None
    assert trait.place.line == 8


@pytest.mark.parametrize(
    "more", ["", "<IsCover>false</IsCover>", "<VersionType>AlbumVersion</VersionType>"]
)
def test_a_plain_track_is_nothing_else(tmp_path: Path, more: str) -> None:
    assert learned(read(tmp_path, more=more)) == ReleaseTraits()


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("SpokenWordSoundRecording", TraitKind.SPOKEN_WORD),
        ("NonMusicalWorkSoundRecording", TraitKind.NO_MUSIC),
    ],
)
def test_the_type_of_a_recording_is_a_trait(tmp_path: Path, type_: str, kind: TraitKind) -> None:
    (track,) = learned(read(tmp_path, kind=type_)).tracks
    assert [trait.kind for trait in track.traits] == [kind]


@pytest.mark.parametrize(
    ("text", "version", "kinds"),
    [
        ("Low Sun (Sped Up)", "", [TraitKind.ALTERED]),
        ("Low Sun", "slowed + reverb", [TraitKind.ALTERED]),
        ("Low Sun", "Karaoke Version", [TraitKind.KARAOKE]),
        ("White Noise for Sleep", "", [TraitKind.NO_MUSIC]),
        ("Low Sun (Made Famous By Ada Example)", "", [TraitKind.SOUND_ALIKE]),
        ("Low Sun", "Otto Remix", [TraitKind.REMIX]),
        ("Low Sun", "Live in Oslo", [TraitKind.LIVE]),
        ("Low Sun", "Oslo Live (2019)", [TraitKind.LIVE]),
        ("Low Sun (Otto Brasswick Remix)", "", [TraitKind.REMIX]),
        ("Low Sun [Remixed]", "", [TraitKind.REMIX]),
        ("Low Sun - Otto Re-Mix", "", [TraitKind.REMIX]),
        ("Low Sun (Mashup)", "", [TraitKind.REMIX]),
        ("Low Sun (feat. Otto) [Remix]", "", [TraitKind.REMIX]),
        ("Low Sun (Live at Pier 9)", "", [TraitKind.LIVE]),
        ("Low Sun – Live '24", "", [TraitKind.LIVE]),
        ("Low Sun (Acoustic, Live)", "", [TraitKind.LIVE]),
        ("Low Sun (Live Session)", "", [TraitKind.LIVE]),
        ("Low Sun (Ao Vivo)", "", [TraitKind.LIVE]),
        ("Low Sun - 2019 - Live", "", [TraitKind.LIVE]),
        ("Low Sun (Speed Up)", "", [TraitKind.ALTERED]),
        ("Low Sun (Bass Boosted)", "", [TraitKind.ALTERED]),
        ("Low Sun (8D)", "", [TraitKind.ALTERED]),
        ("Low Sun (Reverb Version)", "", [TraitKind.ALTERED]),
        ("Low Sun", "Pitched Down", [TraitKind.ALTERED]),
        ("Low Sun (Tribute to Ada Example)", "", [TraitKind.SOUND_ALIKE]),
        ("Low Sun [A Tribute]", "", [TraitKind.SOUND_ALIKE]),
        ("Low Sun (Live Remix)", "", [TraitKind.REMIX]),
        ("Harbour ASMR for Sleep", "", [TraitKind.NO_MUSIC]),
        ("Gentle Rain and Thunder", "", [TraitKind.NO_MUSIC]),
        ("Forest Birds Ambience", "", [TraitKind.NO_MUSIC]),
        ("Ocean Waves for Deep Sleep", "", [TraitKind.NO_MUSIC]),
        ("Low Sun", "Olive", []),
        ("Low Sun", "Where We Live", []),
        ("Live and Let Die", "", []),
        ("Theme (Live and Let Die)", "", []),
        ("Low Sun (Live Your Life)", "", []),
        ("Low Sun (Born to Live)", "", []),
        ("Low Sun (I Can't Live)", "", []),
        ("Low Sun (Alive)", "", []),
        ("Low Sun - Part Two", "", []),
        ("Remix to Ignition", "", []),
        ("Reverb", "", []),
        ("Reverb (Original Mix)", "", []),
        ("Tribute", "", []),
        ("Tribute to a Friend", "", []),
        ("Speed Up", "", []),
        ("Bass Boost", "", []),
        ("Low Sun (Pitch Black)", "", []),
        ("8D", "", []),
        ("The Gentle Rain", "", []),
        ("Rain and Tears", "", []),
        ("Fire and Rain", "", []),
        ("Birds for a Dime", "", []),
        ("Live and Learn", "", []),
        ("The Rain", "", []),
        ("Remix Culture", "", []),
    ],
)
def test_a_title_is_a_trait_only_where_it_is_plain(
    text: str, version: str, kinds: list[TraitKind]
) -> None:
    track = a_track(titles=(Title(text=text, subtitle=version),))
    assert [trait.kind for trait in traits_of(track)] == kinds


@pytest.mark.parametrize(
    ("genre", "kinds"),
    [
        (Genre(text="Classical"), [TraitKind.CLASSICAL]),
        (Genre(text="Other", sub_genre="Spoken Word"), [TraitKind.SPOKEN_WORD]),
        (Genre(text="Classical Crossover"), []),
    ],
)
def test_a_genre_is_a_trait_by_its_whole_name(genre: Genre, kinds: list[TraitKind]) -> None:
    assert [trait.kind for trait in traits_of(a_track(genres=(genre,)))] == kinds


def test_a_kind_is_named_once_and_the_message_goes_before_the_title(tmp_path: Path) -> None:
    (track,) = read(tmp_path, more="<VersionType>RemixVersion</VersionType>").tracks
    remix = structs.replace(track, titles=(Title(text="Low Sun", subtitle="Otto Remix"),))
    assert [trait.said for trait in traits_of(remix)] == ["VersionType is RemixVersion"]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("<IsMultiArtistCompilation>true</IsMultiArtistCompilation>", True),
        ("<IsSingleArtistCompilation>true</IsSingleArtistCompilation>", True),
        ("<IsCompilation>true</IsCompilation>", True),
        (
            f"<{IN_ERN_3}><IsMultiArtistCompilation>true</IsMultiArtistCompilation></{IN_ERN_3}>",
            True,
        ),
        ('<ReleaseType UserDefinedValue="Compilation">UserDefined</ReleaseType>', True),
        ("<IsMultiArtistCompilation>false</IsMultiArtistCompilation>", False),
        ("<ReleaseType>Album</ReleaseType>", False),
    ],
)
def test_a_flag_or_a_user_defined_type_makes_a_compilation(
    tmp_path: Path, release: str, *, expected: bool
) -> None:
    assert learned(read(tmp_path, release=release)).is_compilation is expected


def test_a_release_without_a_message_has_no_traits() -> None:
    assert learned(a_release()) == ReleaseTraits()


def test_every_title_of_a_track_is_read() -> None:
    titles = (Title(text="Low Sun", kind="ReferenceTitle"), Title(text="Low Sun (Otto Remix)"))
    assert [trait.said for trait in traits_of(a_track(titles=titles))] == [
        "its version is 'Otto Remix'"
    ]
