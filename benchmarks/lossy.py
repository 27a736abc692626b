"""How often `audio-tags.lossy-source` tells what encoders have made of lossless sounds.

python benchmarks/lossy.py FOLDER          a minute of each WAVE or FLAC file below a folder, as it
                                           is, and through MP3, AAC and Opus
python benchmarks/lossy.py --play FOLDER   MIDI files of Debian's `openttd-openmsx`, played into it:
                                           music that was never lossy

It needs `ffmpeg` with libmp3lame and libopus; playing needs `fluidsynth` and `fluid-soundfont-gm`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from precheck import Cutoff
from precheck_audio_tags.opening import open_audio
from precheck_audio_tags.options import Shelf
from precheck_audio_tags.sound.door import Wanted, measured

SECONDS = 60
SUFFIXES = {".wav", ".flac"}
MIDI = Path("/usr/share/games/openttd/baseset/openmsx")
SOUND_FONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
CODECS = {
    "MP3 128 kbit/s": ("mp3", "libmp3lame", "-b:a", "128k"),
    "MP3 192 kbit/s": ("mp3", "libmp3lame", "-b:a", "192k"),
    "MP3 320 kbit/s": ("mp3", "libmp3lame", "-b:a", "320k"),
    "MP3 V0": ("mp3", "libmp3lame", "-q:a", "0"),
    "AAC 128 kbit/s": ("m4a", "aac", "-b:a", "128k"),
    "AAC 256 kbit/s": ("m4a", "aac", "-b:a", "256k"),
    "Opus 96 kbit/s": ("opus", "libopus", "-b:a", "96k"),
    "Opus 160 kbit/s": ("opus", "libopus", "-b:a", "160k"),
}
"""By name: the suffix, the encoder, and what it is told."""


def play(folder: Path) -> None:
    """Each MIDI file as a WAVE file of 16 bits at 44.1 kHz."""
    folder.mkdir(parents=True, exist_ok=True)
    for score in sorted(MIDI.glob("*.mid")):
        made = folder / f"{score.stem}.wav"
        _call("fluidsynth", "-niq", "-r", "44100", "-T", "wav", "-O", "s16", "-F", str(made),
              str(SOUND_FONT), str(score))  # fmt: skip


def compare(folder: Path) -> None:
    """A line for the sounds as they are, and one for each codec."""
    originals = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]
    with TemporaryDirectory() as made:
        home = Path(made)
        minutes = [_minute(path, home / f"{at}.wav") for at, path in enumerate(originals)]
        say("as it was", minutes)
        for name, (suffix, *how) in CODECS.items():
            say(name, [_through(path, home / f"coded.{suffix}", how) for path in minutes])


def say(name: str, sounds: list[Path]) -> None:
    """One line: of how many it is told, and what was found."""
    limits = Shelf()
    found = [cutoff_of(path) for path in sounds]
    told = [
        one
        for one in found
        if one is not None
        and one.drop_db >= limits.drop_db
        and limits.lowest_hz <= one.frequency_hz <= limits.highest_hz
    ]
    drops = sorted(one.drop_db for one in found if one is not None) or [0.0]
    print(
        f"{name}: told {len(told)} of {len(found)}; "
        f"the fall is {median(drops):.0f} dB in the median, {drops[-1]:.0f} at most",
        flush=True,
    )


def cutoff_of(path: Path) -> Cutoff | None:
    """What a check finds in it."""
    file = open_audio(path, path.name)
    if file.stream is None:
        sys.exit(f"{path} is no sound: {file.detail}")
    sound = measured(path, Wanted(stream=file.stream, span=file.sound_span)).sound
    return sound.cutoff if sound is not None else None


def _minute(path: Path, made: Path) -> Path:
    _call("ffmpeg", "-v", "error", "-y", "-i", str(path), "-t", str(SECONDS), "-c:a", "pcm_s16le",
          str(made))  # fmt: skip
    return made


def _through(path: Path, coded: Path, how: list[str]) -> Path:
    """The sound encoded and decoded again, to 16 bits at 44.1 kHz."""
    made = path.with_name(f"{path.stem}-{coded.suffix[1:]}.wav")
    encoder, *told = how
    _call("ffmpeg", "-v", "error", "-y", "-i", str(path), "-c:a", encoder, *told, str(coded))
    _call("ffmpeg", "-v", "error", "-y", "-i", str(coded), "-ar", "44100", "-c:a", "pcm_s16le",
          str(made))  # fmt: skip
    return made


def _call(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--play", folder]:
            play(Path(folder))
        case [folder]:
            compare(Path(folder))
        case _:
            sys.exit(__doc__)
