"""Sentences about the figures say what the figures say, also when those are bad."""

import json
from typing import Any

import pytest

from models.orient import artifact
from training.orient import meaning

ENGINE, FIXED = "Oriënt, de motor zelf", "beste vaste vragen, lineair"


def scales(engine: str, fixed: str) -> str:
    return meaning.scales([{"manier": ENGINE, "na 20": engine}, {"manier": FIXED, "na 20": fixed}])


def test_a_small_lead_is_called_small_and_no_lead_is_not() -> None:
    assert "0,946" in scales("0.946 (0.943-0.949)", "0.942 (0.939-0.945)")
    assert scales("0.946 (0.943-0.949)", "0.942 (0.939-0.945)").endswith("klein.")
    assert "voorsprong" not in scales("0.930 (0.920-0.940)", "0.942 (0.939-0.945)")
    assert "voorsprong" not in scales("0.960 (0.950-0.970)", "0.942 (0.939-0.945)")


@pytest.mark.parametrize(("never", "said"), [(0, "Elke vraag"), (14, "14 vragen kwamen nooit")])
def test_unused_items_are_told(never: int, said: str) -> None:
    assert said in meaning.exposure([{"meest getoonde vraag": "0.35", "nooit getoond": never}])


@pytest.mark.parametrize(("early", "said"), [("-0.67", "wordt niet groter"), ("-0.90", "wordt daar groter")])
def test_a_difference_that_grows_is_told(early: str, said: str) -> None:
    found = meaning.genders([{"d met alle antwoorden": "-0.72", "d na 20 gekozen antwoorden": early}])
    assert said in found


def test_every_published_table_says_what_it_means() -> None:
    published: list[dict[str, Any]] = json.loads((artifact.FOLDER / "accuracy.json").read_text(encoding="utf-8"))
    assert len(published) >= 12
    assert all(measure["meaning"] for measure in published)
    assert published[0]["meaning"] == meaning.scales(published[0]["rows"])
