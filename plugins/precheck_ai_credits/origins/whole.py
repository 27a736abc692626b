"""What the message says about AI of the release as a whole, and for which tracks that holds.

ERN does not say how the two belong together. Our reading, as of the sum of the tracks: `All` and
`None` hold for every track, `Partly` for at least one, and so does a model that is displayed as
the artist.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from precheck import (
    AiAmount,
    AiStatement,
    Origin,
    Release,
    Resource,
    Track,
)
from precheck_ai_credits.origins.artist import by_artist
from precheck_ai_credits.origins.message import by_message, displayed_model
from precheck_ai_credits.origins.same import Same
from precheck_ai_credits.sides import says_ai
from precheck_ai_credits.vocabulary import (
    AMOUNTS,
    GENERATIVE_AI,
    Written,
    amount_of,
    can_disclose,
    credited_in,
    is_generative,
    shows_ai,
)

_ANY = frozenset(AiAmount)
_SHOWN = f"{GENERATIVE_AI} is displayed as its artist"


def of_release(release: Release) -> AiStatement | None:
    """What the main release states of all that it holds, in a version that has a word for it.

    Where it states nothing, a model that it displays as the artist says that there is AI.
    """
    message = release.message
    if message is not None and can_disclose(message) is False:
        return None
    amount, model = amount_of(release.contains_ai), displayed_model(release.artists)
    if amount is not None:
        return AiStatement(
            origin=Origin.MESSAGE,
            amount=amount,
            detail=f"ContainsAI of the release is {release.contains_ai}",
            place=release.at("contains_ai"),
            against=_SHOWN if model is not None and amount is AiAmount.NONE else "",
        )
    if release.contains_ai or model is None:
        return None
    return AiStatement(
        origin=Origin.MESSAGE,
        amount=None,
        detail=f"ContainsAI of the release is absent; {_SHOWN}",
        place=model.at(),
    )


def denied_of_track(track: Track) -> str:
    """What the message says where it says that the track has no AI; else empty."""
    said = by_message(track)
    return said.detail if said is not None and said.amount is AiAmount.NONE else ""


def denied_of_release(release: Release) -> str:
    """The same of the release, by itself or by its primary tracks."""
    whole = of_release(release)
    if whole is not None and whole.amount is not None:
        return whole.detail if whole.amount is AiAmount.NONE else ""
    tracks = [track for track in release.tracks if track.is_primary]
    return "each of its tracks is" if tracks and all(map(denied_of_track, tracks)) else ""


def said_in_message(resource: Resource, release: Release) -> AiStatement | None:
    """What the message says of a track or picture: itself, or the release where a track is silent.

    Credits alone do not say that a track is all AI; the release does, where they leave it open.
    """
    own = by_message(resource)
    if not isinstance(resource, Track):
        return own
    if own is not None and own.amount is AiAmount.NONE:
        return _beside_artist(own, release)
    whole = of_release(release) if not resource.contains_ai else None
    if whole is None:
        return own
    if own is None:
        return _placed(resource, whole, release) if _is_of_some(whole) else whole
    is_sharper = whole.amount is AiAmount.ALL and own.amount is not AiAmount.NONE
    if is_sharper and AiAmount.ALL in possible_amounts(resource):
        return replace(whole, detail=f"{whole.detail}; {own.detail}")
    return own


def _beside_artist(own: AiStatement, release: Release) -> AiStatement:
    """A track's "none", beside a model that the release displays as the artist of such tracks."""
    if displayed_model(release.artists) is None or not denied_of_release(release):
        return own
    against = f"{GENERATIVE_AI} is displayed as the artist of the release"
    return replace(own, against=", ".join(filter(None, (own.against, against))))


def _is_of_some(whole: AiStatement) -> bool:
    """Whether it says that there is AI in the release, and of no track that there is."""
    return whole.amount not in (AiAmount.ALL, AiAmount.NONE)


def _placed(track: Resource, whole: AiStatement, release: Release) -> AiStatement | None:
    """What AI in the release says of a silent track, where no other can be meant."""
    meant = _meant(Same(release))
    if not meant.is_sure or track.reference not in meant.references:
        return None
    if meant.is_only_track:
        return whole
    return replace(whole, amount=None, detail=f"{whole.detail}, and no other track is left for it")


def unplaced(resource: Resource, release: Release) -> AiStatement | None:
    """What the release states where nothing says of which tracks, and this may be one of them."""
    whole = of_release(release) if isinstance(resource, Track) else None
    if whole is None or not _is_of_some(whole) or resource.contains_ai:
        return None
    meant = _meant(Same(release))
    if meant.is_sure or resource.reference not in meant.references:
        return None
    return replace(whole, detail=f"{whole.detail}, and {meant.why_open}")


