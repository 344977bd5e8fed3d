"""Oriënt's exploration slots read back: what the first so many occupations of a ranking policy are worth to a person.

In one rating of five any occupation may be drawn, with a known chance above 0: only those draws say something about
occupations that the engine would not have shown. A reward is 1 for a rating of 4 or 5, and 0 for less and for "ken ik
niet". A policy shows each of its best ``k`` equally often, of the occupations that could be drawn in that place; the
value of a policy is the share of what it shows that would get a 4 or 5.

The log itself is read, not an export: what is explored is rare, and rare cells leave no export. Only figures over at
least ten persons come out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from models.orient.engine import Orient
from models.orient.estimation.state import State
from models.orient.graded import logistic
from models.orient.schema import Reason, Replies
from models.orient.start.space import TYPES, weakened
from training.tables import InputError
from training.use.disclosure import LEAST
from training.use.off_policy import ESTIMATORS, Draws, Evaluation, difference, evaluate
from training.use.records import Event, Session

Floats = NDArray[np.float64]

LIKED = 4
"""A rating from here is a reward."""

SHOWN = 10
"""Occupations that a policy shows."""

SERVED = "served"

PAIRED = "dr-clipped"
"""The estimator by which policies are compared."""

Policy = Callable[[Orient, State], Floats]
"""A ranking policy: a score for each occupation, larger is better; shape (N,)."""


def _by_types(engine: Orient, state: State) -> Floats:
    return np.asarray(engine.reader.jobs.weights[:, TYPES] @ state.posterior.mean[TYPES], dtype=np.float64)


POLICIES: Mapping[str, Policy] = {
    SERVED: lambda _engine, state: state.fit,
    "types": _by_types,
    "worst": lambda _engine, state: -state.fit,
}
"""``served`` ranks by expected fit, ``types`` by the six types alone, ``worst`` is a check: it must be far below."""

RANDOM = "random"
"""Shows any occupation equally often: the share that is liked at all."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Slot:
    """One exploration slot.

    Attributes
    ----------
    replies
        What was said before the occupation was drawn.
    occupation
        Position of the occupation that was drawn.
    """

    person: str
    replies: Replies
    occupation: int
    propensity: float
    reward: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """All exploration slots of some sessions, and what was left out.

    Attributes
    ----------
    unanswered
        Slots to which nothing was replied: people who stopped there.
    unknown
        Replies "ken ik niet", which count as not liked.
    gone
        Slots about an occupation that the catalogue does not have any more.
    """

    rows: Sequence[Slot]
    unanswered: int
    unknown: int
    gone: int


class _Walk:
    """What a session had said at each moment."""

    def __init__(self) -> None:
        self.answers: dict[str, int | None] = {}
        self.ratings: dict[str, int | None] = {}
        self.hidden: set[str] = set()
        self.offered: dict[str, tuple[Replies, float]] = {}

    def replies(self) -> Replies:
        return Replies(answers=dict(self.answers), ratings=dict(self.ratings), hidden=frozenset(self.hidden))

    def note(self, event: Event) -> None:
        if event.kind == "answer":
            self.answers[event.subject] = event.value
        elif event.kind == "rating":
            self.ratings[event.subject] = event.value
        elif event.kind == "hide":
            self.hidden.add(event.subject)
        elif event.kind == "show":
            self.hidden.discard(event.subject)
        following = event.payload.get("next") or {}
        if following.get("reason") == Reason.EXPLORATION and following["id"] not in self.offered:
            self.offered[following["id"]] = self.replies(), float(following["propensity"])


def slots(engine: Orient, sessions: Sequence[Session]) -> Slots:
    """Return the exploration slots of sessions of Oriënt, each with what was known when it was drawn."""
    rows: list[Slot] = []
    unanswered = unknown = gone = 0
    for session in sessions:
        if session.tool != "orient":
            continue
        walk, replied = _Walk(), set()
        for event in session.events:
            offer = walk.offered.get(event.subject) if event.kind == "rating" else None
            if offer is not None and event.subject not in replied:
                replied.add(event.subject)
                position = engine.catalogue.occupation_index(event.subject)
                unknown += event.value is None
                gone += position is None
                if position is not None:
                    reward = float(event.value is not None and event.value >= LIKED)
                    rows.append(
                        Slot(
                            person=session.person,
                            replies=offer[0],
                            occupation=position,
                            propensity=offer[1],
                            reward=reward,
                        )
                    )
            walk.note(event)
        unanswered += len(walk.offered.keys() - replied)
    return Slots(rows=rows, unanswered=unanswered, unknown=unknown, gone=gone)


