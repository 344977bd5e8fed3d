"""Generated years of cheques, with planted cases or without: what the signals are tried on. Nobody in it exists."""

import sys
from dataclasses import dataclass

import numpy as np

from models.regie.signals import Start, signals

PROVINCES = ("antwerpen", "brussel", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen")
SHARES = np.array([0.30, 0.02, 0.13, 0.24, 0.16, 0.15])
"""Where clients live (report 2019-2021, table 5), rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """How large a generated year is.

    Attributes
    ----------
    planted
        Employers that send so many people to one centre, with one counsellor.
    staff
        People that each of those sends.
    """

    starts: int = 4_000
    employers: int = 1_500
    centres: int = 60
    planted: int = 0
    staff: int = 12


def year(market: Market, rng: np.random.Generator) -> tuple[list[Start], set[tuple[str, str]]]:
    """Return a year of cheques, and the planted pairs of employer and centre.

    Sizes of employers and centres are as unequal as in life: a few large ones, many small ones. Each centre works
    mostly in one province; within a province clients choose independently of their employer.
    """
    provinces = rng.choice(len(PROVINCES), size=market.starts, p=SHARES)
    weights = 1.0 / np.arange(1, market.employers + 1) ** 0.8
    home = rng.choice(len(PROVINCES), size=market.employers, p=SHARES)
    strength = 1.0 / np.arange(1, market.centres + 1) ** 0.7
    main = np.arange(market.centres) % len(PROVINCES)
    found: list[Start] = []
    for province in range(len(PROVINCES)):
        size = int((provinces == province).sum())
        near = weights * np.where(home == province, 10.0, 1.0)
        pull = strength * np.where(main == province, 8.0, 1.0)
        employers = rng.choice(market.employers, size=size, p=near / near.sum())
        centres = rng.choice(market.centres, size=size, p=pull / pull.sum())
        counsellors = rng.integers(0, 1 + centres % 4)
        found += [
            Start(province=PROVINCES[province], employer=f"e{e}", centre=f"c{c}", counsellor=f"c{c}-{k}")
            for e, c, k in zip(employers, centres, counsellors, strict=True)
        ]
    pairs: set[tuple[str, str]] = set()
    for case in range(market.planted):
        centre = int(rng.integers(market.centres))
        employer, province = f"planted{case}", PROVINCES[int(main[centre])]
        pairs.add((employer, f"c{centre}"))
        one = Start(province=province, employer=employer, centre=f"c{centre}", counsellor=f"c{centre}-0")
        found += [one] * market.staff
    return found, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What many generated years say.

    Attributes
    ----------
    false_share
        Mean over the years of the share of signals that were not planted.
    found_share
        Share of planted pairs that a signal named.
    years_with_false
        Share of years with at least one signal that was not planted.
    """

    years: int
    false_share: float
    found_share: float
    years_with_false: float


def try_signals(market: Market, *, years: int, seed: int) -> Tried:
    """Generate years and count what the signals find."""
    false, found, planted, with_false = 0.0, 0, 0, 0
    for one in range(years):
        starts, pairs = year(market, np.random.default_rng((seed, one)))
        named = [(signal.employer, signal.centre) for signal in signals(starts)]
        wrong = sum(pair not in pairs for pair in named)
        false += wrong / len(named) if named else 0.0
        with_false += wrong > 0
        found += len(pairs & set(named))
        planted += len(pairs)
    return Tried(
        years=years,
        false_share=false / years,
        found_share=found / planted if planted else 1.0,
        years_with_false=with_false / years,
    )


def main() -> None:
    """Print what 200 years with planted cases and 200 without say."""
    for planted in (6, 0):
        found = try_signals(Market(planted=planted), years=200, seed=20261129)
        told = f"{found.false_share:.4f} of the signals false, {found.found_share:.3f} of the planted pairs found, "
        told += f"{found.years_with_false:.3f} of the years with a false signal"
        sys.stdout.write(f"{planted} planted: {told}\n")


if __name__ == "__main__":
    main()
