"""What the voice plugin learns: whose voice a track resembles, and who consented to it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from precheck import AiDetections


class Band(StrEnum):
    """How near a voice is, in the words of the service that compared."""

    NONE = "none"
    WEAK = "weak"
    POSSIBLE = "possible"
    STRONG = "strong"


class Heard(StrEnum):
    """What the service listened to."""

    STEM = "stem"
    """The vocals alone."""
    MIX = "mix"
    UNKNOWN = "unknown"


class Transport(StrEnum):
    """How the answer came about."""

    STORED = "stored"
    """It lay in the release folder; nothing was sent."""
    LOCAL = "local"
    """The sound stayed on this machine."""
    UPLOADED = "uploaded"


class Stretch(Struct, frozen=True, kw_only=True):
    """A stretch of the track that was compared on its own."""

    start: float
    """Seconds from the beginning."""
    end: float
    score: float


class VoiceMatch(Struct, frozen=True, kw_only=True):
    """One protected artist the track was compared with."""

    artist: str
    """The id, as the service knows it."""
    score: float
    """Similarity from 0 to 1, unless `scale` is `unbounded`. It is not a probability."""
    band: Band | None
    """None in a search, and where the vendor's scale is not calibrated: such a score proves nothing
    by itself."""
    scale: str = "0-1"
    """What the score ran on as the service gave it."""
    name: str = ""
    k: int = 0
    """How many clips of the artist were enrolled; 0 where not said."""
    own_from: float | None = None
    """The first percentile of the scores of the artist's own clips, each held against the others:
    of a few clips nearly the lowest. None where not said."""
    windows: tuple[Stretch, ...] = ()


class VoiceSearch(Struct, frozen=True, kw_only=True):
    """Whom a voice is nearest to among all that a service knows."""

    compared: int
    """How many voices it was compared with."""
    not_compared: int = 0
    """How many it could not be compared with, as those that have run out."""
    score_from: float
    """From which score the nearest counts, 0 to 1."""
    margin: float
    """By how much it must lie above the next."""
    threshold_set: str = ""
    false_alarm_rate: float | None = None
    """Of `score_from`, for one voice that is compared, from 0 to 1."""
    impostor_trials: int | None = None
    """How many trials of other voices that rate was measured on."""
    nearest: tuple[VoiceMatch, ...] = ()
    """The nearest few, the nearest first."""

    @property
    def hit(self) -> VoiceMatch | None:
        """The nearest, where it is near enough and nobody else is."""
        if not self.nearest or self.nearest[0].score < self.score_from:
            return None
        lead = self.nearest[0].score - max((m.score for m in self.nearest[1:]), default=0.0)
        is_alone = len(self.nearest) == 1 or round(lead, 6) >= self.margin
        return self.nearest[0] if is_alone else None

    @property
    def by_chance(self) -> float | None:
        """The share of tracks of which some other voice has such a score; None where not known.

        One voice has it at `false_alarm_rate`, and each of `compared` may: 1 - (1 - rate) ** n. The
        margin lowers it, by how much is not measured.
        """
        rate = self.false_alarm_rate
        return None if rate is None else float(1.0 - (1.0 - rate) ** self.compared)


class VoiceMatches(Struct, frozen=True, kw_only=True):
    """What a service made of a track's voice. Empty texts and None mean that it does not say."""

    matches: tuple[VoiceMatch, ...]
    vocal_seconds: float
    """Seconds of voice that were compared."""
    seconds: float | None = None
    request_id: str = ""
    model: str = ""
    model_version: str = ""
    model_sha256: str = ""
    threshold_set: str = ""
    possible_from: float | None = None
    strong_from: float | None = None
    false_alarm_rate: float | None = None
    """Of the strong threshold, from 0 to 1, as measured by the service."""
    impostor_trials: int | None = None
    """How many trials of other voices that rate was measured on."""
    gallery_sha256: str = ""
    gallery_updated: date | None = None
    audio_sha256: str = ""
    """Of the file that was compared."""
    heard: Heard = Heard.UNKNOWN
    artists: tuple[str, ...] = ()
    """Every id the track was to be compared with."""
    search: VoiceSearch | None = None
    """Whom it is nearest to among all voices; None where nobody searched."""
    voice: tuple[float, ...] = ()
    """The voice as a direction: the cosine with another by the same model is how near they are.
    Empty where it was not asked for."""
    latency_ms: float | None = None
    """How long the service took, by its own word."""
    not_enrolled: tuple[str, ...] = ()
    """Those of them that the service has no voice of."""
    transport: Transport = Transport.STORED
    service: str = ""
    """The service's address, or the stored file."""
    sent_to: str = ""
    """The host that the sound was sent to; empty where nothing left the machine."""
    standing: str = ""
    """How well the shape of the vendor's answer is known; empty for `voice-compare/1`."""


