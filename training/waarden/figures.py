"""The command ``figures``: work values of the built-in catalogue, carried over from O*NET by occupation code.

An occupation whose own code has no figures takes those of the codes that the official crosswalk ties to the same ESCO
occupation, when there are any; else it stays without figures.
"""

import csv
from collections import defaultdict
from pathlib import Path
from statistics import fmean

from rich.console import Console

from item_bank.catalogue import builtin
from item_bank.waarden import figures as shipped
from item_bank.waarden.bank import WorkValue
from training.tables import InputError, write_rows

ELEMENTS = {
    "Achievement": WorkValue.ACHIEVEMENT,
    "Working Conditions": WorkValue.WORKING_CONDITIONS,
    "Recognition": WorkValue.RECOGNITION,
    "Relationships": WorkValue.RELATIONSHIPS,
    "Support": WorkValue.SUPPORT,
    "Independence": WorkValue.INDEPENDENCE,
}
SCALE = "EX"
"""O*NET's scale of the extent to which an occupation meets a work value, 1 to 7."""

CLOSE = ("exactMatch", "closeMatch", "narrowMatch")
"""Kinds of match after which two occupations may share figures; a broad match says too little."""

Table = dict[str, dict[WorkValue, float]]


def read_onet(path: Path) -> Table:
    """Read the figures by O*NET-SOC code.

    Raises
    ------
    InputError
        When the file is missing.
    """
    if not path.is_file():
        raise InputError(f"{path}: the file does not exist; it is O*NET's table of work values, split by tabs")
    table: Table = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        code, _, element, scale, value, *_ = line.split("\t")
        if scale == SCALE and element in ELEMENTS:
            table.setdefault(code, {})[ELEMENTS[element]] = float(value)
    return table


def read_crosswalk(path: Path) -> dict[str, list[str]]:
    """Read which O*NET codes the official crosswalk ties to each ESCO occupation, by its URI.

    Raises
    ------
    InputError
        When the file is missing.
    """
    if not path.is_file():
        raise InputError(f"{path}: the file does not exist; it is the crosswalk of ESCO and O*NET")
    codes: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) >= 7 and row[3].startswith("http") and row[6] in CLOSE:
                codes[row[3]].append(row[0])
    return codes


def sources(code: str, esco: str | None, table: Table, crosswalk: dict[str, list[str]]) -> list[str]:
    """Return the O*NET codes whose figures an occupation takes; empty when O*NET has none for it."""
    return [code] if code in table else [other for other in crosswalk.get(esco or "", ()) if other in table]


def write_figures(reference: Path, console: Console, path: Path = shipped.PATH) -> None:
    """Write ``work_values.csv`` from the ``onet`` codes of the built-in occupations.

    Figures of several codes are averaged; the column ``onet_code`` names each.
    """
    table = read_onet(reference / "onet" / "work_values.txt")
    crosswalk = read_crosswalk(reference / "onet" / "crosswalk_esco_onet.csv")
    rows, without = [], []
    for _, row in builtin.raw_rows("occupations.yaml"):
        codes = sources(row["onet"] or "", row["esco"], table, crosswalk)
        if not codes:
            without.append(row["id"])
            continue
        means = (fmean(table[code][value] for code in codes) for value in WorkValue)
        rows.append((row["id"], "|".join(codes), *(f"{mean:.2f}" for mean in means)))
    count = write_rows(path, ("occupation_id", "onet_code", *shipped.COLUMNS), sorted(rows))
    console.print(f"{count} occupations with figures; without: {', '.join(sorted(without)) or 'none'}")
