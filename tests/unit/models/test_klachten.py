"""The life of a complaint: the cases P12 to P14, both sides heard, and remedies that fit."""

from datetime import date, timedelta

import pytest

from models.klachten import letters, life
from models.klachten.events import ComplaintKind, Decided, Event, Filed, Judgement, Party, Remedy, Subject
from models.klachten.life import Complaint, ComplaintStage, replay
from models.loopbaancheque.life_commands import LifeError

DAY = date(2020, 3, 2)
FILED = Filed(on=DAY, fact_on=DAY, about=ComplaintKind.CONTENT, centre_id="c")


def after(*events: Event, first: Filed = FILED) -> Complaint:
    return replay((first, *events))


def heard(first: Filed = FILED) -> Complaint:
    return after(
        *life.hear(after(first=first), Party.CITIZEN, on=DAY), *life.hear(after(first=first), Party.CENTRE, on=DAY)
    )


def decide(complaint: Complaint, on: date = DAY, **changes: object) -> tuple[Decided, ...]:
    said = {
        "outcome": Judgement.FOUNDED,
        "remedies": [Remedy.NEW_CHEQUE],
        "formal_breach": False,
        "reasons": "Zo was het.",
    }
    return life.decide(complaint, on=on, **said | changes)  # type: ignore[arg-type] # members by name


def refused(code: str) -> pytest.RaisesExc[LifeError]:
    return pytest.RaisesExc(LifeError, check=lambda error: error.code == code)


@pytest.mark.parametrize(
    ("on", "status"), [(date(2021, 6, 1), ComplaintStage.HEARING), (date(2021, 6, 2), ComplaintStage.INADMISSIBLE)]
)
def test_a_complaint_after_a_year_is_inadmissible(on: date, status: ComplaintStage) -> None:
    (filed,) = life.file(on=on, fact_on=date(2020, 6, 1), about=ComplaintKind.CONTENT, subjects=(), centre_id="c")
    assert life.status(replay([filed]), on) is status


def test_an_inadmissible_complaint_ends_there_and_says_why() -> None:
    old = Filed(on=date(2021, 6, 2), fact_on=date(2020, 6, 1), about=ComplaintKind.GRANT)
    with refused("wrong-status"):
        decide(replay([old]), on=old.on)
    letter = letters.to_citizen(replay([old]), old.on)
    assert "1 juni 2021" in " ".join(letter.lines)
    assert letter.subject == "We kunnen je klacht niet behandelen"


def test_both_sides_are_heard_first() -> None:
    one = after(*life.hear(after(), Party.CITIZEN, on=DAY))
    with pytest.raises(LifeError, match="missing is centre"):
        decide(one)
    asked = after(*life.hear(after(), Party.CITIZEN, on=DAY), *life.ask(one, Party.CENTRE, on=DAY))
    last = DAY + timedelta(days=14)
    with refused("not-heard"):
        decide(asked, on=last)
    assert decide(asked, on=last + timedelta(days=1)), "who says nothing in time does not stop it"
    assert decide(heard())


def test_the_letter_asks_to_say_more_while_it_can_be_done_and_says_how() -> None:
    asked, last = after(*life.ask(after(), Party.CITIZEN, on=DAY)), DAY + timedelta(days=14)
    more = "Wil je nog iets vertellen? Bel gratis naar 0800 30 700, ten laatste op 16 maart 2020."
    assert more in " ".join(letters.to_citizen(asked, last).lines)
    assert "nog iets vertellen" not in " ".join(letters.to_citizen(asked, last + timedelta(days=1)).lines)


def test_a_complaint_that_was_withdrawn_ends_there_and_tells_who_knew_of_it() -> None:
    (gone,) = life.withdraw(after(), on=DAY)
    ended = after(gone)
    assert life.status(ended, DAY) is ComplaintStage.WITHDRAWN
    assert letters.to_centre(ended) is None, "it never knew"
    asked = after(*life.ask(after(), Party.CENTRE, on=DAY), gone)
    assert letters.to_centre(asked).subject == "Een klacht is ingetrokken"  # type: ignore[union-attr]
    assert letters.to_citizen(ended, DAY).subject == "Je trok je klacht in"
    decided = after(*heard().heard, *decide(heard()))
    for refusal in (
        lambda: life.withdraw(ended, on=DAY), lambda: life.withdraw(decided, on=DAY),
        lambda: decide(ended), lambda: life.hear(ended, Party.CENTRE, on=DAY),
    ):  # fmt: skip
        with refused("wrong-status"):
            refusal()


