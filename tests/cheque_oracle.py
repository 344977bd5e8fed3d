"""A second opinion on the loopbaancheque, day by day and by brute force, written from the rules and not from the code.

It shares nothing with ``models.loopbaancheque``: its own numbers, its own calendar, requests and answers as plain JSON.
"""

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

Json = dict[str, Any]
END = date(2026, 12, 31)

# First day, hours of first and second cheque, own contribution, cents for an hour without VAT, window or career, cap.
VERSIONS = (
    ("2013-07-01", (4, 4), 4000, "137.50", "window", None),
    ("2017-11-23", (4, 4), 4000, "137.50", "window", None),
    ("2020-01-01", (4, 3), 4000, "140.25", "career", None),
    ("2024-01-01", (4, 3), 4500, "150.00", "career", None),
    ("2025-03-04", (4, 3), 4500, "150.00", "career", 1000),
    ("2025-11-01", (4,), 9000, None, "career", None),
)
ORDER = (
    "own-initiative",
    "working",
    "outplacement",
    "work-experience",
    "portfolio-full",
    "first-cheque-open",
    "open-request",
    "residence",
    "workplace",
    "cheque-already-used",
    "monthly-cap",
    "language",
)
BELGIAN_HOME = ("flanders", "brussels")


def day_of(text: str) -> date:
    return date.fromisoformat(text)


BASE = date(1930, 1, 1).toordinal()
LAST = date(2100, 1, 1).toordinal() - BASE


def number_of(day: date) -> int:
    """Days since 1930."""
    return day.toordinal() - BASE


def version_on(day: date) -> tuple[Any, ...] | None:
    found = [row for row in VERSIONS if day_of(row[0]) <= day]
    return found[-1] if found and day <= END else None


