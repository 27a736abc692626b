"""Where the rules of recipients are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)

SPOTIFY_START = Source(
    title="Spotify for providers, getting started",
    url="https://providersupport.spotify.com/article/step-1-getting-startedd",
    clause="accepted ERN versions, classical releases, compilations",
    read=_READ,
)
SPOTIFY_TEST = Source(
    title="Spotify for providers, test deliveries",
    url="https://providersupport.spotify.com/article/step-3-sending-your-test-deliveries",
    clause="takedowns; 5 days for new releases, 2 for updates",
    read=_READ,
)
SPOTIFY_METADATA = Source(
    title="Spotify for artists, metadata formatting guidelines",
    url="https://support.spotify.com/us/artists/article/metadata-formatting-guidelines/?category=managing-your-music",
    clause="a live date at least 7 days ahead",
    read=_READ,
)
SPOTIFY_TITLES = Source(
    title="Spotify for artists, metadata formatting guidelines",
    url="https://support.spotify.com/us/artists/article/metadata-formatting-guidelines/?category=managing-your-music",
    clause="artist roles: no artists' names in titles",
    read=_READ,
)
SPOTIFY_NAMES = Source(
    title="Spotify for artists, metadata formatting guidelines",
    url="https://support.spotify.com/us/artists/article/metadata-formatting-guidelines/?category=managing-your-music",
    clause="artist names: no terms that people search for",
    read=_READ,
)
SPOTIFY_FIELDS = Source(
    title="Spotify for artists, metadata formatting guidelines",
    url="https://support.spotify.com/us/artists/article/metadata-formatting-guidelines/?category=managing-your-music",
    clause="artist names: each in a field of its own",
    read=_READ,
)
SPOTIFY_CREDITS = Source(
    title="Spotify for providers, AI credits",
    url="https://providersupport.spotify.com/article/ai-credits-on-spotify",
    clause="contributor and role, where AI had all of it",
    read=_READ,
)
SPOTIFY_AI_SHARED = Source(
    title="Spotify for artists, AI credits",
    url="https://support.spotify.com/sn-en/artists/article/ai-credits/",
    clause="a role that a person and AI both had",
    read=_READ,
)
SPOTIFY_SINGLES = Source(
    title="MusicBrainz community on section 9 of Spotify's style guide",
    url="https://community.metabrainz.org/t/remix-collections-of-one-song-single-or-ep/628484/9",
    clause="singles and EPs",
    read=_READ,
)
STORES_ON_SIZES = Source(
    title="CD Baby: how music stores define a single, EP or album",
    url="https://support.cdbaby.com/hc/en-us/articles/360008275672-How-do-music-stores-define-a-Single-EP-Album-or-a-Various-Artists-release",
    clause="Spotify; Apple Music",
    read=_READ,
)
APPLE_GUESTS = Source(
    title="Apple Music style guide",
    url="https://help.apple.com/itc/musicstyleguide/en.lproj/itcf71a21605.html",
    clause="2.13, special guests or featured artists",
    read=_READ,
)
APPLE_ADVERTISING = Source(
    title="Apple Music style guide, as copied to a group",
    url="https://groups.google.com/g/searditeca/c/4pNs9Cj7ASQ",
    clause="1.2, advertising",
    read=_READ,
)
LABELGRID_STYLE = Source(
    title="LabelGrid, metadata style guide",
    url="https://labelgrid-docs.pages.dev/en/help/metadata-style-guide/",
    clause="featured artists, by platform",
    read=_READ,
)
LABELGRID_ROLES = Source(
    title="LabelGrid, DDEX import, track metadata",
    url="https://labelgrid-docs.pages.dev/en/integrations/ddex-import/track-metadata",
    clause="featured artists, remixers",
    read=_READ,
)
ROUTENOTE_TEXT = Source(
    title="RouteNote, what may not stand in a release's metadata",
    url="https://support.routenote.com/kb-article/what-am-i-unable-to-include-in-my-releases-metadata",
    clause="links",
    read=_READ,
)
ROUTENOTE_CREDITS = Source(
    title="RouteNote, how to credit the other people in your music",
    url="https://routenote.com/blog/artist-credits-how-to-credit-the-other-people-in-your-music/",
    clause="featuring artist",
    read=_READ,
)
INTERSPACE_TITLES = Source(
    title="InterSpace, how to format artist names and song titles",
    url="https://help.interspacemusic.com/article/how-should-artists-format-their-artist-name-and-song-titles",
    clause="featured artists",
    read=_READ,
)
CATAPULT_VARIOUS = Source(
    title="Catapult, the use of Various Artists",
    url="https://support.catapultdistribution.com/hc/en-us/articles/360056472692-Various-Artists-Usage",
    clause="four or more artists; never on a track; spellings; one artist to a field",
    read=_READ,
)
INGROOVES_VARIOUS = Source(
    title="Ingrooves style guide, Various Artists",
    url="https://centralhelp.ingrooves.com/hc/en-us/articles/360013027014-3-Various-Artists",
    clause="3-1 to 3-5",
    read=date(2026, 11, 30),
)
INGROOVES_SINGLE_TRACK = Source(
    title="Ingrooves style guide, single-track products",
    url="https://centralhelp.ingrooves.com/hc/en-us/articles/360013027234-7-Single-Track-Products",
    clause="7-1, title and version; 7-2, artists",
    read=_READ,
)
DDEX_INVALID = Source(
    title="DDEX knowledge base, invalid messages",
    url="https://kb.ddex.net/implementing-each-standard/best-practices-for-all-ddex-standards/general-guidance-on-messages/invalid-messages/",
    clause="grounds for refusal",
    read=_READ,
)
YOUTUBE_ERN = Source(
    title="YouTube, DDEX deliveries",
    url="https://support.google.com/youtube/answer/16250494",
    clause="accepted ERN versions",
    read=_READ,
)
YOUTUBE_PROFILES = Source(
    title="YouTube, DDEX deliveries",
    url="https://support.google.com/youtube/answer/16250494",
    clause="release profiles",
    read=_READ,
)
YOUTUBE_ART_TRACKS = Source(
    title="YouTube, creating Art Tracks",
    url="https://support.google.com/youtube/answer/3504912",
    clause="one line to an artist, up to four; the first version of the metadata",
    read=_READ,
)
LABELGRID_AI_UGC = Source(
    title="LabelGrid, AI rights and user-generated content",
    url="https://labelgrid-docs.pages.dev/en/help/ai-ugc-rights-and-distribution/",
    clause="issue 1041, rights review required",
    read=_READ,
)
FUGA_UGC = Source(
    title="FUGA, deliveries to platforms of user-generated content",
    url="https://support.fuga.com/hc/en-us/articles/39127181764244-FUGA-UGC-Delivery-Guidelines-and-Content-Policy",
    clause="eligibility and restrictions",
    read=_READ,
)
RECORDJET_TIKTOK = Source(
    title="recordJet: what may not be delivered to TikTok",
    url="https://faq.recordjet.com/en/articles/6899643-what-content-may-not-be-delivered-to-tiktok",
    clause="the list",
    read=_READ,
)
LABELGRID_TRACK = Source(
    title="LabelGrid, DDEX import, track metadata",
    url="https://labelgrid-docs.pages.dev/en/integrations/ddex-import/track-metadata",
    clause="composition type, mechanical licence",
    read=_READ,
)
SOUNDCLOUD_RIGHTS = Source(
    title="SoundCloud, verify your rights",
    url="https://help.soundcloud.com/hc/en-us/articles/39687296360091",
    clause="mechanical licences for cover songs",
    read=_READ,
)
EU_MARKING = Source(
    title="Luxgap on Article 50 of the EU AI Act",
    url="https://luxgap.com/articles/ai-act-transparence-2-aout-marquage-2-decembre-2026/?lang=en",
    clause="Article 50 (2): machine-readable marking",
    read=_READ,
)
CHINA_LABELS = Source(
    title="AI Damn on China's labels for AI content",
    url="https://ai-damn.com/new-ai-content-labeling-rules-take-effect-september-1-1756682559738",
    clause="GB 45438-2025: the AIGC identifier in the metadata",
    read=_READ,
)
CHINA_MEASURES = Source(
    title="Campos Thomaz on China's measures of September 2025",
    url="https://camposthomaz.com/en/conhecimento-ct/china-mandates-ai-generated-content-labeling-starting-september-2025",
    clause="text, sound, pictures and video",
    read=_READ,
)
BELIEVE_ARTISTS = Source(
    title="Believe, content of artists' fields",
    url="https://believedigital.zendesk.com/hc/en-us/articles/360020620499",
    clause="generic artists; several artists; Various Artists",
    read=date(2026, 11, 30),
)
BELIEVE_DELIVERY = Source(
    title="Reprtoir, delivering to Believe",
    url="https://docs.reprtoir.com/docs/delivering-to-believe",
    clause="required metadata: genre, author, composer",
    read=_READ,
)
DOWNTOWN_POLICY = Source(
    title="Downtown Music, content policy of April 2026",
    url="https://support.fuga.com/hc/en-us/articles/43543243919892-Downtown-Music-Content-Policy",
    clause="altered recordings",
    read=_READ,
)
DEEZER_CLEANING = Source(
    title="Deezer newsroom, supporting artist rights and cleaning the catalogue",
    url="https://newsroom-deezer.com/2024/06/supporting-artist-rights-deezer-catalog/",
    clause="altered versions",
    read=_READ,
)
