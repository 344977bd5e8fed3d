"""What Oriënt says beside a list is true at that moment."""

from api.orient import answers, texts
from models.orient.schema import NoteCode, QuestionKind, Replies
from tests.orient import LIKES, engine, walk


def test_after_the_last_question_nobody_is_asked_to_answer_more() -> None:
    orient = engine()
    state = orient.state(Replies(answers={item.id: None for item in orient.bank.items}, ratings={}))
    assert orient.next(state, seed="end").kind is QuestionKind.FINISHED
    found = orient.result(state)
    assert NoteCode.FEW_ANSWERS in found.notes
    said = {note.code: note.text for note in answers.result(orient, found, "nl", finished=True).notes}
    assert "Beantwoord nog" not in said[NoteCode.FEW_ANSWERS]
    before = {note.code: note.text for note in answers.result(orient, found, "nl", finished=False).notes}
    assert "Beantwoord nog enkele vragen" in before[NoteCode.FEW_ANSWERS]


def test_only_what_somebody_likes_is_a_reason_for_an_occupation() -> None:
    found = engine().result(walk(LIKES, 22))
    reasons = [reason for row in found.occupations for reason in row.reasons]
    assert reasons
    assert all(reason.value >= 4 for reason in reasons)


def test_every_small_chance_is_called_small() -> None:
    assert "Kleine kans" in texts.chance(texts.SMALL - 0.001)
    assert "Misschien" in texts.chance(texts.SMALL)
