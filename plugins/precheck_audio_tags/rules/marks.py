"""Signs of where a file came from. Presence is evidence, absence is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from precheck import (
    Facts,
    Finding,
    Image,
    Mark,
    MarkKind,
    Place,
    ProvenanceMarks,
    Resource,
    Severity,
    Tags,
    TextTag,
    Track,
    rule,
)
from precheck_audio_tags.facts import AudioFile, PictureFile
from precheck_audio_tags.labels import label_problem, labels
from precheck_audio_tags.rules.wording import file_place, quoted
from precheck_audio_tags.sources import (
    C2PA_AUDIO,
    CHINA_LABELS,
    GENERATOR_MARKS,
    RFC_9639,
    SUNO_TAGS,
)


@rule(
    "audio-tags.generator-mark",
    title="The file says where it came from",
    severity=Severity.NOTE,
    of=Track,
    needs=(ProvenanceMarks,),
    sources=(SUNO_TAGS, GENERATOR_MARKS, C2PA_AUDIO),
)
def generator_mark(track: Track, facts: Facts) -> Iterator[Finding]:
    """Name every sign of origin in the file.

    ## What it checks

    Whether the file carries a text or link that a music generator writes, a comment, description or
    copyright that says the music was made with one (`Created with Udio`), an object whose owner,
    type or name is a generator's, the label of the Chinese rules, an IPTC source type, or a C2PA
    manifest.

    ## Why it matters

    Such a sign is good evidence of where the recording came from, and recipients read it too. By
    itself it is no fault. What the sender declares is compared with it elsewhere.

    ## What to do

    See that the declaration says the same. Do not remove the sign: in some countries that is
    forbidden.

    ## Limits

    A sign can be copied from file to file, and any conversion removes it: its absence says nothing.
    Names of encoders are no evidence. A generator's name alone is none where people, songs or
    places may bear it, and a sentence that denies or doubts is set aside; so some that say it in
    other words are missed. A C2PA manifest is verified where the extra
    `c2pa` is installed; what an invalid one says is not believed.
    """
    yield from _named(track, facts)


@rule(
    "audio-tags.generator-mark-in-picture",
    title="The picture says where it came from",
    severity=Severity.NOTE,
    of=Image,
    needs=(ProvenanceMarks,),
    sources=(C2PA_AUDIO, CHINA_LABELS),
)
def generator_mark_in_picture(image: Image, facts: Facts) -> Iterator[Finding]:
    """Name every sign of origin in the picture.

    ## What it checks

    Whether the picture carries an IPTC source type of synthetic media, a C2PA manifest, or the
    label of the Chinese rules: in the segments of a JPEG, in the chunks of a PNG, and in the first
    and last 256 kB of any file.

    ## Why it matters

    Such a sign is evidence that AI made the picture or a part of it, or at least of how it was
    edited. By itself it is no fault.

    ## What to do

    See that the declaration for the artwork says the same. Do not remove the sign.

    ## Limits

    Any conversion removes the signs: their absence says nothing. Cameras and editors write C2PA
    manifests too, so that one alone is no sign of AI. A manifest is verified where the extra `c2pa`
    is installed; what an invalid one says is not believed.
    """
    yield from _named(image, facts)


def _named(resource: Resource, facts: Facts) -> Iterator[Finding]:
    for mark in facts[ProvenanceMarks].marks:
        evidence: dict[str, str | bool] = {
            "kind": mark.kind.value,
            "tag": mark.tag,
            "text": mark.text,
            "generator": mark.generator,
            "says_ai": mark.is_ai,
        }
        if mark.created is not None:
            evidence["created"] = mark.created.isoformat()
        yield Finding(_said(mark), place=Place(tag=mark.tag), file=resource.file, evidence=evidence)


def _said(mark: Mark) -> str:
    if mark.kind is MarkKind.GENERATOR:
        generator = f" of {mark.generator}" if mark.generator else ""
        return f"{mark.tag} carries a mark{generator}: {quoted(mark.text)}"
    if mark.kind is MarkKind.AIGC_LABEL:
        return f"{mark.tag} carries an AIGC label: {quoted(mark.text)}"
    if mark.kind is MarkKind.SOURCE_TYPE:
        return f"{mark.tag} names the digital source type {mark.text}"
    ai = "names AI as a source" if mark.is_ai else "is by itself no evidence of AI"
    tool = f" and {mark.generator} as a tool" if mark.generator and mark.is_ai else ""
    return f"{mark.tag} holds {mark.text}, which {ai}{tool}"


@rule(
    "audio-tags.aigc-label-malformed",
    title="The AIGC label in the file is not well-formed",
    severity=Severity.WARNING,
    of=Track,
    needs=(Tags,),
    sources=(CHINA_LABELS,),
)
def aigc_label_malformed(track: Track, facts: Facts) -> Iterator[Finding]:
    """Read the implicit label of GB 45438-2025.

    ## What it checks

    A label under the key AIGC, or in the property AIGC of an XMP packet, must be JSON with the
    fields Label, ContentProducer and ProduceID, and its Label must be 1, 2 or 3.

    ## Why it matters

    Platforms in China must read the label. One that they cannot read counts as missing or as
    tampered with.

    ## What to do

    Ask the tool's maker for a file with a sound label. Do not take the label out: that is forbidden
    there.

    ## Limits

    It looks at the form. Whether the producer and the number exist is not known.
    """
    opened = facts.get(AudioFile)
    in_objects = opened.labels if opened is not None else ()
    yield from _malformed(track, (*labels(facts[Tags].texts), *in_objects))


@rule(
    "audio-tags.aigc-label-malformed-in-picture",
    title="The AIGC label in the picture is not well-formed",
    severity=Severity.WARNING,
    of=Image,
    needs=(PictureFile,),
    sources=(CHINA_LABELS,),
)
def aigc_label_malformed_in_picture(image: Image, facts: Facts) -> Iterator[Finding]:
    """Read the implicit label of GB 45438-2025 in a picture.

    ## What it checks

    A label in the texts of a PNG, or in the XMP packet of a JPEG or PNG, must be JSON with the
    fields Label, ContentProducer and ProduceID, and its Label must be 1, 2 or 3.

    ## Why it matters

    Platforms in China must read the label. One that they cannot read counts as missing or as
    tampered with.

    ## What to do

    Ask the tool's maker for a picture with a sound label. Do not take the label out: that is
    forbidden there.

    ## Limits

    It looks at the form. Whether the producer and the number exist is not known. A label elsewhere
    in the file is seen, but not read.
    """
    yield from _malformed(image, facts[PictureFile].labels)


def _malformed(resource: Resource, found: Iterable[TextTag]) -> Iterator[Finding]:
    for tag in found:
        problem = label_problem(tag.text)
        if problem:
            yield Finding(
                f"the AIGC label in {tag.name} {problem}",
                place=Place(tag=tag.name),
                file=resource.file,
                evidence={"tag": tag.name, "text": tag.text, "problem": problem},
            )


@rule(
    "audio-tags.id3-before-flac",
    title="The FLAC file begins with an ID3 tag",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioFile,),
    sources=(RFC_9639, C2PA_AUDIO),
)
def id3_before_flac(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look for an ID3v2 block in front of a FLAC stream.

    ## What it checks

    A FLAC file must begin with `fLaC`.

    ## Why it matters

    ID3 is foreign to FLAC. Strict decoders, and the programs that take in deliveries, may refuse
    such a file. Tools that sign files put their C2PA manifest there.

    ## What to do

    If the block holds a manifest, ask the recipient before removing it. Else write the tags as
    Vorbis comments, and let `precheck fix` write a copy without the block.

    ## Limits

    Many players skip the block without a word, so that the file sounds right.
    """
    file = facts[AudioFile]
    length = file.id3_before_flac_bytes
    if length:
        has_manifest = any(mark.kind is MarkKind.C2PA for mark in file.marks)
        holding = " with a C2PA manifest" if has_manifest else ""
        yield Finding(
            f"an ID3 tag of {length:,} bytes{holding} stands in front of the FLAC stream",
            place=file_place(track),
            file=track.audio,
            evidence={"bytes": length, "has_manifest": has_manifest},
        )


RULES = (
    generator_mark,
    generator_mark_in_picture,
    aigc_label_malformed,
    aigc_label_malformed_in_picture,
    id3_before_flac,
)
