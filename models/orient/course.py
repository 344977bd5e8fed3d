"""The course of a session: ten common questions, then questions and occupations chosen for this person.

After the first ten, occupations to rate come between the items; one item a session is only tried out, and one rating in
five is drawn at random, so that the model can be checked later on answers that it did not choose.
"""

from functools import lru_cache

import numpy as np

from item_bank.catalogue.table import Catalogue
from item_bank.orient.bank import Bank
from models.orient.artifact import Learned
from models.orient.graded import Array, Mask
from models.orient.ranking import best
from models.orient.schema import Question, QuestionKind, Reason
from models.orient.selection import chance, chances, directions, gains, item_gains, pick
from models.orient.state import Reader, State


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
    if _rating_is_due(state, reader):
        rating = _occupation(catalogue, reader, state, seed, place)
        if rating is not None:
            return rating
    tried = _try_out(bank, reader, state, seed, place)
    found = tried or _item(bank, learned, reader, state, seed, place)
    return found or Question(kind=QuestionKind.FINISHED, reason=Reason.DONE, position=place)


def _rating_is_due(state: State, reader: Reader) -> bool:
    ratings, items = reader.figures.ratings_per_items
    later = len(state.replies.answers) - reader.figures.first
    return len(state.replies.ratings) * items < later * ratings


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
def _menu(bank: Bank, learned: Learned) -> tuple[Mask, Array]:
    """Return which items count when they are answered, and in which share of the sessions each may be chosen."""
    counts = np.array([not item.try_out for item in bank.items])
    return counts, np.array([learned.exposure.get(item.id, 1.0) for item in bank.items])


def eligible(bank: Bank, learned: Learned, state: State, seed: str) -> Mask:
    """Return which items may be chosen now: not asked, not tried out, and not resting in this session.

    An item that is chosen too often rests in a share of the sessions; the share is learned by simulation, so that no
    item outside the first ten is shown to more than the cap (Sympson and Hetter, 1985).
    """
    counts, share = _menu(bank, learned)
    free: Mask = counts.copy()
    replied = map(bank.position, state.replies.answers)
    free[[position for position in replied if position is not None]] = False
    awake: Mask = free & (chances(len(free), seed, "exposure") < share)
    return awake if awake.any() else free


def _item(bank: Bank, learned: Learned, reader: Reader, state: State, seed: str, place: int) -> Question | None:
    candidates = np.flatnonzero(eligible(bank, learned, state, seed))
    if not len(candidates):
        return None
    gain = item_gains(reader, state)[candidates]
    chosen, propensity = pick(candidates, gain, chance(seed, "item", place), reader.figures.best_of)
    return Question(
        kind=QuestionKind.ITEM,
        reason=Reason.CHOSEN,
        position=place,
        item=bank.items[chosen],
        propensity=round(propensity, 6),
    )


def _occupation(catalogue: Catalogue, reader: Reader, state: State, seed: str, place: int) -> Question | None:
    """Return the occupation to rate: the one that tells most, or in one slot of five a random one."""
    figures, replies = reader.figures, state.replies
    rated = [catalogue.occupation_index(id_) for id_ in replies.ratings]
    free = ~state.excluded
    free[[position for position in rated if position is not None]] = False
    if not free.any():
        return None
    block, slot = divmod(len(replies.ratings), figures.explore_one_in)
    if slot == int(chance(seed, "exploration", block) * figures.explore_one_in):
        pool = np.flatnonzero(free)
        chosen, propensity = int(pool[int(chance(seed, "explored", place) * len(pool))]), 1.0 / len(pool)
        reason = Reason.EXPLORATION
    else:
        candidates = best(state.fit, free, figures.rating_candidates)
        targets = directions(reader, state, figures)
        own = figures.rating_slope**2 * reader.jobs.own[candidates]
        thresholds = np.tile(reader.rating_thresholds, (len(candidates), 1))
        gain = gains(state.posterior, targets, reader.rating_loadings[candidates], thresholds, own)
        chosen, propensity = pick(candidates, gain, chance(seed, "occupation", place), figures.best_of)
        reason = Reason.CHOSEN
    return Question(
        kind=QuestionKind.OCCUPATION,
        reason=reason,
        position=place,
        occupation=catalogue.occupation(chosen),
        propensity=round(propensity, 6),
    )
