"""How fast answers came, as a strip of bars with a sentence that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from api.account.shared.schemas import GivenOut
from api.web.rendering import comma

FAST = 1.0
"""Seconds below which a sentence can hardly have been read."""

TALLEST = 20.0
"""Seconds from which bars are as high as the strip."""

STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One answer; a fast one is drawn otherwise than the others, and counted in the sentence."""

    x: int
    height: float
    fast: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Bars in the order of the answers."""

    bars: tuple[Bar, ...]
    width: int
    words: str


def strip(answers: Sequence[GivenOut]) -> Strip | None:
    """Return the strip of answers whose time was kept; ``None`` without any.

    Examples
    --------
    >>> rows = [GivenOut(group="", text="x", said="y", seconds=s) for s in (0.4, 3.0, 30.0)]
    >>> strip(rows).words
    '3 antwoorden. De helft kwam binnen 3 seconden. 1 antwoord kwam binnen één seconde: dat is snel om te lezen.'
    """
    took = [row.seconds for row in answers if row.seconds is not None]
    if not took:
        return None
    fast = sum(seconds < FAST for seconds in took)
    few = "1 antwoord kwam" if fast == 1 else f"{fast} antwoorden kwamen"
    told = f"{few} binnen één seconde: dat is snel om te lezen." if fast else "Geen enkel kwam binnen één seconde."
    count = "1 antwoord" if len(took) == 1 else f"{len(took)} antwoorden"
    return Strip(
        bars=tuple(
            Bar(x=STEP * i, height=round(max(1.5, 40 * min(seconds, TALLEST) / TALLEST), 1), fast=seconds < FAST)
            for i, seconds in enumerate(took)
        ),
        width=STEP * len(took),
        words=f"{count}. De helft kwam binnen {comma(median(took))} seconden. {told}",
    )
