"""Where the demands and facts behind the rules are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)

SPOTIFY_AUDIO = Source(
    title="Spotify for Artists: audio file formats",
    url="https://support.spotify.com/at/artists/article/audio-file-formats",
    read=_READ,
)
SPOTIFY_FILES = Source(
    title="Spotify content operations: questions about audio and artwork files",
    url="https://content-ops.atspotify.com/hc/en-us/articles/360050809271--MUSIC-I-have-a-question-about-specific-audio-and-or-artwork-files",
    read=_READ,
)
SPOTIFY_ONBOARDING = Source(
    title="Spotify provider support: onboarding guideline",
    url="https://providersupport.spotify.com/article/spotify-onboarding-guideline",
    read=_READ,
)
ID3_PICTURES = Source(
    title="ID3v2.4.0, native frames",
    url="https://id3.org/id3v2.4.0-frames",
    clause="4.14, attached picture",
    read=_READ,
)
ID3V1 = Source(
    title="Hydrogenaudio Knowledgebase: ID3v1",
    url="https://wiki.hydrogenaud.io/index.php?title=ID3v1",
    clause="the layout of the tag",
    read=date(2026, 11, 28),
)
BELIEVE_AUDIO = Source(
    title="Believe: audio requirements",
    url="https://believedigital.zendesk.com/hc/en-us/articles/360020584380",
    read=_READ,
)
APPLE_COVER_ART = Source(
    title="Apple for partners: cover art essentials",
    url="https://itunespartner.apple.com/music/articles/submitting-your-music_cover-art-essentials",
    read=_READ,
)
LABELGRID_RELEASE = Source(
    title="LabelGrid: creating a release",
    url="https://labelgrid-docs.pages.dev/en/releases/creating-a-release",
    read=_READ,
)
LABELGRID_TRACK = Source(
    title="LabelGrid: track metadata in DDEX imports",
    url="https://labelgrid-docs.pages.dev/en/integrations/ddex-import/track-metadata",
    read=_READ,
)
DISTROKID_AUDIO = Source(
    title="Studio Live Today: notes on DistroKid's audio formats",
    url="https://studiolivetoday.wordpress.com/links/distrokid/",
    read=_READ,
)
DISTROKID_LENGTH = Source(
    title="joshtronic: streaming services as art police",
    url="https://joshtronic.com/2025/11/16/streaming-services-art-police",
    read=_READ,
)
SONGTRADR_LENGTH = Source(
    title="Songtradr: shortest and longest track",
    url="https://support.songtradr.com/hc/en-us/articles/360005413394-What-is-the-maximum-and-minimum-track-length-required-for-distribution-",
    read=_READ,
)
DEEZER_CLEANING = Source(
    title="Deezer's cleaning of its catalogue",
    url="https://newsroom-deezer.com/2024/06/supporting-artist-rights-deezer-catalog/",
    read=_READ,
)
AUDIOMAZE_AUDIO = Source(
    title="AudioMaze: audio file format",
    url="https://support.audiomaze.com/release-upload/audio-file-format",
    read=_READ,
)
SYMPHONIC_TITLES = Source(
    title="Symphonic: formatting of track and release titles",
    url="https://support.symdistro.com/hc/en-us/articles/115004004526-Track-Release-Title-Formatting",
    read=_READ,
)
DISTROSHIELD = Source(
    title="DistroShield: what a distributor compares",
    url="https://www.distroshield.com/",
    read=_READ,
)
ISRC_FORM = Source(
    title="recordJet: what ISRC, GTIN, EAN and UPC are",
    url="https://faq.recordjet.com/en/articles/2780231-what-are-isrc-gtin-ean-and-upc",
    read=_READ,
)
SUNO_TAGS = Source(
    title="diyart: distribution, with the comment that Suno writes",
    url="https://diyart.org/category/distribution/",
    read=_READ,
)
GENERATOR_MARKS = Source(
    title="EyeSift: detecting music of Suno, Udio and ElevenLabs",
    url="https://www.eyesift.com/faq/ai-music-detection-2026-suno-udio-elevenlabs-real-vs-synthetic-riaa-litigation-watermarking/",
    read=_READ,
)
C2PA_AUDIO = Source(
    title="Metadata Cleaner: C2PA metadata in audio files",
    url="https://metadatacleaner.app/blog/c2pa-audio-metadata/",
    read=_READ,
)
CHINA_LABELS = Source(
    title="AI Damn: China's labelling rules of 1 September 2025 (GB 45438-2025)",
    url="https://ai-damn.com/new-ai-content-labeling-rules-take-effect-september-1-1756682559738",
    read=_READ,
)
C2PA_VALIDATION = Source(
    title="Content Authenticity Initiative: validating manifests",
    url="https://opensource.contentauthenticity.org/docs/manifest/reading/manifest-validation",
    clause="validation_state; error status codes",
    read=date(2026, 11, 28),
)
CHINA_MEASURES = Source(
    title="Campos Thomaz on China's measures of September 2025",
    url="https://camposthomaz.com/en/conhecimento-ct/china-mandates-ai-generated-content-labeling-starting-september-2025",
    clause="removing or forging a label is barred",
    read=_READ,
)
DDEX_ERN = Source(
    title="DDEX ERN 4.3.2, schema of the release notification",
    url="https://service.ddex.net/xml/ern/432",
    clause="File: URI, HashSum, FileSize; TechnicalDetails",
    read=_READ,
)
DDEX_PACKAGES = Source(
    title="DDEX: choreography for SFTP",
    url="https://kb.ddex.net/display/ECHO17FTP/",
    clause="7.2, 8.1",
    read=_READ,
)
RFC_9639 = Source(
    title="RFC 9639: Free Lossless Audio Codec",
    url="https://www.rfc-editor.org/rfc/rfc9639",
    clause="the stream begins with fLaC",
    read=_READ,
)
SPOTIFY_LOUDNESS = Source(
    title="PreSonus: how Spotify plays what is loud",
    url="https://blog.presonus.com/index.php/2020/10/16/make-spotify-happy/",
    read=_READ,
)
SPOTIFY_NOISE = Source(
    title="Soundsgreat: Spotify and noise recordings",
    url="https://soundsgreathelp.zendesk.com/hc/en-001/articles/30538286535065-Spotify-Gaming-the-System-with-Noise-Recordings",
    read=_READ,
)
OMZIKI_AUDIO = Source(
    title="Omziki: requirements for audio files",
    url="https://support.omziki.com/knowledge/details/23/audio-files-requirements.html",
    read=_READ,
)
LIMBO_SCORE = Source(
    title="Limbo: scorecard of quality control",
    url="https://help.limbomusic.com/en/articles/11088598-quality-control-best-practices-scorecard",
    read=_READ,
)
MINISTRY_AUDIO = Source(
    title="Ministry Music: audio requirements",
    url="https://ministrymusics.com/crm/knowledge-base/article/audio-requirements",
    read=_READ,
)
MUSICDELTA_DISTROKID = Source(
    title="Musicdelta: what DistroKid reviews",
    url="https://musicdelta.com/en/articles/ai-music-distrokid-guide",
    read=_READ,
)
MUSICDIGI_REFUSED = Source(
    title="MusicDigi: content that is not distributed",
    url="https://musicdigi.zendesk.com/hc/en-us/articles/10539558411026-Content-That-We-Will-Not-Distribute",
    read=_READ,
)
FUGA_CONTENT = Source(
    title="FUGA: content policy for user-generated content platforms",
    url="https://support.fuga.com/hc/en-us/articles/39127181764244-FUGA-UGC-Delivery-Guidelines-and-Content-Policy",
    read=_READ,
)
WALLSTREAM_TYPES = Source(
    title="Wallstream: single, EP or album",
    url="https://support.wallstream.com/index.php/support/81-how-do-you-decide-whether-its-a-single-ep-or-album",
    read=_READ,
)
TUNEPLUS_HELP = Source(
    title="TunePlus: help",
    url="https://tuneplus.org/help",
    read=_READ,
)
EBU_R128 = Source(
    title="ITU-R BS.1770-4 and EBU R 128: loudness and true peak",
    url="https://tech.ebu.ch/publications/r128",
    read=_READ,
)
LABELGRID_PROHIBITED = Source(
    title="LabelGrid: prohibited content",
    url="https://docs.labelgrid.com/resources/prohibited-content",
    read=_READ,
)
