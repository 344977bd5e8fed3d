"""From which day: the first later day on which only time was missing, under the version that holds *then*.

The work of today simply goes on. The search jumps: each condition names the first day before which it cannot be met, so
a few steps do what looking at every day would do.
"""

from datetime import date, timedelta

from models.loopbaancheque.conditions import PERSONAL, RULES, Case, case_of
from models.loopbaancheque.days import History, add_months
from models.loopbaancheque.rules import Rules, Timeline
from models.loopbaancheque.schema import Code, Facts

TEMPORARY = frozenset({Code.WORK_EXPERIENCE, Code.PORTFOLIO_FULL, Code.MONTHLY_CAP, Code.NO_SCHEME})
"""Reasons that pass by themselves; any other reason waits for a change of fact."""

DAY = timedelta(days=1)


def _month_after(day: date) -> date:
    return add_months(day.replace(day=1), 1)


def _capped(facts: Facts, rules: Rules, day: date) -> bool:
    """Whether the cap refuses: the number of the request holds within its own month only."""
    number, cap, asked = facts.request_number_in_month, rules.monthly_cap, facts.requested_on
    same_month = (day.year, day.month) == (asked.year, asked.month)
    return cap is not None and number is not None and same_month and number > cap


def _not_before(case: Case, work: History) -> date | None:
    """Return the first day on which the conditions of this version could be met, this day when they are.

    ``None`` means not within this version.
    """
    facts, rules, day = case.facts, case.rules, case.day
    first = day
    if case.experience is None or case.portfolio is None:
        return None
    if not case.experience.enough:
        if work.ends <= day.toordinal():
            return None
        first = day + case.experience.missing * DAY
    held, reopens = case.portfolio, case.portfolio.reopens_on
    full = rules.cheques_in_portfolio is not None and held.used >= rules.cheques_in_portfolio
    if reopens is not None and (full or held.first_open):
        first = max(first, min(reopens, held.closes_on or reopens))
    if rules.cheques_in_career is not None:
        used = sum(cheque.started_on <= day for cheque in facts.used_cheques or ())
        if used >= rules.cheques_in_career:
            return None
    if _capped(facts, rules, day):
        first = max(first, _month_after(day))
    return first


def next_day(facts: Facts, work: History | None, timeline: Timeline) -> date | None:
    """Return the first day after the request on which everything is met, or ``None`` when that is not only time.

    An unknown request number does not count: nobody knows the number of a later request.
    """
    if work is None or facts.used_cheques is None or not _personally_fine(facts, work, timeline):
        return None
    day = facts.requested_on + DAY
    while True:
        rules = timeline.on(day) or timeline.after(day)
        if rules is None:
            return None
        day = max(day, rules.first_day)
        found = _not_before(case_of(facts, work, rules, day), work)
        if found == day:
            return day
        if rules.last_day is None and found is None:
            return None
        day = _step(found, rules)


def _step(found: date | None, rules: Rules) -> date:
    """Return the next day to look at: never past the end of a version, for the next one may ask less."""
    if rules.last_day is None:
        return found or date.max
    after = rules.last_day + DAY
    return after if found is None else min(found, after)


def _personally_fine(facts: Facts, work: History, timeline: Timeline) -> bool:
    """Whether every condition that time alone never changes is met; any version tells."""
    rules = timeline.on(facts.requested_on) or timeline.after(facts.requested_on)
    if rules is None:
        return False
    case = case_of(facts, work, rules, facts.requested_on)
    return all(rule.check(case)[0] for rule in RULES if rule.code in PERSONAL)
