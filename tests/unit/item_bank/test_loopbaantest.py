"""The bank of the Loopbaantest: its rules can fail, and a mistake in a file is named."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from api.loopbaantest.texts import NOTES
from item_bank.loopbaantest import bank as banks
from item_bank.loopbaantest import checks
from item_bank.loopbaantest.norm_tables import read_norm_table
from item_bank.loopbaantest.schema import GRID, Bank, Theme, WorkStatus
from item_bank.schema import LANGUAGES, CatalogueError

BANK = banks.bank()


def with_item(position: int, **changes: object) -> Bank:
    items = list(BANK.items)
    items[position] = replace(items[position], **changes)
    return replace(BANK, items=tuple(items))


def texts(nl: str) -> dict[WorkStatus, dict[str, str]]:
    return {WorkStatus.WORKING: {"nl": nl, "en": "I did this.", "fr": "Je l'ai fait."}}


def test_the_bank_keeps_its_own_rules() -> None:
    assert checks.problems(BANK) == []


@pytest.mark.parametrize(
    ("bank", "message"),
    [
        (with_item(0, reverse=True), "2 reversed statements"),
        (with_item(12, texts=texts("Ik weet niet wat ik kan.")), "negation 'niet'"),
        (with_item(0, theme=Theme.BALANS), "do not alternate"),
        (with_item(0, texts=texts("woord " * 21)), "21 words"),
        (with_item(0, texts=BANK.items[3].texts), "occurs 2 times"),
        (replace(BANK, items=BANK.items[:-1]), "4 statements"),
    ],
)
def test_each_rule_can_fail(bank: Bank, message: str) -> None:
    assert any(message in problem for problem in checks.problems(bank))


def test_no_statement_asks_two_languages_or_says_a_sex() -> None:
    for item in BANK.items:
        for status in WorkStatus:
            for language in LANGUAGES:
                text = item.text(language, status)
                assert text.endswith(".")
                assert not {"hij", "zij", "he", "she", "il", "elle"} & set(text.lower().split())


def test_french_says_vous_everywhere() -> None:
    said = [
        BANK.period["fr"],
        *(texts["fr"] for texts in (*BANK.scale.values(), *BANK.bands.values(), *NOTES.values())),
    ]
    said += [text for theme in BANK.themes.values() for text in (theme.label["fr"], theme.coach_question["fr"])]
    said += [item.text("fr", status) for item in BANK.items for status in WorkStatus]
    assert "Pensez aux trois derniers mois." in said
    familiar = re.compile(r"\b(tu|te|toi|ton|ta|tes|pense|regarde|prends)\b|\bt'", re.IGNORECASE)
    assert [text for text in said if familiar.search(text)] == []


def test_answers_to_a_version_that_asks_the_same_count() -> None:
    assert [BANK.scores(version) for version in (BANK.version, "1.0.0", "0.9.0", "", None)] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("items.yaml", "theme: waarden", "theme: geld", "'geld' is not known"),
        ("items.yaml", "reverse: false", "reverse: maybe", "reverse is true or false"),
        ("items.yaml", "      fr: Je pouvais dire avec mes propres mots ce que je fais bien.\n", "", "'fr' is missing"),
        ("items.yaml", "id: waarden-1", "id: kwaliteiten-1", "occurs twice"),
        ("themes.yaml", "link: orient", "link: weg", "link 'weg' does not exist"),
        ("themes.yaml", "statuses: [working]", "statuses: [pensioen]", "'pensioen' is not known"),
        ("links.yaml", "path: /orient", "path: orient", "allowed is a path or https://"),
        ("links.yaml", "  addedOn: 2026-11-25\n", "", "needs addedOn and source"),
        ("bank.yaml", 'version: "1.0.1"', "version: 1.0", "version is a text"),
        ("bank.yaml", 'same: ["1.0.0"]', "same: [1.0]", "list of earlier versions as texts"),
        ("bank.yaml", "  5: {", "  6: {", "allowed are 1 to 5"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    for path in banks.FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        banks.read(tmp_path)


NORM = {
    "id": "proef",
    "bankVersion": "'1.0.0'",
    "status": "null",
    "collectedFrom": "2026-01-01",
    "collectedUntil": "2026-02-01",
    "composition": "proef",
}


def norm(path: Path, counts: list[int], **changes: str) -> Path:
    lines = [f"{name}: {value}" for name, value in (NORM | changes).items()]
    path.write_text("\n".join([*lines, "counts:", *(f"  {theme}: {counts}" for theme in Theme)]), encoding="utf-8")
    return path


def test_a_norm_table_says_when_how_many_and_who(tmp_path: Path) -> None:
    good = read_norm_table(norm(tmp_path / "a.yaml", [20] * len(GRID)))
    assert good.n(Theme.BALANS) == 20 * len(GRID)
    for counts, changes, message in (
        ([1, 2], {}, "needed are 21 counts"),
        ([-1] * len(GRID), {}, "needed are 21 counts"),
        ([20] * len(GRID), {"composition": "' '"}, "composition is empty"),
        ([20] * len(GRID), {"collectedUntil": "2025-01-01"}, "before collectedFrom"),
        ([20] * len(GRID), {"status": "retired"}, "'retired' is not known"),
        ([20] * len(GRID), {"collectedFrom": "gisteren"}, "are days"),
    ):
        with pytest.raises(CatalogueError, match=message):
            read_norm_table(norm(tmp_path / "b.yaml", counts, **changes))
