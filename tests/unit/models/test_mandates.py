"""The life of a mandate: what an application needs, six years to the day, renewal, stops, and article 18."""

from datetime import date, timedelta

import pytest

from item_bank.loopbaancentra import schema as register
from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.snapshot import examples
from models.loopbaancentra.mandates import combined, decides, follow
from models.loopbaancentra.query import Query
from models.loopbaancentra.search import Directory
from models.loopbaancheque.life_commands import LifeError
from models.regie import mandate_life as life
from models.regie.mandate_life import Applied, Mandate, MandateEvent, Need, Standing, StopReason, replay

DAY = date(2024, 3, 1)


def applied(on: date = DAY, **changes: object) -> Applied:
    said: dict[str, object] = {"enterprise_number": "0123", "certificate": True, "experience_years": 3}
    return Applied(on=on, **said | {"vision": True, "follow_up": True} | changes)  # type: ignore[arg-type] # by name


def granted(starts_on: date = DAY, **changes: object) -> list[MandateEvent]:
    first = applied(**changes)
    return [first, *life.grant(replay([first]), starts_on=starts_on, reasons="In orde.", on=DAY)]


def refused(code: str) -> pytest.RaisesExc[LifeError]:
    return pytest.RaisesExc(LifeError, check=lambda error: error.code == code)


@pytest.mark.parametrize("starts_on", [DAY, date(2024, 2, 29) + timedelta(days=1461)])
def test_a_mandate_holds_six_years_as_the_register_counts(starts_on: date) -> None:
    found = replay(granted(starts_on))
    known = register.Mandate(starts_on=starts_on, status=Status.ACTIVE, status_since=starts_on)
    last = known.ends_before - timedelta(days=1)
    assert (found.standing(last), found.standing(known.ends_before)) == (Standing.HOLDS, Standing.ENDED)
    assert found.standing(starts_on - timedelta(days=1)) is Standing.COMING


HELD = [
    [],
    [life.Suspended(on=date(2025, 1, 1), until=date(2025, 3, 1), reasons="x")],
    [
        life.Suspended(on=date(2025, 1, 1), until=None, reasons="x"),
        life.Lifted(on=date(2025, 2, 1), reasons="x"),
        life.Suspended(on=date(2026, 1, 1), until=date(2026, 1, 5), reasons="x"),
    ],
    [life.Suspended(on=date(2025, 1, 1), until=None, reasons="x")],
    [life.Stopped(on=date(2025, 5, 1), reason=StopReason.MERGER)],
    [life.Stopped(on=DAY, reason=StopReason.MERGER)],
]


@pytest.mark.parametrize("events", HELD)
def test_the_days_on_which_it_holds_are_those_of_its_standing(events: list[MandateEvent]) -> None:
    found = replay([*granted(), *events])
    spans = found.spans()
    edges = {DAY, date(2030, 3, 1), *(day for span in spans for day in span), *(event.on for event in events)}
    for edge in edges:
        for day in (edge - timedelta(days=1), edge, edge + timedelta(days=1)):
            held = any(first <= day < after for first, after in spans)
            assert held is (found.standing(day) is Standing.HOLDS), day


@pytest.mark.parametrize(
    ("change", "need"),
    [
        ({"certificate": False}, Need.CERTIFICATE),
        ({"experience_years": 2}, Need.EXPERIENCE),
        ({"vision": False}, Need.VISION),
        ({"follow_up": False}, Need.FOLLOW_UP),
    ],
)
def test_a_file_that_lacks_something_is_not_granted(change: dict[str, object], need: Need) -> None:
    assert life.missing(applied(**change)) == (need,)
    with refused("file-incomplete"):
        granted(**change)
    lacking = replay([applied(**change)])
    (no,) = life.refuse(lacking, reasons="Het dossier is niet volledig.", on=DAY)
    assert replay([lacking.first, no]).standing(DAY) is Standing.REFUSED
    with refused("reason-missing"):
        life.refuse(lacking, reasons=" ", on=DAY)


