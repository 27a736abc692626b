"""The rules about upload cadence."""

from __future__ import annotations

from typing import Any

from precheck import Rule
from precheck_cadence.rules.accounts import (
    releases_per_account,
    releases_per_account_extreme,
    tracks_per_account,
    tracks_per_account_extreme,
)
from precheck_cadence.rules.artists import (
    releases_per_artist,
    releases_per_artist_extreme,
    tracks_per_artist,
    tracks_per_artist_extreme,
)
from precheck_cadence.rules.bait import search_bait, search_bait_release
from precheck_cadence.rules.collages import foreign_snippet, several_recordings
from precheck_cadence.rules.duplicates import near_duplicate, near_duplicate_unsure
from precheck_cadence.rules.edge import royalty_edge, royalty_edge_account
from precheck_cadence.rules.mixes import continuous_mix
from precheck_cadence.rules.notes import no_account, no_history, not_compared
from precheck_cadence.rules.recordings import identical_recording, recording_of_other_account
from precheck_cadence.rules.unheard import not_heard

RULES: tuple[Rule[Any], ...] = (
    tracks_per_artist,
    tracks_per_artist_extreme,
    releases_per_artist,
    releases_per_artist_extreme,
    tracks_per_account,
    tracks_per_account_extreme,
    releases_per_account,
    releases_per_account_extreme,
    identical_recording,
    recording_of_other_account,
    royalty_edge,
    royalty_edge_account,
    search_bait,
    search_bait_release,
    no_history,
    no_account,
    not_compared,
    near_duplicate,
    near_duplicate_unsure,
    foreign_snippet,
    several_recordings,
    continuous_mix,
    not_heard,
)
