"""Stimulation financing: the cases ST1 to ST6 of the report, unknown clients, and a union that counts nobody twice."""

from datetime import date

import pytest

from models.loopbaancheque.dated import parameters
from models.regie.stimulation import Candidacy, Group, Norm, Reach, Standing, stimulation, union

NORM = Norm.on(date(2020, 12, 31))
CANDIDATE = Candidacy(experience_years=2)


@pytest.mark.parametrize(
    ("case", "candidacy", "starts", "reached", "standing", "norm", "paid"),
    [
        ("ST1", CANDIDATE, 20, 6, Standing.QUALIFIES, True, 6),
        ("ST2", CANDIDATE, 19, 10, Standing.TOO_FEW_STARTS, False, None),
        ("ST3", CANDIDATE, 100, 29, Standing.BELOW_SHARE, False, None),
        ("ST4", None, 100, 40, Standing.NOT_CANDIDATE, True, None),
        ("ST5", CANDIDATE, 100, 65, Standing.QUALIFIES, True, 60),
        ("ST6", Candidacy(experience_years=1), 100, 40, Standing.EXPERIENCE_NOT_PROVEN, True, None),
    ],
)
def test_the_cases_of_the_report(
    case: str, candidacy: Candidacy | None, starts: int, reached: int, standing: Standing, norm: bool, paid: int | None
) -> None:
    found = stimulation(Reach(starts=starts, reached=reached), candidacy, NORM)
    assert (found.standing, found.norm, found.paid_clients) == (standing, norm, paid), case
    assert found.amount_cents is None


def test_clients_of_whom_it_is_not_known_decide_nothing() -> None:
    assert stimulation(Reach(starts=20, reached=5, unknown=1), CANDIDATE, NORM).standing is Standing.UNKNOWN
    assert stimulation(Reach(starts=20, reached=6, unknown=9), CANDIDATE, NORM).standing is Standing.QUALIFIES
    assert stimulation(Reach(starts=20, reached=4, unknown=1), CANDIDATE, NORM).standing is Standing.BELOW_SHARE
    assert stimulation(Reach(starts=20, reached=5, unknown=1), None, NORM).norm is None


def test_somebody_in_several_groups_counts_once() -> None:
    clients = [frozenset({Group.OVER_50, Group.LOW_EDUCATED}), frozenset({Group.MIGRATION}), frozenset[Group](), None]
    assert union(clients) == Reach(starts=4, reached=2, unknown=1)


def test_no_amount_is_known_until_a_formula_is_set() -> None:
    assert not NORM.amount_known
    assert parameters()["stimulation_amount"].at(date(2026, 1, 1)).value == "unknown"


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and starts"):
        Reach(starts=3, reached=3, unknown=1)
