"""Where the demands on codes, copies and decisions are written down."""

from __future__ import annotations

from precheck import Basis, Source, Threshold
from precheck_cadence.rules.sources import READ

RIAA_LENGTH = Source(
    title="When a changed recording needs a new ISRC, after the RIAA, by Songtrust",
    url="https://help.songtrust.com/knowledge/when-do-changes-in-a-recording-merit-a-new-isrc",
    clause="a length that changes by more than 10 seconds",
    read=READ,
)
SCPP_LENGTH = Source(
    title="SCPP: when to ask for an ISRC",
    url="https://isrc.scpp.fr/about/quand-isrc",
    clause="no new code for a length that changes by less than five seconds",
    read=READ,
)
IFPI_ASSIGNING = Source(
    title="IFPI: when to assign an ISRC",
    url="https://isrc.ifpi.org/en/using-isrc/when-to-assign",
    read=READ,
)
IFPI_OWNERSHIP = Source(
    title="IFPI: an ISRC stays when a recording changes hands",
    url="https://isrc.ifpi.org/en/using-isrc/ownership",
    read=READ,
)
LABELGRID_CODES = Source(
    title="LabelGrid: validation of DDEX imports",
    url="https://labelgrid-docs.pages.dev/en/integrations/ddex-import/validation",
    clause="ISRC, UPC and EAN",
    read=READ,
)
YOUTUBE_UPDATES = Source(
    title="YouTube: update art tracks",
    url="https://support.google.com/youtube/answer/6079004",
    clause="updating ISRC codes",
    read=READ,
)
LABELGRID_RELEASES = Source(
    title="LabelGrid: creating a release, with codes from elsewhere",
    url="https://labelgrid-docs.pages.dev/en/releases/creating-a-release",
    read=READ,
)
REPEATS_2018 = Source(
    title="What stores refuse since 2018: repeated recordings and products, told by a label",
    url="https://defoxrecords.blogspot.com/2018/01/",
    read=READ,
)
TUNEPLUS_REPEATS = Source(
    title="TunePlus: repeated submissions, compilations of what is there already",
    url="https://tuneplus.org/help",
    read=READ,
)
RECORDJET_CODES = Source(
    title="recordJet: what ISRC and EAN are made of",
    url="https://faq.recordjet.com/en/articles/2780231-what-are-isrc-gtin-ean-and-upc",
    read=READ,
)
INGROOVES_SUBMISSIONS = Source(
    title="Ingrooves: submissions policy, five infractions in 60 days, three in a month",
    url="https://centralhelp.ingrooves.com/hc/en-us/articles/225894568-Submissions-Policy",
    read=READ,
)
OFFSTEP_REJECTED = Source(
    title="Offstep: why content was rejected",
    url="https://offstep.com/pl/faq/dlaczego-moje-tresci-zostaly-odrzucone",
    read=READ,
)


def published(*options: str, source: Source, note: str = "") -> tuple[Threshold, ...]:
    """Numbers that somebody wrote down."""
    return tuple(
        Threshold(option=option, basis=Basis.PUBLISHED, source=source, note=note)
        for option in options
    )
