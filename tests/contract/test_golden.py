"""Golden personas and titles: what a coach expects, and what must never be suggested."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Experience, ExperienceKind, Filters, Profile

GOLDEN = Path(__file__).parents[1] / "golden"
PERSONAS = yaml.safe_load((GOLDEN / "personas.yaml").read_text(encoding="utf-8"))
TITLES = list(csv.DictReader((GOLDEN / "titles.csv").read_text(encoding="utf-8").splitlines()))
ON = date(2026, 11, 24)
ABSURD = ("0", "1111", "2636", "3413", "3421", "5161", "5163", "5241", "7541")
TITLES_FOUND = 0.95
"""Share of everyday titles whose right group must come first; .975 when this was written.

The list had found .934 before: aliases were then added for some that it missed, so this is a floor, not an estimate.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    return Jobbereik.load(tmp_path_factory.mktemp("data"))


def profile(persona: dict[str, Any]) -> Profile:
    limits = persona["limits"]
    confirmed = persona["competences"]
    return Profile(
        experiences=tuple(
            Experience(occupation_id=e["occupation"], months=e["months"], kind=ExperienceKind(e["kind"]))
            for e in persona["experiences"]
        ),
        competence_ids=None if confirmed is None else tuple(confirmed),
        licences_held=frozenset(persona["licences"]),
        filters=Filters(
            eqf_level=limits["eqf"], avoid=frozenset(limits["avoid"]), sectors=frozenset(limits["sectors"])
        ),
    )


def test_there_are_personas_and_titles_enough() -> None:
    assert len(PERSONAS) >= 40
    assert len({persona["id"] for persona in PERSONAS}) == len(PERSONAS)
    assert len({row["title"] for row in TITLES}) >= 300


@pytest.mark.parametrize("persona", PERSONAS, ids=[persona["id"] for persona in PERSONAS])
def test_a_persona_sees_what_a_coach_expects(engine: Jobbereik, persona: dict[str, Any]) -> None:
    found = engine.reach(profile(persona), limit=10, on=ON)
    within = [c.occupation.id for c in found.within_reach]
    training = [c.occupation.id for c in found.with_training]
    for name, shown in (("within_reach", within), ("with_training", training)):
        assert set(persona[name]["must"]) <= set(shown), name
        assert not set(persona[name]["must_not"]) & set(shown), name
    whole = engine.reach(profile(persona), limit=20, on=ON)
    assert set(persona["either"]) <= {c.occupation.id for c in (*whole.within_reach, *whole.with_training)}
    assert not set(persona.get("missed", ())) & {*within, *training}, "found now: move it to either"


def test_absurd_suggestions_never_appear(engine: Jobbereik) -> None:
    catalogue = engine.catalogue
    rows = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
    absurd = {row.id for row in rows if (row.isco08 or "").startswith(ABSURD)}
    assert absurd, "the test needs occupations of these groups in the catalogue"
    for row in rows:
        if row.id in absurd:
            continue
        filters = Filters(include_surprising=True)
        asked = Profile(experiences=(Experience(occupation_id=row.id, months=60),), filters=filters)
        found = engine.reach(asked, limit=100, on=ON)
        shown = {c.occupation.id for c in (*found.within_reach, *found.with_training)}
        assert not shown & absurd, row.id


def test_who_worked_there_may_see_the_group_and_anybody_may_look_it_up(engine: Jobbereik) -> None:
    undertaker = engine.catalogue.occupation_index("uitvaartmedewerker")
    cook, worked_there = (
        Profile(experiences=(Experience(occupation_id=id_, months=60),)) for id_ in ("kok", "uitvaartmedewerker")
    )
    assert engine.gap(cook, "uitvaartmedewerker", on=ON).candidate.missing
    for own, closed in ((cook, True), (worked_there, False)):
        reading = read_profile(engine.catalogue, own, engine.parameters, ON)
        assert engine.facts.not_asked(reading, engine.parameters)[undertaker] == closed


def test_everyday_titles_find_the_right_group_first(engine: Jobbereik) -> None:
    missed = []
    for row in TITLES:
        found = engine.search_occupations(row["title"], limit=1)
        group = engine.catalogue.occupation(found[0].index).isco08 if found else None
        if group not in row["isco08"].split("|"):
            missed.append((row["title"], group))
    assert len(missed) <= (1 - TITLES_FOUND) * len(TITLES), missed


@pytest.mark.parametrize(
    ("title", "groups"),
    [
        ("verpleegster", "2221 3221"),
        ("kraanman", "8343"),
        ("patissier", "7512"),
        ("data-analist", "2511 2512 2519 2521 2120 3314"),
        ("winkelbediende", "5221 5222 5223"),
        ("lasser", "7212"),
        ("boekhoudster", "2411 3313 4311"),
        ("vrachtwagenchauffeur", "8332"),
        ("kleuterjuf", "2342"),
        ("loodgieter", "7126"),
    ],
)
def test_titles_that_must_never_fail(engine: Jobbereik, title: str, groups: str) -> None:
    first = engine.search_occupations(title, limit=1)[0]
    assert engine.catalogue.occupation(first.index).isco08 in groups.split()
