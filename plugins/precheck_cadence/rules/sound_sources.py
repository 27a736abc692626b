"""Where the demands behind the rules about sound are written down, beside `sources`."""

from __future__ import annotations

from precheck import Source
from precheck_cadence.rules.sources import READ

CHROMAPRINT = Source(
    title="How to compare Chromaprints, by their author",
    url="https://github.com/beetbox/pyacoustid/issues/18",
    read=READ,
)
TIKTOK_PROBLEMS = Source(
    title="Limbo Music: what TikTok calls a problematic delivery",
    url="https://help.limbomusic.com/en/articles/9881625-tiktok-problematic-deliveries",
    read=READ,
)
AUDIOMAZE_CONTENT = Source(
    title="AudioMaze: content policy",
    url="https://support.audiomaze.com/content-policy/audiomaze-content-policy",
    read=READ,
)
MINISTRY_ERRORS = Source(
    title="Ministry of Music: frequent errors in content",
    url="https://ministrymusics.com/crm/knowledge-base/article/frequent-errors-in-content",
    read=READ,
)
FUGA_CONTENT = Source(
    title="FUGA and Downtown Music: content policy",
    url="https://support.fuga.com/hc/en-us/articles/43543243919892-Downtown-Music-Content-Policy",
    read=READ,
)
