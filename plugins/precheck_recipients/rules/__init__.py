"""The questions that recipients raise, in the order of the documentation."""

from __future__ import annotations

from precheck_recipients.rules import (
    addresses,
    altered,
    art_tracks,
    covers,
    genres,
    guests,
    kinds,
    marks,
    messages,
    names,
    products,
    remixes,
    shared_roles,
    timing,
    titles,
    user_videos,
    various,
    writers,
)

RULES = (
    *messages.RULES,
    *timing.RULES,
    *products.RULES,
    *titles.RULES,
    *altered.RULES,
    *writers.RULES,
    *genres.RULES,
    *guests.RULES,
    *remixes.RULES,
    *names.RULES,
    *addresses.RULES,
    *various.RULES,
    *kinds.RULES,
    *covers.RULES,
    *user_videos.RULES,
    *art_tracks.RULES,
    *marks.RULES,
    *shared_roles.RULES,
)
