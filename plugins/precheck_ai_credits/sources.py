"""Where the rules about AI credits are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)


def ern(clause: str) -> Source:
    """The ERN 4.3.2 schema at one of its definitions; 4.3.1 words them alike."""
    return Source(
        title="ERN 4.3.2 message schema",
        url="https://github.com/alecsavvy/ddex-proto/blob/64b0fc0d/xsd/ernv432/release-notification.xsd",
        clause=clause,
        read=_READ,
    )


ALLOWED_VALUES = Source(
    title="DDEX allowed value sets",
    url="https://kb.ddex.net/reference-material/current-allowed-value-sets/",
    clause="ContainsAI, SpecialContributorType",
    read=_READ,
)
EARLIEST_BINDING = Source(
    title="Language binding generated from the ERN 4.3.1 schema in March 2025",
    url="https://github.com/targoninc/openddex-ts/blob/74154f8c/src/models/ddex.net/xml/ern/431.d.ts",
    clause="ContainsAI, AiContribution, SpecialContributor",
    read=_READ,
)
SPOTIFY_CREDITS = Source(
    title="AI credits on Spotify, for providers",
    url="https://providersupport.spotify.com/article/ai-credits-on-spotify",
    clause="contributor and role",
    read=_READ,
)
SPOTIFY_ABSENCE = Source(
    title="AI credits on Spotify, for artists",
    url="https://support.spotify.com/sn-en/artists/article/ai-credits/",
    clause="a track without a credit",
    read=_READ,
)
LABELGRID_ERN = Source(
    title="LabelGrid, DDEX import, XML reference",
    url="https://help.labelgrid.com/id/integrasi/impor-ddex/referensi-xml/",
    clause="AI usage",
    read=_READ,
)
SYMPHONIC_DISCLOSURE = Source(
    title="Symphonic, AI disclosure",
    url="https://support.symdistro.com/hc/en-us/articles/34060621363085-AI-Disclosure",
    clause="audio and artwork",
    read=_READ,
)
SYMPHONIC_STANCES = Source(
    title="Symphonic, where services stand on generative AI",
    url="https://support.symdistro.com/hc/en-us/articles/47090731133581-DSP-Generative-AI-Stances-Reference-Guide",
    clause="TIDAL, Deezer",
    read=_READ,
)
APPLE_TAGS = Source(
    title="Apple Music transparency tags, as reported by The Decoder",
    url="https://the-decoder.com/apple-puts-ai-disclosure-responsibility-on-labels-and-distributors/",
    clause="artwork, track, composition, music video",
    read=_READ,
)
BANDCAMP_BAN = Source(
    title="Bandcamp's ban on AI music",
    url="https://associattedpress.com/bandcamp-becomes-the-first-major-music-platform-to-ban-ai-content/",
    clause="wholly or in substantial part",
    read=_READ,
)
TRAINING_USES = Source(
    title="DDEX allowed value sets, version 9",
    url="https://github.com/alecsavvy/ddex-proto/blob/64b0fc0d/xsd/allowed-value-sets.xsd",
    clause="UseType_ERN: UseForTraining..., UseForDataMining",
    read=_READ,
)
OLDER_TRAINING_USES = Source(
    title="DDEX allowed value sets, version 6",
    url="https://github.com/miqwit/dedex/blob/e5f24d41/xsd/release_notification/43/allowed-value-sets.xsd",
    clause="UseType_ERN: UseForGenerativeAI, UseForNonGenerativeAI",
    read=_READ,
)
RELEASE_PROFILE = Source(
    title="DDEX release profiles for ERN 4",
    url="https://ern-rp.ddex.net/",
    clause="7.4 (6): one contributor, several roles",
    read=_READ,
)
SPOTIFY_MIXED = Source(
    title="AI credits on Spotify, for artists",
    url="https://support.spotify.com/sn-en/artists/article/ai-credits/",
    clause="a role that a person and AI both had",
    read=_READ,
)
LICENSED_GENERATORS = Source(
    title="The Murrow, Believe between legal and other AI music",
    url="https://themurrow.com/articles/believe-legal-ai-music-border-royalties-loophole",
    clause="Suno, Udio, ElevenLabs",
    read=_READ,
)
DETECTED_GENERATORS = Source(
    title="Hive, detection of AI-generated music",
    url="https://docs.thehive.ai/docs/ai-generated-music-detection",
    clause="the classes of the attribution head",
    read=_READ,
)
TOOL_AS_WRITER = Source(
    title="Unchained Music, AI-generated music",
    url="https://www.unchainedmusic.io/faq-g/do-you-allow-ai-generated-music-to-be-uploaded",
    clause="the tool as a writer",
    read=_READ,
)
