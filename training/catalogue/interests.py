"""The command ``interests``: RIASEC figures of the built-in catalogue, carried over from O*NET by occupation code."""

from pathlib import Path

from rich.console import Console

from item_bank.catalogue import builtin
from training.tables import InputError, write_rows

ELEMENTS = {
    "Realistic": "R",
    "Investigative": "I",
    "Artistic": "A",
    "Social": "S",
    "Enterprising": "E",
    "Conventional": "C",
}
SCALE = "OI"
"""O*NET's scale of occupational interests, 1 to 7."""


def read_onet(path: Path) -> dict[str, dict[str, str]]:
    """Read the figures by O*NET-SOC code and letter.

    Raises
    ------
    InputError
        When the file is missing.
    """
    if not path.is_file():
        raise InputError(f"{path}: the file does not exist; it is O*NET's table of interests, split by tabs")
    figures: dict[str, dict[str, str]] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        code, _, element, scale, value, *_ = line.split("\t")
        if scale == SCALE and element in ELEMENTS:
            figures.setdefault(code, {})[ELEMENTS[element]] = value
    return figures


def write_interests(reference: Path, console: Console, folder: Path = builtin.FOLDER) -> None:
    """Write ``interests.csv`` of the built-in catalogue from the ``onet`` codes of its occupations.

    Raises
    ------
    InputError
        When an occupation names a code that O*NET has no figures for.
    """
    figures = read_onet(reference / "onet" / "interests.txt")
    rows = []
    for path, row in builtin.raw_rows("occupations.yaml", folder):
        code = row["onet"]
        if code is None:
            continue
        if code not in figures:
            raise InputError(f"{path} ({row['id']}): onet is {code!r}; O*NET's interests do not have it")
        rows.append((row["id"], code, *(figures[code][letter] for letter in "RIASEC")))
    count = write_rows(folder / "interests.csv", ("occupation_id", "onet_code", *"RIASEC"), sorted(rows))
    console.print(f"{count} occupations with RIASEC figures")
