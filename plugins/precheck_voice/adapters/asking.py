"""How an adapter asks its vendor: what it declares, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import fields

from precheck_voice.multipart import SUFFIXES

if TYPE_CHECKING:
    from precheck_voice.asking.errand import Errand

Positive = Annotated[float, Meta(gt=0.0, le=86_400.0)]


class VendorOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user sets under `[plugins.voice.vendors.<name>]`. An adapter may add to it."""

    url: str = ""
    """The base address; empty for the vendor's documented one."""
    key_env: str = ""
    """The environment variable that holds the key; empty for `PRECHECK_<NAME>_KEY`."""
    max_sends: Annotated[int, Meta(ge=0)] = 100
    """How often sound may be sent to the vendor in one run. The number is ours."""
    answer_days: Annotated[int, Meta(ge=0)] = 90
    """An answer older than this is asked for again; 0 asks in every run. The number is ours."""
    wait_seconds: Positive = 300.0
    """How long a run waits for one answer. The vendor's job goes on, and the next run takes it."""
    poll_seconds: Positive | None = None
    """Between two looks at a job; None for the vendor's pace."""


class OAuthOptions(VendorOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, for a vendor that gives a key with an id: OAuth 2.0 client credentials."""

    id_env: str = ""
    """The environment variable that holds the id; empty for `PRECHECK_<NAME>_ID`."""


class VoiceprintOptions(VendorOptions, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same, for a vendor that compares with voiceprints it made before."""

    voiceprints: str
    """A JSON file of each artist's id and voiceprint, as seen from `precheck.toml`."""


class Asking(Struct, frozen=True, kw_only=True):
    """How a vendor is asked."""

    url: str
    """Its documented base address, with options in braces such as `{region}`.

    Empty where every customer has another.
    """
    ask: Callable[[Errand], Awaitable[object]]
    """Asks about one file. Gives the vendor's decoded JSON, or `Told`; `read` takes it from there.

    It uses nothing but the errand, which fails in words and gives up by itself.
    """
    version: int = 1
    """Raised whenever the same question may get another answer: then none is remembered."""
    options: type[VendorOptions] = VendorOptions
    header: str = "Authorization"
    """Where the key travels, and before it stands `prefix`; empty where it does not by itself."""
    prefix: str = "Bearer "
    needs_key: bool = True
    max_bytes: int | None = None
    """A larger file is not sent."""
    min_seconds: float = 0.0
    max_seconds: float | None = None
    suffixes: frozenset[str] = SUFFIXES
    """The endings of the files that it takes."""
    is_of_voices: bool = False
    """Whether it hears voices alone: then it is not asked about instrumentals."""
    poll_seconds: float = 3.0
    """Between two looks at a job, at first; then longer, up to ten times as long."""
    pause_seconds: float = 30.0
    """After a 429 that does not say how long."""
    per_minute: int | None = None
    """How many requests it takes in a minute; None where it does not say."""
    at_once: int = 4
    """How many files are under way to it."""

    def url_for(self, options: VendorOptions) -> str:
        """The documented base address, for these options."""
        return self.url.format_map({f.name: getattr(options, f.name) for f in fields(options)})


class Told(Struct, frozen=True, kw_only=True):
    """A vendor's answer, with what was learned on the way to it."""

    response: Any
    """The answer as the vendor sent it."""
    vocal_seconds: float | None = None
    model: str = ""
