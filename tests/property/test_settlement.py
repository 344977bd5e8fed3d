"""Settlement of random lives of cheques against a second, simple model: not a cent of difference, in no month.

``SETTLEMENT_CASES=100000`` plays so many lives.
"""

import os
import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from models.loopbaancheque.life_events import (
    Activated,
    Annulled,
    Annulment,
    Attended,
    Closed,
    Decider,
    Event,
    FeeRecovered,
    Granted,
    Mode,
    Reversal,
    SessionHeld,
    SessionReversed,
    Witness,
)
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.rules import rules_on
from models.loopbaancheque.settlement import Amount, Fact, Held, LineKind, lines, month_end, total

CASES = int(os.environ.get("SETTLEMENT_CASES", "3000"))
VERSIONS = [date(2017, 11, 23), date(2020, 1, 1), date(2024, 1, 1), date(2025, 11, 1)]
START = date(2024, 1, 3)
LAG = timedelta(days=12)
"""Days after the end of a month on which it is settled."""


def terms_of(draw: random.Random) -> Terms:
    rules = rules_on(draw.choice(VERSIONS))
    assert rules
    return Terms.of(rules, draw.randint(1, len(rules.hours)))


def life(draw: random.Random) -> list[tuple[Event, date]]:
    """Return the facts of a life with the day on which each was told; some are told weeks late."""
    terms = terms_of(draw)
    told: list[tuple[Event, date]] = [(Granted(on=START, terms=terms, decider=Decider.RULES), START)]
    day = START + timedelta(days=draw.randint(1, 40))
    told.append((Activated(on=day, centre_id="a", vat=draw.random() < 0.5), day))
    now, standing, number, left = day, [], 0, terms.half_hours
    while left and draw.random() < 0.85:
        day += timedelta(days=draw.randint(0, 30))
        now = max(now, day) + timedelta(days=draw.choice([0, 0, 0, 1, 20, 70]))
        half_hours = draw.randint(1, min(left, 4))
        number += 1
        standing.append((number, half_hours))
        left -= half_hours
        told.append((SessionHeld(on=day, half_hours=half_hours, mode=Mode.ON_SITE), now))
        if draw.random() < 0.3:
            told.append((Attended(on=now, session=number, by=Witness.CLIENT), now))
        if standing and draw.random() < 0.2:
            gone = standing.pop(draw.randrange(len(standing)))
            now += timedelta(days=draw.choice([0, 3, 45]))
            told.append((SessionReversed(on=now, session=gone[0], reason=Reversal.WRONG_DAY), now))
            left += gone[1]
    day, now = max(day, now), max(day, now)
    if standing and draw.random() < 0.7:
        told.append((Closed(on=day, plan=True, agreement=True, attendance=True), now))
        if draw.random() < 0.1:
            now += timedelta(days=draw.choice([1, 50]))
            told.append((SessionReversed(on=now, session=standing[0][0], reason=Reversal.NOT_HELD), now))
    if draw.random() < 0.2:
        now += timedelta(days=draw.choice([1, 50]))
        made = max(told[1][0].on, now - timedelta(days=draw.choice([0, 0, 20, 60])))  # before what was told since
        told.append((Annulled(on=made, reason=Annulment.NON_CONFORM), now))
    if draw.random() < 0.15:  # after a sanction, at any moment of the guidance
        place = draw.randint(2, len(told))
        now = told[place - 1][1]
        told.insert(place, (FeeRecovered(on=now, case="a", percent=draw.choice([100, 100, 33, 50, 1])), now))
    return told