@lru_cache(maxsize=100_000)
def same_day(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def calendar_of(periods: list[Json], kinds: tuple[str, ...] | None = None) -> bytearray:
    """One byte for each day up to 2100: 1 when somebody worked."""
    days = bytearray(LAST + 1)
    for period in periods:
        if kinds is None or period["kind"] in kinds:
            start = number_of(day_of(period["start"]))
            stop = LAST if period["end"] is None else number_of(day_of(period["end"])) + 1
            days[start:stop] = b"\x01" * (stop - start)
    return days


def runs(days: bytearray, since: int, until: int) -> list[tuple[int, int]]:
    found, start = [], days.find(1, since, until)
    while start >= 0:
        stop = days.find(0, start, until)
        stop = until if stop < 0 else stop
        found.append((start, stop))
        start = days.find(1, stop, until)
    return found


@lru_cache(maxsize=100_000)
def count_run(start: int, stop: int) -> int:
    """Thirty for each whole month, one for each day left: walk day by day from the first one."""
    first, months, left = date.fromordinal(BASE + start), 0, 0
    turn = number_of(same_day(first, 1))
    for day in range(start + 1, stop + 1):
        left += 1
        if day == turn:
            months, left = months + 1, 0
            turn = number_of(same_day(first, months + 1))
    return 30 * months + left


def count_best(start: int, stop: int) -> int:
    """The same, when a day that spoils the months may be left out."""
    outs = range(max(start + 1, stop - 62), stop)
    return max([count_run(start, stop), *(count_run(start, out) + count_run(out + 1, stop) for out in outs)])


def months_reached(found: list[tuple[int, int]], months: int) -> bool:
    if len(found) == 1:  # unbroken: by the calendar, whatever the length of the last month
        start, stop = found[0]
        return number_of(same_day(date.fromordinal(BASE + start), months)) <= stop
    total = sum(count_run(*run) for run in found)
    if total >= 30 * months:
        return True
    return total >= 30 * months - 2 * len(found) and sum(count_best(*run) for run in found) >= 30 * months


def experienced(request: Json, day: date, test: str) -> bool | None:
    if request["workPeriods"] is None:
        return None
    worked, until = calendar_of(request["workPeriods"]), number_of(day)
    if test == "career":
        if worked.count(1, 0, until) >= 7 * 365:
            return True
        return worked.count(1, 0, until) >= 84 * 28 and months_reached(runs(worked, 0, until), 84)
    since = number_of(same_day(day, -24))
    found = runs(worked, since, until)
    if months_reached(found, 12):
        return True
    temp = runs(calendar_of(request["workPeriods"], ("temp-agency",)), since, until)
    return any(stop - start >= 28 for start, stop in temp) and months_reached(found, 9)


def window(request: Json, day: date) -> tuple[list[Json], date] | None:
    """Cheques of the six years that run on a day, and the day on which new ones begin."""
    inside: list[Json] = []
    ends = date.min
    for cheque in sorted(request["usedCheques"], key=lambda row: row["startedOn"]):
        start = day_of(cheque["startedOn"])
        if start > day:
            continue
        if start >= ends:
            inside = []
            leap = (start.month, start.day) == (2, 29) and not calendar.isleap(start.year + 6)
            ends = date(start.year + 6, 3, 1) if leap else date(start.year + 6, start.month, start.day)
        inside.append(cheque)
    return (inside, ends) if inside and day < ends else None


def place(request: Json) -> tuple[bool | None, bool | None]:
    """Whether residence and workplace are in order: by trying every answer that is not known."""
    homes = [request["residence"]] if request["residence"] else [*BELGIAN_HOME, "wallonia", "eea", "other"]
    works = [request["workplace"]] if request["workplace"] else [*BELGIAN_HOME, "wallonia", "eea", "other"]
    moves = [True, False] if request["movedFromEea"] is None else [request["movedFromEea"]]
    lives, labours = set(), set()
    for home in homes:
        for work in works:
            for moved in moves:
                outsider = home == "eea" or (home == "wallonia" and moved)
                lives.add(home in BELGIAN_HOME or outsider)
                labours.add(work in BELGIAN_HOME or not outsider)
    return tuple(None if len(found) == 2 else found.pop() for found in (lives, labours))  # type: ignore[return-value]


def opposite(value: bool | None) -> bool | None:
    return None if value is None else not value


def judge(request: Json, day: date, *, later: bool = False) -> dict[str, bool | None]:
    """Each condition on a day; ``later`` looks ahead, where nobody knows the number of a request in another month."""
    version = version_on(day)
    assert version is not None
    residence, workplace = place(request)
    found = {
        "own-initiative": request["ownInitiative"],
        "working": request["working"],
        "outplacement": opposite(request["inOutplacement"]),
        "work-experience": experienced(request, day, version[4]),
        "open-request": opposite(request["openRequest"]),
        "residence": residence,
        "workplace": workplace,
        "language": request["acceptsDutch"],
    }
    cheques = request["usedCheques"]
    if version[0] == "2025-11-01":
        past = None if cheques is None else [row for row in cheques if day_of(row["startedOn"]) <= day]
        found["cheque-already-used"] = None if past is None else not past
    elif cheques is None:
        found["portfolio-full"] = found["first-cheque-open"] = None
    else:
        running = window(request, day)
        used = running[0] if running else []
        found["portfolio-full"] = len(used) < 2
        closed = len(used) == 1 and used[0]["closedOn"] is not None and day_of(used[0]["closedOn"]) <= day
        found["first-cheque-open"] = len(used) != 1 or closed
    if version[5] is not None:
        number, asked = request["requestNumberInMonth"], day_of(request["requestedOn"])
        if later and (number is None or (asked.year, asked.month) != (day.year, day.month)):
            found["monthly-cap"] = True
        else:
            found["monthly-cap"] = None if number is None else number <= version[5]
    return found


def cents(hours: int, rate: str, vat: int) -> int:
    whole, part = rate.split(".")
    numerator = hours * int(whole + part) * (100 + vat)  # hundredths of a cent
    return numerator // 100 + (numerator % 100 >= 50)


def answer(request: Json) -> Json:
    """What must be answered, without the day from which somebody is eligible."""
    day = day_of(request["requestedOn"])
    version = version_on(day)
    nothing = dict.fromkeys(("chequeNumber", "hours", "ownContributionCents", "stateShareCents"))
    if version is None:
        return {"outcome": "not-eligible", "ruleVersion": None, "reasons": ["no-scheme-in-force"], **nothing}
    found = judge(request, day)
    reasons = [code for code in ORDER if found.get(code, True) is False]
    outcome = "not-eligible" if reasons else "unknown" if None in found.values() else "eligible"
    result = {"outcome": outcome, "ruleVersion": version[0], "reasons": reasons, **nothing}
    if outcome == "eligible":
        running = None if version[0] == "2025-11-01" else window(request, day)
        number = 2 if running else 1
        hours, own, rate = version[1][number - 1], version[2], version[3]
        shares = {name: None if rate is None else cents(hours, rate, vat) - own for name, vat in VAT.items()}
        result |= {"chequeNumber": number, "hours": hours, "ownContributionCents": own, "stateShareCents": shares}
    return result


VAT = {"exclVat": 0, "inclVat": 21}


def only_time_is_missing(request: Json) -> bool:
    day = day_of(request["requestedOn"])
    if version_on(day) is None:
        return day < END
    found = judge(request, day)
    passing = ("work-experience", "portfolio-full", "monthly-cap")
    unmet = [code for code, met in found.items() if met is False]
    unknown = [code for code, met in found.items() if met is None and code != "monthly-cap"]
    return bool(unmet) and not unknown and all(code in passing for code in unmet)


def eligible_later(request: Json, day: date) -> bool:
    """Whether a later day is eligible when the work of today simply goes on."""
    return version_on(day) is not None and all(judge(request, day, later=True).values())


def first_eligible(request: Json) -> date | None:
    """Look at every later day, one by one."""
    if not only_time_is_missing(request):
        return None
    day = day_of(request["requestedOn"])
    while day <= END:
        day += timedelta(days=1)
        if eligible_later(request, day):
            return day
    return None
