"""The inspector of `ProtectedNames`: whose names a title may not sell AI with."""

from __future__ import annotations

from precheck import Facts, Reason, Release, Tools, Unavailable, inspector
from precheck_voice.facts import ProtectedNames
from precheck_voice.options import VoiceOptions


@inspector(of=Release, gives=ProtectedNames, is_derived=True)
def protected_names(
    release: Release,
    facts: Facts,
    tools: Tools,  # noqa: ARG001 - the form of every inspector
) -> ProtectedNames | Unavailable:
    """The names in the settings, and those among the release's `voices` that are no ids."""
    options = facts.get(VoiceOptions) or VoiceOptions()
    spoken = [voice for voice in release.delivery.voices if " " in voice.strip()]
    names = {" ".join(name.split()) for name in (*options.names.values(), *spoken)} - {""}
    if not names:
        return Unavailable(
            Reason.NOT_CONFIGURED,
            "no protected artist's name is known",
            "Give the names by id under [plugins.voice.names].",
        )
    return ProtectedNames(names=tuple(sorted(names)))
