"""Laws of the log: what a session is worth does not depend on how it came about."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from api.orient.log import ANSWER, HIDE, OWN_CHOICE, RATING, SHOW, read
from api.storage.sessions import Event

NOW = datetime(2026, 11, 25, tzinfo=UTC)
ITEMS = st.sampled_from(["care-01", "care-02", "office-01"])
OCCUPATIONS = st.sampled_from(["kok", "bakker"])
VALUES = st.none() | st.integers(1, 5)

ACTIONS = st.lists(
    st.tuples(st.just(ANSWER), ITEMS, VALUES)
    | st.tuples(st.just(RATING), OCCUPATIONS, VALUES)
    | st.tuples(st.sampled_from([HIDE, SHOW]), OCCUPATIONS, st.none()),
    max_size=30,
)


def events(actions: list[tuple[str, str, int | None]]) -> list[Event]:
    return [
        Event(
            position=position,
            kind=kind,
            subject=subject,
            value=value,
            language="nl",
            bank_version="1",
            model_version="1",
            payload={"next": {"kind": "item", "id": f"q{position}", "propensity": 0.5, "reason": "chosen"}},
            recorded_at=NOW,
        )
        for position, (kind, subject, value) in enumerate(actions)
    ]


@given(actions=ACTIONS)
def test_only_the_last_reply_to_each_question_counts(actions: list[tuple[str, str, int | None]]) -> None:
    log = read(events(actions))
    for kind, given_ in ((ANSWER, log.answers), (RATING, log.ratings)):
        assert given_ == {subject: value for what, subject, value in actions if what == kind}
    hidden: set[str] = set()
    for what, subject, _ in actions:
        if what in (HIDE, SHOW):
            (hidden.add if what == HIDE else hidden.discard)(subject)
    assert set(log.hidden) == hidden


@given(actions=ACTIONS)
def test_every_question_asked_stays_known_and_the_last_is_open(actions: list[tuple[str, str, int | None]]) -> None:
    log = read(events(actions))
    assert {id_ for _, id_ in log.offers} == {f"q{position}" for position in range(len(actions))}
    assert (log.upcoming is None) == (not actions)
    if actions:
        assert log.upcoming is not None
        assert log.upcoming.id == f"q{len(actions) - 1}"


@given(actions=ACTIONS, unasked=st.sets(st.integers(0, 29)))
def test_a_rating_that_was_not_asked_takes_no_place(
    actions: list[tuple[str, str, int | None]], unasked: set[int]
) -> None:
    given_ = events(actions)
    for event in given_:
        if event.kind == RATING and event.position in unasked and event.payload is not None:
            event.payload["reason"] = OWN_CHOICE
    log = read(given_)
    last = {subject: position for position, (kind, subject, _) in enumerate(actions) if kind == RATING}
    asked = {subject for subject, position in last.items() if position not in unasked}
    assert log.replies().asked == len(log.answers) + len(asked)
    places = [log.place(subject) for subject in log.order]
    assert places == sorted(places)
    assert all(1 <= place <= log.replies().asked + 1 for place in places)


@given(actions=ACTIONS, again=st.integers(0, 29))
def test_repeating_a_reply_changes_nothing(actions: list[tuple[str, str, int | None]], again: int) -> None:
    replies = [action for action in actions if action[0] in (ANSWER, RATING)]
    log = read(events(replies))
    for kind, subject, value in replies[again : again + 1]:
        if log.answers.get(subject, log.ratings.get(subject)) == value:
            assert read(events([*replies, (kind, subject, value)])).replies() == log.replies()
