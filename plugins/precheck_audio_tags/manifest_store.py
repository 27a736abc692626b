"""The one door to the C2PA library: reads and verifies the manifest store of a file, offline."""

from __future__ import annotations

import json
from pathlib import Path

from precheck import Reason, Unavailable
from precheck_audio_tags.bounds import one_line
from precheck_audio_tags.claims import said_in
from precheck_audio_tags.facts import C2paManifest, ManifestState

INSTALL = "pip install 'precheck-music[c2pa]'"
MOST_SECONDS = 60.0
"""The library reads every byte that was signed, about 100 MB of them in a second."""
_SETTINGS = {
    "verify": {
        "verify_after_reading": True,
        "verify_trust": True,
        "ocsp_fetch": False,
        "remote_manifest_fetch": False,
    },
    "core": {
        "allowed_network_hosts": [],
        "decode_identity_assertions": False,
        "backing_store_memory_threshold_in_mb": 64,
        "max_decompressed_manifest_size_in_mb": 32,
    },
}
"""Nothing is fetched: no manifest that lies elsewhere, no revocation list, no identity document."""
_UNSUPPORTED, _ELSEWHERE = "NotSupported", "Remote"
"""How the library begins where it reads no such file, and where a file only names the address of
its manifest."""


def read_manifest(path: Path, uri: str, anchors: str = "") -> C2paManifest | Unavailable:
    """What the manifest of a file says and whether it holds, or why that cannot be told.

    `anchors` are the certificates, in PEM, that vouch for signers.
    """
    try:
        from c2pa import C2paError, Context, Reader
    except ImportError:
        detail = f"{uri!r} holds a C2PA manifest, and c2pa-python, which verifies it, is missing"
        return Unavailable(Reason.NOT_INSTALLED, detail, INSTALL)
    settings = dict(_SETTINGS) | ({"trust": {"user_anchors": anchors}} if anchors else {})
    try:
        file = path.open("rb")
    except OSError as error:
        detail = f"{uri!r} cannot be read: {error.strerror or type(error).__name__}"
        return Unavailable(Reason.UNREADABLE, detail)
    with file, Context.from_json(json.dumps(settings)) as context:
        try:
            with Reader(None, file, context=context) as reader:
                return said_in(reader.json())
        except C2paError.ManifestNotFound:
            return C2paManifest()
        except (C2paError, RecursionError) as error:
            return _refused(error, uri)


def _refused(error: Exception, uri: str) -> C2paManifest | Unavailable:
    """What it means that the library, or whoever reads its answer, raised."""
    kind, _, said = str(error).partition(": ")
    if isinstance(error, RecursionError):
        detail = f"the C2PA manifest of {uri!r} is nested too deeply to be read"
        return Unavailable(Reason.UNREADABLE, detail, "ask for a file with a sound manifest")
    if kind == _UNSUPPORTED:
        detail = f"{uri!r} holds bytes of a C2PA manifest, which are not read in such a file"
        return Unavailable(Reason.INCONCLUSIVE, detail, "ask who made the file what they are")
    if kind.startswith(_ELSEWHERE):
        return C2paManifest()
    return C2paManifest(
        state=ManifestState.INVALID, codes=(one_line(kind, 40),), detail=one_line(said)
    )
