"""The questions that recipients raise, in the order of the documentation."""

from __future__ import annotations

from precheck_recipients.rules import (
    art_tracks,
    covers,
    kinds,
    marks,
    messages,
    products,
    timing,
    user_videos,
)

RULES = (
    *messages.RULES,
    *timing.RULES,
    *products.RULES,
    *kinds.RULES,
    *covers.RULES,
    *user_videos.RULES,
    *art_tracks.RULES,
    *marks.RULES,
)
