"""Vacancies in columns for tests, drawn by chance from a seed."""

from datetime import date
from typing import Any

import numpy as np

from training.vacancies.corpus import Corpus, month_of

ON = date(2026, 11, 25)
LAST_MONTH = 12 * ON.year + ON.month - 1


def corpus_of(rows: list[dict[str, Any]]) -> Corpus:
    """Return vacancies of which only what a test names differs from the others."""
    n = len(rows)

    def column(name: str, otherwise: Any, kind: type[Any]) -> Any:
        return np.array([row.get(name, otherwise) for row in rows], dtype=kind)

    posted = np.array([row.get("posted", date(2026, 10, 1)).toordinal() for row in rows], dtype=np.int32)
    asked = [sorted(row.get("competences", ())) for row in rows]
    return Corpus(
        batch=np.zeros(n, dtype=np.int32),
        row=np.arange(n, dtype=np.int32),
        id_hash=np.array([row.get("id", i) for i, row in enumerate(rows)], dtype=np.uint64),
        occupation=column("occupation", 0, np.int32),
        certainty=column("certainty", 0.9, np.float32),
        employer_key=column("employer", 1, np.uint64),
        fingerprint=np.array([row.get("fingerprint", 1000 + i) for i, row in enumerate(rows)], dtype=np.uint64),
        bands=np.array([row.get("bands", [100 * i + b for b in range(8)]) for i, row in enumerate(rows)], np.uint32),
        posted=posted,
        valid_through=column("valid_through", 0, np.int32),
        postcode=column("postcode", 9000, np.uint16),
        month=month_of(posted),
        indptr=np.cumsum([0, *map(len, asked)], dtype=np.int64),
        competence=np.array([c for row in asked for c in row], dtype=np.int32),
    )


def random_corpus(seed: int, n: int, occupations: int = 6, competences: int = 15) -> Corpus:
    """Return vacancies drawn by chance, with many repeats and few employers."""
    rng = np.random.default_rng(seed)
    rows = [
        {
            "id": int(i),
            "occupation": int(rng.integers(-1, occupations)),
            "certainty": float(rng.choice([0.3, 0.8])),
            "employer": int(rng.choice([0, 11, 12, 13, 99])),
            "bands": rng.integers(0, 40, 8).tolist(),
            "posted": date.fromordinal(ON.toordinal() - int(rng.integers(0, 900))),
            "postcode": int(rng.choice([1000, 9000])),
            "competences": rng.choice(competences, size=int(rng.integers(0, 6)), replace=False).tolist(),
        }
        for i in rng.permutation(n)
    ]
    return corpus_of(rows)
