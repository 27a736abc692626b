"""What a release and its tracks say they are: a cover, a remix, a compilation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from precheck import Facts, Node, Place, Release, Title, Tools, Track, inspector

TRUE = ("true", "1")


class TraitKind(StrEnum):
    """A kind of recording that some recipients treat apart."""

    ALTERED = "altered"
    """Sped up, slowed down, and the like."""
    CLASSICAL = "classical"
    COVER = "cover"
    KARAOKE = "karaoke"
    LIVE = "live"
    NO_MUSIC = "no-music"
    """Noise, nature, sound effects."""
    REMIX = "remix"
    SOUND_ALIKE = "sound-alike"
    SPOKEN_WORD = "spoken-word"


class Trait(Struct, frozen=True, kw_only=True):
    """One kind that a track is said to be of, and who says so."""

    kind: TraitKind
    said: str
    """Such as `VersionType is RemixVersion`."""
    place: Place | None = None


class TrackTraits(Struct, frozen=True, kw_only=True):
    """What one track is said to be."""

    reference: str
    traits: tuple[Trait, ...] = ()


class ReleaseTraits(Struct, frozen=True, kw_only=True):
    """What the release and its tracks are said to be."""

    is_compilation: bool = False
    """Whether a flag or a user-defined type calls it one."""
    tracks: tuple[TrackTraits, ...] = ()
    """Those with a trait, in the order of the message."""


_VERSIONS = {
    "KaraokeVersion": TraitKind.KARAOKE,
    "LiveVersion": TraitKind.LIVE,
    "RemixVersion": TraitKind.REMIX,
}
_TYPES = {
    "NonMusicalWorkReadalongSoundRecording": TraitKind.SPOKEN_WORD,
    "NonMusicalWorkSoundRecording": TraitKind.NO_MUSIC,
    "SpokenWordSoundRecording": TraitKind.SPOKEN_WORD,
}
_GENRES = {
    "ambient sounds": TraitKind.NO_MUSIC,
    "classical": TraitKind.CLASSICAL,
    "karaoke": TraitKind.KARAOKE,
    "nature sounds": TraitKind.NO_MUSIC,
    "sound effects": TraitKind.NO_MUSIC,
    "spoken word": TraitKind.SPOKEN_WORD,
    "white noise": TraitKind.NO_MUSIC,
}


def _compiled(
    *patterns: tuple[TraitKind, str],
) -> tuple[tuple[TraitKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in patterns)


_NATURE = (
    r"(?:rain(?:fall|drops?)?|thunder(?:storms?)?|storms?|wind|waves?|ocean(?: waves)?|sea|rivers?"
    r"|streams?|waterfalls?|forest|birds?(?:ong)?|crickets|nature|campfire|fireplace)"
)
_GENTLE = r"(?:calm(?:ing)?|distant|gentle|heavy|light|relaxing|soft|soothing|steady)"
_ASLEEP = r"(?:(?:deep )?sleep(?:ing)?|relax(?:ation|ing)|meditation|stud(?:y|ying)|focus|babies)"
_IN_TITLE = _compiled(
    (TraitKind.ALTERED, r"\b(?:sped[ -]up|slowed|nightcore|8d audio|bass[ -]boosted)\b"),
    (TraitKind.KARAOKE, r"\bkaraoke\b"),
    (TraitKind.NO_MUSIC, r"\basmr\b|\b(?:white|pink|brown) noise\b"),
    (TraitKind.NO_MUSIC, rf"\b{_NATURE} (?:sounds|noises|ambience|for {_ASLEEP})\b"),
    (TraitKind.NO_MUSIC, rf"\b{_GENTLE} {_NATURE} (?:and|&|with) (?:\w+ )?{_NATURE}\b"),
    (TraitKind.SOUND_ALIKE, r"\b(?:made famous by|originally performed by|in the style of)\b"),
)
"""What tells a kind wherever it stands in a title."""
_NO_STAGE = (
    r"(?:i|we|you|they|who|people|to|let|lets|me|us|him|her|them|and|or|long|can|will|would|could"
    r"|must|should|gotta|wanna|how|where|t|d|ll)"
)
"""Words before `live` that make it what one does, as in "The House Where We Live"."""
_ON_STAGE = (
    r"(?:acoustic|album|band|concert|demo|edit|ep|instrumental|jam|lounge|mix|performance|piano"
    r"|recording|rehearsal|remaster(?:ed)?|sessions?|set|show|studio|take|unplugged|version|video)"
)
_LIVE_BEGINS = rf"(?:^|[,/;:+&]\s*|\b(?!{_NO_STAGE}\b)\w+\s+)live"
_LIVE_ENDS = rf"(?:\W*$|[,/;:+&]|\s+(?:(?:at|in|from|on|@)\s+\S|[('’]?\d\d|{_ON_STAGE}\b))"
_IN_VERSION = _compiled(
    (TraitKind.ALTERED, r"\bspeed(?:ed)?[ -]?up\b|\b8d\b|\bbass[ -]?boost(?:ed)?\b"),
    (TraitKind.ALTERED, r"\breverb(?:ed)?\b|\bpitched\b|\bpitch[ -]?(?:up|down|shift(?:ed)?)\b"),
    (TraitKind.ALTERED, r"\bchopped (?:and|&|'?n'?) screwed\b|\bdaycore\b"),
    (TraitKind.REMIX, r"\bre-?mix(?:ed|es)?\b|\bmash-?up\b|\bbootleg\b"),
    (TraitKind.LIVE, f"{_LIVE_BEGINS}{_LIVE_ENDS}"),
    (TraitKind.LIVE, r"\b(?:en vivo|ao vivo|en directo|dal vivo|en concert|in concert)\b"),
    (TraitKind.SOUND_ALIKE, r"^(?:an? |the )?(?:\w+ )?tribute(?: to\b| version\b|$)"),
)
"""What tells a kind only where a title says which version it is: "Reverb" is a song."""
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_DASH = re.compile(r"\s[-–—]\s")
_COMPILATION_FLAGS = ("IsCompilation", "IsMultiArtistCompilation", "IsSingleArtistCompilation")
_BY_TERRITORY = "ReleaseDetailsByTerritory/"


@inspector(of=Release, gives=ReleaseTraits, version=2, is_derived=True)
def release_traits(release: Release, facts: Facts, tools: Tools) -> ReleaseTraits:
    """Look once at the elements that the model does not name, and at genres and titles."""
    del facts, tools
    found = (
        TrackTraits(reference=track.reference, traits=tuple(traits_of(track)))
        for track in release.tracks
    )
    return ReleaseTraits(
        is_compilation=_is_compilation(release),
        tracks=tuple(track for track in found if track.traits),
    )


def traits_of(track: Track) -> Iterator[Trait]:
    """Every trait of a track, each kind once, the message's own word before a guess by title."""
    met: set[TraitKind] = set()
    for trait in (*_stated(track), *_by_genre(track), *_by_title(track)):
        if trait.kind not in met:
            met.add(trait.kind)
            yield trait


