"""The bank of Oriënt keeps its rules, and a broken bank is refused with the place of the mistake."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from item_bank.orient import bank as banks
from item_bank.orient import checks
from item_bank.orient.bank import RIASEC, Bank
from item_bank.schema import CatalogueError

FOLDER = banks.FOLDER


@pytest.fixture(scope="module")
def bank() -> Bank:
    return banks.bank()


def test_no_row_breaks_a_rule(bank: Bank) -> None:
    assert checks.problems(bank) == []


def test_the_bank_covers_what_was_promised(bank: Bank) -> None:
    assert len(bank.items) >= 160
    assert len(bank.basic_interests) >= 20
    assert {item.type for item in bank.items} == set(RIASEC)
    assert {item.basic_interest for item in bank.items} == {interest.id for interest in bank.basic_interests}
    assert any(item.try_out for item in bank.items)


def test_parameters_differ_with_the_activity_and_say_how_uncertain_they_are(bank: Bank) -> None:
    assert len({item.thresholds for item in bank.items}) >= 6
    assert len({item.slope for item in bank.items}) >= 3
    tried = min(item.threshold_se for item in bank.items if item.try_out)
    assert all(item.threshold_se < tried for item in bank.items if not item.try_out)


def test_the_version_stands_in_the_changelog(bank: Bank) -> None:
    text = (FOLDER / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {bank.version} (" in text


def test_numbers_in_the_readme_are_those_of_the_bank(bank: Bank) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    first = re.search(r"(\d+) activities .*?(\d+) basic interests", text, re.DOTALL)
    assert [int(n) for n in first.groups()] == [len(bank.items), len(bank.basic_interests)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Een dossier over vrouwen bijhouden", "says 'vrouwen'"),
        ("De fiets van een kind", "does not name an activity"),
        ("een muur metselen", "must begin with a capital"),
        ("Een muur metselen.", "must begin with a capital"),
        ("Een bijzonder ingewikkelde elektriciteitsinstallatie helemaal opnieuw plaatsen", "characters; at most 70"),
        ("Een elektriciteitsinstallatie plaatsen", "letters; at most 16"),
    ],
)
def test_a_clumsy_text_is_named(bank: Bank, text: str, word: str) -> None:
    first = replace(bank.items[0], texts={**bank.items[0].texts, "nl": text})
    found = checks.problems(replace(bank, items=(first, *bank.items[1:])))
    assert any(first.id in problem and word in problem for problem in found), found


def test_a_near_duplicate_is_named(bank: Bank) -> None:
    twin = replace(bank.items[1], texts={**bank.items[1].texts, "nl": "Een kapotte fiets weer herstellen"})
    found = checks.problems(replace(bank, items=(bank.items[0], twin, *bank.items[2:])))
    assert any("alike in nl" in problem and twin.id in problem for problem in found)


def copy(folder: Path, name: str, old: str, new: str) -> Path:
    for file in ("bank.yaml", "items.csv"):
        text = (FOLDER / file).read_text(encoding="utf-8")
        if file == name:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("items.csv", "mechanics-01,R,", "mechanics-01,Q,", r"line 2 \(mechanics-01\): type is 'Q'; allowed are R, I"),
        ("items.csv", "mechanics-01,R,", "mechanics-01,I,", "is not one of type I; allowed are"),
        ("items.csv", "mechanics-02,", "mechanics-01,", "'mechanics-01' occurs more than once"),
        ("items.csv", ",Repair a broken bicycle,", ",,", "line 2 .*no text in 'en'"),
        ("items.csv", ",1.9,0.4,", ",veel,0.4,", "slope is 'veel'; allowed is a number"),
        ("items.csv", ",1.9,0.4,", ",nan,0.4,", "slope is nan; allowed is 0.2 to 4"),
        ("items.csv", ",1.9,0.4,", ",1.9,0,", "standard errors are 0.0"),
        ("items.csv", "-0.95,-0.21,0.47,1.47", "-0.95,-0.95,0.47,1.47", "each must be above the one before"),
        ("items.csv", "-0.95,-0.21,0.47,1.47", "-0.95,nan,0.47,1.47", "each must be above the one before"),
        ("items.csv", ",yes,no\n", ",misschien,no\n", "familiar is 'misschien'; allowed are yes and no"),
        ("items.csv", ",yes,no\n", ",yes\n", "line 2: the row does not have 15 values"),
        ("items.csv", ",yes,no\n", ",yes,no,no\n", "line 2: the row does not have 15 values"),
        ("items.csv", "id,type,", "id,soort,", "columns are"),
        ("bank.yaml", 'version: "1.0.0"', "version: 1.0", "version is 1.0; allowed is a text such as 1.0.0"),
        ("bank.yaml", "value: 2,", "value: 1,", "scale must have the values 1 to 5 in order"),
        ("bank.yaml", "{id: R, nl:", "{id: Q, nl:", "type is 'Q'"),
        ("bank.yaml", "id: mechanics, type: R", "id: construction, type: R", "occurs more than once"),
        ("bank.yaml", "types:\n", "types: geen\nweg:\n", "key 'weg' is unknown"),
        ("bank.yaml", "question: {nl:", "question: [nl] # {nl:", r"question is \['nl'\]; allowed is a text in each"),
        ("bank.yaml", "unknown:", "onbekend:", "key 'unknown' is missing"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        banks.read(copy(tmp_path, name, old, new))


def test_a_bank_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises((CatalogueError, FileNotFoundError)):
        banks.read(tmp_path)