def owed(told: list[tuple[Event, date]], rate: int | None) -> tuple[Decimal, Decimal] | None:
    """Tell in plain arithmetic what Flanders owes for the facts of a life: the second opinion."""
    granted, activated = told[0][0], told[1][0]
    assert isinstance(granted, Granted)
    assert isinstance(activated, Activated)
    halves, number = {}, 0
    for event, _ in told:
        if isinstance(event, SessionHeld):
            number += 1
            halves[number] = event.half_hours
        elif isinstance(event, SessionReversed):
            halves[event.session] = 0
    annulled = any(isinstance(event, Annulled) for event, _ in told)
    back = sum(event.percent for event, _ in told if isinstance(event, FeeRecovered))
    if not sum(halves.values()):
        return Decimal(0), Decimal(0)
    if rate is None:
        return None
    found = []
    for percent in (0, 21 if activated.vat else 0):
        euros = Decimal(sum(halves.values())) / 2 * Decimal(rate) / 10_000 * (100 + percent) / 100
        fee = euros.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100
        part = granted.terms.contribution_cents
        owed_ = max(Decimal(0), fee - part)
        owed_ -= (owed_ * back / 100).quantize(Decimal(1), ROUND_HALF_UP)
        found.append(-min(fee, Decimal(part)) if annulled else owed_)
    return found[0], found[1]


def months(last: date) -> list[str]:
    first = START.replace(day=1)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [f"{first.year + (first.month - 1 + n) // 12}-{(first.month - 1 + n) % 12 + 1:02}" for n in range(count)]


def settle(told: list[tuple[Event, date]]) -> tuple[list[Amount], set[int], list[int]]:
    """Run every month of a life; return what each month paid in all so far, what was settled and what is held."""
    facts = [Fact(position=n, event=event) for n, (event, _) in enumerate(told)]
    settled: set[int] = set()
    paid, sums = Amount(), []
    held: list[int] = []
    for month in months(max(now for _, now in told)):
        until = month_end(month)
        known = [fact for fact, (_, now) in zip(facts, told, strict=True) if now <= until + LAG]
        found = lines(known, until, settled, held)
        done = {line.position for line in found if line.held is None}
        assert not done & settled, "no fact is settled twice"
        assert len({line.position for line in found}) == len(found)
        settled |= done
        held += [line.position for line in found if line.held]
        paid += total(found)
        sums.append(paid)
    return sums, settled, held


def check(told: list[tuple[Event, date]]) -> None:
    granted = told[0][0]
    assert isinstance(granted, Granted)
    sums, settled, held = settle(told)
    talks = [n for n, (event, _) in enumerate(told) if isinstance(event, SessionHeld)]
    counted: set[int] = set()
    for month, paid in zip(months(max(now for _, now in told)), sums, strict=True):
        until, before = month_end(month), frozenset(counted)
        for n, (event, now) in enumerate(told):
            early = isinstance(event, SessionReversed) and talks[event.session - 1] not in before
            on = told[talks[event.session - 1]][0].on if early and isinstance(event, SessionReversed) else event.on
            if now <= until + LAG and on <= until:
                counted.add(n)
        known = [told[n] for n in sorted(counted)]
        second = owed(known, granted.terms.rate) if len(known) > 1 else (Decimal(0), Decimal(0))
        if granted.terms.rate is None:
            assert paid == Amount(), "an unknown rate is never guessed"
        else:
            assert second is not None
            assert (paid.excl_vat, paid.incl_vat) == second, month
    kinds = ("session", "session-reversed", "closed", "annulled", "fee-recovered")
    priced = {n for n, (event, _) in enumerate(told) if event.kind in kinds}
    assert len(held) == len(set(held)), "a fact is held once"
    assert settled | set(held) == priced, "no fact is left out"
    assert granted.terms.rate is not None or not any(told[n][0].kind == "session" for n in settled)


