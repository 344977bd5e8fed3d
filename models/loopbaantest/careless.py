"""Signs that answers were given in haste or at random: a soft note and an offer to look again, never a block.

Sources: response time, consistency within a person and person fit catch careless answers; long runs of one answer
mostly do no better than chance (five experiments, Behavior Research Methods 2024), so a run says something only when
nearly all answers are the same.
"""

from collections.abc import Mapping, Sequence
from math import erfc, sqrt
from statistics import fmean, median

from item_bank.loopbaantest.schema import Item, ItemId, Theme
from models.loopbaantest.graded import GradedTheme, standardised_fit
from models.loopbaantest.parameters import Parameters
from models.loopbaantest.schema import Answers, Note, NoteCode
from models.loopbaantest.scoring import keyed


def chi_square_tail(statistic: float, degrees: int) -> float:
    """Return the chance of a chi-square at least this large, by the cube-root approximation.

    Examples
    --------
    >>> round(chi_square_tail(51.18, 24), 3)
    0.001
    """
    spread = 2.0 / (9.0 * degrees)
    return 0.5 * erfc(((statistic / degrees) ** (1 / 3) - (1.0 - spread)) / sqrt(2.0 * spread))


def fast(answers: Answers, parameters: Parameters) -> Note | None:
    """Return a note when most answers came faster than people read."""
    limits, times = parameters.careless, answers.milliseconds
    if len(times) < limits.times_least:
        return None
    quick = [item for item, time in times.items() if time < limits.quick_ms]
    if median(times.values()) < limits.median_ms or len(quick) > limits.quick_share * len(times):
        return Note(code=NoteCode.ANSWERED_FAST, items=tuple(sorted(quick)))
    return None


def contradictions(items: Sequence[Item], answers: Answers, parameters: Parameters) -> Note | None:
    """Return a note when people agree, or disagree, with a statement and its reverse in several themes."""
    found: list[ItemId] = []
    for theme in Theme:
        members = [item for item in items if item.theme == theme]
        given = {item.id: value for item in members if (value := answers.values.get(item.id)) is not None}
        signs = {item.reverse: [given[i.id] - 3 for i in members if i.reverse == item.reverse and i.id in given]
                 for item in members}  # fmt: skip
        forward, reverse = signs.get(False, []), signs.get(True, [])
        if forward and reverse and fmean(forward) * fmean(reverse) >= 1.0:
            found += [item.id for item in members if item.reverse]
    if len(found) < parameters.careless.contradictions_least:
        return None
    return Note(code=NoteCode.ANSWERS_CONTRADICT, items=tuple(found))


def spread_within(items: Sequence[Item], answers: Answers) -> tuple[float, int]:
    """Return the sum of squares of answers around the person's own level on each theme, and its degrees of freedom."""
    total, degrees = 0.0, 0
    for theme in Theme:
        values = [
            keyed(item, value)
            for item in items
            if item.theme == theme and (value := answers.values.get(item.id)) is not None
        ]
        if len(values) > 1:
            mean = fmean(values)
            total += sum((value - mean) ** 2 for value in values)
            degrees += len(values) - 1
    return total, degrees


def unusual(
    items: Sequence[Item], answers: Answers, parameters: Parameters, graded: Mapping[Theme, GradedTheme]
) -> Note | None:
    """Return a note when the pattern does not fit: by person fit when item parameters exist, else by spread."""
    if graded:
        fits = standardised_fit(items, answers, graded)
        return Note(code=NoteCode.UNUSUAL_PATTERN) if fits is not None and fits < parameters.careless.lz else None
    total, degrees = spread_within(items, answers)
    if degrees < len(Theme):
        return None
    chance = chi_square_tail(total / parameters.item_error**2, degrees)
    return Note(code=NoteCode.UNUSUAL_PATTERN) if chance < parameters.careless.unusual_chance else None


def same(items: Sequence[Item], answers: Answers, parameters: Parameters) -> Note | None:
    """Return a note when all answers are the same point, whatever was asked."""
    given = [value for item in items if (value := answers.values.get(item.id)) is not None]
    many = len(given) >= parameters.careless.same_least and len(set(given)) == 1
    return Note(code=NoteCode.SAME_ANSWER) if many else None


def notes(
    items: Sequence[Item], answers: Answers, parameters: Parameters, graded: Mapping[Theme, GradedTheme]
) -> tuple[Note, ...]:
    """Return the soft notes about how a test was answered; most people get none."""
    found = (
        fast(answers, parameters),
        same(items, answers, parameters) or contradictions(items, answers, parameters),
        unusual(items, answers, parameters, graded),
    )
    return tuple(note for note in found if note is not None)
