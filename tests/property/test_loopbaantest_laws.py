"""Laws of the Loopbaantest, tried on answers drawn by chance."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.loopbaantest.bank import bank
from item_bank.loopbaantest.schema import Theme, WorkStatus
from models.loopbaantest.engine import Loopbaantest
from models.loopbaantest.parameters import parameters
from models.loopbaantest.schema import Answers, Change, NoteCode, Result

TEST = Loopbaantest(bank=bank(), parameters=parameters())
MIRRORED = replace(
    TEST, bank=replace(bank(), items=tuple(replace(item, reverse=not item.reverse) for item in bank().items))
)
IDS = [item.id for item in bank().items]

points = st.one_of(st.none(), st.integers(1, 5))
values = st.fixed_dictionaries(dict.fromkeys(IDS, points))
full = st.fixed_dictionaries({id_: st.integers(1, 5) for id_ in IDS})
answers = st.builds(
    Answers,
    status=st.sampled_from(WorkStatus),
    values=values,
    milliseconds=st.dictionaries(st.sampled_from(IDS), st.integers(0, 60_000)),
    satisfaction=points,
)


def numbers(result: Result) -> list[tuple[float, float, float] | None]:
    return [(row.score.value, row.score.low, row.score.high) if row.score else None for row in result.themes]


def near(one: float, two: float) -> bool:
    return abs(one - two) < 1e-9


@given(answers)
def test_reversing_all_keys_mirrors_every_score(given_answers: Answers) -> None:
    for one, two in zip(TEST.score(given_answers).themes, MIRRORED.score(given_answers).themes, strict=True):
        if one.score is None or two.score is None:
            assert one.score is two.score is None
            continue
        assert near(one.score.value, 100 - two.score.value)
        assert near(one.score.low, 100 - two.score.high)
        assert near(one.score.standard_error, two.score.standard_error)


@given(answers)
def test_answering_the_other_way_round_mirrors_every_score(given_answers: Answers) -> None:
    turned = {id_: None if value is None else 6 - value for id_, value in given_answers.values.items()}
    other = TEST.score(replace(given_answers, values=turned))
    for one, two in zip(TEST.score(given_answers).themes, other.themes, strict=True):
        if one.score is not None and two.score is not None:
            assert near(one.score.value, 100 - two.score.value)


@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(given_answers: Answers, chance: object) -> None:
    pairs, times = list(given_answers.values.items()), list(given_answers.milliseconds.items())
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    chance.shuffle(times)  # type: ignore[attr-defined]
    shuffled = replace(given_answers, values=dict(pairs), milliseconds=dict(times))
    assert TEST.score(shuffled) == TEST.score(given_answers)


@given(answers)
def test_what_is_said_always_holds_together(given_answers: Answers) -> None:
    result = TEST.score(given_answers)
    assert [row.theme for row in result.themes] == list(Theme)
    for row in result.themes:
        assert row.answered + len(row.open_items) == 5
        assert (row.score is None) is (row.answered < 3) is (row.band is None)
        assert len(row.next_steps) == (0 if row.score is None else 3)
        if row.score is not None:
            assert 0 <= row.score.low <= row.score.value <= row.score.high <= 100
    if result.weakest is not None:
        assert result.weakest.difference > result.weakest.error
        scores = {row.theme: row.score.value for row in result.themes if row.score}
        assert scores[result.weakest.theme] == min(scores.values())
    assert NoteCode.NO_NORMS in {note.code for note in result.notes}


@given(full, st.sampled_from(IDS))
def test_one_answer_touches_its_own_theme_only(known: dict[str, int], id_: str) -> None:
    theme = next(item.theme for item in bank().items if item.id == id_)
    before = TEST.score(Answers(status=WorkStatus.WORKING, values=known))
    after = TEST.score(Answers(status=WorkStatus.WORKING, values=known | {id_: 6 - known[id_]}))
    for one, two in zip(before.themes, after.themes, strict=True):
        if one.theme != theme:
            assert one == two


@given(full, st.sampled_from(IDS))
def test_more_of_a_theme_never_lowers_its_score(known: dict[str, int], id_: str) -> None:
    item = next(item for item in bank().items if item.id == id_)
    step = -1 if item.reverse else 1
    if known[id_] + step not in range(1, 6):
        return
    before = TEST.score(Answers(status=WorkStatus.LOOKING, values=known))
    after = TEST.score(Answers(status=WorkStatus.LOOKING, values=known | {id_: known[id_] + step}))
    place = list(Theme).index(item.theme)
    assert numbers(after)[place] > numbers(before)[place]  # type: ignore[operator]


@given(values, values)
@settings(max_examples=60)
def test_a_comparison_turned_round_says_the_opposite(one: dict[str, int | None], two: dict[str, int | None]) -> None:
    first, second = (Answers(status=WorkStatus.WORKING, values=found) for found in (one, two))
    opposite = {Change.PROGRESS: Change.DECLINE, Change.DECLINE: Change.PROGRESS}
    there, back = TEST.compare(first, second), TEST.compare(second, first)
    for row, other in zip(there, back, strict=True):
        assert other.change == opposite.get(row.change, row.change)
    assert all(row.change in (Change.NO_CLEAR_CHANGE, Change.UNKNOWN) for row in TEST.compare(first, first))
