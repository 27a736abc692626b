"""Whether a file's proof of origin still holds, and whether it was lost on the way."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    Facts,
    Finding,
    Image,
    Mark,
    Origin,
    ProvenanceMarks,
    Resource,
    Severity,
    Track,
    rule,
)
from precheck_audio_tags.facts import C2paManifest, ManifestState, OriginalFile
from precheck_audio_tags.rules.wording import listed, quoted
from precheck_audio_tags.sources import C2PA_VALIDATION, CHINA_LABELS, CHINA_MEASURES

_CHANGED = (".mismatch", ".missing")
"""Endings of the codes by which content or manifest are not what was signed."""


@rule(
    "audio-tags.c2pa-invalid",
    title="The C2PA manifest in the file does not hold",
    severity=Severity.REVIEW,
    of=Track,
    needs=(C2paManifest,),
    sources=(C2PA_VALIDATION,),
)
def c2pa_invalid(track: Track, facts: Facts) -> Iterator[Finding]:
    """Verify the C2PA manifest of a track's file.

    ## What it checks

    Whether the C2PA manifest that a WAV, MP3, FLAC or M4A file carries can be read, keeps to the
    standard, is signed as it stands, and is about this very file.

    ## Why it matters

    A manifest is signed together with the sound. Where the two no longer fit, somebody changed the
    file after it was signed, cut it, or put another file's manifest into it. Recipients that read
    manifests see the same, and platforms in China count it as tampering.

    ## What to do

    Ask who made the file for one as the tool wrote it. If your own tagging or conversion broke the
    manifest, deliver the file from before that step. Do not take the manifest out.

    ## Limits

    It says that something is wrong, not what was changed, and not that AI was used. Some tools
    write manifests that never kept to the standard; the code tells. Whether a signer is trusted is
    another question: a valid manifest of an unknown signer is not named here. Nothing is fetched,
    so that a certificate that was revoked, and a manifest that lies elsewhere, are not known. Files
    in which no bytes of a manifest are seen are not asked about.
    """
    yield from _invalid(track, facts)


@rule(
    "audio-tags.c2pa-invalid-in-picture",
    title="The C2PA manifest in the picture does not hold",
    severity=Severity.REVIEW,
    of=Image,
    needs=(C2paManifest,),
    sources=(C2PA_VALIDATION,),
)
def c2pa_invalid_in_picture(image: Image, facts: Facts) -> Iterator[Finding]:
    """Verify the C2PA manifest of a picture.

    ## What it checks

    Whether the C2PA manifest that a picture carries can be read, keeps to the standard, is signed
    as it stands, and is about this very picture.

    ## Why it matters

    A manifest is signed together with the picture. Where the two no longer fit, somebody changed
    the picture after it was signed, or put another one's manifest into it. Recipients that read
    manifests see the same.

    ## What to do

    Ask who made the picture for one as the tool wrote it. If scaling or conversion broke the
    manifest, use a program that signs what it changes. Do not take the manifest out.

    ## Limits

    It says that something was changed, not what, and not that AI was used. A valid manifest of an
    unknown signer is not named here. Nothing is fetched. Only manifests in the segments of a JPEG,
    in the chunks of a PNG, or in the first or last 256 kB of another file are seen.
    """
    yield from _invalid(image, facts)


def _invalid(resource: Resource, facts: Facts) -> Iterator[Finding]:
    manifest = facts[C2paManifest]
    if manifest.state is not ManifestState.INVALID:
        return
    is_changed = any(code.endswith(_CHANGED) for code in manifest.codes)
    what = "is not about this file as it is" if is_changed else "is broken"
    signer = f" of {quoted(manifest.signer)}" if manifest.signer else ""
    yield Finding(
        f"the C2PA manifest{signer} {what} ({listed(manifest.codes) or 'without a reason'})",
        place=resource.at(),
        file=resource.file,
        evidence={
            "codes": list(manifest.codes),
            "detail": manifest.detail,
            "signer": manifest.signer,
            "source_types": list(manifest.source_types),
            "tools": list(manifest.tools),
        },
    )


@rule(
    "audio-tags.provenance-stripped",
    title="Signs of AI in the artist's file are gone from the one to be delivered",
    severity=Severity.REVIEW,
    of=Track,
    needs=(OriginalFile, ProvenanceMarks, AiDisclosure),
    sources=(CHINA_MEASURES, CHINA_LABELS),
)
def provenance_stripped(track: Track, facts: Facts) -> Iterator[Finding]:
    """Compare the signs of origin in the artist's file with those that are left.

    ## What it checks

    `original` in `delivery.toml` may name the file as the artist sent it in. Whether that file has
    a sign of AI, the one to be delivered has none, and neither message nor artist says that there
    is AI.

    ## Why it matters

    Almost every conversion removes such signs, most often without intent. What is left is a file
    from which nobody can tell, and a declaration that says nothing. China forbids removing the
    label, whatever the intent.

    ## What to do

    Ask the artist, and declare what is so. Deliver a file that still has the sign, or have it
    written again by whoever may.

    ## Limits

    Without `original` nothing is compared. The file is taken for the artist's because
    `delivery.toml` says so; whether both hold the same recording is not looked at. Where AI is
    declared, and a law asks for the sign, `recipients.ai-mark-missing` speaks.
    """
    original = facts[OriginalFile]
    lost = [mark for mark in original.marks if mark.is_ai]
    if not lost or any(mark.is_ai for mark in facts[ProvenanceMarks].marks):
        return
    said = [facts[AiDisclosure].by(origin) for origin in (Origin.MESSAGE, Origin.DELIVERY)]
    if any(one is not None and one.amount is not AiAmount.NONE for one in said):
        return
    none = "is declared free of AI" if any(said) else "is not declared either way"
    yield Finding(
        f"the track {none}, and its file has no sign of AI, "
        f"but the artist's file {quoted(original.name)} has: {_named(lost[0])}",
        place=track.at(),
        file=track.audio,
        evidence={
            "original": original.name,
            "lost": [{"kind": m.kind.value, "tag": m.tag, "text": m.text} for m in lost],
            "declared": [one.detail for one in said if one is not None],
        },
    )


def _named(mark: Mark) -> str:
    return f"{mark.tag} says {quoted(mark.text)}"


RULES = (c2pa_invalid, c2pa_invalid_in_picture, provenance_stripped)
