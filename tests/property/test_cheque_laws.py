"""Laws of the loopbaancheque that must hold whatever the dates: more work never costs a right, order means nothing."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from models.loopbaancheque.assessment import assess
from models.loopbaancheque.days import TAIL, best_units, count_units, merge, units
from models.loopbaancheque.schema import Code, Facts, Outcome, Region, WorkKind, WorkPeriod

DAY = timedelta(days=1)
DAYS = st.dates(date(2013, 1, 1), date(2027, 3, 1))
LENGTHS = st.one_of(st.integers(0, 62), st.integers(200, 400), st.integers(2_300, 2_600))
KINDS = st.sampled_from(WorkKind)
TRIED = settings(max_examples=300, deadline=None, derandomize=True)


@st.composite
def periods(draw: st.DrawFn) -> WorkPeriod:
    start = draw(st.dates(date(2005, 1, 1), date(2026, 12, 31)))
    length = draw(LENGTHS)
    return WorkPeriod(start=start, end=draw(st.sampled_from((None, start + length * DAY))), kind=draw(KINDS))


@st.composite
def near_the_border(draw: st.DrawFn) -> Facts:
    """Work that ends up near what is needed, in pieces, with every other fact in order."""
    day = draw(DAYS)
    start = day - draw(st.sampled_from((2555, 2560, 366, 362, 275))) * DAY
    found, pieces = [], draw(st.integers(1, 5))
    for piece in range(pieces):
        first = start + piece * (day - start) // pieces + draw(st.integers(0, 3)) * DAY
        last = max(first, start + (piece + 1) * (day - start) // pieces - draw(st.integers(0, 3)) * DAY)
        found.append(WorkPeriod(start=first, end=last, kind=draw(KINDS)))
    return facts(day, (*found, *draw(st.lists(periods(), max_size=3))))


def facts(day: date, work: tuple[WorkPeriod, ...]) -> Facts:
    return Facts(
        requested_on=day,
        residence=Region.FLANDERS,
        workplace=Region.FLANDERS,
        moved_from_eea=False,
        own_initiative=True,
        working=True,
        in_outplacement=False,
        accepts_dutch=True,
        work_periods=work,
        used_cheques=(),
        open_request=False,
        request_number_in_month=1,
    )


def enough(found: Facts) -> bool:
    return Code.WORK_EXPERIENCE not in assess(found).reasons


@TRIED
@given(near_the_border(), periods())
def test_more_experience_never_loses_a_right(known: Facts, more: WorkPeriod) -> None:
    before, after = assess(known), assess(replace(known, work_periods=(*(known.work_periods or ()), more)))
    if before.outcome is Outcome.ELIGIBLE:
        assert after.outcome is Outcome.ELIGIBLE
    if before.next_eligible_on and after.outcome is not Outcome.ELIGIBLE:
        assert after.next_eligible_on is not None
        assert after.next_eligible_on <= before.next_eligible_on


@TRIED
@given(near_the_border(), st.integers(0, 5), st.integers(1, 400))
def test_a_longer_period_never_loses_a_right(known: Facts, which: int, days: int) -> None:
    work = list(known.work_periods or ())
    one = work[which % len(work)]
    work[which % len(work)] = replace(one, start=one.start - days * DAY)
    assert enough(replace(known, work_periods=tuple(work))) >= enough(known)


@TRIED
@given(near_the_border(), st.integers(0, 5), st.integers(1, 3_000))
def test_splitting_a_period_into_adjacent_ones_changes_nothing(known: Facts, which: int, after: int) -> None:
    work = list(known.work_periods or ())
    one = work.pop(which % len(work))
    cut = one.start + after * DAY
    if one.end is None or cut <= one.end:
        work += [replace(one, end=cut - DAY), replace(one, start=cut)]
        assert assess(replace(known, work_periods=tuple(work))) == assess(known)


@TRIED
@given(near_the_border(), st.randoms(use_true_random=False))
def test_the_order_of_periods_and_their_repetition_mean_nothing(known: Facts, chance: st.DataObject) -> None:
    work = list(known.work_periods or ()) * 2
    chance.shuffle(work)
    assert assess(replace(known, work_periods=tuple(work))) == assess(known)


@TRIED
@given(near_the_border(), st.sampled_from(["working", "own_initiative", "residence", "used_cheques", "work_periods"]))
def test_what_is_not_known_never_grants_and_never_refuses(known: Facts, fact: str) -> None:
    before, after = assess(known), assess(replace(known, **{fact: None}))
    assert after.outcome is not Outcome.ELIGIBLE
    assert set(after.reasons) <= set(before.reasons)


@TRIED
@given(near_the_border())
def test_the_day_that_is_promised_is_the_first_one(known: Facts) -> None:
    found = assess(known)
    if found.next_eligible_on is not None:
        promised = assess(replace(known, requested_on=found.next_eligible_on))
        assert promised.outcome is Outcome.ELIGIBLE
        before = found.next_eligible_on - DAY
        assert before == known.requested_on or assess(replace(known, requested_on=before)).reasons


@TRIED
@given(st.dates(date(2013, 1, 1), date(2018, 6, 1)), st.sampled_from(WorkKind), st.integers(0, 300))
def test_one_unbroken_period_counts_in_calendar_months(start: date, kind: WorkKind, after: int) -> None:
    """However it is told: as one period or as two that touch."""
    months = 9 if kind is WorkKind.TEMP_AGENCY else 12
    turn = (start.year * 12 + start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    over = date(*turn, min(start.day, monthrange(*turn)[1]))
    if over <= date(2013, 7, 1):
        return
    cut = min(start + after * DAY, over - 2 * DAY)
    whole = (WorkPeriod(start=start, end=None, kind=kind),)
    touching = (WorkPeriod(start=start, end=cut, kind=kind), WorkPeriod(start=cut + DAY, end=over, kind=kind))
    for work in (whole, touching):
        assert not enough(facts(over - DAY, work))
        assert enough(facts(over, work))


def best_of_all(start: int, length: int, month: int) -> int:
    """Try every choice among the days of a span, by way of the best for each shorter one."""
    best = [0] * (length + 1)
    for stop in range(1, length + 1):
        best[stop] = max(best[stop - 1], units(start, start + stop, month))
        for first in range(1, stop):
            best[stop] = max(best[stop], best[first - 1] + units(start + first, start + stop, month))
    return best[length]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.dates(date(2011, 1, 1), date(2014, 12, 31)), st.integers(1, 130))
def test_leaving_out_one_day_near_the_end_is_the_best_choice_of_all(start: date, length: int) -> None:
    first = start.toordinal()
    assert best_units(first, first + length, 30) == best_of_all(first, length, 30)


@TRIED
@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.integers(1, 3_000))
def test_one_day_more_gives_at_most_three_units_and_never_fewer(start: date, length: int) -> None:
    first = start.toordinal()
    now, later = (best_units(first, first + days, 30) for days in (length, length + 1))
    assert 0 <= later - now <= 3
    assert now - units(first, first + length, 30) in (0, 1, 2)
    assert TAIL >= 62


@TRIED
@given(st.lists(st.tuples(st.integers(1, 800), st.integers(1, 90)), max_size=12))
def test_merged_spans_hold_each_day_once(rows: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in rows]
    days = {day for start, stop in spans for day in range(start, stop)}
    merged = merge(spans)
    assert {day for start, stop in merged for day in range(start, stop)} == days
    assert sum(stop - start for start, stop in merged) == len(days)
    assert all(one[1] < two[0] for one, two in pairwise(merged))


def test_more_units_are_promised_than_counted_only_where_it_cannot_decide() -> None:
    first = date(2013, 1, 15).toordinal()
    span = (first, date(2013, 3, 1).toordinal())
    assert count_units([span], 30, 400) == (44, 46)
    assert count_units([span], 30, 46) == (46, 46)
    assert count_units([span], 30, 44) == (44, 44)
