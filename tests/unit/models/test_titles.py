"""Names as people type them: gendered forms, compounds, typing errors, other scripts, nonsense."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from item_bank.manifest import MANIFEST, seal, verify
from models.store import ArtifactError
from models.titles.analysis import fold, fold_gender
from models.titles.matcher import NameMatcher
from models.titles.mix import KIND, SERVED, learned

NAMES = [
    "verpleegkundige",
    "verpleger",
    "winkelbediende",
    "vrachtwagenchauffeur",
    "data-analist",
    "kok",
    "شيف",
    "bakker",
]


@pytest.fixture(scope="module")
def matcher() -> NameMatcher:
    return NameMatcher.fit(NAMES)


@pytest.mark.parametrize(
    ("female", "male"),
    [
        ("verpleegster", "verpleger"),
        ("verkoopster", "verkoper"),
        ("kapster", "kapper"),
        ("naaister", "naaier"),
        ("schrijfster", "schrijver"),
        ("onderwijzeres", "onderwijzer"),
        ("lerares", "leraar"),
        ("directrice", "directeur"),
        ("masseuse", "masseur"),
        ("secretaresse", "secretaris"),
        ("brandweervrouw", "brandweerman"),
        ("timmerlieden", "timmerman"),
    ],
)
def test_gendered_forms_are_one(female: str, male: str) -> None:
    assert fold_gender(female) == fold_gender(male)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Verpleegster", "verpleger"),
        ("verplger", "verpleger"),
        ("winkelbed", "winkelbediende"),
        ("bediende winkel", "winkelbediende"),
        ("data analist", "data-analist"),
        ("VRACHTWAGEN CHAUFFEUSE", "vrachtwagenchauffeur"),
        ("شيف", "شيف"),
        ("kók", "kok"),
    ],
)
def test_a_name_is_found_as_people_type_it(matcher: NameMatcher, typed: str, found: str) -> None:
    assert matcher.search(typed, 3)[0][1] == found


@pytest.mark.parametrize("typed", ["", "   ", "xqzzt", "😀😀", "!!!", "\u202e", "qqqq wwww"])
def test_nonsense_finds_nothing(matcher: NameMatcher, typed: str) -> None:
    assert matcher.search(typed, 5) == []


def test_the_same_name_scores_one_and_scores_fall(matcher: NameMatcher) -> None:
    found = matcher.search("verpleger", 8)
    assert found[0][2] == pytest.approx(1.0)
    scores = [score for _, _, score in found]
    assert scores == sorted(scores, reverse=True)


def test_an_owner_is_found_once(matcher: NameMatcher) -> None:
    del matcher
    owned = NameMatcher.fit(["kok", "chef-kok", "bakker"], [7, 7, 9])
    assert [owner for owner, _, _ in owned.search("kok", 5)] == [7]


def test_an_index_survives_storage(matcher: NameMatcher) -> None:
    again = NameMatcher.from_arrays("x", matcher.to_arrays("x"))
    np.testing.assert_array_equal(again.similarities("bakkerin"), matcher.similarities("bakkerin"))


def test_a_name_begins_as_one_of_them_does(matcher: NameMatcher) -> None:
    folded = [fold(name) for name in matcher.names]
    for text in {part[:length] for part in [*folded, "zzz", "xylof"] for length in range(1, 6)}:
        assert matcher.begins(text) == any(name.startswith(text) for name in folded), text


def test_weights_of_another_embedding_are_refused(tmp_path: Path) -> None:
    for key, value in (("embedding", "0.9.0"), ("embeddingSha256", "0" * 64)):
        other = shutil.copytree(SERVED, tmp_path / key)
        manifest = verify(other, kind=KIND)
        (other / MANIFEST).unlink()
        seal(other, kind=KIND, metadata={**manifest.metadata, key: value})
        with pytest.raises(ArtifactError, match=f"{key} is '{value[:20]}'.* titles train"):
            learned(other)
