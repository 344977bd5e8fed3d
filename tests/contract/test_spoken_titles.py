"""What people type around the name of work, or instead of one: years, two jobs in a line, a sector, a task, no work."""

import re
from collections import defaultdict

import pytest

from api.catalogue.texts import title_note
from api.web import languages
from item_bank.names.spoken import said
from models.jobbereik.engine import Jobbereik
from models.titles.answering import Answer, Kind
from models.titles.forms import canonical
from models.titles.readings import listed, place, several
from models.titles.spoken import Silence
from models.wording import speaking


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    return Jobbereik.load(tmp_path_factory.mktemp("data"))


def found(engine: Jobbereik, title: str) -> list[str]:
    return [engine.catalogue.occupation(hit.owner).id for hit in engine.read_title(title, limit=8).hits]


@pytest.mark.parametrize(
    "around",
    [
        "20 jaar {}",
        "5 ans comme {}",
        "{} sinds 2012",
        "ik werkte als {}",
        "{} (2010-2018)",
        "ex-{}",
        "al bijna 3 jaar {}",
        "{} voltijds",
        "{} bij Telenet",
        "vroeger {} geweest",
        "ik ben {} van beroep",
        "interim {}",
        "intérimaire {}",
        "uitzendkracht als {}",
    ],
)
@pytest.mark.parametrize("title", ["kok", "poetsvrouw", "boekhoudster", "assistent bij de dierenarts", "assembleur"])
def test_what_stands_around_the_work_changes_nothing(engine: Jobbereik, around: str, title: str) -> None:
    plain, told = (engine.read_title(text, limit=8) for text in (title, around.format(title)))
    assert (told.kind, told.hits[0].owner) == (Kind.FOUND, plain.hits[0].owner)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tractor", "akkerbouwer"),
        ("tractoren", "akkerbouwer"),
        ("met de tractor rijden", "akkerbouwer"),
        ("taalleraar", "leraar-secundair-onderwijs"),
        ("taalleerkracht", "leraar-secundair-onderwijs"),
        ("picking", "orderpicker"),
        ("factuur", "boekhoudkundig-medewerker"),
    ],
)
def test_a_word_of_its_own_is_no_typing_error_of_other_work(engine: Jobbereik, typed: str, meant: str) -> None:
    assert (engine.read_title(typed, limit=8).kind, found(engine, typed)[0]) == (Kind.AMBIGUOUS, meant)


@pytest.mark.parametrize(
    "typed",
    [
        "interimconsulent",
        "Consultant ou consultante en intérim",
        "interim consulent",
        "agence d'intérim",
        "consulente uitzendkantoor",
    ],
)
def test_who_places_temporary_workers_is_found(engine: Jobbereik, typed: str) -> None:
    assert found(engine, typed)[0] == "uitzendconsulent"


def test_what_only_stands_before_work_begins_no_name(engine: Jobbereik) -> None:
    assert [found(engine, typed) for typed in ("ik ben", "ik ben een", "ik werk als")] == [[], [], []]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("metser en tegelzetter", ["metselaar", "tegelzetter"]),
        ("lasser/heftruckchauffeur", ["lasser", "heftruckchauffeur"]),
        ("ik was 10 jaar lasser bij Nike en daarna kapster", ["lasser", "kapper"]),
        ("kapster, poetsvrouw en kassierster", ["kapper", "schoonmaker", "kassamedewerker"]),
    ],
)
def test_jobs_in_one_line_are_asked_apart(engine: Jobbereik, typed: str, meant: list[str]) -> None:
    answer = engine.read_title(typed, limit=8)
    assert (answer.kind, answer.several_jobs, found(engine, typed)) == (Kind.AMBIGUOUS, True, meant)
    assert "meer dan één job" in (title_note(answer, typed) or "")


@pytest.mark.parametrize(
    "typed", ["kok/kokkin", "verkoopster of verkoper", "hulp in de keuken", "huisschilder en behanger"]
)
def test_one_job_that_is_said_twice_is_one_job(engine: Jobbereik, typed: str) -> None:
    answer = engine.read_title(typed, limit=8)
    assert (answer.kind, answer.several_jobs) == (Kind.FOUND, False)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("huismoeder", Silence.UNPAID),
        ("mantelzorg voor mijn vader", Silence.UNPAID),
        ("moeder van twee kinderen", Silence.UNPAID),
        ("vrijwilligerswerk", Silence.UNPAID),
        ("mère au foyer", Silence.UNPAID),
        ("student", Silence.LEARNING),
        ("vakantiewerk", Silence.LEARNING),
        ("ik ben al lang werkloos", Silence.RESTING),
        ("op de mutualiteit", Silence.RESTING),
        ("nog nooit gewerkt", Silence.NEVER),
        ("van alles wat", Silence.VAGUE),
        ("vroeger", Silence.VAGUE),
        ("ploegbaas", Silence.VAGUE),
        ("interimaris", Silence.VAGUE),
        ("intérimaire", Silence.VAGUE),
        ("temp worker", Silence.VAGUE),
    ],
)
def test_what_is_no_work_is_told_how_to_go_on(engine: Jobbereik, typed: str, why: Silence) -> None:
    answer = engine.read_title(typed, limit=8)
    note = title_note(answer, typed) or ""
    assert (answer.kind, answer.silence) == (Kind.NOTHING, why)
    assert "Typ" in note or "typ" in note