def test_a_complaint_about_a_grant_needs_no_centre() -> None:
    grant = after(first=Filed(on=DAY, fact_on=DAY, about=ComplaintKind.GRANT))
    assert life.status(grant, DAY) is ComplaintStage.READY
    assert decide(grant, remedies=[Remedy.REFUND])
    with refused("wrong-kind"):
        decide(grant, remedies=[Remedy.NEW_GUIDANCE])


def test_the_last_day_of_a_defence_counts() -> None:
    told = after(*heard().heard, *life.notice(heard(), served_on=DAY, on=DAY))
    last = date(2020, 3, 17)
    assert life.defence_until(told) == last
    with refused("defence-runs"):
        decide(told, on=last)
    assert life.defend(told, on=last)
    with refused("defence-too-late"):
        life.defend(told, on=last + timedelta(days=1))
    recovery = [Remedy.RECOVERY, Remedy.REFUND]
    assert decide(told, on=last + timedelta(days=1), remedies=recovery)
    defended = after(*heard().heard, *life.notice(heard(), served_on=DAY, on=DAY), *life.defend(told, on=DAY))
    assert decide(defended, remedies=recovery), "after a defence nobody waits for the last day"
    assert "tot en met 17 maart 2020" in " ".join(letters.to_centre(told).lines)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("no-notice", {"remedies": [Remedy.RECOVERY, Remedy.REFUND]}),
        ("no-formal-breach", {"remedies": [Remedy.RIGHT_RESTORED]}),
        ("remedy-missing", {"remedies": [Remedy.REFUND]}),
        ("unfounded", {"outcome": Judgement.UNFOUNDED}),
        ("reason-missing", {"reasons": "  "}),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(code: str, changes: dict[str, object]) -> None:
    with refused(code):
        decide(heard(), **changes)


def test_the_right_comes_back_after_a_formal_breach() -> None:
    (found,) = decide(heard(), remedies=[Remedy.RIGHT_RESTORED, Remedy.REFUND], formal_breach=True)
    assert found.remedies == (Remedy.REFUND, Remedy.RIGHT_RESTORED)
    letter = letters.to_citizen(after(*heard().heard, found), DAY)
    assert letters.REMEDIES[Remedy.RIGHT_RESTORED] in letter.lines
    assert "Waarom? Zo was het." in letter.lines


def test_recovery_comes_with_a_refund() -> None:
    told = after(
        *heard().heard,
        *life.notice(heard(), served_on=DAY, on=DAY),
        *life.defend(after(*life.notice(heard(), served_on=DAY, on=DAY)), on=DAY),
    )
    with refused("refund-missing"):
        decide(told, remedies=[Remedy.RECOVERY])


def test_what_was_decided_stays() -> None:
    done = after(*heard().heard, *decide(heard()))
    for act in (
        lambda: decide(done),
        lambda: life.hear(done, Party.CENTRE, on=DAY),
        lambda: life.ask(done, Party.CENTRE, on=DAY),
    ):
        with refused("wrong-status"):
            act()


def test_a_complaint_that_cannot_be_is_refused() -> None:
    def file(**changes: object) -> object:
        said = {"on": DAY, "fact_on": DAY, "about": ComplaintKind.GRANT, "subjects": (), "centre_id": None}
        return life.file(**said | changes)  # type: ignore[arg-type] # members by name

    with refused("day-in-future"):
        file(fact_on=DAY + timedelta(days=1))
    with refused("cheque-needed"):
        file(about=ComplaintKind.CONTENT)
    with refused("subjects"):
        file(subjects=[Subject.TECHNICAL])


def test_every_kind_outcome_and_remedy_has_its_words() -> None:
    assert (letters.KINDS.keys(), letters.OUTCOMES.keys()) == (set(ComplaintKind), set(Judgement))
    assert letters.REMEDIES.keys() == set(Remedy)
