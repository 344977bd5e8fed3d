"""One engine of Oriënt for all tests, and persons who answer by their types."""

from functools import cache

from item_bank.catalogue import builtin
from item_bank.orient.bank import bank
from models.orient.engine import Orient
from models.orient.estimation.state import State
from models.orient.schema import QuestionKind, Replies

LIKES = {"R": 1, "I": 4, "A": 5, "S": 4, "E": 2, "C": 1}
"""A person who likes to make and to investigate, and no routine."""


@cache
def engine() -> Orient:
    return Orient.load(builtin.catalogue(), bank())


def walk(likes: dict[str, int], questions: int, *, seed: str = "walk", rating: int | None = 3) -> State:
    """Answer so many questions by type; every occupation gets the same rating."""
    orient = engine()
    answers: dict[str, int | None] = {}
    ratings: dict[str, int | None] = {}
    for _ in range(questions):
        question = orient.next(orient.state(Replies(answers=answers, ratings=ratings)), seed=seed)
        if question.kind is QuestionKind.FINISHED:
            break
        if question.item is not None:
            answers[question.item.id] = likes[question.item.type]
        if question.occupation is not None:
            ratings[question.occupation.id] = rating
    return orient.state(Replies(answers=answers, ratings=ratings))
