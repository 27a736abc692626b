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
from precheck_cadence.rules.ai import ai_releases, ai_share
from precheck_cadence.rules.alike import cover_reuse, identical_durations, template_titles
from precheck_cadence.rules.altered import altered_copy
from precheck_cadence.rules.artists import (
    releases_per_artist,
    releases_per_artist_extreme,
    tracks_per_artist,
    tracks_per_artist_extreme,
)
from precheck_cadence.rules.awake import new_account, sleeper_wakes
from precheck_cadence.rules.bait import search_bait, search_bait_release
from precheck_cadence.rules.blocked import blocked_code, blocked_name
from precheck_cadence.rules.campaigns import campaign_shadow
from precheck_cadence.rules.changes import burst, new_regime
from precheck_cadence.rules.collages import foreign_snippet, several_recordings
from precheck_cadence.rules.copying import duplicate_share, duplicate_share_extreme
from precheck_cadence.rules.dates import back_dated, release_day_pile_up
from precheck_cadence.rules.decisions import (
    infractions,
    payee_of_many_accounts,
    rejections,
    resubmitted_unchanged,
)
from precheck_cadence.rules.duplicates import near_duplicate, near_duplicate_unsure
from precheck_cadence.rules.edge import royalty_edge, royalty_edge_account
from precheck_cadence.rules.intake import intake_surge
from precheck_cadence.rules.isrcs import (
    isrc_changed,
    isrc_length_differs,
    isrc_length_differs_slightly,
    isrc_of_other_recording,
)
from precheck_cadence.rules.mixes import continuous_mix
from precheck_cadence.rules.names import many_names, many_names_extreme
from precheck_cadence.rules.notes import no_account, no_history, not_compared
from precheck_cadence.rules.prefixes import (
    foreign_prefix,
    prefix_burn,
    recording_under_several_prefixes,
)
from precheck_cadence.rules.products import (
    product_code_of_other_product,
    product_overlaps,
    recording_in_many_products,
)
from precheck_cadence.rules.recordings import identical_recording, recording_of_other_account
from precheck_cadence.rules.shares import (
    functional_share,
    one_track_releases,
    short_tracks_account,
)
from precheck_cadence.rules.surprise import surprise, surprise_extreme
from precheck_cadence.rules.timing import crowded_minute, machine_timing, round_the_clock
from precheck_cadence.rules.transfers import transfer_implausible, transfer_not_counted
from precheck_cadence.rules.unheard import not_heard
from precheck_cadence.rules.writers import superhuman_writer

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
    ai_releases,
    ai_share,
    surprise,
    surprise_extreme,
    burst,
    new_regime,
    machine_timing,
    crowded_minute,
    round_the_clock,
    sleeper_wakes,
    new_account,
    short_tracks_account,
    one_track_releases,
    functional_share,
    many_names,
    many_names_extreme,
    template_titles,
    identical_durations,
    cover_reuse,
    intake_surge,
    near_duplicate,
    near_duplicate_unsure,
    altered_copy,
    foreign_snippet,
    several_recordings,
    continuous_mix,
    not_heard,
    transfer_implausible,
    transfer_not_counted,
    isrc_of_other_recording,
    isrc_changed,
    isrc_length_differs,
    isrc_length_differs_slightly,
    product_code_of_other_product,
    product_overlaps,
    recording_in_many_products,
    recording_under_several_prefixes,
    foreign_prefix,
    prefix_burn,
    resubmitted_unchanged,
    rejections,
    infractions,
    payee_of_many_accounts,
    blocked_code,
    blocked_name,
    duplicate_share,
    duplicate_share_extreme,
    superhuman_writer,
    release_day_pile_up,
    back_dated,
    campaign_shadow,
)
