"""Where the demands about voices are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)

SPOTIFY_IMPERSONATION = Source(
    title="MN2S: Spotify's AI policies of September 2025",
    url="https://mn2s.com/news/label-services-resources/spotify-removes-75-million-spammy-tracks-and-introduces-new-ai-policies-what-artists-need-to-know",
    clause="impersonation",
    read=_READ,
)
SPOTIFY_PODCASTS = Source(
    title="Spotify for Creators: impersonation policy",
    url="https://support.spotify.com/us/creators/article/impersonation-policy/",
    read=_READ,
)
SPOTIFY_ESTATES = Source(
    title="AI Articles: Spotify's impersonation rules",
    url="https://ai-articles.com/en/news/spotify-cracks-down-on-ai-voice-clones-with-new-impersonation-rules",
    clause="deceased artists",
    read=_READ,
)
NO_FAKES = Source(
    title="NO FAKES Act of 2026, S. 4591 (a bill)",
    url="https://action.freespeechcoalition.com/bill/no-fakes-act-of-2026-us-s-4591/",
    clause="licences",
    read=_READ,
)
DENMARK = Source(
    title="IUNO: Danish draft bill against the misuse of deepfakes",
    url="https://www.iuno.law/en/iunoplus/technology/legal-news/new-draft-bill-to-protect-against-misuse-of-deepfakes",
    read=_READ,
)
AUDIOMAZE = Source(
    title="AudioMaze content policy",
    url="https://support.audiomaze.com/content-policy/audiomaze-content-policy",
    read=_READ,
)
LIMBO = Source(
    title="Limbo Music content policy",
    url="https://help.limbomusic.com/en/articles/11171755-limbo-content-policy",
    read=_READ,
)
SPOTIFY_MISMATCH = Source(
    title="CD Baby: Spotify's AI protections",
    url="https://diymusician.cdbaby.com/music-streaming/spotify-ai-protections",
    clause="content mismatch",
    read=_READ,
)
MANY_NAMES = Source(
    title="CMU: a maker of mood music under 656 names",
    url="https://www.completemusicupdate.com/mood-music-maker-scores-fifteen-billion-streams-and-prompts-yet-another-fake-artists-debate/",
    read=_READ,
)
BANDCAMP = Source(
    title="Associated Press: Bandcamp bans AI content",
    url="https://associattedpress.com/bandcamp-becomes-the-first-major-music-platform-to-ban-ai-content/",
    read=_READ,
)
SYMPHONIC = Source(
    title="Symphonic: DSP generative AI stances, reference guide",
    url="https://support.symdistro.com/hc/en-us/articles/47090731133581-DSP-Generative-AI-Stances-Reference-Guide",
    clause="TIDAL",
    read=_READ,
)
EU_LABELS = Source(
    title="EU AI Act, Article 50: transparency",
    url="https://compliancehub.wiki/eu-ai-act-article-50-transparency-digital-omnibus-2026/",
    clause="deepfakes",
    read=_READ,
)
EU_CODE = Source(
    title="AI Weekly: the EU's code of practice on transparency",
    url="https://aiweekly.co/alerts/eu-publishes-final-ai-transparency-code-ahead-of-article-50",
    read=_READ,
)
SINGER_IDENTITY = Source(
    title="Singer identification for AI clones (arXiv 2407.08647)",
    url="https://arxiv.org/html/2407.08647v1",
    read=_READ,
)
TWO_STAGES = Source(
    title="Singing-voice deepfakes and singer identity (arXiv 2510.17474)",
    url="https://arxiv.org/html/2510.17474v2",
    read=_READ,
)
