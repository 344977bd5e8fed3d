"""The life of a quality action: planned, held, replied to, closed; rules on the day before and the day itself."""

from datetime import date, timedelta

import pytest

from models.loopbaancheque.life_commands import LifeError
from models.regie import action_life
from models.regie.action_life import ActionEvent, ActionKind, ActionResult, ActionStatus, ActionTheme, QualityAction

DAY = date(2026, 3, 2)
TALK = date(2026, 3, 16)
FOLLOW = date(2026, 6, 1)


def planned(found: QualityAction | None = None, **changes: object) -> tuple[ActionEvent, ...]:
    told = {"about": ActionKind.START, "day": TALK, "theme": ActionTheme.PLAN, "agreements": "", "follow_up_on": FOLLOW}
    return action_life.plan(found, **told | {"on": DAY} | changes)  # type: ignore[arg-type]


def held(on: date = TALK) -> QualityAction:
    before = action_life.replay(planned())
    told = action_life.report(before, text="Goed.", agreements="Een plan per klant.", follow_up_on=FOLLOW, on=on)
    return action_life.replay([*planned(), *told])


def test_the_day_on_which_something_is_due_follows_what_happened() -> None:
    before, after = action_life.replay(planned()), held()
    assert (before.status, before.due_on) == (ActionStatus.PLANNED, TALK)
    assert (after.status, after.due_on) == (ActionStatus.REPORTED, FOLLOW)
    replied = action_life.reply(after, "Klopt.", on=TALK)
    closed = action_life.close(
        action_life.replay([*planned(), after.reported, *replied]),  # type: ignore[list-item]
        result=ActionResult.IN_ORDER,
        reasons="De afspraken zijn uitgevoerd.",
        on=FOLLOW,
    )
    done = action_life.replay([*planned(), after.reported, *replied, *closed])  # type: ignore[list-item]
    assert (done.status, done.due_on) == (ActionStatus.CLOSED, None)
    with pytest.raises(LifeError, match="closed"):
        action_life.reply(done, "Nog iets.", on=FOLLOW)


@pytest.mark.parametrize(("days", "may"), [(14, False), (15, True)])
def test_a_centre_that_is_silent_is_waited_for_until_its_last_day(days: int, may: bool) -> None:
    found, on = held(), TALK + timedelta(days=days)
    assert found.may_close(on) is may
    if not may:
        with pytest.raises(LifeError, match="can reply until 2026-03-30"):
            action_life.close(found, result=ActionResult.IN_ORDER, reasons="x", on=on)


def test_a_reply_to_an_earlier_report_does_not_close_a_later_one() -> None:
    first = held()
    replied = action_life.reply(first, "Dat klopt niet.", on=TALK)
    later = TALK + timedelta(days=3)
    before = action_life.replay([*planned(), first.reported, *replied])  # type: ignore[list-item]
    again = action_life.report(before, text="Beter.", agreements="Twee plannen.", follow_up_on=FOLLOW, on=later)
    found = action_life.replay([*planned(), first.reported, *replied, *again])  # type: ignore[list-item]
    assert not found.may_close(later)


def again(text: str, found: QualityAction, on: date = TALK) -> tuple[ActionEvent, ...]:
    return action_life.report(found, text=text, agreements="Een plan per klant.", follow_up_on=FOLLOW, on=on)


def test_a_reply_counts_for_the_report_before_it_also_on_one_day() -> None:
    log = [*planned(), held().reported]
    log += action_life.reply(action_life.replay(log), "Dat klopt niet.", on=TALK)
    log += again("Beter.", action_life.replay(log))
    assert not action_life.replay(log).may_close(TALK)
    log += action_life.reply(action_life.replay(log), "Dat klopt niet.", on=TALK)
    found = action_life.replay(log)
    assert found.may_close(TALK)
    assert [row.text for row in found.told] == ["Goed.", "Dat klopt niet.", "Beter.", "Dat klopt niet."]
    assert found.reported is not None
    assert found.reported.text == "Beter."


def test_the_same_once_more_changes_nothing() -> None:
    found, later = held(), TALK + timedelta(days=3)
    assert again("Goed. ", found, later) == (), "the days of the reply do not begin again"
    log = [*planned(), *found.told, *action_life.reply(found, "Klopt.", on=TALK)]
    found = action_life.replay(log)
    assert action_life.reply(found, " Klopt.", on=later) == again("Goed.", found, later) == ()
    assert action_life.reply(found, "Klopt niet.", on=later)
    assert again("Beter.", found, later)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"day": DAY - timedelta(days=1)}, "day"),
        ({"day": date(2028, 3, 3)}, "day"),
        ({"follow_up_on": TALK - timedelta(days=1)}, "follow-up-day"),
        ({"follow_up_on": date(2028, 3, 3)}, "follow-up-day"),
    ],
)
def test_days_that_cannot_be_planned(changes: dict[str, object], code: str) -> None:
    with pytest.raises(LifeError) as error:
        planned(**changes)
    assert error.value.code == code


def test_a_talk_is_reported_from_its_day_on_and_planned_anew_only_before() -> None:
    before = action_life.replay(planned())
    with pytest.raises(LifeError, match="from that day on"):
        action_life.report(before, text="x", agreements="y", follow_up_on=FOLLOW, on=TALK - timedelta(days=1))
    assert action_life.replay([*planned(), *planned(before, day=FOLLOW)]).planned.day == FOLLOW
    with pytest.raises(LifeError, match="its plan stays"):
        planned(held())


def test_only_a_talk_that_was_not_held_is_closed_without_a_report() -> None:
    before = action_life.replay(planned())
    with pytest.raises(LifeError, match="not-held"):
        action_life.close(before, result=ActionResult.IN_ORDER, reasons="x", on=DAY)
    (ended,) = action_life.close(before, result=ActionResult.NOT_HELD, reasons="Het centrum stopt.", on=DAY)
    assert ended.result is ActionResult.NOT_HELD