def _stated(track: Track) -> Iterator[Trait]:
    if track.node is not None:
        cover = track.node.find("IsCover")
        if cover is not None and cover.text in TRUE:
            yield Trait(kind=TraitKind.COVER, said="IsCover is true", place=_at(cover))
        for version in track.node.children("VersionType"):
            if version.text in _VERSIONS:
                said = f"VersionType is {version.text}"
                yield Trait(kind=_VERSIONS[version.text], said=said, place=_at(version))
    if track.type in _TYPES:
        said = f"its type is {track.type}"
        yield Trait(kind=_TYPES[track.type], said=said, place=track.at())


def _by_genre(track: Track) -> Iterator[Trait]:
    for genre in track.genres:
        for text in (genre.text, genre.sub_genre):
            kind = _GENRES.get(text.casefold())
            if kind is not None:
                yield Trait(kind=kind, said=f"its genre is {text!r}", place=genre.at())


def _by_title(track: Track) -> Iterator[Trait]:
    for title in track.titles:
        text = f"{title.text} {title.subtitle}"
        for kind, pattern in _IN_TITLE:
            found = pattern.search(text)
            if found is not None:
                yield Trait(kind=kind, said=f"its title says {found[0]!r}", place=title.at())
        for version in versions(title):
            for kind, pattern in _IN_VERSION:
                if pattern.search(version) is not None:
                    yield Trait(kind=kind, said=f"its version is {version!r}", place=title.at())


def versions(title: Title) -> Iterator[str]:
    """The parts that say which version it is: the subtitle, in brackets, behind a dash."""
    bracketed = _BRACKETED.findall(title.text)
    _, *dashed = _DASH.split(_BRACKETED.sub(" ", title.text))
    yield from filter(None, (part.strip() for part in (title.subtitle, *bracketed, *dashed)))


def _is_compilation(release: Release) -> bool:
    node = release.node
    if node is None:
        return False
    paths = [prefix + name for prefix in ("", _BY_TERRITORY) for name in _COMPILATION_FLAGS]
    if any(node.value(path) in TRUE for path in paths):
        return True
    types = (*node.children("ReleaseType"), *node.find_all(f"{_BY_TERRITORY}ReleaseType"))
    defined = (one.attributes.get("UserDefinedValue", "") for one in types)
    return any("compilation" in value.casefold() for value in defined)


def _at(node: Node) -> Place:
    return Place(line=node.line, xpath=node.xpath)


INSPECTORS = (release_traits,)
