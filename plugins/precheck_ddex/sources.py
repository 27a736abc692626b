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


INVALID_MESSAGES = Source(
    title="DDEX: invalid messages",
    url="https://kb.ddex.net/implementing-each-standard/best-practices-for-all-ddex-standards/general-guidance-on-messages/invalid-messages/",
    read=_READ,
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
