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


COMPUTER_GENERATED = Source(
    title="ERN 3.8.2 message schema",
    url="https://github.com/ddexnet/ern-validator-api/blob/9dcc5078/schema/ern/382/release-notification.xsd",
    clause="SoundRecording/IsComputerGenerated",
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
DETECTED_PICTURES = Source(
    title="Hive, detection of AI-generated pictures",
    url="https://docs.thehive.ai/reference/ai-generated-image-and-video-detection-1",
    clause="the classes of the source head",
    read=_READ,
)
GEMINI_FILES = Source(
    title="GitHub, pictures named as Gemini names its downloads",
    url="https://github.com/search?q=Gemini_Generated_Image&type=code",
    clause="Gemini_Generated_Image",
    read=_READ,
)
TOOL_AS_WRITER = Source(
    title="Unchained Music, AI-generated music",
    url="https://www.unchainedmusic.io/faq-g/do-you-allow-ai-generated-music-to-be-uploaded",
    clause="the tool as a writer",
    read=_READ,
)
SUNO_PLANS = Source(
    title="Suno help, who owns an extension",
    url="https://help.suno.com/en/articles/2871105",
    clause="Basic: non-commercial; Pro and Premier: owned while subscribed",
    read=_READ,
)
SUNO_DOWNLOADS = Source(
    title="Dynamoi on the agreement of Warner Music and Suno",
    url="https://dynamoi.com/news/2025-11-29-wmg-suno-ai-pact-sets-blueprint-for-licensed-music",
    clause="the free plan is for streaming only; downloads of paid plans are capped",
    read=_READ,
)
SUNO_BEGINNING = Source(
    title="Grokipedia on Suno",
    url="https://grokipedia.com/page/suno-platform",
    clause="incorporated in 2022, open to the public since 20 December 2023",
    read=date(2026, 11, 29),
)
UDIO_BEGINNING = Source(
    title="Freethink on Udio",
    url="https://www.freethink.com/robots-ai/ai-music-generator-udio",
    clause="founded in December 2023, open to the public since 10 April 2024",
    read=date(2026, 11, 29),
)
STABLE_AUDIO_BEGINNING = Source(
    title="Center Consulting on Stable Audio",
    url="https://centerconsulting.com/ai-library/milestones/2023-stable-audio",
    clause="launched on 13 September 2023",
    read=date(2026, 11, 29),
)
UDIO_CLOSED = Source(
    title="Creative AI News on Udio's walled garden",
    url="https://www.creativeainews.com/blog/udio-licensed-fan-platform-analysis",
    clause="no export",
    read=_READ,
)
UDIO_WINDOW = Source(
    title="RYM Magazine on Udio's downloads",
    url="https://rymmagazine.com/udios-download-whiplash-why-creators-have-48-hours-to-save-their-ai-music",
    clause="disabled on 29 October 2025; open for 48 hours from 3 November",
    read=_READ,
)
ELEVENLABS_PLANS = Source(
    title="ElevenLabs, music terms until 21 November 2025",
    url="https://elevenlabs.io/zh/eleven-music-v1-terms-archived-nov-21-2025",
    clause="1 (b): commercial use by plan",
    read=_READ,
)
LABELGRID_RIGHTS = Source(
    title="LabelGrid, AI, UGC rights and distribution",
    url="https://labelgrid-docs.pages.dev/en/help/ai-ugc-rights-and-distribution/",
    clause="commercial rights to the output",
    read=_READ,
)
DISTROKID_RULES = Source(
    title="Make Best Music on DistroKid's rules for AI music",
    url="https://makebestmusic.com/blog/does-distrokid-accept-ai-music",
    clause="full rights",
    read=_READ,
)
TONEGRID_RIGHTS = Source(
    title="ToneGrid, AI music",
    url="https://tonegrid.pro/ai-music",
    clause="rights from the tool",
    read=_READ,
)
DISTROKID_CREDITS = Source(
    title="DistroKid, AI credits",
    url="https://support.distrokid.com/hc/en-us/articles/50784235803411",
    clause="what counts; tuning, mixing and mastering do not",
    read=_READ,
)
SOCIETIES = Source(
    title="Young n' Loud on ASCAP, BMI and SOCAN",
    url="https://youngnloud.com/?p=4671",
    clause="works that are wholly AI cannot be registered",
    read=_READ,
)
PUBLISHER_STANCE = Source(
    title="Sentric, recordings and songs made with AI",
    url="https://knowledge-base.sentric.com/why-can-a-recording-created-with-ai-sometimes-be-distributed-but-the-song-cannot-be-registered-for-publishing",
    clause="human authorship of the song",
    read=_READ,
)
RIGHTS_SHARES = ern("WorkRightsController: RightSharePercentage, RightShareUnknown")
EU_DEEPFAKES = Source(
    title="Compliance Hub on Article 50 of the EU AI Act",
    url="https://compliancehub.wiki/eu-ai-act-article-50-transparency-digital-omnibus-2026/",
    clause="disclosure of deepfakes; lighter for evidently artistic work",
    read=_READ,
)
EU_DATES = Source(
    title="Luxgap on the dates of Article 50",
    url="https://luxgap.com/articles/ai-act-transparence-2-aout-marquage-2-decembre-2026/?lang=en",
    clause="2 August and 2 December 2026",
    read=_READ,
)
EU_LATER = Source(
    title="Trusq on Article 50",
    url="https://trusq.io/en/article-50-transparency.html",
    clause="puts all of it on 2 December 2026",
    read=_READ,
)
CHINA_STANDARD = Source(
    title="AI Damn on China's labelling rules of 1 September 2025",
    url="https://ai-damn.com/new-ai-content-labeling-rules-take-effect-september-1-1756682559738",
    clause="GB 45438-2025: explicit and implicit labels",
    read=_READ,
)
CHINA_DUTIES = Source(
    title="Campos Thomaz on China's labelling rules",
    url="https://camposthomaz.com/en/conhecimento-ct/china-mandates-ai-generated-content-labeling-starting-september-2025",
    clause="platforms must check; labels may not be removed",
    read=_READ,
)
APPLE_TAGS_LATER = Source(
    title="Afrikona on Apple's transparency tags",
    url="https://afrikona.com/apple-music-introduces-ai-transparency-tags-for-ai-generated-music",
    clause="when the tags become a requirement",
    read=_READ,
)
AUDIOMAZE_AI = Source(
    title="AudioMaze, policy on AI-generated content",
    url="https://support.audiomaze.com/content-policy/audiomaze-policy-on-ai-generated-content",
    clause="wholly or mainly AI",
    read=_READ,
)
TIDAL_POLICY = Source(
    title="Report on TIDAL's AI policy",
    url="https://www.planetfaculty.com/2026/07/tidal-unveils-groundbreaking-policy-for.html",
    clause="badges from 15 July 2026",
    read=_READ,
)
TRAXSOURCE_LABELS = Source(
    title="Traxsource, the AI policy and labelling",
    url="https://traxsourcelabels.zendesk.com/hc/en-us/articles/51251134246299-The-AI-policy-and-Labeling",
    clause="Human-Made, AI-Assisted, Inconclusive, Not scanned",
    read=_READ,
)
CD_BABY_BAN = Source(
    title="Dynamoi on CD Baby and AI music",
    url="https://dynamoi.com/learn/faqs/does-cd-baby-accept-ai-music",
    clause="all AI-generated content",
    read=_READ,
)
TUNECORE_BAN = Source(
    title="Dynamoi on TuneCore and AI music",
    url="https://dynamoi.com/learn/ai-music-distribution/does-tunecore-accept-ai-music",
    clause="music that is all AI",
    read=_READ,
)
LABELGRID_TRACKS = Source(
    title="LabelGrid, DDEX import, track metadata",
    url="https://labelgrid-docs.pages.dev/en/integrations/ddex-import/track-metadata",
    clause="AI usage: none, some, all",
    read=_READ,
)
LABELGRID_ARTWORK = Source(
    title="LabelGrid, creating a release",
    url="https://labelgrid-docs.pages.dev/en/releases/creating-a-release",
    clause="AI in the artwork",
    read=_READ,
)
DETECTORS_UNDER_CHANGE = Source(
    title="Afchar and others, AI-Generated Music Detection and its Challenges",
    url="https://arxiv.org/html/2501.10111v1",
    read=_READ,
)
DETECTORS_COMPARED = Source(
    title="ArtifactNet, three detectors compared on one set",
    url="https://arxiv.org/html/2604.16254v2",
    clause="false-positive rates of 1.5, 19 and 69 %",
    read=_READ,
)
