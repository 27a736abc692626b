"""Obstacles: why a vendor is not asked. Nothing is sent before they are known."""

from __future__ import annotations

from collections.abc import Iterator

from precheck import Reason, Unavailable
from precheck_voice.adapters.asking import OAuthOptions
from precheck_voice.asking.case import Case
from precheck_voice.asking.keys import Keys, id_variable, key_variable
from precheck_voice.asking.refusals import AskFailure, not_allowed
from precheck_voice.asking.settings import Vendor
from precheck_voice.asking.sound import Sound
from precheck_voice.hosts import is_loopback
from precheck_voice.options import VoiceOptions


def require(case: Case, keys: Keys, *, has_job: bool) -> None:
    """Raise `AskFailure` where the vendor may not be asked. Nothing is sent before this."""
    why = next(_obstacles(case, keys, has_job=has_job), None)
    if why is not None:
        raise AskFailure(why)


def _obstacles(case: Case, keys: Keys, *, has_job: bool) -> Iterator[Unavailable]:
    """Why the vendor is not asked. Whoever set one up wants an answer: none is no pass."""
    vendor, own, host = case.vendor, case.vendor.options, case.vendor.host
    if not has_job:
        yield from _limits(vendor, case.sound, case.options)
        if not is_loopback(host) and not case.options.allow_upload:
            yield not_allowed(host)
    named = [(keys.key, key_variable(vendor.name, own))] if vendor.asking.needs_key else []
    if isinstance(own, OAuthOptions):
        named.append((keys.identity, id_variable(vendor.name, own)))
    for value, variable in named:
        if not value:
            yield Unavailable(
                Reason.SERVICE,
                f"not asked: {variable} is not set, and no keyring holds it",
                f"Set {variable}, or keep it with: keyring set precheck {vendor.name}",
            )
    if case.tools.offline:
        yield Unavailable(Reason.OFFLINE, f"{host} was not asked: this run is offline")


def _limits(vendor: Vendor, sound: Sound, options: VoiceOptions) -> Iterator[Unavailable]:
    """What the vendor does not take, and we do not send."""
    asking, size, seconds = vendor.asking, sound.size_bytes, sound.seconds
    most = min(filter(None, (asking.max_bytes, options.max_upload_bytes)))
    if sound.suffix not in asking.suffixes:
        taken = " ".join(sorted(asking.suffixes))
        yield _unsent(f"it is a {sound.suffix} file, and the vendor takes {taken}")
    if size > most:
        yield _unsent(f"the file has {size:,} bytes, at most {most:,} are sent")
    if seconds is not None and seconds < asking.min_seconds:
        yield _unsent(f"it has {seconds:.1f} s, and the vendor takes {asking.min_seconds:g} s up")
    if seconds is not None and asking.max_seconds is not None and seconds > asking.max_seconds:
        yield _unsent(f"it has {seconds:.0f} s, and the vendor takes {asking.max_seconds:g} s")


def _unsent(why: str) -> Unavailable:
    remedy = "Have the vendor judge it otherwise, and store the answer in the voice folder."
    return Unavailable(Reason.INCONCLUSIVE, f"not sent: {why}", remedy)