@pytest.mark.parametrize("code", list(languages.offered()))
@pytest.mark.parametrize("why", [Silence.UNPAID, Silence.LEARNING, Silence.VAGUE])
def test_what_is_given_as_an_example_is_found_in_the_language_of_the_page(
    engine: Jobbereik, code: str, why: Silence
) -> None:
    with speaking(languages.offered()[code].speaker):
        told = title_note(Answer(kind=Kind.NOTHING, silence=why), "") or ""
    examples = [text for text in re.findall(r"[“«]\s*(.*?)\s*[”»]", told) if text]
    assert examples
    assert all(engine.read_title(text, limit=8).kind is Kind.FOUND for text in examples), examples


def test_caring_at_home_leads_to_the_work_that_is_most_like_it(engine: Jobbereik) -> None:
    near = engine.read_title("mantelzorger", limit=8).suggestions
    assert "verzorgende-thuiszorg" in [engine.catalogue.occupation(hit.owner).id for hit in near]


@pytest.mark.parametrize(
    "typed",
    [
        "horeca",
        "werken in het ziekenhuis",
        "rusthuis",
        "landbouw",
        "job in een winkel",
        "luchthaven",
        "metaalsector",
        "voedingsindustrie",
        "uitzendkracht fabriek",
        "interim productie",
        "via interim in de bouw",
    ],
)
def test_a_sector_or_a_place_is_asked_what_one_did_there(engine: Jobbereik, typed: str) -> None:
    assert engine.read_title(typed, limit=8).kind is Kind.AMBIGUOUS
    assert len(found(engine, typed)) > 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("verkoopster Hunkemöller", "winkelbediende"), ("laborant bakkerij", "laborant"), ("kok Onze-Lieve-Vrouw", "kok")],
)
def test_what_stands_first_is_what_one_does_where_the_rest_is_not_known(
    engine: Jobbereik, typed: str, meant: str
) -> None:
    assert engine.read_title(typed, limit=8).kind is not Kind.NOTHING
    assert found(engine, typed)[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("crew mcdo", "snackbarmedewerker"), ("inpakwerk amazon", "inpakker"), ("securitas", "bewakingsagent")],
)
def test_an_employer_says_what_one_does_where_nothing_else_does(engine: Jobbereik, typed: str, meant: str) -> None:
    assert found(engine, typed)[0] == meant


def test_a_task_leads_to_the_work_that_asks_it(engine: Jobbereik) -> None:
    answer = engine.read_title("stofzuigen", limit=8)
    assert answer.task
    assert {"huishoudhulp", "schoonmaker"} <= set(found(engine, "stofzuigen"))
    assert "hoort bij dit werk" in (title_note(answer, "stofzuigen") or "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("klinkers leggen", "wegenwerker"),
        ("met de camion rijden", "vrachtwagenchauffeur"),
        ("frietkot", "snackbarmedewerker"),
    ],
)
def test_what_people_say_of_their_work_finds_it(engine: Jobbereik, typed: str, meant: str) -> None:
    assert engine.read_title(typed, limit=8).kind is Kind.FOUND
    assert found(engine, typed)[0] == meant


@pytest.mark.parametrize(("typed", "not_shown"), [("lasser", "carwashmedewerker"), ("klinkers leggen", "vroedvrouw")])
def test_only_what_is_like_it_stands_after_the_work_that_was_found(
    engine: Jobbereik, typed: str, not_shown: str
) -> None:
    assert engine.read_title(typed, limit=8).kind is Kind.FOUND
    assert not_shown not in found(engine, typed)
    assert found(engine, "kok")[:2] == ["kok", "grootkeukenkok"]


def test_every_phrase_belongs_to_one_occupation_and_is_no_name_of_another(engine: Jobbereik) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for occupation in map(engine.catalogue.occupation, range(engine.catalogue.n_occupations)):
        for _, name in occupation.names.all():
            names[canonical(name)].add(occupation.id)
    phrases = [(id_, phrase, canonical(phrase)) for id_, all_ in said().items() for phrase in all_]
    assert {id_ for id_, _, _ in phrases} <= {id_ for ids in names.values() for id_ in ids}
    wrong = [(id_, phrase) for id_, phrase, form in phrases if names[form] or listed(form) is not None or place(form)]
    assert not wrong, "names of the catalogue, words with several meanings, and words that name no work stand elsewhere"
    assert len({form for _, _, form in phrases}) == len(phrases)


def test_every_place_names_occupations_that_exist(engine: Jobbereik) -> None:
    assert all(engine.catalogue.occupation_index(id_) is not None for ids in several().places.values() for id_ in ids)
