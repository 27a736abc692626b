"""What the user sets under `[plugins.voice]`, and the numbers a policy may set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from precheck import OUTPUT


class VoiceOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which service compares, with whose voices, and what may leave this machine."""

    service: str = ""
    """The base URL of a service that speaks `docs/voice-service.md`.

    `embedded` is our own, which the run starts on this machine; `none` is none at all. Where
    nothing is said it is our own, once its model is installed.
    """
    galleries: str = ""
    """The folder of voices that our own service compares with, as seen from `precheck.toml`.

    Empty for the one among the user's data.
    """
    artists: tuple[str, ...] = ()
    """Ids of the protected artists every vocal is compared with, as the service knows them.

    A release adds those of `voices` in its `delivery.toml`.
    """
    continuity: tuple[str, ...] = ()
    """Ids of the artists whose own releases are held against their own voice.

    A release by one of them, by the ids in its message, is compared with that voice as well.
    """
    watch_list: bool = False
    """Whether every vocal is also searched for among all voices that the service knows."""
    across_names: bool = False
    """Whether the voices of a batch are compared with each other: one voice, under many names.

    The voice of each track, which is biometric data, is then part of its facts.
    """
    names: Mapping[str, str] = field(default_factory=dict)
    """The name of each protected artist by id, as an audience writes it."""
    own_voices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By account: the ids of the artists whose own voice it is known to release."""
    trust: str = ""
    """The list of keys whose signatures count, as seen from `precheck.toml`; empty for none."""
    require_signature: bool = False
    """Whether a consent record covers nothing unless a trusted key has signed it."""
    allow_upload: bool = False
    """Whether sound may be sent to a service that is not on this machine."""
    key_env: str = "PRECHECK_VOICE_KEY"
    """The environment variable that holds the service's bearer key.

    A service on this machine may do without.
    """
    timeout_seconds: float = 120.0
    """For one request, from the first byte sent to the last one read."""
    min_vocal_seconds: float = 10.0
    """Less voice than this proves nothing either way."""
    max_upload_bytes: int = 200_000_000
    """A larger file is not sent."""
    vendors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By the name of its adapter, each vendor that is asked, with options of its own."""

    def __post_init__(self) -> None:
        """Raise `ValueError`, in words, where a vendor cannot be asked like that."""
        if self.vendors:
            from precheck_voice.asking.settings import check, compares

            check(self.vendors)
            comparing = compares(self.vendors)
            if comparing and self.service not in ("", "none"):
                raise ValueError(f"service and vendors.{comparing} both compare voices: keep one")
            for name in ("watch_list", "across_names"):
                if comparing and getattr(self, name):
                    raise ValueError(
                        f"{name} needs a service that speaks voice-compare/1, and "
                        f"vendors.{comparing} only compares with artists that are named: leave out "
                        "one of them"
                    )

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """Where our own service is asked, if it may be."""
        return ("127.0.0.1",) if self.service in ("", "embedded") else ()


class Recordings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers that are written down, and judged again without asking."""

    response: str = ""
    """Recorded answers, a file or a folder: they are judged, and no service is asked."""
    record: Annotated[str, OUTPUT] = ""
    """A folder into which every answer of a service is written."""


class GalleryAge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How old a gallery of reference voices may be."""

    max_age_days: int = 90
    """Days between its last change and the day of the verdict."""


class References(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On how many recordings an artist's own voice must rest."""

    least: int = 3
    """Recordings that were enrolled."""


class OneVoice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Under how many names one voice may sing."""

    from_names: Annotated[int, Meta(ge=2)] = 5
    """Artists of one account."""


class ConsentTerm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For how long a consent may be given."""

    adult_years: int = 10
    """Years that a consent of an adult may run."""
    minor_years: int = 5
    """Years that a consent for a minor may run."""