def left_open(release: Release) -> tuple[str, tuple[Track, ...]]:
    """Why it is open which tracks AI in the release speaks of, and those it may be.

    No tracks where it is not.
    """
    whole = of_release(release)
    if whole is None or not _is_of_some(whole):
        return "", ()
    meant = _meant(Same(release))
    references = frozenset() if meant.is_sure else meant.references
    return meant.why_open, tuple(t for t in release.tracks if t.reference in references)


def possible_amounts(track: Track) -> frozenset[AiAmount]:
    """The amounts that a track may have by what the message says of it."""
    if track.contains_ai:
        stated = AMOUNTS.get(track.contains_ai)
        return _ANY if stated is None else frozenset({stated})
    ruled_out = set()
    if any(map(shows_ai, credited_in(track))) or any(map(is_generative, track.artists)):
        ruled_out.add(AiAmount.NONE)
    lesser = (Written.NONE, Written.PARTLY)
    if any(c.ai_contribution in lesser and not is_generative(c) for c in credited_in(track)):
        ruled_out.add(AiAmount.ALL)
    return _ANY - ruled_out


def possible_sums(release: Release) -> frozenset[AiAmount]:
    """What the primary tracks may add up to, over every choice for those that leave one."""
    each = [possible_amounts(track) for track in release.tracks if track.is_primary]
    if not each:
        return _ANY
    ends = (AiAmount.ALL, AiAmount.NONE)
    sums = {end for end in ends if all(end in amounts for amounts in each)}
    if not any(all(amounts == {end} for amounts in each) for end in ends):
        sums.add(AiAmount.SOME)
    return frozenset(sums)


def possible_sums_of_all(release: Release) -> frozenset[AiAmount]:
    """The same with what is beside the primary tracks: where that has AI, it is never none."""
    sums = possible_sums(release)
    if AiAmount.NONE in sums and any(with_ai_beside(release)):
        return sums - {AiAmount.NONE} | {AiAmount.SOME}
    return sums


def with_ai_beside(release: Release) -> Iterator[tuple[Resource, AiStatement]]:
    """What has AI beside the primary tracks and the lyrics: secondary ones, pictures, booklets."""
    for track in release.tracks:
        said = None if track.is_primary else by_message(track) or by_artist(track, release)
        if says_ai(said):
            yield track, said
    yield from _ai_in_others(release)


def _ai_in_others(release: Release) -> Iterator[tuple[Resource, AiStatement]]:
    for image in release.images:
        said = by_message(image) or by_artist(image, release)
        if says_ai(said):
            yield image, said
    for other in release.resources:
        told = by_message(other) if other.type != "LyricText" else None
        if says_ai(told):
            yield other, told


class _Meant(Struct, frozen=True):
    """The tracks of which AI in a release may speak."""

    references: frozenset[str] = frozenset()
    is_sure: bool = False
    """Whether it speaks of each of them."""
    is_only_track: bool = False
    why_open: str = ""


@lru_cache(maxsize=1)
def _meant(of: Same) -> _Meant:
    """Those of which the message says nothing, where none of the others has AI.

    The artist's word narrows them down, but does not take back what the message says.
    """
    release = of.release
    tracks = _counted(release)
    in_message = [by_message(track) for track in tracks]
    if any(map(says_ai, in_message)):
        return _Meant()
    silent = [
        track
        for track, said in zip(tracks, in_message, strict=True)
        if said is None and not track.contains_ai
    ]
    by_the_artist = [by_artist(track, release) for track in silent]
    if len(silent) > 1 and any(map(says_ai, by_the_artist)):
        return _Meant()
    has_picture = bool(release.contains_ai) and any(_ai_in_others(release))
    undenied = [
        track
        for track, said in zip(silent, by_the_artist, strict=True)
        if said is None or says_ai(said)
    ]
    if not undenied and has_picture:
        return _Meant()
    left = undenied or silent
    if has_picture:
        why_open = "nothing says if for a track or the artwork alone"
    elif undenied:
        why_open = "nothing names the tracks"
    else:
        why_open = "the artist denies it of every track that is left for it"
    return _Meant(
        references=frozenset(track.reference for track in left),
        is_sure=len(left) == 1 and not has_picture,
        is_only_track=len(tracks) == 1,
        why_open=why_open,
    )


def _counted(release: Release) -> tuple[Track, ...]:
    """The tracks that the release adds up."""
    return tuple(track for track in release.tracks if track.is_primary) or release.tracks
