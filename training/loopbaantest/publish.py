"""Writing what serving reads: measured figures as an artifact with its card, and norm tables."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from item_bank.loopbaantest.schema import GRID, Theme, WorkStatus
from item_bank.manifest import write_text_durably
from models import store
from models.loopbaantest import careless
from models.loopbaantest.measured import KIND
from models.loopbaantest.parameters import parameters
from models.loopbaantest.schema import Answers
from training import provenance
from training.loopbaantest.analysis import Analysis, analyse
from training.loopbaantest.answers import Data
from training.loopbaantest.graded_fit import fit_graded
from training.tables import InputError


def _card(found: Analysis, data: Data) -> str:
    who = "SIMULATED respondents; serving refuses this artifact" if data.simulated else "logged answers, with consent"
    lines = [
        "# Loopbaantest: measured figures",
        "",
        "## What it does",
        "",
        "Gives each theme the error of one answer, and each statement the parameters of a graded response model.",
        "",
        "## Data",
        "",
        f"{found.n} persons, {found.complete} complete: {who}. Bank {data.bank.version},",
        f"answered from {min(data.days)} to {max(data.days)}.",
        "",
        "## Measured",
        "",
        "| theme | n | alpha | omega | error |",
        "|---|---|---|---|---|",
        *(f"| {t} | {r.n} | {r.alpha:.2f} | {r.omega:.2f} | {r.error:.2f} |" for t, r in found.reliability.items()),
        "",
        f"Six themes: CFI {found.six.cfi:.3f}, RMSEA {found.six.rmsea:.3f}, SRMR {found.six.srmr:.3f};"
        f" one factor: CFI {found.one.cfi:.3f}, RMSEA {found.one.rmsea:.3f}.",
        "",
        "## Where it fails",
        "",
        *(f"- {text}" for text in (*found.warnings, "persons unlike those above: nothing is known about them")),
    ]
    return "\n".join(lines) + "\n"


def calibrate(data: Data, out: Path, groups: Sequence[str], source: Path) -> Path:
    """Fit and write an artifact that ``models.loopbaantest.measured`` reads; return its folder.

    Raises
    ------
    ArtifactError
        When the folder is there already.
    """
    store.vacant(out)
    found = analyse(data, groups)
    fitted = [fit_graded(tuple(item.id for item in data.bank.of(theme)), data.of(theme)) for theme in Theme]
    arrays = {
        "errors": np.array([found.reliability[theme].error for theme in Theme]),
        "slopes": np.stack([model.slopes for model in fitted]),
        "thresholds": np.stack([model.thresholds for model in fitted]),
    }
    metadata = {
        "simulated": data.simulated,
        "bank_version": data.bank.version,
        "persons": found.n,
        "data_hash": provenance.data_hash([source]),
        "libraries": provenance.library_versions(),
        **provenance.made_by(),
    }
    return store.save(out, arrays, kind=KIND, metadata=metadata, card=_card(found, data))


def _careful(data: Data) -> list[int]:
    """Return the persons without a sign of careless answers; a norm group holds only those."""
    items = data.bank.items
    keep = []
    for i, row in enumerate(data.values):
        given = {
            item.id: int(6 - value if item.reverse else value)
            for item, value in zip(items, row, strict=True)
            if not np.isnan(value)
        }
        answers = Answers(status=WorkStatus.WORKING, values=given)
        if not careless.notes(items, answers, parameters(), {}):
            keep.append(i)
    return keep


def norms(data: Data, out: Path, id_: str, composition: str, status: str | None, console: Console) -> Path:
    """Write a norm table of real, careful persons.

    Raises
    ------
    InputError
        When answers are simulated, or a theme has fewer persons than a norm needs.
    """
    if data.simulated:
        raise InputError("a norm table needs real persons; these answers are simulated")
    careful = _careful(data)
    if status is not None:
        careful = [i for i in careful if data.groups["workStatus"][i] == status]
    least = parameters().norm_n_least
    lines = [
        f"id: {id_}",
        f'bankVersion: "{data.bank.version}"',
        f"status: {status or 'null'}",
        f"collectedFrom: {min(data.days)}",
        f"collectedUntil: {max(data.days)}",
        f"composition: {composition!r}",
        "counts:",
    ]
    for theme in Theme:
        scores = data.scores(theme)[careful]
        scores = scores[~np.isnan(scores)]
        if len(scores) < least:
            raise InputError(f"{theme}: {len(scores)} careful persons; a norm needs at least {least}")
        # A score of three or four answers lies between two points of the grid and counts for the nearest.
        nearest = np.rint(scores / (GRID[1] - GRID[0])).astype(int)
        lines.append(f"  {theme}: {np.bincount(nearest, minlength=len(GRID)).tolist()}")
    write_text_durably(out, "\n".join(lines) + "\n")
    console.print(f"{len(careful)} of {len(data.values)} persons; put {out} into DATA_DIR/loopbaantest/norms")
    return out
