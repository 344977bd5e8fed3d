"""Satisfaction: table 19 of the report, what is held back, names taken out, and themes."""

import numpy as np
import pytest

from models.tevredenheid.redaction import redact
from models.tevredenheid.scores import Counters, Tally, added, mean_score, response_percent, satisfaction, weighted
from models.tevredenheid.themes import LEAST, group

TABLE_19 = {
    2019: (7662, (8.76, 9.04, 8.69, 8.99, 8.15, 8.36, 8.28, 8.25, 8.08, 8.77, 8.55), 8.54, 85.4),
    2020: (4364, (8.76, 9.06, 8.76, 9.05, 8.21, 8.40, 8.36, 8.33, 8.16, 8.81, 8.59), 8.59, 85.9),
}


@pytest.mark.parametrize("year", TABLE_19)
def test_the_scores_are_those_of_the_report(year: int) -> None:
    _, means, mean, score = TABLE_19[year]
    found = mean_score(means)
    assert found is not None
    assert (round(found / 10, 2), round(found, 1)) == (mean, score)


def test_two_years_are_weighed_by_their_answers() -> None:
    rows = [(mean_score(means) or 0, n) for n, means, _, _ in TABLE_19.values()]
    assert round(weighted(rows), 1) == 85.6


def counters(n: int, value: int = 8, given: int | None = None) -> Counters:
    count = n if given is None else given
    item = Tally(count=count, total=value * count)
    return Counters(n=n, items=(item,) * 11, answered=Tally(count=count, total=count // 2))


def test_counters_say_what_the_answers_would() -> None:
    drawn = np.random.default_rng(4).integers(-1, 11, (200, 11)).tolist()
    answers = [[None if value < 0 else value for value in row] for row in drawn]
    columns = [[row[at] for row in answers if row[at] is not None] for at in range(11)]
    items = tuple(Tally(count=len(column), total=sum(column)) for column in columns)
    found = satisfaction(Counters(n=200, items=items, answered=Tally()))
    assert found.score == pytest.approx(10 * sum(sum(c) / len(c) for c in columns) / 11)
    assert found.answered_percent is None


def test_nothing_shows_below_ten_answers() -> None:
    few, enough = satisfaction(counters(9)), satisfaction(counters(10))
    assert (few.suppressed, few.n, few.score, set(few.items)) == (True, 0, None, {None})
    assert (enough.suppressed, enough.n, enough.score, enough.answered_percent) == (False, 10, 80.0, 50.0)
    assert satisfaction(counters(12, given=9)).score is None, "a statement that few gave a number is held back too"


def test_counters_add_up() -> None:
    both = satisfaction(added([counters(10, 6), counters(30, 10)]))
    assert (both.n, both.score) == (40, 90.0)


def test_counters_have_eleven_items() -> None:
    with pytest.raises(ValueError, match="10 tallies"):
        Counters(n=1, items=(Tally(),) * 10, answered=Tally())


def test_response_of_table_19() -> None:
    assert response_percent(27_239, 7_662) == pytest.approx(28.13, abs=0.01)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mevrouw Peeters luisterde goed.", "Mevrouw […] luisterde goed."),
        ("Begeleider karel was goed", "Begeleider karel was goed"),
        ("Ik ging naar Jan in Gent.", "Ik ging naar […] in […]."),
        ("Mail naar jan.peeters@example.org of bel 0470/12.34.56!", "Mail naar […] of bel […]!"),
        ("rekening BE68 5390 0754 7034", "rekening […]"),
        ("mijn nummer is 85.07.30-033.61", "mijn nummer is […]"),
        ("Zie www.voorbeeld.be/mij", "Zie […]"),
        ("Dank je Els, Piet en Klaas", "Dank je […], […] en […]"),
        ("De gesprekken van maart waren goed. Het POP ook.", "De gesprekken van maart waren goed. Het POP ook."),
        ("VDAB gaf een cheque van 4 uur in 2024", "VDAB gaf een cheque van 4 uur in 2024"),
    ],
)
def test_names_are_taken_out(text: str, left: str) -> None:
    assert redact(text).text == left


def test_known_names_are_taken_out_in_small_letters_too() -> None:
    assert (
        redact("els was top, het centrum ook", ["Voorbeeldcentrum Els", "De Smet"]).text
        == "[…] was top, het centrum ook"
    )


THEMES = {
    "uren": (
        "te weinig uren begeleiding",
        "graag extra uren begeleiding",
        "vier uren volstaan niet",
        "uren waren kort",
    ),
    "vacatures": (
        "hulp met cv en vacatures",
        "vacatures zoeken ontbrak",
        "cv nakijken en vacatures",
        "cv kwam niet aan bod",
    ),
}


def answers(each: int) -> list[str]:
    return [texts[n % 4] for texts in THEMES.values() for n in range(each)]


def test_answers_are_grouped_and_named_by_their_own_words() -> None:
    found = group([*answers(16), "nvt", "Geen suggesties.", "-"])
    assert found.empty == (32, 33, 34)
    assert {answer for one in found.groups for answer in one.answers} | set(found.rest) == set(range(32))
    assert all(len(one.answers) >= LEAST for one in found.groups)
    named = {word for one in found.groups for word in one.words}
    assert named & {"uren", "begeleiding"}
    assert named & {"vacatures", "cv"} or "nakijken" in named


def test_few_answers_make_no_group() -> None:
    found = group(answers(4))
    assert (found.groups, found.rest) == ((), tuple(range(8)))
    assert group([]).groups == ()


def test_grouping_is_the_same_each_time() -> None:
    assert group(answers(20), seed=3) == group(answers(20), seed=3)
