"""Signals of misuse: the arithmetic against other ways to reckon it, planted cases, and years without any."""

from datetime import date, time

import numpy as np
import pytest
from scipy.stats import false_discovery_control, hypergeom

from models.regie import explanations, hints
from models.regie.hints import Contract, HintKind, Talk
from models.regie.signals import LEAST, PairKind, Start, Stratum, adjust, chance_of, signals
from tests.market import Market, try_signals, year

SMALL = Market(starts=1_200, employers=400, centres=30)


def stratum(all_: int, employer: int, other: int) -> Stratum:
    return Stratum(province="x", all=all_, employer=employer, other=other, both=0)


def test_one_province_is_the_hypergeometric_tail() -> None:
    assert chance_of([stratum(100, 12, 10)], 5) == pytest.approx(hypergeom.sf(4, 100, 12, 10))


def test_two_provinces_are_what_drawing_says() -> None:
    rng = np.random.default_rng(3)
    drawn = rng.hypergeometric(12, 88, 10, 200_000) + rng.hypergeometric(4, 26, 9, 200_000)
    assert chance_of([stratum(100, 12, 10), stratum(30, 4, 9)], 5) == pytest.approx((drawn >= 5).mean(), abs=0.004)


def test_the_correction_is_that_of_benjamini_and_hochberg() -> None:
    chances = [0.01, 0.04, 0.03, 0.2]
    whole = [*chances, *[1.0] * 6]
    assert adjust(chances, 10) == pytest.approx(false_discovery_control(whole)[:4])


def cheques(employer: str, centre: str, count: int) -> list[Start]:
    return [Start(province="limburg", employer=employer, centre=centre, counsellor=f"{centre}-k") for _ in range(count)]


def test_a_pair_below_five_clients_is_no_signal() -> None:
    around = [one for n in range(100) for one in cheques(f"e{n}", f"c{n % 20}", 1)]
    assert signals([*around, *cheques("e", "c", LEAST - 1)]) == ()
    (found,) = signals([*around, *cheques("e", "c", LEAST)])
    assert (found.kind, found.employer, found.centre, found.observed) == (PairKind.CENTRE, "e", "c", LEAST)
    assert found.expected == pytest.approx(5 * 5 / 105)
    lines = explanations.arithmetic(found)
    assert lines[0] == (
        "Limburg: 105 cheques, waarvan 5 van de werkgever en 5 bij het centrum; verwacht 5 x 5 / 105 = 0,24, geteld 5"
    )
    assert len(lines) == 4


def test_the_province_explains_what_it_explains() -> None:
    """All people of a province go to its one centre: employers there meet it often, and that says nothing."""
    near = [Start(province="limburg", employer=f"e{n % 10}", centre="c0") for n in range(200)]
    far = [Start(province="antwerpen", employer=f"f{n // 20}", centre=f"c{1 + n % 20}") for n in range(800)]
    assert signals([*near, *far]) == ()


def test_order_and_names_change_nothing() -> None:
    starts, _ = year(Market(starts=600, employers=200, centres=12, planted=2), np.random.default_rng(5))
    assert signals(starts) == signals(starts[::-1])


def test_planted_cases_are_found_and_few_others() -> None:
    found = try_signals(Market(starts=1_200, employers=400, centres=30, planted=4), years=12, seed=1)
    assert found.false_share <= 0.10
    assert found.found_share >= 0.9


def test_without_planted_cases_few_years_raise_a_flag() -> None:
    assert try_signals(SMALL, years=20, seed=2).years_with_false <= 0.10


DAY = date(2026, 3, 2)


def talk(id_: str, at: time | None, minutes: int, who: str = "k") -> Talk:
    return Talk(id=id_, who=who, on=DAY, minutes=minutes, at=at)


@pytest.mark.parametrize(
    ("talks", "kinds"),
    [
        ([talk("1", time(5, 59), 30)], [HintKind.IMPOSSIBLE_HOUR]),
        ([talk("1", time(6, 0), 30), talk("2", time(22, 30), 30)], []),
        ([talk("1", time(22, 31), 30)], [HintKind.IMPOSSIBLE_HOUR]),
        ([talk("1", time(9, 0), 60), talk("2", time(9, 59), 30)], [HintKind.OVERLAP]),
        ([talk("1", time(9, 0), 60), talk("2", time(10, 0), 30)], []),
        ([talk("1", time(9, 0), 60), talk("2", time(9, 30), 30, who="l")], []),
        ([talk("1", time(9, 0), 180), talk("2", time(9, 30), 30), talk("3", time(11, 0), 60)], [HintKind.OVERLAP] * 2),
        ([talk("1", None, 720)], []),
        ([talk("1", None, 720), talk("2", None, 30)], [HintKind.LONG_DAY]),
    ],
)
def test_hours_that_cannot_be_are_noticed(talks: list[Talk], kinds: list[HintKind]) -> None:
    assert [hint.kind for hint in hints.of_talks(talks)] == kinds


def test_many_closings_and_a_contract_without_method_are_noticed() -> None:
    eight = [(str(n), "k", DAY) for n in range(8)]
    assert hints.of_closings(eight) == ()
    (many,) = hints.of_closings([*eight, ("8", "k", DAY)])
    assert (many.kind, len(many.about)) == (HintKind.MANY_CLOSINGS, 9)
    assert many.arithmetic.startswith("9 slotgesprekken")
    contracts = [Contract(who=w, names_method=m) for w, m in (("a", True), ("b", False), ("c", None))]
    assert [hint.who for hint in hints.of_contracts(contracts)] == ["b"]


def test_every_signal_has_other_explanations() -> None:
    assert all(explanations.ALTERNATIVES[kind] for kind in (*PairKind, *HintKind))
