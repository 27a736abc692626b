"""One voice under many names: which tracks are together, under how many names, of which account."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from precheck import (
    AccountTier,
    Batch,
    Delivery,
    DisplayArtist,
    Facts,
    Reason,
    Severity,
    Track,
    Unavailable,
)
from precheck.testing import a_party, a_release, a_track, ask, some_tools
from precheck_voice import grouping
from precheck_voice.answer import parse
from precheck_voice.facts import Crowd, Sung, SungTracks, VoiceGroup, VoiceGroups, VoiceMatches
from precheck_voice.grouping import fewest, sung_tracks, together, voice_groups
from precheck_voice.identity import one_name
from precheck_voice.options import OneVoice, VoiceOptions
from precheck_voice.rules.answers import artist_not_compared
from precheck_voice.rules.groups import (
    not_compared_across_names,
    one_voice_many_names,
    one_voice_many_names_of_label,
)

FIXTURES = Path(__file__).parents[3] / "fixtures" / "rules"
ON = VoiceOptions(across_names=True)
ONE, NEAR, FAR = (1.0, 0.0, 0.0), (0.8, 0.6, 0.0), (0.0, 0.0, 1.0)


def sung(*names: str, voice: tuple[float, ...] = ONE, **more: Any) -> Sung:
    said: dict[str, Any] = {
        "track": "A1",
        "title": "Slow Tide",
        "model": "campplus|1|",
        "alike_from": 0.67,
        **more,
    }
    return Sung(artists=tuple(map(one_name, names)), names=names, voice=voice, **said)


# --- together ----------------------------------------------------------------------------------


def test_a_chain_of_voices_is_no_group() -> None:
    """Each is near the next (0.8), the ends are not near each other (0.28)."""
    chain = [(1.0, 0.0), (0.8, 0.6), (0.28, 0.96)]
    ((places, least),) = together(chain, 0.67)
    assert len(places) == 2
    assert least == 0.8


def test_voices_need_not_be_of_length_one() -> None:
    assert list(together([(2.0, 0.0), (0.5, 0.0)], 0.9)) == [([0, 1], 1.0)]


@pytest.mark.parametrize("voices", [[], [ONE], [ONE, FAR]])
def test_strangers_are_nobodys_group(voices: list[tuple[float, ...]]) -> None:
    assert list(together(voices, 0.67)) == []


@pytest.mark.parametrize("seed", range(20))
def test_groups_are_tight_and_could_not_be_joined(seed: int) -> None:
    """Whatever it finds: any two of a group are near, and no two groups could be one."""
    dice = Random(seed)  # noqa: S311 - no secret
    centres = [[dice.gauss(0, 1) for _ in range(4)] for _ in range(4)]
    voices = [[x + dice.gauss(0, 0.35) for x in dice.choice(centres)] for _ in range(25)]
    unit = [np.array(v) / np.linalg.norm(v) for v in voices]
    groups = [places for places, _ in together(voices, 0.67)]
    alone = set(range(25)) - {place for places in groups for place in places}
    every = [*groups, *([one] for one in alone)]

    def lowest(places: list[int]) -> float:
        return min((float(unit[a] @ unit[b]) for a, b in combinations(places, 2)), default=1.0)

    assert sorted(place for places in every for place in places) == list(range(25))
    assert all(lowest(places) >= 0.67 for places in every)
    assert all(lowest([*a, *b]) < 0.67 for a, b in combinations(every, 2))
    assert [least for _, least in together(voices, 0.67)] == [
        round(lowest(places), 4) for places in groups
    ]


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tracks", "names"),
    [
        ([("Ada",), ("ADA",), (" ada ",)], 1),
        ([("Ada",), ("Bob",), ("Cy",)], 3),
        ([("Ada", "Guest"), ("Bob", "guest"), ("Cy", "Guest")], 1),
        ([("Ada", "Guest"), ("Bob", "Guest"), ("Cy",)], 2),
        ([(), ("Ada",)], 1),
        ([("A", "C"), ("A", "C"), ("A", "D"), ("B", "C"), ("B", "C"), ("B", "E")], 2),
        ([(name,) for name in "ABCDEF"], 6),
    ],
)
def test_the_fewest_names_that_account_for_all(tracks: list[tuple[str, ...]], names: int) -> None:
    assert len(fewest([sung(*artists) for artists in tracks])) == names


# --- from answers to groups ----------------------------------------------------------------------


def heard(voice: tuple[float, ...] = ONE, strong_from: float | None = 0.67) -> VoiceMatches:
    return VoiceMatches(
        matches=(), vocal_seconds=60.0, model="campplus", strong_from=strong_from, voice=voice
    )


def learned(
    track: Track, found: VoiceMatches, options: VoiceOptions = ON, **delivery: Any
) -> SungTracks | Unavailable:
    told = {"account": "paper-harbour", **delivery}
    release = a_release(track, delivery=Delivery(**told))
    facts = Facts({VoiceOptions: options}, ((track, Facts({VoiceMatches: found})),))
    fact = sung_tracks.inspect(release, facts, some_tools())
    assert isinstance(fact, (SungTracks, Unavailable))
    return fact


def by(*names: str) -> Track:
    return a_track(artists=tuple(DisplayArtist(party=a_party(name)) for name in names))


def test_a_voice_goes_with_the_artists_who_are_displayed() -> None:
    found = learned(by("Ada Example", "Bob"), heard())
    assert isinstance(found, SungTracks)
    (one,) = found.tracks
    assert (one.artists, one.names) == (("ada example", "bob"), ("Ada Example", "Bob"))
    assert (one.voice, one.alike_from, one.model) == (ONE, 0.67, "campplus||")
    assert not found.is_label


@pytest.mark.parametrize("tier", [AccountTier.LABEL, AccountTier.DISTRIBUTOR])
def test_a_label_is_told_from_an_artist(tier: AccountTier) -> None:
    found = learned(by("Ada"), heard(), tier=tier)
    assert isinstance(found, SungTracks)
    assert found.is_label


@pytest.mark.parametrize("found", [heard(voice=()), heard(strong_from=None)])
def test_what_cannot_be_compared_is_left_out_and_said(found: VoiceMatches) -> None:
    learnt = learned(by("Ada"), found)
    assert isinstance(learnt, SungTracks)
    assert learnt.tracks == ()
    one = by("Ada")
    (finding,) = ask(artist_not_compared, one, a_release(one), found, ON)
    assert "was not compared with the other tracks of its account" in finding.message


def test_nothing_is_learned_unless_the_settings_ask_for_it() -> None:
    found = learned(by("Ada"), heard(), VoiceOptions())
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.NOT_APPLICABLE
    one = by("Ada")
    assert ask(artist_not_compared, one, a_release(one), heard(voice=())) == []


@pytest.mark.parametrize("across", ["true", "false"])
def test_a_plugin_that_is_required_is_complete_either_way(tmp_path: Path, across: str) -> None:
    fixture = FIXTURES / "voice.one-voice-many-names" / "quiet"
    settings = tmp_path / "precheck.toml"
    names = '[plugins.voice]\nartists = ["house:ada"]\nnames = { "house:ada" = "Ada Example" }\n'
    settings.write_text(f"{names}across_names = {across}\n")
    release = tmp_path / "batch"
    shutil.copytree(fixture, release)
    for file in release.glob("*/voice/*.json"):
        told = json.loads(file.read_text())
        match = {"artist": "house:ada", "score": 0.1, "band": "none", "k": 3}
        file.write_text(json.dumps({**told, "artists": ["house:ada"], "matches": [match]}))
    command = [sys.executable, "-m", "precheck", "check", str(release), "--json"]
    command += ["--config", str(settings), "--require", "voice", "--for", "spotify"]
    only = ("--only", "voice", "--only", "recipients", "--only", "ai-credits")
    done = subprocess.run([*command, *only], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    rules = {
        skip["rule"]
        for part in (json.loads(done.stdout), *json.loads(done.stdout)["releases"])
        for skip in part.get("skips", ())
        if skip.get("matters_to")
    }
    assert not {rule for rule in rules if rule.startswith("voice.")}, done.stdout


def grouped(*releases: SungTracks, options: VoiceOptions = ON) -> VoiceGroups | Unavailable:
    each = tuple((Named(f"{at}.xml"), Facts({SungTracks: one})) for at, one in enumerate(releases))
    facts = Facts({VoiceOptions: options}, each)
    found = voice_groups.inspect(Batch(root=Path()), facts, some_tools())
    assert isinstance(found, (VoiceGroups, Unavailable))
    return found


class Named:
    """Stands for where a release comes from."""

    def __init__(self, id_: str) -> None:
        self.id = id_


def sent(*tracks: Sung, account: str = "ada-account", is_label: bool = False) -> SungTracks:
    return SungTracks(account=account, is_label=is_label, tracks=tracks)


def names_in(found: VoiceGroups | Unavailable) -> list[tuple[str, ...]]:
    assert isinstance(found, VoiceGroups)
    return [group.names for group in found.groups]


def test_a_voice_under_two_names_is_a_group_of_its_account() -> None:
    found = grouped(sent(sung("Ada")), sent(sung("Bob", voice=NEAR)), sent(sung("Cy", voice=FAR)))
    assert isinstance(found, VoiceGroups)
    (group,) = found.groups
    assert group == VoiceGroup(
        account="ada-account",
        is_label=False,
        names=("Ada", "Bob"),
        tracks=2,
        releases=("0.xml", "1.xml"),
        titles=("Slow Tide", "Slow Tide"),
        alike_from=0.67,
        least=0.8,
        model="campplus",
    )
    assert (found.nameless, found.left_out) == ((), ())


@pytest.mark.parametrize(
    "other",
    [
        sent(sung("Bob"), account="bob-account"),
        sent(sung("Bob"), account=""),
        sent(sung("Bob", model="another|1|")),
        sent(sung("Bob", voice=(1.0, 0.0))),
        sent(sung("Ada")),
    ],
)
def test_others_accounts_models_and_the_same_name_make_no_group(other: SungTracks) -> None:
    assert names_in(grouped(sent(sung("Ada")), other)) == []


def test_releases_without_an_account_are_nobodys() -> None:
    found = grouped(sent(sung("Ada"), sung("Bob"), account=""), sent(account=""))
    assert names_in(found) == []
    assert isinstance(found, VoiceGroups)
    assert found.nameless == ("0.xml",)


def test_of_an_account_so_many_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "MOST", 2)
    found = grouped(sent(sung("Ada")), sent(sung("Bob")), sent(sung("Cy")))
    assert names_in(found) == [("Ada", "Bob")]
    assert isinstance(found, VoiceGroups)
    assert found.left_out == (Crowd(account="ada-account", tracks=3, compared=2),)
    (finding,) = ask(not_compared_across_names, Batch(root=Path()), found)
    assert finding.message == "2 of the 3 tracks of 'ada-account' were compared across names"


# --- the rules ---------------------------------------------------------------------------------


def group(names: int, *, is_label: bool = False) -> VoiceGroups:
    one = VoiceGroup(
        account="ada-account",
        is_label=is_label,
        names=tuple(f"Name {n}" for n in range(names)),
        tracks=names,
        releases=("0.xml", "1.xml"),
        titles=("Slow Tide",),
        alike_from=0.67,
        least=0.71,
        model="campplus",
    )
    return VoiceGroups(groups=(one,))


@pytest.mark.parametrize(("names", "told"), [(4, 0), (5, 2), (12, 2)])
@pytest.mark.parametrize("is_label", [False, True])
def test_from_five_names_on_every_release_of_the_group_is_told(
    names: int,
    told: int,
    is_label: bool,  # noqa: FBT001 - it is a parameter
) -> None:
    batch, options = Batch(root=Path()), OneVoice()
    rules = one_voice_many_names, one_voice_many_names_of_label
    speaks, silent = reversed(rules) if is_label else rules
    found = ask(speaks, batch, group(names, is_label=is_label), options)
    assert [finding.release for finding in found] == ["0.xml", "1.xml"][:told]
    assert ask(silent, batch, group(names, is_label=is_label), options) == []
    if names == 12:
        assert "Name 1, Name 2" in found[0].message
        assert " and 4 more; any two are alike by 0.710 or more" in found[0].message


def test_it_is_an_estimate_and_blocks_nothing() -> None:
    assert one_voice_many_names.severity is Severity.REVIEW
    assert one_voice_many_names_of_label.severity is Severity.WARNING
    assert one_voice_many_names.is_estimate


# --- the answer --------------------------------------------------------------------------------

ANSWER = (
    b'{"schema": "voice-compare/1", "outcome": "ok", "audio": {"vocal_seconds": 60.0},'
    b' "matches": [], "thresholds": {"strong": 0.67}%s}'
)


def test_an_answer_that_holds_a_voice_need_name_nobody() -> None:
    found = parse(ANSWER % b', "voice": [0.6, 0.8]', asked=frozenset(), wants_voice=True)
    assert isinstance(found, VoiceMatches)
    assert found.voice == (0.6, 0.8)


def test_an_answer_without_the_voice_tells_what_it_does() -> None:
    found = parse(ANSWER % b"", asked=frozenset({"ada"}), wants_voice=True)
    assert isinstance(found, VoiceMatches)
    assert found.voice == ()


def test_an_answer_about_nobody_is_none() -> None:
    found = parse(ANSWER % b"", asked=frozenset(), wants_voice=True)
    assert isinstance(found, Unavailable)
    assert "it does not say with whom the voice was compared" in found.detail


def test_a_voice_that_nobody_asked_for_is_not_kept() -> None:
    found = parse(ANSWER % b', "voice": [0.6, 0.8]', asked=frozenset({"ada"}))
    assert isinstance(found, VoiceMatches)
    assert found.voice == ()


@pytest.mark.parametrize(
    "voice",
    [
        b"[]",
        b"[1]",
        b'"x"',
        b"[1, null]",
        b"[1e999, 1]",
        b"[true, 1]",
        b"[NaN, 1]",
        b"[0, 0]",
        b"[1e7, 0]",
    ],
)
def test_what_is_no_voice_is_no_answer(voice: bytes) -> None:
    found = parse(ANSWER % (b', "voice": ' + voice), asked=frozenset(), wants_voice=True)
    assert isinstance(found, Unavailable)
    assert found.reason is Reason.SERVICE
