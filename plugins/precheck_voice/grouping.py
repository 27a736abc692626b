"""Which tracks of a batch have one voice: by the voices that a service told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from precheck import (
    AccountTier,
    Batch,
    Facts,
    Reason,
    Release,
    Tools,
    Track,
    Unavailable,
    inspector,
)
from precheck_voice.facts import Crowd, Sung, SungTracks, VoiceGroup, VoiceGroups, VoiceMatches
from precheck_voice.identity import one_name
from precheck_voice.options import VoiceOptions
from precheck_voice.own import displayed

MOST = 3_000
"""Of an account's tracks the first so many are compared: some 4.5 million pairs."""
TITLES_TOLD = 5
MOST_TRIED = 4
"""Up to so many names all choices are tried."""

Found = list[tuple[str, Sung]]
"""Tracks with the ids of their releases."""


@inspector(of=Release, gives=SungTracks, wants=(VoiceMatches,), is_derived=True)
def sung_tracks(release: Release, facts: Facts, tools: Tools) -> SungTracks | Unavailable:
    """The voices of a release, where the settings ask for them."""
    del tools
    if not (facts.get(VoiceOptions) or VoiceOptions()).across_names:
        return _not_asked()
    tier = release.delivery.tier or AccountTier.ARTIST
    return SungTracks(
        account=release.account,
        is_label=tier is not AccountTier.ARTIST,
        tracks=tuple(_sung(track, release, found) for track, found in _with_voices(facts)),
    )


def _with_voices(facts: Facts) -> Iterator[tuple[Track, VoiceMatches]]:
    for track, found in facts.each(VoiceMatches):
        if found.voice and found.strong_from is not None:
            yield track, found


def _sung(track: Track, release: Release, found: VoiceMatches) -> Sung:
    shown = [artist.party.name for artist in displayed(track, release)]
    names = [name for name in shown or [track.display_artist_name] if one_name(name)]
    return Sung(
        track=track.reference,
        title=track.label,
        artists=tuple(one_name(name) for name in names),
        names=tuple(names),
        model=f"{found.model}|{found.model_version}|{found.model_sha256}",
        alike_from=found.strong_from or 0.0,
        voice=found.voice,
    )


@inspector(of=Batch, gives=VoiceGroups, needs=(SungTracks,))
def voice_groups(batch: Batch, facts: Facts, tools: Tools) -> VoiceGroups | Unavailable:
    """The voices that sing under several names, account by account."""
    del batch, tools
    if not (facts.get(VoiceOptions) or VoiceOptions()).across_names:
        return _not_asked()
    accounts: dict[tuple[str, bool, str, int], Found] = {}
    nameless: list[str] = []
    for source, sung in facts.each(SungTracks):
        if sung.tracks and not sung.account:
            nameless.append(source.id)
            continue
        for track in sung.tracks:
            kind = (sung.account, sung.is_label, track.model, len(track.voice))
            accounts.setdefault(kind, []).append((source.id, track))
    try:
        groups = [
            group
            for (account, is_label, _, _), found in sorted(accounts.items())
            for group in _groups(account, found[:MOST], is_label=is_label)
        ]
    except ImportError:
        return Unavailable(
            Reason.NOT_INSTALLED,
            "numpy and scipy are not installed, so voices are not compared with each other",
            "pip install 'precheck-music[voice]'",
        )
    return VoiceGroups(
        groups=tuple(groups),
        nameless=tuple(nameless),
        left_out=tuple(
            Crowd(account=account, tracks=len(found), compared=MOST)
            for (account, *_), found in sorted(accounts.items())
            if len(found) > MOST
        ),
    )


def _not_asked() -> Unavailable:
    return Unavailable(
        Reason.NOT_APPLICABLE,
        "voices are not compared across names",
        "Set across_names = true under [plugins.voice].",
    )


def _groups(account: str, found: Found, *, is_label: bool) -> Iterator[VoiceGroup]:
    alike_from = max(track.alike_from for _, track in found)
    for places, least in together([track.voice for _, track in found], alike_from):
        members = [found[place] for place in places]
        names = fewest([track for _, track in members])
        if len(names) > 1:
            yield VoiceGroup(
                account=account,
                is_label=is_label,
                names=names,
                tracks=len(members),
                releases=tuple(sorted({release for release, _ in members})),
                titles=tuple(track.title for _, track in members[:TITLES_TOLD]),
                alike_from=alike_from,
                least=least,
                model=members[0][1].model.partition("|")[0],
            )


def together(
    voices: Sequence[Sequence[float]], alike_from: float
) -> Iterator[tuple[list[int], float]]:
    """The places of voices of which each is near every other, with their lowest cosine.

    Complete linkage (Defays 1977), so that a chain of voices, each near the next, is no group.
    """
    if len(voices) < 2:  # noqa: PLR2004 - two make a pair
        return
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    taken = np.array(voices, dtype=np.float64)
    taken /= np.maximum(np.linalg.norm(taken, axis=1, keepdims=True), 1e-12)
    cosines = np.clip(taken @ taken.T, -1.0, 1.0)
    apart = 1.0 - cosines
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), method="complete")
    of = fcluster(tree, t=1.0 - alike_from, criterion="distance")
    places: dict[int, list[int]] = {}
    for place, group in enumerate(of):
        places.setdefault(int(group), []).append(place)
    for some in places.values():
        if len(some) > 1:
            yield some, round(float(cosines[np.ix_(some, some)].min()), 4)


def fewest(tracks: Sequence[Sung]) -> tuple[str, ...]:
    """The fewest artists that account for all tracks, as they are written.

    A guest who is displayed on each of them is one name, whoever invites. Where more than four are
    needed they are chosen one by one, the commonest first, which may be some too many.
    """
    written = dict(chain.from_iterable(zip(t.artists, t.names, strict=True) for t in tracks))
    left = sorted({frozenset(track.artists) for track in tracks if track.artists}, key=sorted)
    few = (_covering(left, many) for many in range(MOST_TRIED + 1))
    chosen = next((names for names in few if names is not None), None)
    return tuple(sorted(written[name] for name in chosen or _commonest_first(left)))


def _covering(left: Sequence[frozenset[str]], most: int) -> list[str] | None:
    """So many names at most, of which each of these holds one; None where that takes more."""
    if not left:
        return []
    if not most:
        return None
    smallest = min(left, key=lambda names: (len(names), sorted(names)))
    for name in sorted(smallest):
        rest = _covering([names for names in left if name not in names], most - 1)
        if rest is not None:
            return [name, *rest]
    return None


def _commonest_first(left: Sequence[frozenset[str]]) -> list[str]:
    chosen: list[str] = []
    while left:
        counts = Counter(chain.from_iterable(left))
        chosen.append(min(counts, key=lambda name: (-counts[name], name)))
        left = [names for names in left if chosen[-1] not in names]
    return chosen
