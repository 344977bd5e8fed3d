"""Builds the artifact that is served, with its card: type correlations, first ten, exposure, how sessions end."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console

from item_bank.catalogue import builtin
from item_bank.orient.bank import bank
from models import store
from models.orient import artifact
from models.orient.artifact import Learned, Remaining
from models.orient.engine import Orient
from models.orient.parameters import parameters
from training.orient import exposure, first, remaining
from training.orient.answers import read_answers, read_markers
from training.orient.polychoric import correlations
from training.orient.simulate import World
from training.orient.types import type_correlation, without_elevation

SEED = 20261125
PERSONS = 150
WORLDS = 3

CARD = """# Oriënt

## What it does
Chooses the questions of Oriënt for a person and estimates which occupations fit that person's interests. Learned are:
the correlation of the six types, the common first ten items, in which share of sessions an item may be chosen, and how
many questions probably remain until a stop is proposed.

## Data
Type correlations: {respondents} complete records of the public RIASEC markers (Open Psychometrics), polychoric, freed
of error and of elevation; no answer is in this artifact. Items: bank {bank}, whose slopes and thresholds are beliefs of
experts with standard errors, not fitted to answers. Occupations: RIASEC figures of O*NET 29.1 (U.S. Department of
Labor, CC BY 4.0), centred and drawn to their family. First ten and exposure: {persons} simulated persons a round,
seed {seed}. Questions that remain: {worlds} worlds of as many persons, a quarter of whom often say "weet ik niet".

## Measured
`python -m training orient report` writes the figures; they stand in `accuracy.json` beside this card and are
shown under `/api/v1/orient/accuracy`. The engine is measured on real answers to the markers; the list of occupations
only on simulated persons.

## Where it fails
Nobody has answered the bank yet: its parameters are provisional, there are no norms, and nothing is known about how
well the list predicts what people like in practice. Types come from English-speaking volunteers, most of them young.
Fits of occupations within one family differ little, so their order is uncertain; the probability beside each says so.
The range of questions that remain was learned with the built-in occupations: with many more, sessions are longer.
How much family, competences and an occupation's own part count is judgement (`models/orient/parameters.yaml`).
"""


def told(engine: Orient) -> Remaining:
    """Learn how the end of a session is told beforehand, in worlds of items that differ from belief."""
    worlds = [World.draw(engine, PERSONS, SEED + 100 + turn, doubt=True) for turn in range(WORLDS)]
    return remaining.learn(engine, worlds, seed=SEED)


def build(items: Path, responses: Path, out: Path, console: Console) -> Path:
    """Learn and write; an artifact of this version that is there already is replaced."""
    markers = read_markers(items)
    answers = read_answers(responses, markers.items)
    figures, questions = parameters(), bank()
    share = figures.elevation**2 / (figures.elevation**2 + figures.type**2)
    types = without_elevation(type_correlation(correlations(answers.values), markers.scales), share)
    learned = Learned(
        version=artifact.VERSION,
        type_correlation=types.round(4),
        first=(),
        exposure={},
        remaining=Remaining.unlearned(),
    )
    engine = Orient.of(builtin.catalogue(), questions, learned)
    learned = replace(learned, first=first.choose(questions, engine.reader, count=figures.first, seed=SEED))
    console.print("first ten: " + ", ".join(learned.first))
    learned = replace(learned, exposure=exposure.learn(replace(engine, learned=learned), persons=PERSONS, seed=SEED))
    learned = replace(learned, remaining=told(replace(engine, learned=learned)))
    resting = {id_: part for id_, part in learned.exposure.items() if part < 1.0}
    console.print(
        f"{len(resting)} items rest in a part of the sessions, at most {1 - min([1.0, *resting.values()]):.0%}"
    )
    folder = out / "orient" / artifact.VERSION
    if folder.is_dir():
        store.load(folder, kind=artifact.KIND)
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    card = CARD.format(
        respondents=len(answers.values), bank=questions.version, persons=PERSONS, seed=SEED, worlds=WORLDS
    )
    metadata: dict[str, object] = {"bank": questions.version, "seed": SEED, "respondents": len(answers.values)}
    return artifact.save(learned, folder, card=card, metadata=metadata | {"numpy": np.__version__})
