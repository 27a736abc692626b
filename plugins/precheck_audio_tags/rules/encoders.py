"""What the tags of a lossless file say of the encoder that its sound went through."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import AudioStream, Facts, Finding, Place, Severity, Tags, Track, rule
from precheck_audio_tags.encoders import lossy_encoders
from precheck_audio_tags.rules.wording import quoted
from precheck_audio_tags.sources import SPOTIFY_AUDIO


@rule(
    "audio-tags.lossy-encoder-named",
    title="A lossless file names a lossy encoder",
    severity=Severity.WARNING,
    of=Track,
    needs=(AudioStream, Tags),
    sources=(SPOTIFY_AUDIO,),
    is_estimate=True,
)
def lossy_encoder_named(track: Track, facts: Facts) -> Iterator[Finding]:
    """Look for lossy encoders in the tags of a lossless file.

    ## What it checks

    The tags that name the encoder (TSSE, TENC, ENCODER, ENCODED-BY, ISFT, ©too, the coding history
    in bext and so on) of a lossless file name none that is lossy, such as LAME, libvorbis, libopus,
    Fraunhofer's, qaac, FDK AAC and Nero AAC.

    ## Why it matters

    Programs that convert files copy the tags. So a FLAC file that names LAME was most likely an MP3
    once, and is no lossless master.

    ## What to do

    Find the master. If the tag alone came along from another file, clear it.

    ## Limits

    It is an estimate: tags are copied between files of different sound, and most programs that
    convert write their own name instead. `Lavf` and `Lavc` with a lossless codec are no sign.
    Whether the sound has traces of a lossy encoder, `audio-tags.lossy-source` asks.
    """
    stream = facts[AudioStream]
    named = tuple(lossy_encoders(facts[Tags].texts)) if stream.is_lossless else ()
    if named:
        first = named[0]
        yield Finding(
            f"the sound is {stream.codec}, which is lossless, and {first.tag.name} names "
            f"a lossy encoder: {quoted(first.tag.text)}",
            place=Place(tag=first.tag.name),
            file=track.audio,
            evidence={
                "codec": stream.codec,
                "encoders": [
                    {"tag": n.tag.name, "text": n.tag.text, "encoder": n.encoder} for n in named
                ],
            },
        )


RULES = (lossy_encoder_named,)
