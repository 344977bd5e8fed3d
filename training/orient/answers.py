"""Reading items and complete records of answers; a cell that is no answer is named with its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from item_bank.orient.bank import RIASEC
from models.orient.graded import ANSWERS, Positions
from training.tables import InputError, read_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """Items of a questionnaire with one scale each.

    Attributes
    ----------
    items
        Ids in the order of the file.
    scales
        Position of each item's scale in ``RIASEC``; shape (J,).
    """

    items: tuple[str, ...]
    scales: Positions


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Complete records; N respondents.

    Attributes
    ----------
    respondents
        Ids in the order of the file.
    values
        Answers 1..5; shape (N, J).
    left_out
        Records that were not complete.
    """

    respondents: tuple[str, ...]
    values: Positions
    left_out: int


def read_markers(path: Path) -> Markers:
    """Read ``item,scale``.

    Raises
    ------
    InputError
        When an item occurs twice, a scale is not one of R, I, A, S, E, C, or there is nothing.
    """
    items: list[str] = []
    scales: list[int] = []
    for line, (item, scale) in read_columns(path, ["item", "scale"]):
        if scale not in RIASEC:
            raise InputError(f"{path}, line {line}: scale is {scale!r}; allowed are {', '.join(RIASEC)}")
        if item in items or not item:
            raise InputError(f"{path}, line {line}: item {item!r} is empty or occurs twice")
        items.append(item)
        scales.append(RIASEC.index(scale))
    if not items:
        raise InputError(f"{path}: no items")
    return Markers(items=tuple(items), scales=np.array(scales, dtype=np.int64))


def read_answers(path: Path, items: Sequence[str]) -> Answers:
    """Read ``respondent`` and one column an item; records with an empty cell or a 0 are left out and counted.

    Raises
    ------
    InputError
        When a column is missing, an answer is not 0 to 5, a respondent occurs twice, or no record is complete.
    """
    respondents: dict[str, None] = {}
    rows: list[list[int]] = []
    left_out = 0
    for line, (respondent, *cells) in read_columns(path, ["respondent", *items]):
        if respondent in respondents:
            raise InputError(f"{path}, line {line}: respondent {respondent!r} occurs twice")
        row = [_answer(path, line, item, cell) for item, cell in zip(items, cells, strict=True)]
        if 0 in row:
            left_out += 1
            continue
        respondents[respondent] = None
        rows.append(row)
    if not rows:
        raise InputError(f"{path}: no complete record; each needs an answer of 1 to {ANSWERS} on {len(items)} items")
    return Answers(respondents=tuple(respondents), values=np.array(rows, dtype=np.int64), left_out=left_out)


def _answer(path: Path, line: int, item: str, cell: str) -> int:
    text = cell.strip() or "0"
    if text not in ("0", "1", "2", "3", "4", "5"):
        raise InputError(f"{path}, line {line}: answer to {item} is {cell!r}; allowed are 1 to 5, and 0 or empty")
    return int(text)


def read_background(path: Path, columns: Sequence[str]) -> dict[str, list[str]]:
    """Return columns of text by respondent id."""
    return {respondent: values for _, (respondent, *values) in read_columns(path, ["respondent", *columns])}
