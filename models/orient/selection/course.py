"""The course of a session: ten common questions, then questions and occupations chosen for this person.

After the first ten, occupations to rate come first, and then between the items; one item a session is only tried out,
and one rating in five is drawn with a chance for every occupation, so that the model can be checked later on answers
that it did not choose. What a person rates without being asked is evidence, and takes no question's place.
"""

from functools import lru_cache

import numpy as np

from item_bank.catalogue.table import Catalogue
from item_bank.orient.bank import Bank
from models.orient.artifact import Learned
from models.orient.estimation.state import Reader, State
from models.orient.graded import Array, Mask, Positions
from models.orient.ranking.top import leading
from models.orient.schema import Question, QuestionKind, Reason
from models.orient.selection.gain import chance, directions, draw, gains, item_gains, pick


def next_question(
    catalogue: Catalogue, bank: Bank, learned: Learned, reader: Reader, state: State, seed: str
) -> Question:
    """Return the next question of a session."""
    figures, replies = reader.figures, state.replies
    place = replies.asked + 1
    if place > figures.most:
        return Question(kind=QuestionKind.FINISHED, reason=Reason.DONE, position=place)
    for item_id in learned.first:
        position = bank.position(item_id)
        if item_id not in replies.answers and position is not None:
            return Question(kind=QuestionKind.ITEM, reason=Reason.COMMON, position=place, item=bank.items[position])
    tried = _try_out(bank, reader, state, seed, place)
    if tried is not None:
        return tried
    if _rating_is_due(state, reader):
        rating = _occupation(catalogue, reader, state, seed, place)
        if rating is not None:
            return rating
    found = _item(bank, reader, state, seed, place)
    return found or Question(kind=QuestionKind.FINISHED, reason=Reason.DONE, position=place)


def _rating_is_due(state: State, reader: Reader) -> bool:
    ratings, items = reader.figures.ratings_per_items
    later = len(state.replies.answers) - reader.figures.first
    return later >= 0 and (state.replies.asked_ratings - reader.figures.ratings_first) * items < later * ratings


def _try_out(bank: Bank, reader: Reader, state: State, seed: str, place: int) -> Question | None:
    """Return the one item that is tried out in this session, when its place has come."""
    candidates = [item for item in bank.items if item.try_out]
    low, high = reader.figures.try_out_places
    due = low + int(chance(seed, "try-out place") * (high - low + 1))
    if place < due or not candidates or any(item.id in state.replies.answers for item in candidates):
        return None
    item = candidates[int(chance(seed, "try-out item") * len(candidates))]
    return Question(
        kind=QuestionKind.ITEM, reason=Reason.TRY_OUT, position=place, item=item, propensity=1.0 / len(candidates)
    )


@lru_cache(maxsize=8)
def _menu(bank: Bank) -> tuple[Mask, Positions]:
    """Return which items may be chosen at all, and the basic interest of each."""
    basics = {interest.id: position for position, interest in enumerate(bank.basic_interests)}
    counts = np.array([not item.try_out for item in bank.items])
    return counts, np.array([basics[item.basic_interest] for item in bank.items], dtype=np.int64)


def _item(bank: Bank, reader: Reader, state: State, seed: str, place: int) -> Question | None:
    """Return an item: first its basic interest is chosen by gain, then one of the siblings is drawn.

    Items of one basic interest tell nearly the same. The draw keeps every item in use and none in too many sessions.
    """
    counts, basics = _menu(bank)
    free = counts.copy()
    replied = map(bank.position, state.replies.answers)
    free[[position for position in replied if position is not None]] = False
    candidates = np.flatnonzero(free)
    if not len(candidates):
        return None
    gain = item_gains(reader, state)[candidates]
    kinds, of = np.unique(basics[candidates], return_inverse=True)
    worth = np.bincount(of, gain) / np.bincount(of)
    number = chance(seed, "basic interest", place)
    kind, likely = pick(kinds, worth, number, reader.figures, evenly=reader.figures.items_evenly, of=kinds)
    siblings = basics[candidates] == kind
    chosen, share = draw(candidates[siblings].tolist(), gain[siblings], chance(seed, "item", place))
    return Question(
        kind=QuestionKind.ITEM,
        reason=Reason.CHOSEN,
        position=place,
        item=bank.items[chosen],
        propensity=round(likely * share, 6),
    )


def _occupation(catalogue: Catalogue, reader: Reader, state: State, seed: str, place: int) -> Question | None:
    """Return the occupation to rate: one that tells much, or in one slot of five any occupation."""
    figures, replies = reader.figures, state.replies
    rated = [catalogue.occupation_index(id_) for id_ in replies.ratings]
    free = ~state.excluded
    free[[position for position in rated if position is not None]] = False
    if not free.any():
        return None
    block, slot = divmod(replies.asked_ratings, figures.explore_one_in)
    explored = slot == int(chance(seed, "exploration", block) * figures.explore_one_in)
    candidates = leading(state, figures.rating_candidates + len(rated))
    candidates = candidates[free[candidates]][: figures.rating_candidates]
    gain = _rating_gains(reader, state, candidates)
    number, evenly = chance(seed, "occupation", place), figures.explore_evenly if explored else 0.0
    chosen, propensity = pick(candidates, gain, number, figures, evenly=evenly, of=np.flatnonzero(free))
    return Question(
        kind=QuestionKind.OCCUPATION,
        reason=Reason.EXPLORATION if explored else Reason.CHOSEN,
        position=place,
        occupation=catalogue.occupation(chosen),
        propensity=round(propensity, 6),
    )


def _rating_gains(reader: Reader, state: State, candidates: Positions) -> Array:
    own = reader.figures.rating_slope**2 * reader.jobs.own[candidates]
    targets = directions(reader, state, reader.figures)
    return gains(state.posterior, targets, reader.rating_loadings[candidates], reader.rating_thresholds[None], own)
