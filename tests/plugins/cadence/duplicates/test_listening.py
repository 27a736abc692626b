"""What a batch is told of its sound: echoes, and why there are none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec import structs

from precheck import Fingerprint, Message, Reason, Unavailable
from precheck.testing import a_message, a_release, a_track, look
from precheck_cadence.cadence import Cadence
from precheck_cadence.listening import listened
from precheck_cadence.reading import upload_event
from precheck_cadence.upload import UploadEvent

TOO_SHORT = Unavailable(Reason.NOT_APPLICABLE, "the sound is too short for a fingerprint")


def printed(event: UploadEvent, *prints: Fingerprint | Unavailable | None) -> UploadEvent:
    """The event whose tracks have these fingerprints, or these reasons why not."""
    return structs.replace(
        event,
        tracks=tuple(
            structs.replace(
                track,
                fingerprint=one if isinstance(one, Fingerprint) else None,
                unprinted=one if isinstance(one, Unavailable) else None,
            )
            for track, one in zip(event.tracks, prints, strict=True)
        ),
    )


def known(counter: Any, *events: UploadEvent) -> Cadence:
    fact = counter.record({event.release: (event,) for event in events})
    assert isinstance(fact, Cadence)
    return fact


def test_a_copy_of_an_earlier_upload_is_heard(tape: Any, either: Any, desk: Any) -> None:
    song = tape.values(600, 1)
    first = printed(either.event(desk.release(1)), tape.printed(song))
    copy = printed(
        either.event(desk.release(2, account="bo", at=timedelta(hours=1))),
        tape.printed(tape.worn(song, 0.02)),
    )
    assert known(either, first).echoes == ()

    [heard] = known(either, copy).echoes

    assert (heard.release, heard.track, heard.account) == ("r2.xml", "A1", "bo")
    assert [(echo.product, echo.releases) for echo in heard.echoes] == [("icpn:1", ())]


def test_an_earlier_upload_is_judged_as_of_its_own_moment(
    tape: Any, counter: Any, desk: Any
) -> None:
    song = tape.values(600, 1)
    first = printed(counter.event(desk.release(1)), tape.printed(song))
    copy = printed(
        counter.event(desk.release(2, at=timedelta(hours=1))), tape.printed(tape.worn(song, 0.02))
    )
    before = known(counter, first)
    known(counter, copy)

    assert known(counter, first) == before


def test_a_batch_hears_itself_in_any_order(tape: Any, counter: Any, desk: Any) -> None:
    song = tape.values(600, 1)
    one = printed(counter.event(desk.release(1)), tape.printed(song))
    other = printed(
        counter.event(desk.release(2, at=timedelta(hours=1))), tape.printed(tape.worn(song, 0.02))
    )

    fact = known(counter, one, other)

    assert known(counter, other, one) == fact
    told = {heard.release: [e.releases for e in heard.echoes] for heard in fact.echoes}
    assert told == {"r1.xml": [("r2.xml",)], "r2.xml": [("r1.xml",)]}


def test_the_same_bytes_are_told_by_twins_alone(tape: Any, counter: Any, desk: Any) -> None:
    song = tape.printed(tape.values(600, 1))
    same = {"own": (desk.track(1, isrc="QZPRE2600077", audio=desk.track(1).audio),)}
    first = printed(counter.event(desk.release(1, own=(desk.track(1),))), song)
    again = printed(counter.event(desk.release(2, at=timedelta(hours=1), **same)), song)

    fact = known(counter, first, again)

    assert fact.echoes == ()
    assert fact.twins


def test_why_there_is_no_fingerprint_is_said_by_reason(tape: Any, counter: Any, desk: Any) -> None:
    flat = tape.printed([7] * 500)
    event = printed(
        counter.event(desk.release(1, tracks=5)),
        tape.printed(tape.values(300, 1)),
        TOO_SHORT,
        flat,
        None,
        TOO_SHORT,
    )

    fact = known(counter, event)

    assert [(one.tracks, one.reason) for one in fact.unheard] == [
        (("A2", "A5"), Reason.NOT_APPLICABLE),
        (("A3",), Reason.INCONCLUSIVE),
        (("A4",), Reason.NOT_SUPPLIED),
    ]
    assert fact.unheard[0].detail == TOO_SHORT.detail


def test_a_long_track_is_told_of_without_echoes(counter: Any, desk: Any) -> None:
    long = desk.track(1, duration_seconds=600.0)
    event = counter.event(desk.release(1, own=(long, desk.track(2, 2, duration_seconds=599.0))))

    [heard] = known(counter, event).echoes

    assert (heard.track, heard.seconds, heard.echoes) == ("A1", 600.0, ())
    assert heard.release_title == "Release 1"


def test_no_history_but_the_batch_is_heard(tape: Any, new_counter: Any, desk: Any) -> None:
    counter = new_counter()
    song = tape.values(600, 1)
    one = printed(counter.event(desk.release(1)), tape.printed(song))
    other = printed(counter.event(desk.release(2)), tape.printed(tape.worn(song, 0.02)))

    assert len(known(counter, one, other).echoes) == 2


def test_listening_asks_the_history_alone(tape: Any, counter: Any, desk: Any) -> None:
    event = printed(counter.event(desk.release(1)), tape.printed(tape.values(300, 1)))
    with counter.open() as history:
        history.record([event])

        assert listened(history, [event], {}) == ((), ())


# --- reading ---------------------------------------------------------------------------------


def test_an_upload_says_why_a_track_has_no_fingerprint() -> None:
    release = a_release(a_track("A1"), a_track("A2"))

    event = look(upload_event, release, narrower={"A1": (TOO_SHORT,)})

    assert isinstance(event, UploadEvent)
    assert [(t.unprinted or TOO_SHORT).reason for t in event.tracks] == [
        Reason.NOT_SUPPLIED,
        Reason.NOT_SUPPLIED,
    ]


def test_a_message_of_the_profile_is_a_mix() -> None:
    def is_mix(message: Message, *types: str) -> bool:
        event = look(upload_event, a_release(a_track("A1"), message=message, types=types))
        assert isinstance(event, UploadEvent)
        return event.is_mix

    plain = a_message()
    assert not is_mix(plain, "Album")
    assert is_mix(plain, "DjMix")
    assert is_mix(structs.replace(plain, profile="DjMix"))
