"""Where the demands behind the rules are written down."""

from __future__ import annotations

from datetime import date

from precheck import Basis, Source, Threshold

READ = date(2026, 11, 22)
READ_AGAIN = date(2026, 11, 29)

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
BEATCHAIN_AI = Source(
    title="Beatchain: fair use policy for AI-generated releases, one in seven days",
    url="https://help.beatchain.com/en/articles/15341643-fair-use-policy-for-ai-generated-releases",
    read=READ,
)
DEEZER_SINGLES = Source(
    title="What Deezer deleted: noise, fake artists, albums of a single track",
    url="https://www.musicbusinessworldwide.com/deezer-has-deleted-26m-useless-tracks-since-it-launched-artist-centric-model-with-universal-music-group/",
    read=READ,
)
DEEZER_AI = Source(
    title="How much of what Deezer takes in is AI, and how much of it is fraud, as reported",
    url="https://themurrow.com/articles/deezer-75000-ai-tracks-daily-spotify-proof-human",
    read=READ,
)
FRAUD_SIGNS = Source(
    title="Sepulchral Silence: how to detect fraud attempts",
    url="https://sepulchralsilence.zendesk.com/hc/en-150/articles/4409346428562-How-to-detect-fraud-attempts",
    read=READ,
)
MANY_PSEUDONYMS = Source(
    title="One writer, more than 650 artist names and 2,700 tracks, as reported",
    url="https://www.completemusicupdate.com/mood-music-maker-scores-fifteen-billion-streams-and-prompts-yet-another-fake-artists-debate/",
    read=READ,
)
KLEINBERG = Source(
    title="Kleinberg's burst detection explained",
    url="https://logort.com/analytics/understanding-kleinbergs-burst-detection-algorithm",
    read=READ,
)
CHANGE_POINTS = Source(
    title="Bayesian online changepoint detection, by Adams and MacKay",
    url="https://arxiv.org/abs/0710.3742",
    clause="algorithm 1",
    read=READ,
)
DAILY_INTAKE = Source(
    title="How many tracks reach the services in a day, by Luminate",
    url="https://www.musicbusinessworldwide.com/quarter-of-a-billion-tracks-now-sit-on-music-streaming-services-where-does-it-end",
    read=READ,
)
LABELGRID_TRANSFER = Source(
    title="LabelGrid: creating a release, with the codes it has had elsewhere",
    url="https://labelgrid-docs.pages.dev/en/releases/creating-a-release",
    read=READ,
)
SPOTIFY_FINES = Source(
    title="What happens when Spotify fines a track for artificial streaming",
    url="https://support.sounds.co/en/articles/9573242-what-happens-when-spotify-fines-a-track-for-artificial-streaming",
    read=READ,
)

HUMAN_AUTHORSHIP = Source(
    title="The US Copyright Office to the MLC on works without a human author, as quoted",
    url="https://musictechpolicy.com/2023/05/07/the-pyncheons-dilemma-limiting-the-mlcs-ai-emergency-enforcement-powers/",
    read=READ_AGAIN,
)
APPLE_ORIGINAL_DATES = Source(
    title="Apple's music style guide: the date of the original issue",
    url="https://help.apple.com/itc/musicstyleguide/en.lproj/itcb57e7b635.html",
    clause="5.1",
    read=READ_AGAIN,
)
BACK_CATALOGUE = Source(
    title="Motivagroove: back catalogue comes with the codes and dates it has had",
    url="https://verify.motivagroove.com/blog/back-catalog-distribution",
    read=READ_AGAIN,
)
SONY_TAKEDOWNS = Source(
    title="Sony on deepfakes that come with the campaigns for albums, as reported",
    url="https://wp.globalpulseonline.com/?p=338645",
    read=READ,
)


def ours(*options: str, note: str) -> tuple[Threshold, ...]:
    """Numbers that we set, and why they are what they are."""
    return tuple(Threshold(option=option, basis=Basis.OURS, note=note) for option in options)