@pytest.mark.parametrize("part", range(4))
def test_random_lives_are_settled_to_the_cent(part: int) -> None:
    for case in range(CASES // 4):
        told = life(random.Random(f"{part} {case}"))  # noqa: S311 - no secret
        try:
            check(told)
        except AssertionError as error:
            raise AssertionError(f"life {part} {case}: {told}") from error


def test_lines_that_were_held_are_settled_once_the_rate_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rules_on(date(2025, 11, 1))
    assert rules
    terms = Terms.of(rules, 1)
    assert terms.rate is None
    log = [
        Fact(position=0, event=Granted(on=START, terms=terms, decider=Decider.RULES)),
        Fact(position=1, event=Activated(on=START, centre_id="a", vat=True)),
        Fact(position=2, event=SessionHeld(on=START, half_hours=3, mode=Mode.ONLINE)),
        Fact(position=3, event=Closed(on=START, plan=True, agreement=True, attendance=True)),
    ]
    first = lines(log, month_end("2024-01"))
    assert [(line.kind, line.held, line.amount) for line in first] == [
        (LineKind.GUIDANCE, Held.RATE_UNKNOWN, None),
        (LineKind.UNUSED_HOURS, None, Amount()),
    ]
    assert first[1].half_hours == terms.half_hours - 3
    assert lines(log, month_end("2024-02"), settled={3}, held={2}) == [], "a line is held once"
    known = type(rules)
    monkeypatch.setattr(known, "hourly_rate", property(lambda _self: 1_000_000))
    later = lines(log, month_end("2024-02"), settled={3})
    assert lines(log, month_end("2024-02"), settled={3}, held={2}) == later
    assert [(line.position, line.amount) for line in later] == [(2, Amount(excl_vat=6_000, incl_vat=9_150))]
    assert lines(log, month_end("2024-03"), settled={2, 3}) == []


def test_the_published_examples_hold() -> None:
    """P1 to P6, P11 and P12 of the rules, as lines."""
    v3 = rules_on(date(2020, 1, 1))
    assert v3
    granted = Granted(on=START, terms=Terms.of(v3, 1), decider=Decider.RULES)

    def settled(*events: Event, vat: bool = True) -> list[Amount | None]:
        all_ = [granted, Activated(on=START, centre_id="a", vat=vat), *events]
        found = lines([Fact(position=n, event=event) for n, event in enumerate(all_)], month_end("2024-12"))
        return [line.amount for line in found]

    talk = SessionHeld(on=START, half_hours=5, mode=Mode.ON_SITE)
    assert settled(talk) == [Amount(excl_vat=31_063, incl_vat=38_426)]
    assert settled(replace(talk, half_hours=8), vat=False) == [Amount(excl_vat=52_100, incl_vat=52_100)]
    assert settled(replace(talk, half_hours=6), Annulled(on=START, reason=Annulment.NON_CONFORM)) == [
        Amount(excl_vat=38_075, incl_vat=46_911),
        Amount(excl_vat=-42_075, incl_vat=-50_911),
    ], "P12: the fee of three hours comes back, with what the client paid of it and got refunded"
    sanction = FeeRecovered(on=START, case="a")
    assert settled(talk, sanction) == [
        Amount(excl_vat=31_063, incl_vat=38_426),
        Amount(excl_vat=-31_063, incl_vat=-38_426),
    ], "after a sanction, what Flanders paid"
    assert settled(talk, replace(sanction, percent=50))[-1] == Amount(excl_vat=-15_532, incl_vat=-19_213), "or half"
    assert settled(talk, sanction, Annulled(on=START, reason=Annulment.NON_CONFORM))[-1] == Amount(
        excl_vat=-4_000, incl_vat=-4_000
    ), "and after a complaint besides, what the client got back"


def test_a_talk_that_is_taken_back_before_it_is_paid_is_never_paid() -> None:
    v4 = rules_on(date(2024, 1, 1))
    assert v4
    events = (
        Granted(on=START, terms=Terms.of(v4, 1), decider=Decider.RULES),
        Activated(on=START, centre_id="a", vat=False),
        SessionHeld(on=date(2024, 10, 20), half_hours=8, mode=Mode.ON_SITE),
        SessionReversed(on=date(2024, 11, 3), session=1, reason=Reversal.WRONG_DAY),
        SessionHeld(on=date(2024, 10, 18), half_hours=8, mode=Mode.ON_SITE),
    )
    log = [Fact(position=n, event=event) for n, event in enumerate(events)]
    found = lines(log, month_end("2024-10"))
    assert [line.amount.incl_vat for line in found if line.amount] == [55_500, -55_500, 55_500]
    paid_first = lines(log, month_end("2024-10"), settled={2})
    assert [line.position for line in paid_first] == [4], "what was paid is corrected in the month of the correction"
