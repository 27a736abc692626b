"""A case: one question to one vendor, and the digest that tells it from every other."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from precheck import Reason, Tools, Unavailable
from precheck_voice.adapters.asking import OAuthOptions, VendorOptions, VoiceprintOptions
from precheck_voice.adapters.result import Axis
from precheck_voice.asking.desk import Desk
from precheck_voice.asking.settings import Vendor
from precheck_voice.asking.sound import Sound
from precheck_voice.asking.voiceprints import digest_of, voiceprints_of
from precheck_voice.options import VoiceOptions

FORM = 1
"""Of the digests."""


class Case(Struct, frozen=True, kw_only=True):
    """One question to one vendor, with all that goes with it."""

    key: str
    """Its digest, which the ledger knows it by."""
    vendor: Vendor
    sound: Sound
    artists: tuple[str, ...]
    voiceprints: Mapping[str, str]
    options: VoiceOptions
    desk: Desk
    tools: Tools

    @property
    def hold_seconds(self) -> float:
        """For how long the question is one's own: until its answer is there, or never will be."""
        return float(self.vendor.options.wait_seconds + 2 * self.options.timeout_seconds)


def case_of(  # noqa: PLR0913, PLR0917 - each is needed once
    vendor: Vendor,
    sound: Sound,
    artists: frozenset[str],
    options: VoiceOptions,
    desk: Desk,
    tools: Tools,
) -> Case | Unavailable:
    """The question, as one digest tells it from every other; or why there is none."""
    is_compared = Axis.IDENTITY in vendor.adapter.axes
    whom = tuple(sorted(artists)) if is_compared else ()
    if is_compared and not whom:
        return Unavailable(
            Reason.NOT_CONFIGURED,
            "no protected artists are named to compare with",
            "Name them in artists under [plugins.voice], or in voices in delivery.toml.",
        )
    voiceprints: Mapping[str, str] = {}
    own = vendor.options
    if isinstance(own, VoiceprintOptions):
        found = voiceprints_of(tools.data / own.voiceprints, whom, own.voiceprints)
        if isinstance(found, Unavailable):
            return found
        voiceprints = found
        whom = tuple(artist for artist in whom if artist in voiceprints)
    general = {
        field.name
        for kind in (VendorOptions, OAuthOptions, VoiceprintOptions)
        for field in fields(kind)
    }
    special = {f.name: getattr(own, f.name) for f in fields(own) if f.name not in general}
    asking = vendor.asking
    what = (FORM, vendor.name, asking.version, vendor.url, sound.digest, whom, sorted(special))
    values = ([special[name] for name in sorted(special)], digest_of(voiceprints))
    key = sha256(msgspec.json.encode((what, values))).hexdigest()
    return Case(
        key=key,
        vendor=vendor,
        sound=sound,
        artists=whom,
        voiceprints=voiceprints,
        options=options,
        desk=desk,
        tools=tools,
    )