class Sung(Struct, frozen=True, kw_only=True):
    """A track with its voice, for comparing it with others of its batch."""

    track: str
    """Its reference."""
    title: str
    artists: tuple[str, ...]
    """Whom it displays, each name in one spelling."""
    names: tuple[str, ...]
    """The same, as they are written."""
    model: str
    """By which the voice was taken; those of different ones cannot be compared."""
    alike_from: float
    """From which cosine on two voices are one, 0 to 1."""
    voice: tuple[float, ...]


class SungTracks(Struct, frozen=True, kw_only=True):
    """The voices of a release, and who sends it."""

    account: str
    is_label: bool
    """Whether it is the account of a label or distributor."""
    tracks: tuple[Sung, ...]


class VoiceGroup(Struct, frozen=True, kw_only=True):
    """Tracks of one account that have one voice: each is near every other."""

    account: str
    is_label: bool
    names: tuple[str, ...]
    """The fewest artists that account for all of its tracks, as they are written."""
    tracks: int
    releases: tuple[str, ...]
    """Their ids, sorted."""
    titles: tuple[str, ...]
    """Of some of them."""
    alike_from: float
    least: float
    """The lowest cosine of any two of them."""
    model: str


class Crowd(Struct, frozen=True, kw_only=True):
    """An account with more tracks in a batch than are compared."""

    account: str
    tracks: int
    compared: int


class VoiceGroups(Struct, frozen=True, kw_only=True):
    """The voices of a batch that sing under several names, and what was not compared."""

    groups: tuple[VoiceGroup, ...] = ()
    nameless: tuple[str, ...] = ()
    """The ids of the releases whose voices nobody is known to have sent."""
    left_out: tuple[Crowd, ...] = ()


class VendorDetections(AiDetections, frozen=True, kw_only=True):
    """What the vendors of voice and AI detection make of a track."""


class ProtectedNames(Struct, frozen=True, kw_only=True):
    """The names of protected artists that a title may not sell AI with."""

    names: tuple[str, ...]


class Capacity(StrEnum):
    """In what capacity someone gives a consent."""

    SELF = "self"
    ESTATE = "estate"
    LABEL = "label"
    AGENT = "agent"


class Verification(StrEnum):
    """What became of the signature of a consent record."""

    UNSIGNED = "unsigned"
    """There is none."""
    VERIFIED = "verified"
    """It is that of a trusted key, over the record as it lies there."""
    UNKNOWN_KEY = "unknown-key"
    """The trust list does not have the key."""
    NO_TRUST_LIST = "no-trust-list"
    """Nobody said whose signatures count."""
    NOT_CHECKED = "not-checked"
    """The trust list, or what verifies, cannot be used: the signature proves nothing."""


class Signed(Struct, frozen=True, kw_only=True):
    """By whom a consent record is signed, as far as that could be verified."""

    state: Verification = Verification.UNSIGNED
    key: str = ""
    """The id of the key that the record names."""
    signer: str = ""
    """Whose key it is by the trust list; empty unless verified."""
    day: date | None = None
    """The day on which it was signed, by its own word."""
    revoked: date | None = None
    """Since when nothing that the key signed counts."""
    why: str = ""
    """Why it could not be verified; empty where it was, or where there is none."""

    def objection(self, as_of: date) -> str:
        """Why a signature that was verified does not count on a day; empty where it does."""
        if self.revoked is not None and self.revoked <= as_of:
            return f"the key of {self.signer} that signed it was revoked on {self.revoked}"
        if self.day is not None and self.day > as_of:
            return f"it is signed on {self.day}, which is still to come"
        return ""


class Consent(Struct, frozen=True, kw_only=True):
    """A well-formed record of a person's consent to the use of their voice."""

    file: str
    """As seen from the release folder."""
    id: str
    owner: str
    """The name of the person whose voice it is."""
    owner_ids: tuple[str, ...]
    """Their ids, as `one_id` writes them."""
    is_minor: bool = False
    is_deceased: bool = False
    capacity: Capacity = Capacity.SELF
    grantor: str = ""
    grantee: str = ""
    uses: tuple[str, ...] = ()
    isrcs: tuple[str, ...] = ()
    """Without hyphens, upper case; empty where the record names no recording."""
    releases: tuple[str, ...] = ()
    """UPC, EAN or GRid without leading zeros, or `any`; empty where it names none."""
    territories: tuple[str, ...] = ()
    starts: date
    ends: date | None = None
    """The last day, a revocation included; None where it has no end."""
    was_revoked: bool = False
    verified: tuple[str, ...] = ()
    """The documents that are there and have the stated digest."""
    absent: tuple[str, ...] = ()
    """The documents that are not there to compare."""
    signed: Signed = Signed()


class BrokenConsent(Struct, frozen=True, kw_only=True):
    """A file among the consents that is no valid record, and why."""

    file: str
    why: str
    owner_ids: tuple[str, ...] = ()
    """Whose voice it was meant for; empty where that cannot be told."""


class Consents(Struct, frozen=True, kw_only=True):
    """Every consent record of a release."""

    records: tuple[Consent, ...] = ()
    broken: tuple[BrokenConsent, ...] = ()
