"""The page of an occupation: each part with what is known, and an honest word where it is not."""

import html
import re
from dataclasses import replace
from datetime import date

from starlette.testclient import TestClient

from api.jobbereik.occupations import views
from api.web.rendering import template
from item_bank.catalogue.builtin import catalogue, read_vocabulary
from item_bank.occupations.bank import bank
from item_bank.schema import Gate, OccupationId
from tests.catalogues import random_engine

PAGE_MOST = 30 * 1024
"""Bytes of HTML, so that the page opens on a slow line too."""

ON = date(2026, 11, 29)
OURS = catalogue()


def words(text: str) -> str:
    """Return what a reader sees, on one line."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def read(client: TestClient, id_: str) -> str:
    answer = client.get(f"/beroepen/{id_}")
    assert answer.status_code == 200
    return answer.text


def part(text: str, heading: str) -> str:
    """Return the part of a page under one heading, as a reader sees it."""
    return words(
        re.search(rf"<h2>{re.escape(heading)}</h2>(.*?)(?:<h2>|<details class=\"more asked|</main>)", text, re.S).group(
            1
        )
    )


def gates_of(id_: str) -> list[Gate]:
    found = OURS.occupation(OURS.occupation_index(id_))
    return [OURS.gates[gate] for gate in found.gates]


def test_it_tells_a_day_the_level_and_the_way_on(client: TestClient) -> None:
    text = read(client, "verpleegkundige")
    assert bank().days[OccupationId("verpleegkundige")] in part(text, "Een dag in dit werk")
    asked = part(text, "Wat vraagt dit werk?")
    assert "Meestal een bachelor: ongeveer drie jaar na het secundair." in asked
    assert "Wat verplicht is, lees je bij de wet." in asked
    assert "Ervaring kan ook tellen" in part(read(client, "kok"), "Wat vraagt dit werk?")
    grown = part(text, "Wat kan je hierna doen?")
    assert "Vroedvrouw of vroedman" in grown
    assert "Zorgkundige" in grown


def test_what_holds_one_back_stands_apart_from_what_is_arranged(client: TestClient) -> None:
    law = part(read(client, "bewakingsagent"), "Wat vraagt de wet?")
    first, later = law.split("Nog te regelen")
    for gate in gates_of("bewakingsagent"):
        assert gate.label in (later if gate.formality else first)
        assert gate.label not in (first if gate.formality else later)
        assert gate.source in law
    assert law.count("Hoe zeker?") == len(gates_of("bewakingsagent"))
    assert "Zeker: nagelezen in een officiële tekst" in law
    nothing = part(read(client, "marktkramer"), "Wat vraagt de wet?")
    assert "Geen vergunning of verplicht diploma, voor zover wij weten." in nothing
    assert "Sinds 1 april 2024" in nothing


def test_a_source_that_was_not_read_again_carries_no_day(client: TestClient) -> None:
    law = part(read(client, "directeur-woonzorgcentrum"), "Wat vraagt de wet?")
    assert "(niet opnieuw nagelezen). Hoe zeker?" in law
    assert "nagelezen op" not in law


def test_what_does_not_occur_is_folded_and_shown_only_where_nothing_occurs(client: TestClient) -> None:
    shown, folded = part(read(client, "verwarmingsinstallateur"), "Hoe is het werk?").split("Niet, of weten we niet")
    assert ("Vaak Zwaar tillen" in shown, "Soms" in shown, "Weten we niet" in folded) == (True, True, True)
    shown, folded = part(read(client, "leerlingenbegeleider"), "Hoe is het werk?").split("Niet, of weten we niet")
    assert shown.strip().startswith("Niet Zwaar tillen")
    assert ("Weten we niet" in shown, "Weten we niet" in folded) == (False, True)


def test_what_the_law_asks_in_some_posts_only_is_told_as_that(client: TestClient) -> None:
    some = next(o for o in map(OURS.occupation, range(OURS.n_occupations)) if o.gates_part)
    law = part(read(client, some.id), "Wat vraagt de wet?")
    assert OURS.gates[some.gates_part[0]].label in law.split("Alleen in sommige functies")[1]


def test_shortage_has_its_day_its_note_and_titles_of_vdab_where_they_differ(client: TestClient) -> None:
    same = part(read(client, "verpleegkundige"), "Is er werk?")
    assert "knelpuntberoepen 2026 van VDAB (1 februari 2026)" in same
    assert bank().shortage_list.note in same
    assert "VDAB noemt" not in same
    narrower = part(read(client, "apotheker"), "Is er werk?")
    assert "VDAB noemt een deel van dit beroep: “Apotheker: ziekenhuisapotheker”" in narrower
    broader = part(read(client, "app-ontwikkelaar"), "Is er werk?")
    assert "VDAB noemt een ruimere groep: “Software ontwikkelaar”" in broader
    free = next(id_ for id_ in bank().days if id_ not in bank().shortages)
    assert "vonden we het niet" in part(read(client, free), "Is er werk?")


def test_pay_stands_only_where_an_official_figure_exists(client: TestClient) -> None:
    unknown = part(read(client, "kok"), "Wat verdien je?")
    assert f"Wat het loon is, weten we niet. Kijk hier: {bank().look_up.label}" in unknown
    assert "minstens 2.189,81 euro bruto per maand (sinds 1 april 2026)" in unknown
    text = read(client, "leraar-secundair-onderwijs")
    assert "weten we niet" not in part(text, "Wat verdien je?")
    assert bank().scale(OccupationId("leraar-secundair-onderwijs")).link.url in text


def test_trainings_say_where_to_look_with_which_words_and_what_may_help(client: TestClient) -> None:
    text = read(client, "lasser")
    learned = part(text, "Hoe leer je het?")
    assert "Opleiding tot lasser" in learned
    assert "Beroepsopleiding via VDAB." in learned
    assert "Zoek op “lasser” bij Opleidingen bij VDAB" in learned
    assert 'href="https://www.vdab.be/opleidingen"' in text
    free = next(measure for measure in bank().measures if measure.code == "vdab-opleiding")
    assert free.label in learned
    assert free.valid in learned
    assert "nagelezen op 29 november 2026" in learned
    assert "Vlaams opleidingsverlof" not in learned
    none = part(read(client, "verhuizer"), "Hoe leer je het?")
    assert "kennen we niet. Kijk hier: Opleidingen bij VDAB" in none


def test_it_leads_to_jobbereik_to_the_plan_and_to_vacancies(client: TestClient) -> None:
    text = read(client, "kok")
    for address in (
        "/jobbereik?doel=kok",
        "/jobbereik?beroep=kok",
        "/mijn-plan/actie?beroep=kok",
        "/vacatures?beroep=kok",
    ):
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200
    assert text.index("Hoe ver is dit voor mij?") < text.index("Een dag in dit werk")


def test_samples_come_folded_last_and_by_their_name(client: TestClient) -> None:
    text = read(client, "kok")
    folded = text.index('<details class="more asked"><summary>Wat vragen voorbeeldvacatures?</summary>')
    assert folded > text.rindex("<h2>")
    assert "vacatures die we zelf maakten" in text[folded:]


def test_an_imported_catalogue_says_what_it_does_not_know_and_stays_short() -> None:
    engine = random_engine(3)
    text = template("beroepen/page.html").render(path="/beroepen/o1", **views.page(engine, "o1", ON))
    told = words(text)
    for sentence in (
        "Niveau weten we niet",
        "Nederlands weten we niet",
        "De omstandigheden van dit werk weten we niet.",
        "Welke interesses hierbij passen, weten we niet.",
        "Of dit een knelpuntberoep is, weten we niet.",
        "Wat het loon is, weten we niet.",
        "Wat mensen na dit beroep doen, weten we niet.",
        "Een opleiding speciaal hiervoor kennen we niet.",
    ):
        assert sentence in told
    assert "Een dag in dit werk" not in told
    assert bank().shortage_list.note not in told
    assert len(text.encode()) < 12 * 1024


def test_an_older_shortage_of_a_catalogue_is_told_with_its_year() -> None:
    found = OURS.occupation(OURS.occupation_index("kok"))
    told = next(o.shortage for o in map(OURS.occupation, range(OURS.n_occupations)) if o.shortage)
    imported = replace(found, id=OccupationId("elders"), shortage=told)
    demand = views.shortage(imported, bank())
    assert demand.listed is None
    assert demand.before == f"In {told.year} wel ({told.source})."


def test_every_page_is_light(client: TestClient) -> None:
    sizes = {}
    for position in range(OURS.n_occupations):
        id_ = OURS.occupation(position).id
        sizes[id_] = len(client.get(f"/beroepen/{id_}").content)
    largest = sorted(sizes.items(), key=lambda row: -row[1])[:5]
    assert largest[0][1] <= PAGE_MOST, largest
    for address in ("/beroepen", "/beroepen?sector=business-services", "/beroepen?letter=v"):
        assert len(client.get(address).content) <= PAGE_MOST


def test_every_sector_has_a_drawing_of_its_own(client: TestClient) -> None:
    icons = template("web/icons.html").module
    codes = [sector.code for sector in read_vocabulary().sectors]
    drawn = {code: str(icons.sector_icon(code)) for code in codes}
    assert len(set(drawn.values())) == len(codes)
    unknown = str(icons.sector_icon(None))
    assert unknown not in drawn.values()
    for drawing in (*drawn.values(), unknown):
        assert 'aria-hidden="true" focusable="false"' in drawing
        assert len(drawing) < 700
    assert drawn["hospitality-tourism"] in read(client, "kok")
    index = client.get("/beroepen").text
    assert all(drawing in index for drawing in drawn.values())


def test_the_index_goes_by_search_letter_and_sector(client: TestClient) -> None:
    by_sector = client.get("/beroepen", params={"sector": "finance"}).text
    listed = re.findall(r'<a href="/beroepen/([^"?]+)">', by_sector)
    assert listed
    assert {OURS.occupation(OURS.occupation_index(id_)).sector for id_ in listed} == {"finance"}
    assert by_sector.count('aria-current="page"') == 3  # the menu, wide and small, and the sector
    for odd in ({"sector": "<b>"}, {"sector": "finance", "letter": "k"}, {"letter": "1"}):
        answer = client.get("/beroepen", params=odd)
        assert (answer.status_code, "<b>" in answer.text) == (200, False)
