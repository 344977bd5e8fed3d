"""Requests for a loopbaancheque as JSON: every pair and triple of answers, and seeded random ones near the borders."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from models.loopbaancheque.dated import parameters
from models.loopbaancheque.rules import SCHEME
from tests.cheque_oracle import same_day

Json = dict[str, Any]
KINDS = ("employee", "self-employed", "temp-agency", "equated", "foreign")
PLACES = ("flanders", "brussels", "wallonia", "eea", "other", None)
MAYBE = (True, False, None)
DAY = timedelta(days=1)


def dice(seed: int) -> random.Random:
    """Return a source of chance that gives the same draws every time."""
    return random.Random(seed)  # noqa: S311 - draws for tests, not secrets


def boundary_days() -> list[date]:
    """The day before, on and after each change, from the parameter files: a new date cannot arrive untested."""
    changes = {row.since for parameter in parameters().values() for row in parameter.values}
    assert changes == {row.since for row in parameters()[SCHEME].values}
    return sorted({change + shift * DAY for change in changes for shift in (-1, 0, 1)})


def period(start: date, end: date | None = None, kind: str = "employee") -> Json:
    return {"start": start.isoformat(), "end": end and end.isoformat(), "kind": kind}


def cheque(start: date, closed: date | None) -> Json:
    return {"startedOn": start.isoformat(), "closedOn": closed and closed.isoformat()}


def work_levels(day: date) -> tuple[list[Json] | None, ...]:
    """Answers about work that matter on a day."""
    return (
        None,
        [],
        [period(date(2005, 1, 10))],
        [period(day - 2555 * DAY)],
        [period(day - 2554 * DAY)],
        [period(same_day(day, -12))],
        [period(same_day(day, -12) + DAY)],
        [period(same_day(day, -9), kind="temp-agency")],
        [period(date(2000, 1, 1), date(2010, 6, 30)), period(same_day(day, -6), kind="equated")],
    )


def cheque_levels(day: date) -> tuple[list[Json] | None, ...]:
    """Answers about earlier cheques that matter on a day."""
    six = same_day(day, -72)
    return (
        None,
        [],
        [cheque(six, six + 60 * DAY)],
        [cheque(six + DAY, six + 60 * DAY)],
        [cheque(day - 90 * DAY, None)],
        [cheque(day - 90 * DAY, day)],
        [cheque(day - 90 * DAY, day + DAY)],
        [cheque(six + 40 * DAY, six + 90 * DAY), cheque(day - 200 * DAY, None)],
        [cheque(day, None)],
    )


def default(day: date) -> Json:
    """A request with nothing against it, whatever the version."""
    return {
        "requestedOn": day.isoformat(),
        "residence": "flanders",
        "workplace": "flanders",
        "movedFromEea": False,
        "ownInitiative": True,
        "working": True,
        "inOutplacement": False,
        "acceptsDutch": True,
        "workPeriods": [period(date(2005, 1, 10))],
        "usedCheques": [],
        "openRequest": False,
        "requestNumberInMonth": 10,
    }


def levels(day: date) -> dict[str, tuple[Any, ...]]:
    return {
        "residence": PLACES,
        "workplace": PLACES,
        "movedFromEea": MAYBE,
        "ownInitiative": MAYBE,
        "working": MAYBE,
        "inOutplacement": MAYBE,
        "acceptsDutch": MAYBE,
        "workPeriods": work_levels(day),
        "usedCheques": cheque_levels(day),
        "openRequest": MAYBE,
        "requestNumberInMonth": (None, 1, 1000, 1001),
    }


def pairs_and_triples() -> Iterator[Json]:
    """Every pair of answers on and before each change, which makes every triple with the day; other triples once.

    Days take turns over the triples, so that all of them meet all versions many times.
    """
    days = [day for day in boundary_days() if day + DAY in boundary_days()]
    for day in days:
        found = levels(day)
        for names in combinations(found, 2):
            for values in product(*(found[name] for name in names)):
                yield default(day) | dict(zip(names, values, strict=True))
    turn = 0
    for names in combinations(levels(days[0]), 3):
        for places in product(*(range(len(levels(days[0])[name])) for name in names)):
            day = days[turn % len(days)]
            turn += 1
            found = levels(day)
            yield default(day) | {name: found[name][place] for name, place in zip(names, places, strict=True)}


def _random_periods(rng: random.Random, day: date) -> list[Json] | None:
    if rng.random() < 0.03:
        return None
    if rng.random() < 0.3:  # one period that ends up near the border
        length = rng.choice((2555, 2556, 365, 366, 274)) + rng.randrange(-3, 4)
        return [period(day - length * DAY, None, rng.choice(KINDS))]
    found = []
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4, 8))):
        start = day - rng.randrange(-400, 4_000) * DAY
        length = rng.choice((1, 28, 30, 31, 89, 200, 365, 1_000, 2_000)) + rng.randrange(-1, 2)
        ongoing = rng.random() < 0.3
        found.append(period(start, None if ongoing else start + max(0, length - 1) * DAY, rng.choice(KINDS)))
    return found


def _random_cheques(rng: random.Random, day: date) -> list[Json] | None:
    if rng.random() < 0.03:
        return None
    found = []
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
        start = day - rng.choice((rng.randrange(0, 3_000), 2_191, 2_192, 2_190, 0, 1)) * DAY
        closed = rng.choice((None, start, start + 60 * DAY, start + 400 * DAY))
        found.append(cheque(start, closed))
    return found


def random_request(rng: random.Random) -> Json:
    """A request near a border more often than not; most facts are fine, so that time decides often."""
    days = boundary_days()
    day = rng.choice(days) if rng.random() < 0.3 else date(2013, 1, 1) + rng.randrange(5_200) * DAY
    found = default(day)
    for name, values in levels(day).items():
        if name not in ("workPeriods", "usedCheques") and rng.random() < 0.12:
            found[name] = rng.choice(values)
    found["workPeriods"] = _random_periods(rng, day)
    found["usedCheques"] = _random_cheques(rng, day)
    return found
