"""The table of pairs: read row by row, and no page of it stays with the worker that read it."""

from pathlib import Path

import numpy as np

from item_bank.manifest import mapped
from models.jobbereik.features.table import PairTable

ORIGINS, ROW_KIB = 256, 64


def resident(path: Path) -> int:
    """Return how many KiB of a mapped file are in the memory of this process."""
    lines = Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.endswith(str(path)))
    return next(int(line.split()[1]) for line in lines[start:] if line.startswith("Rss:"))


def test_what_was_read_of_a_mapped_table_is_given_back(tmp_path: Path) -> None:
    values = np.arange(ORIGINS * ROW_KIB * 512, dtype=np.int64).astype(np.int16).reshape(ORIGINS, ROW_KIB, 512)
    np.save(tmp_path / "values.npy", values)
    nothing = np.zeros((ORIGINS, 0))
    table = PairTable(
        candidates=nothing.astype(np.int32), values=mapped(tmp_path / "values.npy"), single=nothing.astype(np.float32)
    )
    assert all(np.array_equal(table.of(origin), values[origin]) for origin in range(ORIGINS))
    assert np.array_equal(table.of([3, 1]), values[[3, 1]])
    assert resident(tmp_path / "values.npy") < ROW_KIB
    assert table.values.sum() == values.sum()
    assert resident(tmp_path / "values.npy") > ORIGINS * ROW_KIB / 2, "the whole, when nobody gives it back"
    plain = PairTable(candidates=table.candidates, values=values, single=table.single)
    assert np.array_equal(plain.of(2), values[2])
