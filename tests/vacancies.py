"""Small versions of vacancies for tests, counted by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from item_bank.catalogue.table import Catalogue
from item_bank.schema import CompetenceId, OccupationId
from item_bank.vacancies.bank import build_bank
from item_bank.vacancies.records import Vacancy, VacancySource
from item_bank.vacancies.snapshot import KIND
from models import store
from models.vacancies.pairs import Pairs


def vacancy(number: int, occupation: str, competences: Sequence[str], **changes: object) -> Vacancy:
    """Return a vacancy of which only what a test names differs."""
    values: dict[str, object] = {
        "id": f"v{number}",
        "title": f"Vacature {number}",
        "description": "Tekst.",
        "occupation_id": OccupationId(occupation),
        "occupation_certainty": 0.9,
        "competence_ids": tuple(map(CompetenceId, competences)),
        "posted": date(2026, 1, 1 + number % 28),
        "source": VacancySource.IMPORTED,
    }
    return Vacancy(**values | changes)


def counted(vacancies: Sequence[Vacancy], catalogue: Catalogue) -> Pairs:
    """Count vacancies of this year in the plainest way; shares are not shrunk."""
    n, m = catalogue.n_occupations, catalogue.n_competences
    asked = np.zeros((n, m), dtype=np.int32)
    total = np.zeros(n, dtype=np.int32)
    for row in vacancies:
        o = catalogue.occupation_index(row.occupation_id or "")
        if o is not None:
            total[o] += 1
            asked[o, [catalogue.competence_index(c) or 0 for c in row.competence_ids]] += 1
    o, c = np.nonzero(asked)
    share = (asked[o, c] / total[o]).astype(np.float32)
    return Pairs(
        n_now=total,
        n_before=np.zeros(n, dtype=np.int32),
        all_now=asked.sum(axis=0, dtype=np.int32),
        indptr=np.searchsorted(o, np.arange(n + 1)).astype(np.int64),
        competence=c.astype(np.int32),
        asked_now=asked[o, c],
        asked_before=np.zeros(len(o), dtype=np.int32),
        share=share,
        lift_low=np.ones(len(o), dtype=np.float32),
        kind=np.ones(len(o), dtype=np.uint8),
        transfer_indptr=np.zeros(m + 1, dtype=np.int64),
        transfer_competence=np.zeros(0, dtype=np.int32),
        transfer_weight=np.zeros(0, dtype=np.float32),
    )


def write_version(folder: Path, vacancies: Sequence[Vacancy], catalogue: Catalogue) -> Path:
    """Write a version that ``VacancyStatistics.read`` reads."""
    source = vacancies[0].source if vacancies else VacancySource.IMPORTED
    bank = build_bank(
        vacancies,
        source=source,
        occupation_ids=list(catalogue.columns.texts["occupation.id"]),
        competence_ids=list(catalogue.columns.texts["competence.id"]),
    )
    facts = {"version": folder.name, "source": source.value, "since": "2025-02-01", "until": "2026-01-31"}
    return store.save(folder, bank.to_arrays() | counted(vacancies, catalogue).to_arrays(), kind=KIND, metadata=facts)
