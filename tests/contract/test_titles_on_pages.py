"""What a title means, on every page that asks for one: found, asked, told as not known; never guessed."""

import re

import pytest
from starlette.testclient import TestClient

PAGES = ("/jobbereik", "/beroepen", "/vacatures")


def names(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.split('id="inhoud"')[1]))


@pytest.mark.parametrize("page", PAGES)
def test_several_meanings_are_asked(client: TestClient, page: str) -> None:
    text = names(client.get(page, params={"q": "onthaal"}).text)
    assert "Bij “onthaal” horen meerdere beroepen. Welk bedoel je?" in text
    assert all(name in text for name in ("Receptionist", "Onthaalouder", "Loketmedewerker"))


@pytest.mark.parametrize("page", PAGES)
def test_a_title_that_is_not_known_says_so(client: TestClient, page: str) -> None:
    text = names(client.get(page, params={"q": "product owner"}).text)
    assert "We kennen “product owner” niet. Dit lijkt er het meest op." in text


@pytest.mark.parametrize("page", PAGES[:-1])
def test_nothing_is_honest(client: TestClient, page: str) -> None:
    assert "We vinden geen beroep voor “asdfghjkl”" in names(client.get(page, params={"q": "asdfghjkl"}).text)
    assert "Bedoel je een van deze?" in names(client.get(page, params={"q": "agile coach"}).text)


def test_vacancies_are_not_listed_for_an_occupation_that_was_guessed(client: TestClient) -> None:
    asked = client.get("/vacatures", params={"q": "onthaal"}).text
    assert 'class="jobs"' not in asked
    assert "beroep=receptionist" in asked
    assert 'class="jobs"' in client.get("/vacatures", params={"beroep": "winkelbediende"}).text


def test_a_network_does_not_guess_an_occupation_either(client: TestClient) -> None:
    text = names(client.post("/netwerk", data={"stap": "wat", "doe": "voeg-beroep", "beroep": "onthaal"}).text)
    assert "Welk bedoel je? Typ er één van: Receptionist" in text
