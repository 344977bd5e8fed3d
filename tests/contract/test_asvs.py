"""The count of OWASP ASVS 5.0, levels 1 and 2: every requirement once, each claim with its place, totals as printed."""

import csv
import re
from collections import Counter

from tests.documented import ROOT

ROWS = list(csv.DictReader((ROOT / "api" / "asvs.csv").read_text(encoding="utf-8").splitlines()))
SECURITY = (ROOT / "api" / "SECURITY.md").read_text(encoding="utf-8")

CHAPTERS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]
"""Requirements of levels 1 and 2 in each of the seventeen chapters, 253 in all."""


def test_every_requirement_of_levels_1_and_2_stands_there_once() -> None:
    numbers = [tuple(map(int, row["requirement"].split("."))) for row in ROWS]
    assert numbers == sorted(set(numbers))
    assert all(len(number) == 3 for number in numbers)
    assert Counter(number[0] for number in numbers) == Counter(dict(enumerate(CHAPTERS, 1)))


def test_what_is_met_has_its_place_and_what_is_not_its_reason() -> None:
    for row in ROWS:
        assert row["what"], row
        if row["status"] == "met":
            assert (ROOT / row["where"]).exists(), row
        else:
            assert row["status"] in ("not met", "n/a"), row
            assert row["where"], row
    missing = [row for row in ROWS if row["status"] == "not met"]
    assert len(missing) < 10
    assert all(len(row["where"]) > 40 for row in missing), "each with its reason"


def test_the_totals_and_what_is_not_met_are_printed() -> None:
    counts = Counter(row["status"] for row in ROWS)
    told = f"{counts['met']} met, {counts['not met']} not met and {counts['n/a']} not applicable, of {len(ROWS)}"
    assert told in SECURITY
    printed = re.findall(r"^\| (\d+\.\d+\.\d+) \|", SECURITY, re.MULTILINE)
    assert printed == [row["requirement"] for row in ROWS if row["status"] == "not met"]
