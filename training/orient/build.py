"""Builds the artifact that is served: type correlations, the first ten, how sessions end; with a gate and its card."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console

from item_bank.catalogue import builtin
from item_bank.orient.bank import bank
from models.orient import artifact
from models.orient.artifact import Learned, Remaining
from models.orient.engine import Orient
from models.orient.parameters import parameters
from training import provenance
from training.orient import first, gate, remaining
from training.orient.answers import read_answers, read_markers
from training.orient.polychoric import correlations
from training.orient.simulate import World
from training.orient.types import type_correlation, without_elevation

SEED = 20261125
PERSONS = 150
"""Simulated persons in each world from which the ends of sessions are learned."""

WORLDS = 3

JUDGED = 300
"""Simulated persons of the gate, in each of two worlds."""

CARD = """# Oriënt

## What it does
Chooses the questions of Oriënt for a person and estimates which occupations fit that person's interests. Learned are:
the correlation of the six types, the common first ten items, and how many questions probably remain until a stop is
proposed.

## Data
Type correlations: {respondents} complete records of the public RIASEC markers (Open Psychometrics), polychoric, freed
of error and of elevation; no answer is in this artifact. Items: bank {bank}, whose slopes and thresholds are beliefs of
experts with standard errors, not fitted to answers. Occupations: RIASEC figures of O*NET 29.1 (U.S. Department of
Labor, CC BY 4.0), centred and drawn to their family. First ten: {drawn} simulated persons, seed {seed}. Questions that
remain: {worlds} worlds of {persons} persons, a quarter of whom often say "weet ik niet".

## Measured
`python -m training orient report` writes the figures; they stand in `accuracy.json` beside this card and are
shown under `/api/v1/orient/accuracy`. The engine is measured on real answers to the markers; the list of occupations
only on simulated persons. What the gate of `orient build` saw before it let this artifact through ({judged}
simulated persons in each world, 95 % intervals over persons; regret is what the shown ten miss against the ideal ten):

{measured}

## Where it fails
Nobody has answered the bank yet: its parameters are provisional, there are no norms, and nothing is known about how
well the list predicts what people like in practice. Types come from English-speaking volunteers, most of them young.
Fits of occupations within one family differ little, so their order is uncertain; the probability beside each says so.
The range of questions that remain was learned with the built-in occupations: with many more, sessions are longer.
How much family, competences and an occupation's own part count is judgement (`models/orient/parameters.yaml`). The list
leans on ratings of occupations from the eleventh question on. Who knows few occupations, or rates them for their pay
or standing, gets a worse list than in simulation, where everybody knows every occupation and rates only its fit.
"""


def told(engine: Orient) -> Remaining:
    """Learn how the end of a session is told beforehand, in worlds of items that differ from belief."""
    worlds = [World.draw(engine, PERSONS, SEED + 100 + turn, doubt=True) for turn in range(WORLDS)]
    return remaining.learn(engine, worlds, seed=SEED)


def build(items: Path, responses: Path, out: Path, console: Console, *, judged: int = JUDGED) -> Path:
    """Learn, let the gate look, and write; an artifact of this version that is there already is replaced.

    Parameters
    ----------
    judged
        Simulated persons of the gate, in each world.

    Raises
    ------
    gate.RefusedError
        When the artifact misses a demand; nothing is written then.
    """
    markers = read_markers(items)
    answers = read_answers(responses, markers.items)
    figures, questions = parameters(), bank()
    share = figures.elevation**2 / (figures.elevation**2 + figures.type**2)
    types = without_elevation(type_correlation(correlations(answers.values), markers.scales), share)
    learned = Learned(
        version=artifact.VERSION, type_correlation=types.round(4), first=(), remaining=Remaining.unlearned()
    )
    engine = Orient.of(builtin.catalogue(), questions, learned)
    learned = replace(learned, first=first.choose(questions, engine.reader, count=figures.first, seed=SEED))
    console.print("first ten: " + ", ".join(learned.first))
    lines = _judged(replace(engine, learned=learned), placed(out), judged, console)
    learned = replace(learned, remaining=told(replace(engine, learned=learned)))
    folder = out / artifact.KIND / artifact.VERSION
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    card = CARD.format(
        respondents=len(answers.values),
        bank=questions.version,
        drawn=first.PERSONS,
        persons=PERSONS,
        worlds=WORLDS,
        judged=judged,
        seed=SEED,
        measured="\n".join(lines),
    )
    metadata: dict[str, object] = {"bank": questions.version, "seed": SEED, "respondents": len(answers.values)}
    metadata |= {"numpy": np.__version__, **provenance.made_by(), "requires": provenance.requires()}
    return artifact.save(learned, folder, card=card, metadata=metadata)


def _judged(engine: Orient, before: Learned | None, persons: int, console: Console) -> list[str]:
    """Let the gate look at what was learned; return what it saw."""
    console.print("measuring lists on simulated persons ...")
    lines = []
    for found in gate.measure(engine, before, persons=persons, seed=SEED):
        console.print(str(found))
        gate.check(found, exposure_cap=engine.figures.exposure_cap)
        lines.append(f"- {found}")
    return lines


def placed(out: Path) -> Learned | None:
    """Return the newest artifact in place; ``None`` when there is none.

    Raises
    ------
    models.store.ArtifactError
        When a file of it was changed.
    """
    folders = [path for path in (out / artifact.KIND).glob("*") if (path / "manifest.json").is_file()]
    newest = max(folders, key=lambda path: [int(part) for part in path.name.split(".")], default=None)
    return None if newest is None else artifact.load(newest)