def expected(engine: Orient, state: State) -> Floats:
    """Return the chance of a rating of 4 or 5 of each occupation, as the engine believes it; shape (N,)."""
    reader = engine.reader
    loadings = reader.rating_loadings
    variance = np.einsum("ij,jk,ik->i", loadings, state.posterior.covariance, loadings, optimize=True)
    flat = weakened(variance + reader.own[len(reader.items.loadings) :])
    place = reader.figures.rating_slope * state.fit - reader.rating_thresholds[LIKED - 2]
    return logistic(place * flat)


def _free(engine: Orient, state: State) -> NDArray[np.int64]:
    """Return the occupations that could be drawn: not rated and not excluded."""
    free = ~state.excluded
    rated = [engine.catalogue.occupation_index(id_) for id_ in state.replies.ratings]
    free[[position for position in rated if position is not None]] = False
    return np.flatnonzero(free)


def _best(scores: Floats, free: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return free[np.lexsort((free, -scores[free]))][:count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Policies side by side on the same slots.

    Attributes
    ----------
    by
        Evaluation of each policy.
    gains
        Difference of each policy to ``served``, paired; doubly robust with clipped weights.
    """

    slots: Slots
    persons: int
    by: Mapping[str, Evaluation]
    gains: Mapping[str, Estimate]


def draws(engine: Orient, found: Slots, policies: Mapping[str, Policy], *, shown: int = SHOWN) -> dict[str, Draws]:
    """Return the same draws as each policy sees them.

    Raises
    ------
    InputError
        When fewer than ten persons have a slot.
    """
    people = {person: code for code, person in enumerate(sorted({slot.person for slot in found.rows}))}
    if len(people) < LEAST:
        raise InputError(f"{len(people)} persons with an exploration slot; figures need {LEAST}")
    targets: dict[str, list[tuple[float, float]]] = {name: [] for name in (*policies, RANDOM)}
    likely = []
    for slot in found.rows:
        state = engine.state(slot.replies)
        chance, free = expected(engine, state), _free(engine, state)
        likely.append(float(chance[slot.occupation]))
        for name, policy in policies.items():
            best = _best(policy(engine, state), free, shown)
            targets[name].append((float(slot.occupation in best) / len(best), float(chance[best].mean())))
        targets[RANDOM].append((float(slot.occupation in free) / len(free), float(chance[free].mean())))
    return {
        name: Draws(
            person=np.array([people[slot.person] for slot in found.rows], dtype=np.int64),
            reward=np.array([slot.reward for slot in found.rows]),
            propensity=np.array([slot.propensity for slot in found.rows]),
            target=np.array([target for target, _ in rows]),
            expected=np.array(likely),
            value=np.array([value for _, value in rows]),
        )
        for name, rows in targets.items()
    }


def replay(
    engine: Orient,
    sessions: Sequence[Session],
    *,
    policies: Mapping[str, Policy] = POLICIES,
    shown: int = SHOWN,
    seed: int = 0,
) -> Replay:
    """Return what each policy is worth, on the exploration slots of some sessions.

    Raises
    ------
    InputError
        When fewer than ten persons have a slot.
    """
    found = slots(engine, sessions)
    by = draws(engine, found, policies, shown=shown)
    return Replay(
        slots=found,
        persons=len({slot.person for slot in found.rows}),
        by={name: evaluate(rows, seed=seed) for name, rows in by.items()},
        gains={name: difference(rows, by[SERVED], PAIRED, seed=seed) for name, rows in by.items() if name != SERVED},
    )


def _cell(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def table(found: Replay) -> str:
    """Return the policies as a table in Markdown, with what the slots can tell."""
    lines = [
        "| policy | "
        + " | ".join(ESTIMATORS)
        + " | dr-clipped beside served | se of dr | effective draws | largest weight |",
        "|---|" + "---|" * (len(ESTIMATORS) + 4),
    ]
    for name, row in found.by.items():
        cells = [_cell(row.by[estimator].estimate) for estimator in ESTIMATORS]
        gain = _cell(found.gains[name]) if name in found.gains else ""
        error = row.by["dr"].variance ** 0.5
        lines.append(
            f"| {name} | {' | '.join(cells)} | {gain} | {error:.3f} | {row.effective:.1f} | {row.largest:.0f} |"
        )
    return "\n".join(lines)


def words(found: Replay) -> str:
    """Return in words what the table rests on."""
    rows = found.slots
    return (
        f"{len(rows.rows)} exploration slots of {found.persons} persons. {rows.unknown} were answered with not known, "
        f"which counts as not liked; {rows.unanswered} got no reply and are left out; {rows.gone} were about an "
        "occupation that is gone. Where few effective draws are left, ips and dr have wide intervals; direct is what "
        "the engine believes of itself, and dr-clipped corrects it by what was seen."
    )
