"""The money and process cases P1 to P15, and every step of a cheque with what it refuses."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from models.loopbaancheque import life_commands as commands
from models.loopbaancheque import life_deadlines as deadlines
from models.loopbaancheque import life_file
from models.loopbaancheque.life import Cheque, Right, Status, apply, money, replay, right, status
from models.loopbaancheque.life_commands import Frame, LifeError
from models.loopbaancheque.life_deadlines import Deadlines
from models.loopbaancheque.life_events import Annulment, Event, FeeRecovered, Incomplete, Mode, Payer, Reversal, Theme
from models.loopbaancheque.life_terms import Terms, half_hours_of
from models.loopbaancheque.rules import rules_on

RULES = Deadlines.of(None)


def terms_on(day: date, number: int = 1) -> Terms:
    rules = rules_on(day)
    assert rules
    return Terms.of(rules, number)


V2, V3, V4, V5 = (terms_on(date(*day)) for day in ((2017, 11, 23), (2020, 1, 1), (2024, 1, 1), (2025, 11, 1)))
V3_SECOND = terms_on(date(2020, 1, 1), 2)
V5_LOW = replace(V5, rate=1_000_000)


@pytest.mark.parametrize(
    ("terms", "minutes", "vat", "fee", "share"),
    [
        pytest.param(V3, 150, True, 42_426, 38_426, id="P1"),
        pytest.param(V3, 240, False, 56_100, 52_100, id="P2"),
        pytest.param(V3_SECOND, 180, False, 42_075, 38_075, id="P3"),
        pytest.param(V4, 30, True, 9_075, 4_575, id="P4"),
        pytest.param(V2, 60, True, 16_638, 12_638, id="P5"),
        pytest.param(V3, 220, True, 59_396, 55_396, id="P6"),
        pytest.param(V3, 240, True, 67_881, 63_881, id="P7, the most"),
        pytest.param(V3, 120, False, 28_050, 24_050, id="P11 without VAT"),
        pytest.param(V3, 120, True, 33_941, 29_941, id="P11 with VAT"),
        pytest.param(V5_LOW, 30, True, 6_050, 0, id="P15"),
        pytest.param(V5, 30, True, None, None, id="rate unknown"),
    ],
)
def test_fees_are_exact_to_the_cent(terms: Terms, minutes: int, vat: bool, fee: int | None, share: int | None) -> None:
    half_hours = half_hours_of(minutes, 30)
    assert terms.fee_cents(half_hours, vat=vat) == fee
    assert terms.state_share_cents(half_hours, vat=vat) == share


def frame(day: date) -> Frame:
    return Frame(today=day, rules=RULES)


def requested(on: date = date(2021, 2, 1), terms: Terms = V3) -> Cheque:
    return replay(commands.request(on=on, version=terms.version, met=True, reasons=(), terms=terms, frame=frame(on)))


def after(cheque: Cheque, events: list[Event]) -> Cheque:
    for event in events:
        cheque = apply(cheque, event)
    return cheque


def paid(on: date = date(2021, 2, 28)) -> Cheque:
    cheque = requested(on=on - timedelta(days=7))
    return after(cheque, commands.pay(cheque, on=on, amount_cents=4000, payer=Payer.CITIZEN, frame=frame(on)))


def active(on: date = date(2021, 3, 10), *, vat: bool = True) -> Cheque:
    cheque = paid()
    return after(cheque, commands.activate(cheque, on=on, centre_id="a", vat=vat, frame=frame(on)))


def session(cheque: Cheque, minutes: int, on: date = date(2021, 3, 10), **more: object) -> list[Event]:
    fact = {"mode": Mode.ON_SITE, "themes": (), "other_theme": None} | more
    return commands.hold_session(cheque, on=on, minutes=minutes, frame=frame(on), **fact)  # type: ignore[arg-type]


def closed(minutes: int = 120) -> Cheque:
    cheque = active()
    cheque = after(cheque, session(cheque, minutes))
    day = date(2021, 4, 1)
    return after(
        cheque,
        commands.close(
            cheque,
            on=day,
            plan=True,
            agreement=True,
            attendance=False,
            loses_hours=True,
            incomplete=Incomplete.CLIENT_AWAY,
            frame=frame(day),
        ),
    )


def refused_code(action: object, *arguments: object, **fields: object) -> str:
    with pytest.raises(LifeError) as caught:
        action(*arguments, **fields)  # type: ignore[operator]
    return caught.value.code


def test_p7_more_than_the_hours_is_refused_and_changes_nothing() -> None:
    cheque = active()
    assert refused_code(session, cheque, 270) == "hours-exceeded"
    cheque = after(cheque, session(cheque, 240))
    assert refused_code(session, cheque, 30) == "hours-exceeded"
    assert cheque.half_hours == 8


def test_p8_payment_counts_until_the_fourteenth_day() -> None:
    cheque = requested()
    late = date(2021, 2, 16)
    pay = {"amount_cents": 4000, "payer": Payer.THIRD_PARTY}
    events = commands.pay(cheque, on=date(2021, 2, 15), frame=frame(late), **pay)
    assert status(after(cheque, events), late, RULES) is Status.ISSUED
    assert refused_code(commands.pay, cheque, on=late, frame=frame(late), **pay) == "payment-too-late"
    assert status(cheque, date(2021, 2, 15), RULES) is Status.AWAITING_PAYMENT
    assert status(cheque, late, RULES) is Status.PAYMENT_LAPSED
    assert right(cheque, late, RULES) is Right.INTACT


def test_p9_the_printed_day_decides() -> None:
    cheque = paid()
    assert cheque.paid
    assert cheque.paid.issued_on == date(2021, 3, 1)
    assert cheque.paid.valid_until == date(2021, 5, 24)
    late = date(2021, 5, 25)
    start = {"centre_id": "a", "vat": True}
    assert commands.activate(cheque, on=date(2021, 5, 24), frame=frame(late), **start)
    assert refused_code(commands.activate, cheque, on=late, frame=frame(late), **start) == "cheque-expired"
    asked = requested(on=date(2021, 2, 21))
    pay = {"amount_cents": 4000, "payer": Payer.CITIZEN, "printed": date(2021, 6, 1)}
    other = after(asked, commands.pay(asked, on=date(2021, 2, 28), frame=frame(late), **pay))
    assert commands.activate(other, on=late, frame=frame(late), **start)


def test_p10_a_cheque_that_is_not_started_is_refunded_and_the_right_stays() -> None:
    cheque = paid()
    late = date(2021, 5, 25)
    assert status(cheque, late, RULES) is Status.EXPIRED_UNUSED
    assert money(cheque, late, RULES).refund == 4000
    assert right(cheque, late, RULES) is Right.INTACT
    assert money(cheque, date(2021, 5, 24), RULES).refund == 0


def test_p11_hours_that_are_left_are_lost_with_the_citizens_consent() -> None:
    cheque = after(active(), session(active(), 120))
    close = {"plan": True, "agreement": True, "attendance": True}
    day = date(2021, 4, 1)
    assert refused_code(commands.close, cheque, on=day, frame=frame(day), loses_hours=False, **close) == "hours-left"
    found = money(closed(), day, RULES)
    assert (found.fee, found.state_share, found.contribution) == (33_941, 29_941, 4_000)
    assert closed().remaining_half_hours == 0


def test_where_nothing_was_recovered_that_is_known_though_the_rate_is_not() -> None:
    cheque = after(active(), session(active(), 120))
    assert cheque.granted
    unknown = replace(cheque, granted=replace(cheque.granted, terms=V5))
    day = date(2021, 4, 1)
    found = money(unknown, day, RULES)
    assert (found.fee, found.state_share, found.recovered) == (None, None, 0)
    gone = replace(unknown, recovered=FeeRecovered(on=day, case="a"))
    assert money(gone, day, RULES).recovered is None


@pytest.mark.parametrize(
    ("reason", "expected"), [(Annulment.FORMAL_BREACH, Right.RESTORED), (Annulment.NON_CONFORM, Right.USED)]
)
def test_p12_a_founded_complaint_gives_back_the_contribution(reason: Annulment, expected: Right) -> None:
    cheque = after(active(), session(active(), 180))
    day = date(2021, 6, 1)
    cheque = after(cheque, commands.annul(cheque, on=day, reason=reason, fact_on=date(2021, 3, 10), frame=frame(day)))
    found = money(cheque, day, RULES)
    assert (found.refund, found.recovered, found.state_share) == (4_000, 50_911, 0)
    assert right(cheque, day, RULES) is expected


def test_p13_defence_until_the_fifteenth_day() -> None:
    assert deadlines.defence_until(date(2020, 3, 2), RULES) == date(2020, 3, 17)


def test_p14_a_complaint_counts_for_a_year() -> None:
    cheque = after(active(), session(active(), 180))
    fact = date(2021, 3, 10)
    annul = {"reason": Annulment.NON_CONFORM, "fact_on": fact}
    last, late = date(2022, 3, 10), date(2022, 3, 11)
    assert commands.annul(cheque, on=last, frame=frame(late), **annul)
    assert refused_code(commands.annul, cheque, on=late, frame=frame(late), **annul) == "complaint-too-late"
    assert deadlines.complaint_until(date(2020, 6, 1), RULES) == date(2021, 6, 1)


def test_a_timely_complaint_counts_though_a_later_day_was_told() -> None:
    cheque, later = closed(), date(2022, 3, 20)
    cheque = after(cheque, commands.give_aftercare(cheque, on=later, mode=Mode.PHONE, frame=frame(later)))
    annul = {"reason": Annulment.NON_CONFORM, "fact_on": date(2021, 3, 10), "frame": frame(later)}
    end = after(cheque, commands.annul(cheque, on=date(2022, 3, 10), **annul))
    assert status(end, later, RULES) is Status.ANNULLED
    assert (end.annulled and end.annulled.on, end.last_on) == (date(2022, 3, 10), later)
    assert money(end, later, RULES).recovered == money(cheque, later, RULES).fee == 33_941
    assert refused_code(commands.annul, cheque, on=date(2022, 3, 11), **annul) == "complaint-too-late"
    assert refused_code(commands.annul, cheque, on=later + timedelta(days=1), **annul) == "day-in-future"
    assert refused_code(commands.annul, cheque, on=date(2021, 3, 9), **annul) == "fact-day"
    early = {"reason": Annulment.WITHDRAWN, "fact_on": None, "frame": frame(date(2021, 3, 10))}
    assert refused_code(commands.annul, paid(), on=date(2021, 2, 27), **early) == "day-before-last-fact"


def test_a_refusal_can_be_objected_to_once_and_a_person_looks() -> None:
    day = date(2021, 2, 1)
    cheque = replay(
        commands.request(on=day, version=V3.version, met=False, reasons=["working"], terms=None, frame=frame(day))
    )
    assert status(cheque, day, RULES) is Status.REFUSED
    late = date(2021, 2, 16)
    assert refused_code(commands.object_to_refusal, cheque, on=late, frame=frame(late)) == "objection-too-late"
    cheque = after(cheque, commands.object_to_refusal(cheque, on=date(2021, 2, 15), frame=frame(late)))
    assert status(cheque, late, RULES) is Status.OBJECTED
    judge = {"frame": frame(late)}
    again = after(cheque, commands.decide(cheque, granted=False, reasons=["working"], terms=None, **judge))
    assert status(again, late, RULES) is Status.REFUSED
    assert refused_code(commands.object_to_refusal, again, on=late, frame=frame(late)) == "objection-already-judged"
    granted = after(cheque, commands.decide(cheque, granted=True, reasons=(), terms=V3, **judge))
    assert status(granted, late, RULES) is Status.AWAITING_PAYMENT
    assert status(granted, date(2021, 3, 2), RULES) is Status.AWAITING_PAYMENT
    assert status(granted, date(2021, 3, 3), RULES) is Status.PAYMENT_LAPSED


def test_what_the_rules_leave_unknown_a_person_decides() -> None:
    day = date(2021, 2, 1)
    cheque = replay(commands.request(on=day, version=V3.version, met=None, reasons=(), terms=None, frame=frame(day)))
    assert status(cheque, day, RULES) is Status.REQUESTED
    no = {"granted": False, "terms": None, "frame": frame(day)}
    assert refused_code(commands.decide, cheque, reasons=(), **no) == "reason-missing"
    yes = {"granted": True, "terms": None, "frame": frame(day)}
    assert refused_code(commands.decide, cheque, reasons=(), **yes) == "no-such-cheque"


def test_sessions_say_how_and_about_what() -> None:
    cheque = active()
    assert refused_code(session, cheque, 29) == "below-half-hour"
    assert refused_code(session, cheque, 60, themes=[Theme.OTHER]) == "other-theme"
    assert refused_code(session, cheque, 60, other_theme="iets anders") == "other-theme"
    assert refused_code(session, cheque, 60, on=date(2021, 3, 9)) == "day-before-last-fact"
    online = {"mode": Mode.ONLINE, "themes": [Theme.BALANCE, Theme.JOB_TARGET], "starts_at": time(9)}
    cheque = after(cheque, session(cheque, 90, **online))
    cheque = after(cheque, session(cheque, 60, themes=[Theme.JOB_TARGET], starts_at=time(10, 30)))
    assert cheque.themes == (Theme.JOB_TARGET, Theme.BALANCE)
    assert (cheque.half_hours, cheque.online_half_hours, cheque.remaining_half_hours) == (5, 3, 3)


def test_two_talks_on_one_day_both_have_an_hour_and_never_overlap() -> None:
    cheque = after(active(), session(active(), 60))
    assert refused_code(session, cheque, 60) == "hour-missing"
    assert refused_code(session, cheque, 60, starts_at=time(9)) == "other-hour-missing"
    assert session(cheque, 60, on=date(2021, 3, 11))
    back = life_file.take_back(cheque, session=1, reason=Reversal.WRONG_LENGTH, frame=frame(date(2021, 3, 10)))
    cheque = after(cheque, back)
    cheque = after(cheque, session(cheque, 60, starts_at=time(9)))
    assert refused_code(session, cheque, 60) == "hour-missing"
    assert refused_code(session, cheque, 60, starts_at=time(8, 1)) == "overlapping-session"
    assert refused_code(session, cheque, 60, starts_at=time(9, 59)) == "overlapping-session"
    assert session(cheque, 60, starts_at=time(8))
    assert session(cheque, 60, starts_at=time(10))


def test_aftercare_follows_the_closing_and_takes_no_hours() -> None:
    cheque = closed()
    assert cheque.closed
    assert deadlines.aftercare_until(cheque.closed.on, RULES) == date(2022, 4, 1)
    day = date(2021, 9, 1)
    again = after(cheque, commands.give_aftercare(cheque, on=day, mode=Mode.PHONE, frame=frame(day)))
    assert money(again, day, RULES) == money(cheque, day, RULES)
    assert refused_code(session, cheque, 30, on=day) == "wrong-status"
    started = active()
    assert refused_code(commands.give_aftercare, started, on=day, mode=Mode.PHONE, frame=frame(day)) == "wrong-status"


def test_what_cannot_happen_is_refused_by_its_rule() -> None:
    day = date(2021, 3, 10)
    pay = {"amount_cents": 4000, "payer": Payer.CITIZEN, "frame": frame(day)}
    assert refused_code(commands.pay, paid(), on=day, **pay) == "wrong-status"
    wrong = pay | {"amount_cents": 3999}
    assert refused_code(commands.pay, requested(), on=date(2021, 2, 2), **wrong) == "wrong-amount"
    assert refused_code(commands.pay, requested(), on=day + timedelta(days=1), **pay) == "day-in-future"
    odd = pay | {"printed": date(2021, 2, 1)}
    assert refused_code(commands.pay, requested(), on=date(2021, 2, 2), **odd) == "printed-day-impossible"
    start = {"centre_id": "b", "vat": False, "frame": frame(day)}
    assert refused_code(commands.activate, active(), on=day, **start) == "already-activated"
    assert refused_code(commands.activate, requested(), on=day, **start) == "wrong-status"
    assert refused_code(commands.activate, paid(day), on=day, **start) == "before-issue"
    close = {"plan": True, "agreement": True, "attendance": True, "loses_hours": True, "frame": frame(day)}
    assert refused_code(commands.close, active(), on=day, **close) == "no-session"
    assert refused_code(commands.close, paid(), on=day, **close) == "wrong-status"
    annul = {"fact_on": None, "frame": frame(day)}
    assert refused_code(commands.annul, active(), on=day, reason=Annulment.WITHDRAWN, **annul) == "wrong-reason"
    assert refused_code(commands.annul, paid(), on=day, reason=Annulment.NON_CONFORM, **annul) == "wrong-reason"
    assert refused_code(commands.annul, active(), on=day, reason=Annulment.NON_CONFORM, **annul) == "fact-day"
    withdrawn = after(paid(), commands.annul(paid(), on=day, reason=Annulment.WITHDRAWN, **annul))
    assert money(withdrawn, day, RULES).refund == 4000
    assert right(withdrawn, day, RULES) is Right.INTACT
    assert refused_code(commands.pay, withdrawn, on=day, **pay) == "wrong-status"
    assert (
        refused_code(
            commands.request,
            on=day + timedelta(days=1),
            version=None,
            met=False,
            reasons=["working"],
            terms=None,
            frame=frame(day),
        )
        == "day-in-future"
    )
