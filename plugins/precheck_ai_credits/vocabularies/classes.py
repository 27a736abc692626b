"""Those who put a whole track into a class, and what they make of it: dated data with sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from precheck import (
    AiAmount,
    AiDisclosure,
    Disclosures,
    Expression,
    Fate,
    Release,
    Source,
    Track,
    Vocabulary,
)
from precheck_ai_credits.generators import licence, plan_named, plan_of
from precheck_ai_credits.making import generators_of
from precheck_ai_credits.occasions import is_help_alone
from precheck_ai_credits.origins.lyrics import unplaced_lyrics
from precheck_ai_credits.sides import may_be_all, says_ai
from precheck_ai_credits.sources import (
    BANDCAMP_BAN,
    CD_BABY_BAN,
    ELEVENLABS_PLANS,
    LICENSED_GENERATORS,
    SUNO_PLANS,
    SYMPHONIC_STANCES,
    TIDAL_POLICY,
    TRAXSOURCE_LABELS,
    TUNECORE_BAN,
)
from precheck_ai_credits.vocabularies.stand import stand


class Outcome(Struct, frozen=True, kw_only=True):
    """What becomes of a track of one amount."""

    amount: AiAmount | None
    """None for one about which nobody says anything."""
    term: str
    fate: Fate
    why: str
    source: Source


class Classes(Struct, frozen=True, kw_only=True):
    """The classes of one recipient."""

    name: str
    title: str
    since: date
    outcomes: tuple[Outcome, ...]
    licences: str = ""
    """Whose list of licensed generators it goes by; empty where the generator does not matter."""
    is_of_all_content: bool = False
    """Whether words count as the sound does, and the cover may."""
    takes_help: bool = False
    """Whether AI may mix and master, where no amount is stated."""

    def express(self, release: Release, said: Disclosures) -> Iterator[Expression]:
        """The class of every recording and video."""
        if said.day < self.since:
            yield Expression(
                term="class of the track", fate=Fate.NOT_ASKED, why=f"begins on {self.since}"
            )
            return
        for track in release.tracks:
            yield self._class(track, release, said)
        if self.is_of_all_content:
            yield from self._beside(release, said)

    def _class(self, track: Track, release: Release, said: Disclosures) -> Expression:
        disclosure = said.of(track)
        where = stand(track, disclosure, can_carry=True)
        some = self._of(AiAmount.SOME)
        outcome = self._of(where.amount)
        unclear, why = where.doubt, where.why
        lyrics = disclosure.lyrics if self.is_of_all_content else None
        if says_ai(lyrics) and not where.has_ai:
            outcome, unclear, why = some, "", lyrics.detail
        elif disclosure.unplaced is not None and some.fate is Fate.REFUSED:
            outcome, unclear, why = some, "", where.doubt
        elif self.takes_help and where.has_ai and is_help_alone(track, release, disclosure):
            outcome = self._of(AiAmount.NONE)
        elif where.is_declared and where.amount is None:
            outcome = some
            if may_be_all(track, disclosure) and not self._minds_no_amount():
                unclear = unclear or where.why
        if refusal := self._refusal(track, release, disclosure, said.day):
            term, fate, why = some.term, Fate.REFUSED, refusal
        elif unclear:
            term, fate, why = "class open", Fate.PERSON_DECIDES, unclear
        else:
            term, fate, why = outcome.term, outcome.fate, f"{why}; {outcome.why}"
        return Expression(subject=track.reference, term=term, fate=fate, why=why)

    def _beside(self, release: Release, said: Disclosures) -> Iterator[Expression]:
        """What has AI beside the recordings: lyrics of no track that is known, and the cover."""
        some = self._of(AiAmount.SOME)
        for text, lyrics in unplaced_lyrics(release):
            why = f"{lyrics.detail}; {some.why}"
            yield Expression(subject=text.reference, term=some.term, fate=some.fate, why=why)
        for image in release.images:
            where = stand(image, said.of(image), can_carry=True)
            if image.is_front_cover and where.has_ai:
                yield Expression(
                    subject=image.reference,
                    term=f"{some.term} in the artwork",
                    fate=Fate.PERSON_DECIDES,
                    why=f"{where.why}; whether pictures are meant is not said",
                )

    def _refusal(self, track: Track, release: Release, disclosure: AiDisclosure, day: date) -> str:
        """Why the declared tool is refused, whatever the amount; empty where it may be taken."""
        generators = generators_of(track, release, disclosure) if self.licences else ()
        lines = [one for g in generators if (one := licence(self.licences, g, day)) is not None]
        refused = next((one for one in lines if not one.is_licensed), None)
        if refused is not None:
            return (
                f"delivery.toml declares {refused.generator}, "
                f"named as unlicensed by {refused.of} since {refused.since}"
            )
        declared = release.declaration(track)
        for line in lines:
            plan = plan_of(line.generator, declared.plan, declared.made)
            if plan is not None and not plan.is_commercial:
                return (
                    f"delivery.toml declares the {plan_named(declared.plan)} plan of "
                    f"{line.generator}, without commercial rights"
                )
        return ""

    def _minds_no_amount(self) -> bool:
        """Whether any AI comes to the same, however much it is."""
        return self._of(AiAmount.SOME).fate is self._of(AiAmount.ALL).fate

    def _of(self, amount: AiAmount | None) -> Outcome:
        return next(one for one in self.outcomes if one.amount is amount)

    def vocabulary(self) -> Vocabulary:
        """The same as a vocabulary."""
        plans = (SUNO_PLANS, ELEVENLABS_PLANS) if self.licences else ()
        sources = {one.url: one for one in (*(o.source for o in self.outcomes), *plans)}
        return Vocabulary(
            name=f"{self.name}-class",
            title=self.title,
            sources=tuple(sources.values()),
            express=self.express,
            recipients=(self.name,),
        )


_ALL, _SOME, _NONE = AiAmount.ALL, AiAmount.SOME, AiAmount.NONE


def _outcome(amount: AiAmount | None, term: str, fate: Fate, why: str, source: Source) -> Outcome:
    return Outcome(amount=amount, term=term, fate=fate, why=why, source=source)


def _not_asked(why: str, source: Source) -> Outcome:
    return _outcome(None, "no class", Fate.UNDECLARED, why, source)


TABLE = (
    Classes(
        name="tidal",
        title="TIDAL, class of the track",
        since=date(2026, 7, 15),
        outcomes=(
            _outcome(_ALL, "100% AI", Fate.LIMITED, "badged and never paid", TIDAL_POLICY),
            _outcome(
                _SOME,
                "no badge yet",
                Fate.NOT_ASKED,
                "a badge for substantially AI is announced without a day",
                SYMPHONIC_STANCES,
            ),
            _outcome(_NONE, "no badge", Fate.STATED, "nothing is shown", SYMPHONIC_STANCES),
            _not_asked("senders must identify music that is all AI", SYMPHONIC_STANCES),
        ),
    ),
    Classes(
        name="traxsource",
        title="Traxsource, class of the track",
        since=date(2026, 7, 1),
        outcomes=(
            _outcome(_ALL, "AI", Fate.REFUSED, "fully AI music is removed", TRAXSOURCE_LABELS),
            _outcome(
                _SOME,
                "AI-Assisted",
                Fate.SHOWN,
                "the label comes from a scan, not from a declaration",
                TRAXSOURCE_LABELS,
            ),
            _outcome(
                _NONE,
                "Human-Made",
                Fate.SHOWN,
                "the label comes from a scan, not from a declaration",
                TRAXSOURCE_LABELS,
            ),
            _not_asked("the scan alone decides", TRAXSOURCE_LABELS),
        ),
    ),
    Classes(
        name="bandcamp",
        title="Bandcamp, class of the track",
        since=date(2026, 1, 13),
        outcomes=(
            _outcome(_ALL, "AI", Fate.REFUSED, "music that is wholly AI is refused", BANDCAMP_BAN),
            _outcome(
                _SOME,
                "AI in part",
                Fate.PERSON_DECIDES,
                "refused where the part is substantial",
                BANDCAMP_BAN,
            ),
            _outcome(_NONE, "human", Fate.STATED, "taken", BANDCAMP_BAN),
            _not_asked("no declaration is asked; suspicion is enough for removal", BANDCAMP_BAN),
        ),
    ),
    Classes(
        name="deezer",
        title="Deezer, class of the track",
        since=date(2025, 6, 20),
        outcomes=(
            _outcome(
                _ALL,
                "AI-generated",
                Fate.LIMITED,
                "tagged by Deezer's own detector, and not recommended",
                SYMPHONIC_STANCES,
            ),
            _outcome(
                _SOME,
                "no tag",
                Fate.NOT_ASKED,
                "only music that is all AI is tagged",
                SYMPHONIC_STANCES,
            ),
            _outcome(_NONE, "no tag", Fate.STATED, "nothing is shown", SYMPHONIC_STANCES),
            _not_asked("no declaration is asked; the detector decides", SYMPHONIC_STANCES),
        ),
    ),
    Classes(
        name="believe",
        title="Believe and TuneCore, class of the track",
        since=date(2026, 4, 30),
        licences="believe",
        outcomes=(
            _outcome(_ALL, "AI", Fate.REFUSED, "music that is all AI is refused", TUNECORE_BAN),
            _outcome(
                _SOME,
                "AI in part",
                Fate.PERSON_DECIDES,
                "taken where the generator is licensed; Suno is named as unlicensed",
                LICENSED_GENERATORS,
            ),
            _outcome(_NONE, "human", Fate.STATED, "taken", TUNECORE_BAN),
            _not_asked("a detector of its own decides", TUNECORE_BAN),
        ),
    ),
    Classes(
        name="cd-baby",
        is_of_all_content=True,
        takes_help=True,
        title="CD Baby, class of the track",
        since=date(2025, 10, 29),
        outcomes=(
            _outcome(_ALL, "AI", Fate.REFUSED, "what AI made is refused", CD_BABY_BAN),
            _outcome(_SOME, "AI", Fate.REFUSED, "what AI made is refused", CD_BABY_BAN),
            _outcome(_NONE, "human", Fate.STATED, "taken", CD_BABY_BAN),
            _not_asked("the refusal holds back in time", CD_BABY_BAN),
        ),
    ),
)
"""Where a source gives no day, the day it was read is the honest first one."""
CLASSES = tuple(classes.vocabulary() for classes in TABLE)
