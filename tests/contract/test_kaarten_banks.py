"""The two decks as they ship: rules over all cards, good errors, and figures that agree with the catalogue."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from item_bank.catalogue.builtin import catalogue
from item_bank.kaarten import checks
from item_bank.kaarten.schema import Deck
from item_bank.kwaliteiten import bank as kwaliteiten
from item_bank.schema import CatalogueError
from item_bank.waarden import bank as waarden
from item_bank.waarden import figures
from item_bank.waarden.bank import Quarter, WorkValue


@pytest.mark.parametrize("deck", [kwaliteiten.deck(), waarden.deck()], ids=["kwaliteiten", "waarden"])
def test_decks_keep_their_rules(deck: Deck) -> None:
    assert list(checks.deck_problems(deck)) == []


def test_qualities_link_to_the_catalogue() -> None:
    assert list(checks.quality_problems(kwaliteiten.deck(), catalogue())) == []
    assert sum(card.generic for card in kwaliteiten.deck().cards) >= 13


def test_values_cover_the_circle_and_the_work_values() -> None:
    circle = list(waarden.read_circle().values())
    assert list(checks.value_problems(waarden.deck(), circle)) == []
    assert len(circle) == 19
    assert [quarter for value in circle for quarter in [value.quarter]] == sorted(
        (value.quarter for value in circle), key=list(Quarter).index
    )


def test_checks_find_what_is_wrong() -> None:
    few = Deck(version="1", cards=list(waarden.deck().cards[:20]))
    found = "\n".join([*checks.deck_problems(few), *checks.value_problems(few, list(waarden.read_circle().values()))])
    assert "20 cards" in found
    assert "value universalism-nature: no card" in found
    assert "work value support: 0 cards" in found


def test_figures_belong_to_occupations_of_the_catalogue() -> None:
    found = figures.figures()
    assert len(found) >= 0.95 * catalogue().n_occupations
    assert all(catalogue().occupation_index(id_) is not None for id_ in found)
    assert all(1.0 <= row.values[value] <= 7.0 for row in found.values() for value in WorkValue)


def broken(tmp_path: Path, source: Path, change: Callable[[dict], None]) -> Path:
    body = yaml.safe_load(source.read_text(encoding="utf-8"))
    change(body)
    path = tmp_path / "cards.yaml"
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda body: body.pop("version"), "'version' is missing"),
        (lambda body: body["cards"][3].pop("example"), "card 4"),
        (lambda body: body["cards"][3].update(kleur="rood"), "'kleur' is unknown"),
        (lambda body: body["cards"][0]["title"].update(fr=""), "samenwerken"),
        (lambda body: body["cards"][0].update(competences=[]), "at least one id"),
        (lambda body: body["cards"].append(body["cards"][0]), "occurs twice: samenwerken"),
        (lambda body: body.update(cards="geen"), "a list of rows"),
    ],
)
def test_a_broken_bank_is_refused_with_its_place(tmp_path: Path, change: Callable, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        kwaliteiten.read(broken(tmp_path, kwaliteiten.PATH, change))


def test_a_value_that_is_not_on_the_circle_is_refused(tmp_path: Path) -> None:
    broken(tmp_path, waarden.FOLDER / "cards.yaml", lambda body: body["cards"][0].update(value="macht"))
    (tmp_path / "circle.yaml").write_bytes((waarden.FOLDER / "circle.yaml").read_bytes())
    with pytest.raises(CatalogueError, match="value is 'macht'"):
        waarden.read(tmp_path)


def test_figures_out_of_range_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "work_values.csv"
    lines = figures.PATH.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace(lines[1].split(",")[2], "9.00", 1)]), encoding="utf-8")
    with pytest.raises(CatalogueError, match="allowed is 1 to 7"):
        figures.read(path)
    path.write_text("occupation_id,onet_code\nkok,1\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="is missing"):
        figures.read(path)
