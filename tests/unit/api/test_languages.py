"""Languages of pages: catalogues agree with the texts, and a language is offered only when it is whole."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import ChoiceLoader, DictLoader
from starlette.requests import Request
from starlette.testclient import TestClient

from api.web import languages, rendering
from api.web.messages import DESKS, rewrite
from api.web.rendering import gettext, nl
from models.plan.proposals import Finding, propose
from models.wording import euro, plural, say, say_counted, speaking, together
from tests import messages
from tests.conftest import another

CODES = [code for code, *_ in languages.KNOWN]
VALUE = re.compile(r"%\(\w+\)s|%%|\{\w*(?::[^}]*)?\}")
TAG = re.compile(r"</?[a-z][^>]*>")


def _pairs(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id, message.id)
        said = message.string if isinstance(message.string, tuple) else (message.string, message.string)
        for dutch, text in zip(ids, said, strict=True):
            if text:
                yield message, dutch, text


@pytest.mark.parametrize("code", CODES)
def test_translations_keep_values_and_tags(code: str) -> None:
    for _, dutch, text in _pairs(languages.catalogue(code)):
        assert sorted(VALUE.findall(text)) == sorted(VALUE.findall(dutch)), f"{code}: {dutch!r} became {text!r}"
        assert sorted(TAG.findall(text)) == sorted(TAG.findall(dutch)), f"{code}: {dutch!r} became {text!r}"


@pytest.mark.parametrize("code", CODES)
def test_translations_cannot_end_an_attribute(code: str) -> None:
    for _, dutch, text in _pairs(languages.catalogue(code)):
        bare, said = TAG.sub("", dutch), TAG.sub("", text)
        assert said.count('"') <= bare.count('"'), f"{code}: a straight quote in {text!r}"
        assert said.count("<") <= bare.count("<"), f"{code}: half a tag in {text!r}"


@pytest.mark.parametrize("code", CODES)
def test_catalogues_hold_every_message_and_no_other(code: str) -> None:
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in languages.catalogue(code)}
    texts = {message if isinstance(message, str) else message[0] for message in messages.extract()}
    assert known - {""} == texts, "run python -m tests.messages"


def test_french_and_english_are_offered() -> None:
    left = {code: languages.open_messages(languages.catalogue(code)) for code in CODES}
    assert left == {code: [] for code in CODES}, "translate these in api/web/locale, or the language is not offered"
    assert list(languages.offered()) == ["nl", *CODES]


def test_a_language_half_there_is_not_offered() -> None:
    half = Catalog(locale="fr")
    half.add("Ja", "Oui")
    assert not languages.open_messages(half)
    half.add("Nee")
    assert languages.open_messages(half) == ["Nee"]
    half.add("Nee", "Non", flags=["fuzzy"])
    assert languages.open_messages(half) == ["Nee"], "a doubtful translation is not one"


@pytest.fixture
def french() -> languages.Said:
    catalogue = Catalog(locale="fr")
    catalogue.add("Dag %(name)s", "Bonjour %(name)s")
    catalogue.add("{count} dag", "")
    catalogue.add(("{count} kaart", "{count} kaarten"), ("{count} carte", "{count} cartes"))
    catalogue.add(("cheque", "cheques"), ("chèque", "chèques"))
    catalogue.add("Kies {what}.", "Choisissez {what}.")
    catalogue.add("een beroep", "un métier")
    return languages.Said(catalogue, "fr_BE")


def test_texts_are_dutch_until_somebody_speaks(french: languages.Said) -> None:
    one = say("Kies {what}.", what=say("een beroep"))
    assert one == "Kies een beroep."
    with speaking(french):
        assert str(one) == "Choisissez un métier."
        assert str(one.upper()) == "CHOISISSEZ UN MÉTIER."
        assert str(one + " Ja.") == "Choisissez un métier. Ja."
        assert str(together([one, "x"])) == "Choisissez un métier., x"
        assert one == "Kies een beroep.", "what is kept or compared stays Dutch"
        assert str(say_counted("{count} kaart", "{count} kaarten", 0)) == "0 carte", "French counts none as one"
        assert str(plural(1200, "cheque", "cheques")).replace("\u202f", " ") == "1 200 chèques"
        assert str(euro(63881)).replace("\u202f", " ").replace("\xa0", " ") == "638,81 €"
    assert str(one) == "Kies een beroep."


def test_what_is_proposed_for_a_plan_is_kept_in_dutch_in_every_language(french: languages.Said) -> None:
    found = [Finding(tool="waarden", kind="value", label=say("een beroep"), detail=say("een beroep"))]
    titles = {"waarden": say("een beroep")}
    planned = propose(found, titles)
    with speaking(french):
        proposed = propose(found, titles)
        assert "een beroep" in f"{proposed[0].what}"
    assert proposed == planned, "else it is proposed again"
    assert proposed[0].origin_label == "een beroep: een beroep"


def test_what_a_person_typed_is_escaped_in_every_language(french: languages.Said) -> None:
    typed = "<script>&"
    dutch = gettext("Dag %(name)s", name=typed)
    with speaking(french):
        said = gettext("Dag %(name)s", name=typed)
        also = say("Kies {what}.", what=typed).__html__()
    assert dutch == "Dag &lt;script&gt;&amp;"
    assert said == "Bonjour &lt;script&gt;&amp;"
    assert also == "Choisissez &lt;script&gt;&amp;."


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch, french: languages.Said) -> None:
    fr = languages.Language(code="fr", tag="fr-BE", name="Français", speaker=french)
    monkeypatch.setattr(languages, "offered", lambda: {"nl": languages.DUTCH, "fr": fr})


@pytest.mark.usefixtures("whole")
def test_the_switch_stays_and_leads_back(client: TestClient) -> None:
    browser = another(client)
    before = browser.get("/contact?x=1")
    assert '<html lang="nl-BE">' in before.text
    assert 'action="/taal?naar=/contact%3Fx%3D1"' in before.text
    chosen = browser.post("/taal?naar=/contact%3Fx%3D1", data={"taal": "fr"}, follow_redirects=False)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/contact?x=1")
    after = browser.get("/contact")
    assert '<html lang="fr-BE">' in after.text
    assert after.headers["content-language"] == "fr-BE"
    assert "cookie" in after.headers["vary"].lower()
    assert '<html lang="fr-BE">' in browser.get("/bestaat-niet").text
    browser.post("/taal", data={"taal": "nl"})
    assert '<html lang="nl-BE">' in browser.get("/contact").text


@pytest.mark.usefixtures("whole")
def test_desks_of_staff_are_dutch_in_every_language(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "{% extends 'base.html' %}{% block main %}<h1>Dag {{ name }}</h1>{% endblock %}"
    environment = rendering._environment().overlay(cache_size=0)
    templates = {f"{folder}/proef.html": source for folder in ("beheer", "regie", "coach")}
    environment.loader = ChoiceLoader([DictLoader(templates), *([environment.loader] if environment.loader else [])])
    monkeypatch.setattr(rendering, "_environment", lambda: environment)
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [(b"cookie", b"taal=fr")]}
    request = Request({**scope, "app": client.app})
    pages = {name: rendering.render(request, name, {"name": "An"}) for name in templates}
    coach = bytes(pages["coach/proef.html"].body).decode()
    assert '<html lang="fr-BE">' in coach
    assert "Bonjour" in coach
    for folder in DESKS:
        desk = pages[f"{folder}proef.html"]
        html = bytes(desk.body).decode()
        assert '<html lang="nl-BE">' in html
        assert desk.headers["content-language"] == "nl-BE"
        assert "Dag An" in html
        assert 'name="taal"' not in html, "there is no other language to choose"
    assert not {file for _, file in messages.of_templates() if messages.of_desk(file.partition("templates/")[2])}


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("away", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:x"])
def test_the_switch_leads_to_own_pages_only(client: TestClient, away: str) -> None:
    answer = another(client).post("/taal", params={"naar": away}, data={"taal": "fr"}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_language_that_is_not_offered_is_not_remembered(client: TestClient) -> None:
    browser = another(client)
    answer = browser.post("/taal", data={"taal": "xx"}, follow_redirects=False)
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers
    browser.cookies.set(languages.COOKIE, "xx")
    assert '<html lang="nl-BE">' in browser.get("/contact").text


def test_values_that_are_no_message_say_that_they_are_dutch(french: languages.Said) -> None:
    page = rewrite('<h1>{{ title }}</h1><input value="{{ title }}"><option>{{ title }}</option>')
    assert page == '<h1>{{ nl(title) }}</h1><input value="{{ title }}"><option>{{ title }}</option>'
    assert nl("Kok") == "Kok"
    with speaking(french):
        assert nl("<Kok>") == '<span lang="nl">&lt;Kok&gt;</span>'
        assert nl("12 %") == "12 %"
        assert nl(say("een beroep")) == "un métier", "a message says its own language"
