"""The rules that come with the engine: what reading would not do, and waivers that ran out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from precheck.facts import AsOf, Facts
from precheck.model import Batch, Release
from precheck.plugins import Plugin
from precheck.policy import Waiver
from precheck.reading import ProblemKind, Reading
from precheck.rules import Finding, Rule, Severity, Source, rule

READ = date(2026, 11, 22)
DDEX_GUIDANCE = Source(
    title="DDEX: invalid messages",
    url="https://kb.ddex.net/implementing-each-standard/best-practices-for-all-ddex-standards/general-guidance-on-messages/invalid-messages/",
    read=READ,
)
XML_ATTACKS = Source(
    title="OWASP: XML external entity prevention",
    url="https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
    read=READ,
)


class Waivers(Struct, frozen=True):
    """The waivers of the settings, as a fact of the batch."""

    waivers: tuple[Waiver, ...] = ()


def _told_by_reading(  # noqa: PLR0913, PLR0917 - a declaration names everything once
    rule_id: str,
    kind: ProblemKind,
    title: str,
    severity: Severity,
    page: str,
    source: Source = DDEX_GUIDANCE,
) -> Rule[Release]:
    def ask(release: Release, facts: Facts) -> Iterator[Finding]:
        for problem in facts[Reading].problems:
            if problem.kind is kind:
                file = str(release.root / (problem.place.file or ""))
                yield Finding(
                    problem.text,
                    place=replace(problem.place, file=file),
                    evidence={"file": problem.place.file, "found": problem.text},
                )

    ask.__doc__ = page
    declare: Callable[..., Rule[Release]] = rule(
        rule_id, title=title, severity=severity, of=Release, needs=(Reading,), sources=(source,)
    )
    return declare(ask)


def _page(what: str, why: str, remedy: str, limits: str) -> str:
    return (
        f"## What it checks\n\n{what}\n\n## Why it matters\n\n{why}\n\n"
        f"## What to do\n\n{remedy}\n\n## Limits\n\n{limits}\n"
    )


READING_RULES = (
    _told_by_reading(
        "precheck.message-unreadable",
        ProblemKind.UNREADABLE,
        "The message cannot be opened",
        Severity.BLOCK,
        _page(
            "Whether the file of the message can be opened, and is a file and not a link.",
            "What cannot be opened here cannot be delivered.",
            "Restore the file, or mend its permissions.",
            "It says nothing about the content.",
        ),
    ),
    _told_by_reading(
        "precheck.message-not-xml",
        ProblemKind.NOT_XML,
        "The message is not well-formed XML",
        Severity.BLOCK,
        _page(
            "Whether the message is well-formed XML in the encoding it declares; an empty file is "
            "not.",
            "Every recipient parses the message first, and refuses one that does not parse.",
            "Mend the message at the place named, or write it anew from your system.",
            "A parser names the first slip only; there may be more behind it.",
        ),
    ),
    _told_by_reading(
        "precheck.message-hostile",
        ProblemKind.HOSTILE,
        "The message carries what no ERN message needs and attackers use",
        Severity.BLOCK,
        _page(
            "Whether the message has a document type, entities, extreme nesting or extreme size.",
            "No DDEX message has a document type. Entities can read files, call addresses and "
            "fill memory, and two readers may see two different titles.",
            "Write the message without a document type. Ask where it came from.",
            "Such a message is refused whole: nothing else in it is judged.",
        ),
        XML_ATTACKS,
    ),
    _told_by_reading(
        "precheck.message-not-ern",
        ProblemKind.NOT_ERN,
        "The file is not an ERN message",
        Severity.BLOCK,
        _page(
            "Whether the root is a message of the Electronic Release Notification standard, in a "
            "namespace that DDEX gave.",
            "A recipient refuses any other document. Namespaces are compared to the letter: with "
            "`https`, or a slash at the end, no element is the one that the schema knows.",
            "Deliver a `NewReleaseMessage` or a `PurgeReleaseMessage`, in a namespace such as "
            "`http://ddex.net/xml/ern/432`.",
            "Manifests and acknowledgements are other standards and are not judged as messages.",
        ),
    ),
    _told_by_reading(
        "precheck.version-unknown",
        ProblemKind.VERSION_UNKNOWN,
        "The message is of an ERN version that is not supported",
        Severity.BLOCK,
        _page(
            "Whether the message is of ERN 3.8, 3.8.1, 3.8.2, 3.8.3, 4.1, 4.1.1, 4.2, 4.3, 4.3.1 "
            "or 4.3.2.",
            "Another version was read as far as it resembles a known one, and no verdict on it "
            "can be trusted.",
            "Deliver a supported version; 4.3.2 is the one that carries AI credits.",
            "The version is told by the namespace first, by `MessageSchemaVersionId` second.",
        ),
    ),
    _told_by_reading(
        "precheck.file-outside",
        ProblemKind.OUTSIDE,
        "A file reference leaves the release folder",
        Severity.BLOCK,
        _page(
            "Whether every file the message names lies inside the release folder.",
            "A reference that leaves the folder names a file that is not delivered, or one that "
            "must not be. It is not followed.",
            "Name files relative to the message, without `..`, drive letters or addresses.",
            "Links are not followed either, even where they end inside the folder.",
        ),
    ),
    _told_by_reading(
        "precheck.file-remote",
        ProblemKind.REMOTE,
        "A file is named by its address instead of being delivered",
        Severity.REVIEW,
        _page(
            "Whether the message names files by a network address.",
            "The file is not fetched, so it is not judged.",
            "Deliver the file beside the message, or agree on the address with the recipient.",
            "Nothing is fetched, whatever the settings say.",
        ),
    ),
    _told_by_reading(
        "precheck.link",
        ProblemKind.LINK,
        "The delivery contains a link",
        Severity.WARNING,
        _page(
            "Whether the delivery contains symbolic links.",
            "A link may lead outside the delivery. It is not followed, so what it leads to is "
            "not judged.",
            "Put the file itself into the delivery.",
            "Hard links cannot be told from files.",
        ),
    ),
    _told_by_reading(
        "precheck.several-messages",
        ProblemKind.AMBIGUOUS,
        "A release folder holds more than one message",
        Severity.REVIEW,
        _page(
            "Whether a release folder holds exactly one message.",
            "A recipient takes one message per folder; which one is anyone's guess.",
            "Keep one message in each release folder.",
            "Each message found is judged.",
        ),
    ),
    _told_by_reading(
        "precheck.no-main-release",
        ProblemKind.NO_MAIN_RELEASE,
        "The message does not say which release is the main one",
        Severity.REVIEW,
        _page(
            "Whether one release of the message is the main one.",
            "Everything that is said of the product is read from the main release. Without one the "
            "first release listed stands in for it.",
            "Set `IsMainRelease` in ERN 3, or list exactly one `Release` in ERN 4.",
            "Messages that purge releases have no main release.",
        ),
    ),
    _told_by_reading(
        "precheck.reference-unclear",
        ProblemKind.REFERENCE,
        "A resource has no reference of its own",
        Severity.REVIEW,
        _page(
            "Whether every resource has a reference, and no other resource has the same.",
            "Releases, deals and files point at resources by their references.",
            "Give every resource its own `ResourceReference`.",
            "Such a resource is judged under a reference made up for it.",
        ),
    ),
    _told_by_reading(
        "precheck.too-many-problems",
        ProblemKind.TOO_MANY,
        "There is more wrong than is listed",
        Severity.REVIEW,
        _page(
            "Whether everything that reading stumbled over is listed.",
            "What is not listed is not judged.",
            "Mend what is listed and check again.",
            "The number listed is limited, so that a hostile message cannot fill the report.",
        ),
    ),
    _told_by_reading(
        "precheck.value-unreadable",
        ProblemKind.VALUE,
        "A duration, number or date cannot be read",
        Severity.WARNING,
        _page(
            "Whether durations, numbers and dates have the form the standard prescribes.",
            "A value that cannot be read is a value that cannot be compared.",
            "Write durations as `PT3M30S`, dates as `2026-11-22`.",
            "The value is treated as not stated.",
        ),
    ),
    _told_by_reading(
        "precheck.sidecar-unreadable",
        ProblemKind.SIDECAR,
        "delivery.toml cannot be read",
        Severity.REVIEW,
        _page(
            "Whether `delivery.toml` beside the message can be read and has only known keys.",
            "What it declares about AI, the account and consents is not taken into account.",
            "Mend the line named; `docs/delivery.md` lists every key.",
            "A delivery without the file is fine.",
        ),
    ),
    _told_by_reading(
        "precheck.sidecar-unmatched",
        ProblemKind.SIDECAR_UNMATCHED,
        "An entry of delivery.toml is about nothing in the release",
        Severity.REVIEW,
        _page(
            "Whether every entry under `tracks`, `images` and `licences` in `delivery.toml` is "
            "about a track or picture of the release: by its ISRC, its resource reference or the "
            "name of its file. Hyphens, blanks and small letters in an ISRC do not matter.",
            "What the entry declares is not taken into account: AI that the artist declared there "
            "would be lost, and the release would pass as if nothing had been said.",
            "Mend the name, or take the entry out. A track belongs under `tracks`, a picture under "
            "`images`.",
            "Not asked where the message cannot be read. Where single files without a message are "
            "checked, an entry for another file in their folder is fine.",
        ),
    ),
    _told_by_reading(
        "precheck.sidecar-entries-differ",
        ProblemKind.SIDECAR_DIFFERS,
        "delivery.toml says two different things of one track or picture",
        Severity.REVIEW,
        _page(
            "Whether a track or picture has two entries in `delivery.toml`, such as one by its "
            "ISRC and one by its reference, that do not say the same.",
            "Only one of them is taken into account: by ISRC before reference, by reference before "
            "file name. The other may be what the artist meant.",
            "Ask the artist, and keep one entry.",
            "Entries that are alike are fine, and so is a track's own entry beside the general "
            "`audio`, which it takes the place of.",
        ),
    ),
)


@rule(
    "precheck.waiver-expired",
    title="A waiver has run out",
    severity=Severity.WARNING,
    of=Batch,
    needs=(Waivers,),
    sources=(
        Source(
            title="Precheck: waivers",
            url="https://pypi.org/project/precheck-music/",
            clause="Waivers",
            read=READ,
        ),
    ),
)
def waiver_expired(_: Batch, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a waiver in `precheck.toml` is past its last day.

    ## Why it matters

    From that day on the finding it accepted counts again.

    ## What to do

    Mend what was waived, or have its owner decide anew and set a new day.

    ## Limits

    A waiver that never covered anything is reported all the same.
    """
    today = facts[AsOf].day
    for waiver in facts[Waivers].waivers:
        if waiver.expires < today:
            yield Finding(
                f"the waiver of {waiver.rule} by {waiver.owner} ran out on {waiver.expires}",
                evidence={
                    "rule": waiver.rule,
                    "owner": waiver.owner,
                    "reason": waiver.reason,
                    "expires": waiver.expires.isoformat(),
                    "release": waiver.release,
                    "track": waiver.track,
                },
            )


OWN = Plugin(name="precheck", rules=(*READING_RULES, waiver_expired))
"""The engine's own rules, declared as a plugin's are. They always take part."""
