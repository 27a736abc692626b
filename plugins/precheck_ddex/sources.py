"""Where the rules about identifiers, references and deals are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)


def profile(clause: str) -> Source:
    """DDEX's own rules for the release profiles, by the number of the rule."""
    return Source(
        title="DDEX release profiles, rules of the ERN validator",
        url="https://github.com/ddexnet/ern-validator-api/tree/9dcc5078/src/main/schematron/commonreleasetypes",
        clause=clause,
        read=_READ,
    )


def ern(clause: str) -> Source:
    """The ERN 4.3.2 schema at one of its definitions."""
    return Source(
        title="ERN 4.3.2 message schema",
        url="https://github.com/alecsavvy/ddex-proto/blob/64b0fc0d/xsd/ernv432/release-notification.xsd",
        clause=clause,
        read=_READ,
    )


def ern_3(clause: str) -> Source:
    """The ERN 3.8.2 schema at one of its definitions."""
    return Source(
        title="ERN 3.8.2 message schema",
        url="https://github.com/ddexnet/ern-validator-api/blob/9dcc5078/schema/ern/382/release-notification.xsd",
        clause=clause,
        read=_READ,
    )


ERN_3 = ern_3("NewReleaseMessage: MessageSchemaVersionId")
INVALID_MESSAGES = Source(
    title="DDEX: invalid messages",
    url="https://kb.ddex.net/implementing-each-standard/best-practices-for-all-ddex-standards/general-guidance-on-messages/invalid-messages/",
    read=_READ,
)
WHITE_SPACE = Source(
    title="W3C: XML Schema, part 2, datatypes",
    url="https://www.w3.org/TR/xmlschema-2/#rf-whiteSpace",
    clause="4.3.6, whiteSpace: preserve in types of the base string",
    read=date(2026, 11, 30),
)
STATEMENTS_OF_TRUTH = Source(
    title="DDEX knowledge base: ERN messages as statements of truth",
    url="https://kb.ddex.net/",
    clause="a missing deal means not available",
    read=_READ,
)
LABELGRID_VALIDATION = Source(
    title="LabelGrid: validation of DDEX imports",
    url="https://labelgrid-docs.pages.dev/en/integrations/ddex-import/validation",
    clause="ISRC, UPC and EAN, ISWC",
    read=_READ,
)
RECORDJET_CODES = Source(
    title="recordJet: what are ISRC, GTIN, EAN and UPC",
    url="https://faq.recordjet.com/en/articles/2780231-what-are-isrc-gtin-ean-and-upc",
    read=_READ,
)
SPOTIFY_ONBOARDING = Source(
    title="Spotify provider support: onboarding guideline",
    url="https://providersupport.spotify.com/article/spotify-onboarding-guideline",
    clause="deals",
    read=_READ,
)
ISRC_BULLETIN = Source(
    title="International ISRC Agency, bulletin 2015/01: validating an ISRC",
    url="https://docslib.org/doc/12003563/international-isrc-agency-bulletin-2015-01-validating-an-international-standard-recording-code",
    clause="valid values for element 1",
    read=_READ,
)
USISRC = Source(
    title="US ISRC Agency: constructing the code",
    url="https://usisrc.org/about/constructing_with_code.html",
    clause="country code: US, QM, QZ or QT",
    read=_READ,
)
BELIEVE_DELIVERY = Source(
    title="Reprtoir: delivering to Believe",
    url="https://docs.reprtoir.com/docs/delivering-to-believe",
    clause="P and C lines",
    read=_READ,
)
YOUTUBE_ART_TRACKS = Source(
    title="YouTube: art tracks",
    url="https://support.google.com/youtube/answer/3504912",
    clause="rights lines",
    read=_READ,
)
YOUTUBE_ART_TRACK_UPDATES = Source(
    title="YouTube: update art tracks",
    url="https://support.google.com/youtube/answer/6079004",
    clause="updating ISRC codes",
    read=_READ,
)
SPOTIFY_RELEASE_TYPES = Source(
    title="Spotify on release types and one-track products, as quoted by MetaBrainz",
    url="https://community.metabrainz.org/t/remix-collections-of-one-song-single-or-ep/628484/9",
    read=_READ,
)
SPOTIFY_DELIVERIES = Source(
    title="Spotify provider support: test deliveries",
    url="https://providersupport.spotify.com/article/step-3-sending-your-test-deliveries",
    clause="BatchComplete",
    read=_READ,
)
NO_TAKEDOWN = Source(
    title="DDEX knowledge base: no takedown in an initial deal",
    url="https://kb.ddex.net/",
    clause="there is nothing to take down in a first message",
    read=_READ,
)
RFC_5646 = Source(
    title="RFC 5646 (BCP 47): tags for identifying languages",
    url="https://www.rfc-editor.org/rfc/rfc5646",
    clause="2.1, syntax",
    read=_READ,
)


def status(name: str) -> Source:
    """A state of a delivery in which a recipient may report it as failed, by its name."""
    return Source(
        title="DDEX choreography for SFTP 1.6, allowed values of a file's status",
        url="https://github.com/miroivan12org/DDEX",
        clause=f"ErncFileStatus: {name}",
        read=_READ,
    )


def choreography(clause: str) -> Source:
    """The choreography for delivery by SFTP, at one of its clauses."""
    return Source(
        title="DDEX: ERN choreography for SFTP 1.7",
        url="https://kb.ddex.net/display/ECHO17FTP/",
        clause=clause,
        read=_READ,
    )
