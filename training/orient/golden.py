"""Personas of a golden file answer by their types, to see what they are shown and whether anything absurd appears."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from item_bank.loader import read_yaml
from models.jobbereik.parameters import parameters as jobbereik_parameters
from models.orient.engine import Orient
from models.orient.schema import QuestionKind, Replies

SEEDS = 5
QUESTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the personas see in their seven.

    Attributes
    ----------
    leading
        Share of sessions in which the two types that most of the seven lean on hold one of the persona's highest types.
    absurd
        Number of sessions that showed an occupation of a group that is only suggested to who asks for it.
    families
        Smallest number of families in a list.
    """

    sessions: int
    leading: float
    absurd: int
    families: int


def walk(engine: Orient, likes: dict[str, int], seed: int) -> Replies:
    """Answer by type, now and then one step off; occupations are not known."""
    rng = np.random.default_rng(seed)
    answers: dict[str, int | None] = {}
    ratings: dict[str, int | None] = {}
    while len(answers) + len(ratings) < QUESTIONS:
        question = engine.next(engine.state(Replies(answers=answers, ratings=ratings)), seed=f"golden-{seed}")
        if question.kind is QuestionKind.FINISHED:
            break
        if question.item is not None:
            step = int(rng.choice([-1, 0, 0, 0, 1]))
            answers[question.item.id] = int(np.clip(likes[question.item.type] + step, 1, 5))
        elif question.occupation is not None:
            ratings[question.occupation.id] = None
    return Replies(answers=answers, ratings=ratings)


def personas(engine: Orient, path: Path, *, seeds: int = SEEDS) -> Seen:
    """Let every persona of a file walk with each seed."""
    rows: list[dict[str, Any]] = read_yaml(path)
    closed = tuple(jobbereik_parameters().only_when_asked)
    leading, absurd, families = [], 0, []
    for row in rows:
        for seed in range(seeds):
            result = engine.result(engine.state(walk(engine, row["interests"], seed)))
            shown = [suggestion.occupation for suggestion in result.occupations]
            absurd += any((occupation.isco08 or "").startswith(closed) for occupation in shown)
            families.append(len({suggestion.family.code for suggestion in result.occupations}))
            figures = [occupation.interests.figures() for occupation in shown if occupation.interests]
            strongest = {"RIASEC"[i] for i in np.argsort(-np.mean(figures, axis=0), kind="stable")[:2]}
            most = max(row["interests"].values())
            leading.append(bool(strongest & {code for code, value in row["interests"].items() if value == most}))
    return Seen(
        sessions=len(leading), leading=float(np.mean(leading)), absurd=absurd, families=min(families, default=0)
    )