@pytest.mark.parametrize(("years", "candidate"), [(1, False), (2, True)])
def test_a_candidate_proves_two_years(years: int, candidate: bool) -> None:
    assert replay(granted(candidate=True, target_group_years=years)).candidate(DAY) is candidate


def test_a_renewal_follows_the_last_day_of_the_one_before() -> None:
    log = granted()
    end, before = date(2030, 3, 1), date(2029, 9, 1)
    with refused("new-enterprise"):
        life.renew(replay(log), applied(before, enterprise_number="0999"))
    log += life.renew(replay(log), applied(before))
    with refused("applied-before"):
        life.renew(replay(log), applied(before))
    with refused("day"):
        life.grant(replay(log), starts_on=before, reasons="In orde.", on=before)
    log += life.grant(replay(log), starts_on=end, reasons="In orde.", on=before)
    found = replay(log)
    assert (found.standing(end), found.standing(date(2036, 3, 1))) == (Standing.HOLDS, Standing.ENDED)
    with refused("wrong-status"):
        life.renew(found, applied(date(2036, 3, 1)))


def test_a_stop_has_one_of_four_reasons() -> None:
    assert len(StopReason) == 4
    log = granted()
    log += life.stop(replay(log), StopReason.MERGER, on=date(2025, 1, 1))
    found = replay(log)
    assert (found.standing(date(2024, 12, 31)), found.standing(date(2025, 1, 1))) == (Standing.HOLDS, Standing.STOPPED)
    with refused("wrong-status"):
        life.stop(found, StopReason.MERGER, on=date(2025, 1, 2))


def told() -> list[MandateEvent]:
    log = granted()
    return [*log, *life.notice(replay(log), on=date(2025, 3, 3))]


def suspend(found: Mandate, on: date, until: date | None = None) -> tuple[MandateEvent, ...]:
    return life.suspend(found, until=until, reasons="Herhaalde klachten.", on=on)


def test_a_suspension_waits_for_the_centre() -> None:
    with refused("no-notice"):
        suspend(replay(granted()), DAY)
    last = date(2025, 3, 18)
    with refused("defence-runs"):
        suspend(replay(told()), last)
    assert suspend(replay(told()), last + timedelta(days=1))
    assert life.defend(replay(told()), on=last)
    with refused("defence-too-late"):
        life.defend(replay(told()), on=last + timedelta(days=1))


def test_a_suspension_ends_on_its_day_or_when_it_is_lifted() -> None:
    begin, end = date(2025, 4, 1), date(2025, 7, 1)
    found = replay([*told(), *suspend(replay(told()), begin, end)])
    days = (begin - timedelta(days=1), begin, end - timedelta(days=1), end)
    assert [found.standing(day) for day in days] == [
        Standing.HOLDS, Standing.SUSPENDED, Standing.SUSPENDED, Standing.HOLDS,
    ]  # fmt: skip
    log = [*told(), *suspend(replay(told()), begin)]
    log += life.lift(replay(log), reasons="De tekorten zijn weg.", on=end)
    assert [replay(log).standing(day) for day in days[2:]] == [Standing.SUSPENDED, Standing.HOLDS]
    with refused("nothing-to-lift"):
        life.lift(replay(log), reasons="Nog eens.", on=end)


FILE = register.Mandate(starts_on=date(2020, 1, 1), status=Status.ACTIVE, status_since=date(2020, 1, 1))


