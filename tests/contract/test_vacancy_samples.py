"""The samples that ship: made by our own generator, marked as samples everywhere, small, and of this catalogue."""

import json
import re
from datetime import date
from itertools import islice
from typing import Any

import pytest

from item_bank.catalogue import builtin
from item_bank.loader import read_yaml
from item_bank.vacancies.records import VacancySource
from models.vacancies.statistics import SHIPPED, VacancyStatistics
from training.vacancies.samples import TEXTS, generate

OWN = builtin.catalogue()
LARGEST = 6 << 20
ON = date(2026, 11, 25)


@pytest.fixture(scope="module")
def shipped() -> VacancyStatistics:
    return VacancyStatistics.read(SHIPPED, OWN)


def sentences() -> list[str]:
    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for key, inner in value.items() if key != "version" for text in texts(inner)]
        return [text for inner in value for text in texts(inner)] if isinstance(value, list) else [str(value)]

    return texts(read_yaml(TEXTS))


def test_everything_that_ships_says_that_it_is_a_sample(shipped: VacancyStatistics) -> None:
    assert shipped.source is VacancySource.SAMPLE
    ending = read_yaml(TEXTS)["ending"]
    for position in range(0, len(shipped.bank), 37):
        row = shipped.bank.vacancy(position)
        assert row.source is VacancySource.SAMPLE
        assert (row.employer or "").startswith(("Voorbeeldwerkgever ", "Voorbeelduitzendkantoor "))
        assert row.description.endswith((ending, " Bel gerust.", " ..."))
        assert row.valid_through is None
        assert "<" not in row.description
    card = (SHIPPED / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "Learned from generated samples, not from the labour market" in card


def test_it_is_small_and_knows_this_catalogue(shipped: VacancyStatistics) -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < LARGEST
    counted = [shipped.counted(o) for o in range(OWN.n_occupations)]
    assert sum(n > 0 for n in counted) >= 0.95 * OWN.n_occupations
    assert len(shipped.bank) >= 3_000
    trends = [
        evidence.trend.direction
        for o in range(0, OWN.n_occupations, 5)
        for c, _, _ in shipped.asked_by(o)[:10]
        if (evidence := shipped.evidence(o, c)) is not None and evidence.trend is not None
    ]
    assert {-1, 0, 1} == set(trends)


def test_the_same_seed_writes_the_same_samples() -> None:
    one, other = (list(islice(generate(OWN, 50, 7, ON), 50)) for _ in range(2))
    assert json.dumps(one) == json.dumps(other)
    assert all(row["sample"] is True for row in one)
    assert len({row["identifier"] for row in one}) == 50


def test_the_sentences_are_short_and_fill_only_what_is_known() -> None:
    sectors = {sector.code for sector in OWN.vocabulary.sectors}
    assert set(read_yaml(TEXTS)["intros"]) == sectors | {"general"}
    for text in sentences():
        assert set(re.findall(r"{(\w+)}", text)) <= {"functie", "plaats", "werkgever", "lijst", "zin"}
        for sentence in re.split(r"[.?!:;]", text):
            assert len(sentence.split()) <= 16, sentence
