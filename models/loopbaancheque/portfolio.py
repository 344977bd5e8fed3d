"""Earlier cheques: the window of years that the first one opens, and which cheque would be next."""

from dataclasses import dataclass
from datetime import date

from models.loopbaancheque.days import add_years
from models.loopbaancheque.rules import Rules
from models.loopbaancheque.schema import UsedCheque


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The running window of a citizen.

    Attributes
    ----------
    used
        Cheques used in it.
    reopens_on
        First day of a new window; ``None`` when none is running.
    first_open
        Whether its only cheque is not closed yet.
    closes_on
        Day on which that cheque closes, where that is known already.
    """

    used: int
    reopens_on: date | None
    first_open: bool
    closes_on: date | None


NONE = Portfolio(used=0, reopens_on=None, first_open=False, closes_on=None)


def running(cheques: tuple[UsedCheque, ...], rules: Rules, day: date) -> Portfolio:
    """Return the window that runs on a day.

    A window opens at the first session of its first cheque and lasts so many years, whatever happens to the second one.

    Examples
    --------
    >>> from models.loopbaancheque.rules import rules_on
    >>> first = UsedCheque(started_on=date(2016, 2, 29), closed_on=date(2016, 5, 1))
    >>> running((first,), rules_on(date(2020, 1, 1)), date(2022, 2, 28)).reopens_on
    datetime.date(2022, 3, 1)

    Notes
    -----
    Source: VDAB monitoring report July 2019 to June 2021, 2.3: users of a third cheque started it 1,322 days after
    their second one on average, so the window does not count from the second.
    """
    if rules.portfolio_years is None:
        return NONE
    ends: date | None = None
    inside: list[UsedCheque] = []
    for cheque in sorted(cheques, key=lambda used: used.started_on):
        if cheque.started_on > day:
            break
        if ends is None or cheque.started_on >= ends:
            ends, inside = add_years(cheque.started_on, rules.portfolio_years), []
        inside.append(cheque)
    if ends is None or day >= ends:
        return NONE
    closed = inside[0].closed_on
    first_open = len(inside) == 1 and (closed is None or closed > day)
    return Portfolio(used=len(inside), reopens_on=ends, first_open=first_open, closes_on=closed if first_open else None)