def test_the_register_keeps_to_its_file_until_a_mandate_is_granted_here() -> None:
    asked, refused_one = replay([applied()]), replay([applied(), life.Refused(on=DAY, reasons="x")])
    assert combined(FILE, [asked, refused_one]) == FILE
    later = combined(FILE, [replay(granted(date(2026, 6, 1)))])
    assert [later.holds(day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [True, False], "the file ends first"
    assert (later.holds(date(2026, 6, 1)), later.ends_before) == (True, date(2032, 6, 1))


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.SUSPENDED, Status.STOPPED, Status.PASSIVE])
@pytest.mark.parametrize("events", HELD)
def test_from_its_first_day_on_a_mandate_here_decides(events: list[MandateEvent], status: Status) -> None:
    own = register.Mandate(starts_on=FILE.starts_on, status=status, status_since=date(2023, 1, 1))
    decided = replay([*granted(), *events])
    found = combined(own, [decided])
    for day in (DAY - timedelta(days=1), date(2022, 12, 31)):
        assert found.holds(day) is own.holds(day), "before it, the file does"
    for day in (DAY, date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 1), date(2026, 1, 4), date(2030, 3, 1)):
        assert found.holds(day) is (decided.standing(day) is Standing.HOLDS), day
    assert not (status is Status.PASSIVE and found.shown(DAY)), "what a centre does with its mandate stays the file's"


@pytest.mark.parametrize(("days", "holds"), [(-1, True), (0, False), (1, False)])
def test_a_grant_that_was_stopped_before_its_first_day_never_began(days: int, holds: bool) -> None:
    stop = DAY + timedelta(days=days)
    found = replay([*granted(), life.Stopped(on=stop, reason=StopReason.MERGER)])
    after = DAY + timedelta(days=5)
    assert (combined(FILE, [found]).holds(after), decides([found], after)) == (holds, not holds)


SUSPENDED = life.Suspended(on=date(2025, 1, 1), until=date(2025, 3, 1), reasons="x")
COMING = granted(date(2026, 6, 1))


@pytest.mark.parametrize(
    "decided",
    [
        pytest.param([[*COMING, SUSPENDED]], id="of a mandate that is to come"),
        pytest.param([granted(), [*granted(date(2024, 6, 1)), SUSPENDED]], id="of one of two mandates"),
        pytest.param(
            [[*COMING, SUSPENDED, life.Stopped(on=date(2025, 3, 1), reason=StopReason.MERGER)]], id="and it stopped"
        ),
    ],
)
def test_a_suspension_is_of_the_centre_whatever_else_says_that_it_may_begin(decided: list[list[MandateEvent]]) -> None:
    mandates = [replay(log) for log in decided]
    found, suspended = combined(FILE, mandates), mandates[-1]
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 1))
    assert [found.holds(day) for day in days] == [True, False, False, True]
    assert [suspended.standing(day) is Standing.SUSPENDED for day in days] == [False, True, True, False]
    assert decides(mandates, days[1])
    if len(mandates) == 1:
        assert not decides(mandates, days[0])


def test_a_suspension_of_a_mandate_that_is_to_come_is_lifted() -> None:
    log = [*COMING, life.Suspended(on=date(2025, 1, 1), until=None, reasons="x")]
    log += life.lift(replay(log), reasons="De tekorten zijn weg.", on=date(2025, 2, 1))
    assert [combined(FILE, [replay(log)]).holds(date(2025, month, 1)) for month in (1, 2)] == [False, True]


def test_a_new_enterprise_goes_on_where_the_old_one_stopped() -> None:
    stopped = replay([*granted(), life.Stopped(on=date(2025, 5, 1), reason=StopReason.LEGAL_FORM)])
    again = replay(granted(date(2025, 5, 1)))
    found = combined(FILE, [again, stopped])
    assert found.spans == ((FILE.starts_on, date(2031, 5, 1)),)


def test_a_search_follows_a_suspension_to_the_day() -> None:
    centre = next(one for one in examples().centres if one.mandate.shown(DAY))
    decided = replay([*granted(), *HELD[1]])
    found = Directory(follow(examples(), {centre.id: [decided]}))
    for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 1)):
        shown = decided.standing(day) is Standing.HOLDS
        listed = found.search(Query(), on=day, seed=1, limit=400)
        assert (centre.id in {hit.centre.id for hit in listed.hits}) is shown
        assert (found.mandated(centre.id, day) is not None) is shown
