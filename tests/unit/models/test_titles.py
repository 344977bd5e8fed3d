"""Names as people type them: gendered forms, compounds, typing errors, other scripts, nonsense."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from item_bank.manifest import MANIFEST, seal, verify
from models.store import ArtifactError
from models.titles.analysis import fold, fold_gender
from models.titles.finder import TitleFinder
from models.titles.matcher import NameMatcher, largest
from models.titles.mix import FEATURES, KIND, SERVED, learned

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


def test_a_matcher_from_before_compounds_were_read_serves_on(tmp_path: Path) -> None:
    """One that was promoted under an earlier release has no words and fewer weights; it must not stop the start."""
    older = shutil.copytree(SERVED, tmp_path / "1.1.0")
    said = verify(older, kind=KIND).metadata
    (older / MANIFEST).unlink()
    for path in older.glob("words.*.npy"):
        path.unlink()
    np.save(older / "weights.npy", np.load(older / "weights.npy")[: FEATURES.index("group")])
    seal(older, kind=KIND, metadata={**said, "arrays": [name for name in said["arrays"] if "words." not in name]})
    mix, meanings = learned(older)
    assert not meanings.words.times
    finder = TitleFinder.fit(["bakker", "kok"], what=(mix, meanings))
    assert finder.names[finder.ordered(finder.evidence("broodbakker"), 1)[0]] == "bakker"


def test_a_compound_is_read_as_its_two_words_and_a_group_by_its_mean() -> None:
    _, meanings = learned()
    links = [meanings.named(name)[0] for name in ("bakker", "kok")] + [-1]
    finder = TitleFinder.fit(["bakker", "kok", "slager"], links=links)
    assert meanings.words.apart("broodverkoper") == "brood verkoper"
    outside, group, parts, centre = (FEATURES.index(name) for name in ("outside", "group", "parts", "centre"))
    whole, apart = finder.evidence("broodverkoper"), finder.evidence("brood verkoper")
    np.testing.assert_array_equal(whole.features[:, parts], apart.features[:, outside])
    np.testing.assert_array_equal(apart.features[:, parts], apart.features[:, outside])
    assert (whole.features[:2, parts] != whole.features[:2, outside]).all()
    assert apart.features[2, parts] == apart.features[2, group] == apart.features[2, centre], "no meaning: its own"
    of_group = meanings.groups[meanings.group[links[0]]]
    assert whole.features[0, group] == np.float32(of_group @ whole.vector)
    together = list(finder.evidences(["kok", "broodverkoper"]))[1]
    np.testing.assert_array_equal(together.features, whole.features)


def test_the_best_of_two_meanings_come_before_the_other_names_of_a_sure_one() -> None:
    names = ["bakker", "broodbakker", "banketbakker", "kok", "slager"]
    finder = TitleFinder.fit(names, owners=[0, 0, 0, 1, 2])
    shown = [finder.names[row] for row in finder.ordered(finder.evidence("bakker"), 5)]
    assert shown[0] == "bakker"
    assert finder.owners[finder.ordered(finder.evidence("bakker"), 5)].tolist()[1] != 0
    assert {*shown[2:4]} == {"broodbakker", "banketbakker"}


def test_the_largest_are_those_that_sorting_puts_first() -> None:
    values = np.random.default_rng(1).integers(0, 9, 50).astype(float)
    for count in (1, 7, 20, 49, 50, 60):
        assert largest(values, count).tolist() == sorted(np.argsort(-values, kind="stable")[:count].tolist())
