"""From a situation to next steps: complete, each once, each with its reason."""

from datetime import date

import pytest

from item_bank.loopbaantest.schema import Band, Theme
from models.loopbaancentra.referral import REASONS, Situation, ThemeScore, lowest, next_steps, uses_centres
from models.loopbaancheque.schema import Code, Outcome

TODAY = date(2026, 11, 25)


def score(theme: Theme, value: float | None, band: Band | None = Band.STARTING, width: float = 10) -> ThemeScore:
    low, high = (None, None) if value is None else (value - width, value + width)
    return ThemeScore(theme=theme, score=value, low=low, high=high, band=band)


@pytest.mark.parametrize("code", Code)
def test_everyone_who_hears_no_finds_three_steps_with_reasons(code: Code) -> None:
    steps = next_steps(Situation(outcome=Outcome.NOT_ELIGIBLE, reasons=(code,)), TODAY)
    assert len(steps) >= 3
    assert len({step.code for step in steps}) == len(steps)
    assert all(step.why and step.text for step in steps)
    assert any(REASONS[code] in step.why for step in steps) or code is Code.NO_SCHEME


def test_the_lowest_themes_come_first_and_solid_ones_not_at_all() -> None:
    scores = (
        score(Theme.BALANS, 90, Band.SOLID),
        score(Theme.WAARDEN, 40),
        score(Theme.NETWERKEN, None, None),
        score(Theme.KWALITEITEN, 10),
        score(Theme.SOLLICITEREN, 60, Band.GROWING),
        score(Theme.ARBEIDSMARKT, 50, Band.GROWING),
    )
    assert [row.theme for row in lowest(scores)] == [Theme.KWALITEITEN, Theme.WAARDEN, Theme.ARBEIDSMARKT]
    steps = next_steps(Situation(scores=scores), TODAY)
    assert steps[0].code == "loopbaancheque"
    assert steps[1].why == ("“inzicht in je kwaliteiten” is je laagste thema",)


def test_doubt_is_said_where_the_difference_is_small() -> None:
    scores = (score(Theme.WAARDEN, 40, width=20), score(Theme.BALANS, 50, Band.GROWING, width=20))
    why = [words for step in next_steps(Situation(scores=scores), TODAY)[1:] for words in step.why]
    assert why
    assert all("het verschil met je andere thema's klein" in words for words in why)


def test_a_step_that_comes_up_twice_stands_once_with_both_reasons() -> None:
    situation = Situation(
        outcome=Outcome.NOT_ELIGIBLE,
        reasons=(Code.WORK_EXPERIENCE,),
        scores=(score(Theme.ARBEIDSMARKT, 10), score(Theme.BALANS, 80, Band.GROWING)),
    )
    found = {step.code: step for step in next_steps(situation, TODAY)}
    assert len(found["jobbereik"].why) == 2


def test_centres_wait_while_a_rule_sends_elsewhere() -> None:
    assert not uses_centres(Situation(outcome=Outcome.NOT_ELIGIBLE, reasons=(Code.OUTPLACEMENT,)))
    assert uses_centres(Situation(outcome=Outcome.NOT_ELIGIBLE, reasons=(Code.WORK_EXPERIENCE,)))
    assert uses_centres(Situation())
    with pytest.raises(ValueError, match="not eligible"):
        Situation(outcome=Outcome.ELIGIBLE, reasons=(Code.WORKING,))
