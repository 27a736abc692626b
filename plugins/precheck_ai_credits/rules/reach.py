"""What else recipients ask of a release with AI: how much of it, where, and for which tag."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import (
    AiAmount,
    AiDisclosure,
    Basis,
    Facts,
    Finding,
    Image,
    Message,
    Release,
    Resource,
    Severity,
    Threshold,
    Track,
    rule,
)
from precheck_ai_credits.composition import ai_in_composition, silent_writers
from precheck_ai_credits.occasions import is_declared, is_in_a_role
from precheck_ai_credits.options import SubstantialShare
from precheck_ai_credits.origins.artist import sidecar
from precheck_ai_credits.roles import is_heard
from precheck_ai_credits.sides import declarations_of_ai
from precheck_ai_credits.sources import (
    APPLE_TAGS,
    APPLE_TAGS_LATER,
    AUDIOMAZE_AI,
    BANDCAMP_BAN,
    SPOTIFY_CREDITS,
    SYMPHONIC_DISCLOSURE,
)
from precheck_ai_credits.twins import twins
from precheck_ai_credits.vocabulary import (
    at_credit,
    credit,
    credited_in,
    models_in,
    named,
    shows_ai,
    spoken_of,
)


@rule(
    "ai-credits.substantially-ai",
    title="AI took part in a large share of what is heard",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(BANDCAMP_BAN, AUDIOMAZE_AI),
    options=SubstantialShare,
    thresholds=(
        Threshold(
            option="share",
            basis=Basis.MIXED,
            source=BANDCAMP_BAN,
            note="that a substantial part counts is published; how much that is, nobody says",
        ),
    ),
    is_estimate=True,
    when=is_in_a_role,
)
def substantially_ai(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Of a track with AI that is not all AI: in which share of the credits that are heard (voices,
    instruments, production) AI took part. The message's credits count, and the roles that the
    artist declares.

    ## Why it matters

    Some recipients refuse music that is AI in substantial part, or mainly.

    ## What to do

    Listen, and judge how much of the music it is.

    ## Limits

    Off unless a recipient's policy asks for it. Counting credits is no measure of music: one
    synthesizer may be nearly all of it. Without credits nothing is counted.
    """
    disclosure = facts[AiDisclosure]
    if disclosure.declared in (AiAmount.ALL, AiAmount.NONE):
        return
    heard = [
        (shows_ai(contributor), role.value)
        for contributor in credited_in(track)
        for role in contributor.roles
        if is_heard(role.value)
    ]
    credited = {role for _, role in heard}
    heard += [
        (said.amount is not AiAmount.NONE, said.role)
        for said in disclosure.roles
        if is_heard(said.role) and said.role not in credited
    ]
    with_ai = [role for is_ai, role in heard if is_ai]
    limit = facts[SubstantialShare].share
    if with_ai and len(with_ai) / len(heard) >= limit:
        yield Finding(
            f"{spoken_of(track)} has AI in {len(with_ai)} of {len(heard)} credits that are heard",
            place=track.at("contains_ai"),
            evidence={
                "with_ai": with_ai,
                "heard": [role for _, role in heard],
                "share": round(len(with_ai) / len(heard), 2),
                "from_share": limit,
            },
        )


@rule(
    "ai-credits.artwork-ai",
    title="The front cover is declared to be AI",
    severity=Severity.OFF,
    of=Image,
    needs=(AiDisclosure,),
    sources=(APPLE_TAGS, SYMPHONIC_DISCLOSURE),
    when=is_declared,
)
def artwork_ai(image: Image, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether the message or the artist declares that AI made the front cover, or some of it.
    DDEX rule AI-19. The recipient's policy says what follows.

    ## Why it matters

    Apple Music has a tag for artwork, and some distributors refuse such a cover.

    ## What to do

    See what each recipient asks. For Apple, set the Artwork tag where the part is material.

    ## Limits

    Off unless a recipient's policy asks for it. Pictures other than the front cover are left out.
    """
    said = declarations_of_ai(facts[AiDisclosure])
    if said and image.is_front_cover:
        yield Finding(
            f"the front cover is declared to be AI: {said[0].detail}",
            place=said[0].place,
            file=sidecar(facts[Release]) if said[0].place is None else None,
            evidence={one.origin.value: one.detail for one in said},
        )


@rule(
    "ai-credits.composition-undeclared",
    title="Nothing is declared about AI in the song",
    severity=Severity.OFF,
    of=Track,
    needs=(AiDisclosure,),
    sources=(APPLE_TAGS, APPLE_TAGS_LATER),
    when=is_declared,
)
def composition_undeclared(track: Track, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a track or video that is declared to have AI also says if there is any in its words
    and music: a credit as `Composer` or `Lyricist` that speaks of AI, or such a role under `roles`
    in `delivery.toml`.

    ## Why it matters

    Apple Music has one tag for the recording and another for the composition with its lyrics.
    From a track that is partly AI nobody can tell whether the second one is to be set.

    ## What to do

    Ask the artist who wrote words and music, and with what. Give the writers' credits
    `AiContribution` `None` where they wrote without AI.

    ## Limits

    Off unless a recipient's policy asks for it. A track that is declared free of AI has none in its
    song; one about which nobody speaks has a rule of its own.
    """
    disclosure = facts[AiDisclosure]
    said = declarations_of_ai(disclosure)
    if said and ai_in_composition(track, disclosure) is None:
        yield Finding(
            f"{spoken_of(track)} is declared to contain AI ({said[0].detail}), "
            "but nothing is said about its words and music",
            place=said[0].place,
            file=sidecar(facts[Release]) if said[0].place is None else None,
            evidence={
                "declared": said[0].detail,
                "writers": [credit(writer) for writer in silent_writers(track)],
            },
        )


@twins(
    "ai-credits.credit-outside-sound",
    title="AI is credited by role where nothing is heard",
    severity=Severity.OFF,
    needs=(Message,),
    sources=(SPOTIFY_CREDITS,),
)
def credit_outside_sound(resource: Resource, facts: Facts) -> Iterator[Finding]:
    """## What it checks

    Whether a video or a picture credits `GenerativeAI` with a role.

    ## Why it matters

    Spotify's AI credits are about sound; pictures and videos are outside of them. Such a credit is
    not shown, and the artist may believe that it is.

    ## What to do

    Keep the credit for those who read it, and tell the artist that Spotify shows nothing.

    ## Limits

    Off unless a recipient's policy asks for it. The credit itself is valid DDEX.
    """
    del facts
    if resource.kind == "SoundRecording":
        return
    models = tuple(model for model in models_in(resource) if model.roles)
    if models:
        names = ", ".join(named(contributor) for contributor in models)
        yield Finding(
            f"{spoken_of(resource)} credits AI by role ({names}), "
            "but AI credits are for recordings alone",
            place=at_credit(models[0]),
            evidence={"credits": [credit(contributor) for contributor in models]},
        )


RULES = (
    substantially_ai,
    artwork_ai,
    composition_undeclared,
    *credit_outside_sound.both,
)
