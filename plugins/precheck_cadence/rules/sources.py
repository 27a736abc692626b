"""Where the demands behind the rules are written down."""

from __future__ import annotations

from datetime import date

from precheck import Basis, Source, Threshold

READ = date(2026, 11, 22)

SPOTIFY_SPAM = Source(
    title="Spotify's measures against spam and impersonation, as reported",
    url="https://particle.news/story/spotify-removes-75-million-spam-tracks-unveils-impersonation-rules-ai-disclosures-and-new-spam",
    read=READ,
)
SPOTIFY_SHORT = Source(
    title="Spotify's spam signals explained for artists, by MN2S",
    url="https://mn2s.com/news/label-services-resources/spotify-removes-75-million-spammy-tracks-and-introduces-new-ai-policies-what-artists-need-to-know",
    read=READ,
)
DEEZER_CATALOGUE = Source(
    title="Deezer: what is removed from the catalogue, and why",
    url="https://newsroom-deezer.com/2024/06/supporting-artist-rights-deezer-catalog/",
    read=READ,
)
TIDAL_MASS_UPLOADS = Source(
    title="TIDAL's policy of June 2026, as reported",
    url="https://i6eal.de/en/news/2026-06-29/tidal-sperrt-monetarisierung-von-vollstaendig-ki-generierter-mus-3537f0/",
    read=READ,
)
RELEASE_RHYTHM = Source(
    title="How often charting acts release",
    url="https://plantbo.beehiiv.com/p/release-smarter-not-harder-decoding-art-perfect-timing-music-industry",
    read=READ,
)
DISTRIBUTOR_VOLUME = Source(
    title="What the largest distributor sends in a day, and for how many artists",
    url="https://musically.com/2021/05/10/distrokid-says-it-distributes-30-40-of-all-new-music/?ref=pennyfractions.ghost.io",
    read=READ,
)
BELIEVE_AUDIO = Source(
    title="Believe: audio that is refused, by its MD5",
    url="https://believedigital.zendesk.com/hc/en-us/articles/360020584380",
    read=READ,
)
LIMBO_SCORE = Source(
    title="Limbo Music: the monthly score for quality",
    url="https://help.limbomusic.com/en/articles/11088598-quality-control-best-practices-scorecard",
    read=READ,
)
CD_BABY_AUDIO = Source(
    title="CD Baby: audio that was released before under other metadata",
    url="https://support.cdbaby.com/hc/en-us/articles/360037872352",
    read=READ,
)
STOLEN_RECORDINGS = Source(
    title="Cases of recordings sent again from a second account, by DistroShield",
    url="https://www.distroshield.com/blog/2026-04-29-fraud-catches",
    read=READ,
)

APPLE_SEARCH = Source(
    title="Apple's music style guide, as quoted: no search terms in titles",
    url="https://groups.google.com/g/searditeca/c/4pNs9Cj7ASQ",
    clause="1.2",
    read=READ,
)
MUSICDIGI_HEALTH = Source(
    title="MusicDigi: healing frequencies and claims about health are not distributed",
    url="https://musicdigi.zendesk.com/hc/en-us/articles/10539558411026-Content-That-We-Will-Not-Distribute",
    read=READ,
)


def ours(*options: str, note: str) -> tuple[Threshold, ...]:
    """Numbers that we set, and why they are what they are."""
    return tuple(Threshold(option=option, basis=Basis.OURS, note=note) for option in options)
