"""What the page of an occupation tells beside the catalogue."""

import re
from datetime import date
from pathlib import Path

import pytest

from item_bank.catalogue.builtin import catalogue
from item_bank.occupations.bank import bank, read
from item_bank.occupations.schema import MinimumWage
from item_bank.schema import CatalogueError, OccupationId

WORDS_A_SENTENCE = 20


def ids() -> set[OccupationId]:
    found = catalogue()
    return {found.occupation(i).id for i in range(found.n_occupations)}


def test_every_occupation_has_a_day_and_no_other_has_one() -> None:
    assert set(bank().days) == ids()


def test_days_are_plain_and_speak_to_the_reader() -> None:
    for id_, text in bank().days.items():
        sentences = re.split(r"(?<=[.!?])\s+", text)
        assert 2 <= len(sentences) <= 5, id_
        assert sum(len(s.split()) for s in sentences) / len(sentences) <= WORDS_A_SENTENCE, id_
        assert re.search(r"\b(je|jou|jij|jouw)\b", text, re.IGNORECASE), id_


def test_shortages_and_scales_name_occupations_that_exist() -> None:
    assert set(bank().shortages) <= ids()
    assert all(scale.occupations <= ids() for scale in bank().scales)
    assert len(bank().shortages) == 130  # the rows of the transcription that may be shown


def test_the_scale_of_a_teacher_is_found_and_that_of_a_cook_is_not_known() -> None:
    assert bank().scale(OccupationId("kleuteronderwijzer")) is not None
    assert bank().scale(OccupationId("kok")) is None


def test_a_wage_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="cents is 0"):
        MinimumWage(cents=0, since=date(2026, 4, 1), source="", note="")


def test_a_folder_without_its_files_is_named(tmp_path: Path) -> None:
    (tmp_path / "pay.yaml").write_text("minimum_wage: {}\n")
    (tmp_path / "learning.yaml").write_text("{}\n")
    with pytest.raises(CatalogueError, match=str(tmp_path)):
        read(tmp_path)
