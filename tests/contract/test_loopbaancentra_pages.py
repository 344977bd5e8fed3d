"""Pages of career centres without a browser: plain forms, nothing typed is lost, and examples are marked."""

import html
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.snapshot import examples
from tests.cheques import mandated
from tests.conftest import another, settings

CENTRE = mandated(vat=True)[0]
OTHER = mandated(vat=False)[0]
PASSIVE = next(c.id for c in examples().centres if c.mandate.status is Status.PASSIVE)
ASK = f"/loopbaancentra/centrum/{CENTRE}/kennismaking"
PAGES = (
    "/loopbaancentra",
    "/loopbaancentra?plaats=9000",
    "/loopbaancentra?plaats=gent&straal=5&hoe=online&avond=ja&pagina=2",
    "/loopbaancentra?plaats=nergens",
    "/loopbaancentra?thema=balance",
    f"/loopbaancentra/centrum/{CENTRE}?plaats=9000",
    f"/loopbaancentra/keuze?centrum={CENTRE}&centrum={OTHER}",
    "/loopbaancentra/keuze",
    ASK,
    "/loopbaancentra/kennismaking",
)


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_without_inline_script_or_style(visitor: TestClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", answer.text)
    assert answer.text.count("<h1") == 1


def test_examples_are_marked_on_every_page_that_shows_one(visitor: TestClient) -> None:
    for path in PAGES[:7]:
        assert "bestaan niet" in visitor.get(path).text, path
    assert "bestaat niet" in visitor.get(ASK).text


def test_a_place_by_name_by_postcode_or_unknown(visitor: TestClient) -> None:
    assert "binnen 20 km van 9000 Gent" in visitor.get("/loopbaancentra?plaats=Gent").text
    assert "9030 Mariakerke (Gent)" in visitor.get("/loopbaancentra?plaats=Gent").text
    assert "binnen 5 km van 9000 Gent" in visitor.get("/loopbaancentra?plaats=9000+Gent&straal=5").text
    for wrong in ("9999", "99", "xyzzy", "<script>", "9" * 200, "\u202e", "%00"):
        text = visitor.get("/loopbaancentra", params={"plaats": wrong}).text
        assert 'id="plaats-fout"' in text
        assert 'aria-invalid="true"' in text
        assert "<script>" not in text
        assert html.escape(wrong[:100]) in text


@pytest.mark.parametrize(
    "query", ["straal=-5", "straal=x", "pagina=0", "pagina=99999", "pagina=-1", "hoe=x&taal=y", "avond=misschien"]
)
def test_what_cannot_be_understood_is_left_out(visitor: TestClient, query: str) -> None:
    assert visitor.get(f"/loopbaancentra?plaats=9000&{query}").status_code == 200


def test_wishes_stay_ticked_and_pages_follow_each_other(visitor: TestClient) -> None:
    text = visitor.get("/loopbaancentra?plaats=9000&straal=0&hoe=online&taal=fr&avond=ja").text
    for name, value in (("hoe", "online"), ("taal", "fr"), ("avond", "ja")):
        assert re.search(rf'name="{name}" value="{value}" checked', text)
    first = visitor.get("/loopbaancentra?plaats=9000&straal=0").text
    after = html.unescape(re.search(r'href="(/loopbaancentra\?[^"]*pagina=2[^"]*)"', first).group(1))  # type: ignore[union-attr]
    second = visitor.get(after).text
    shown = re.compile(r'name="centrum" value="([^"]+)"')
    assert len(set(shown.findall(first)) | set(shown.findall(second))) == 40
    assert 'start="21"' in second


def test_the_map_says_in_words_what_it_shows(visitor: TestClient) -> None:
    text = visitor.get("/loopbaancentra?plaats=9000&straal=5").text
    assert 'role="img" aria-labelledby="kaart-titel kaart-uitleg"' in text
    description = re.search(r'<desc id="kaart-uitleg">(.*?)</desc>', text, re.S)
    assert description
    numbers = {int(n) for part in re.findall(r"nummers? ([0-9, ]+)", description.group(1)) for n in part.split(",")}
    assert numbers == set(range(1, 21))


def test_a_choice_can_be_kept_as_a_file(visitor: TestClient) -> None:
    answer = visitor.get(f"/loopbaancentra/keuze.txt?centrum={CENTRE}&centrum={CENTRE}&centrum={PASSIVE}&centrum=x")
    assert answer.headers["content-disposition"] == 'attachment; filename="mijn-loopbaancentra.txt"'
    assert answer.text.count("Voorbeeldcentrum ") == 1
    assert "bestaan niet" in answer.text
    text = visitor.get(f"/loopbaancentra/keuze?centrum={CENTRE}&centrum={PASSIVE}&centrum=x").text
    assert "2 centra uit je keuze" in text
    many = "&".join(f"centrum={centre.id}" for centre in examples().centres[:50])
    assert visitor.get(f"/loopbaancentra/keuze?{many}").text.count("<article") <= 12


@pytest.mark.parametrize("path", ["/loopbaancentra/centrum/x", f"/loopbaancentra/centrum/{PASSIVE}"])
def test_centres_that_do_not_show_are_not_there(visitor: TestClient, path: str) -> None:
    assert visitor.get(path).status_code == 404
    assert visitor.get(f"{path}/kennismaking").status_code == 404
    assert visitor.post(f"{path}/kennismaking", data={"email": "a@b.be", "akkoord": "ja"}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"akkoord": "ja"}, ["email"]),
        ({"email": "kim", "akkoord": "ja"}, ["email"]),
        ({"telefoon": "bel", "akkoord": "ja"}, ["telefoon"]),
        ({"email": "kim@voorbeeld.be"}, ["akkoord"]),
        ({"email": "kim", "telefoon": "1"}, ["email", "telefoon", "akkoord"]),
        ({"email": "kim@voorbeeld.be", "vraag": "x" * 1001, "doe": "bewaar"}, ["vraag"]),
        ({"email": "kim@voorbeeld.be", "naam": "n" * 101, "doe": "bewaar"}, ["naam"]),
    ],
)
def test_a_form_that_cannot_be_sent_loses_nothing(
    visitor: TestClient, fields: dict[str, str], wrong: list[str]
) -> None:
    answer = visitor.post(ASK, data={"vraag": "Ik twijfel <b>.", "doe": "verstuur"} | fields, follow_redirects=True)
    assert answer.status_code == 200
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == wrong
    for name in wrong:
        assert f'id="{name}-fout"' in answer.text
    for name in ("email", "telefoon"):
        assert f'name="{name}" value="{fields.get(name, "")}"' in answer.text
    assert ("Ik twijfel &lt;b&gt;." in answer.text) or "vraag" in fields


def test_a_first_talk_from_form_to_withdrawal(visitor: TestClient) -> None:
    fields = {"naam": "Kim", "email": "kim@voorbeeld.be", "vraag": "Regel 1\r\nRegel 2", "doe": "bewaar"}
    kept = visitor.post(ASK, data=fields)
    assert kept.status_code == 303
    page = kept.headers["location"]
    text = visitor.get(page).text
    assert "nog niet verstuurd" in text
    assert "kim@voorbeeld.be" in text
    code = re.search(r'<p class="code">([a-z-]+)</p>', text).group(1)
    assert code not in page
    typed = {"code": code.upper().replace("-", " ")}
    for led in (
        visitor.post("/loopbaancentra/kennismaking", data=typed),
        visitor.get(f"/loopbaancentra/kennismaking/{code}"),
    ):
        assert led.status_code == 303
        assert code not in led.headers["location"]
        assert "kim@voorbeeld.be" in visitor.get(led.headers["location"]).text
    assert another(visitor).get(page).status_code == 404
    assert visitor.post(f"{page}/versturen").headers["location"] == page
    assert "Je vraag is verstuurd" in visitor.get(page).text
    assert visitor.post(f"{page}/versturen").status_code == 409
    assert visitor.post(f"{page}/intrekken").status_code == 303
    text = visitor.get(page).text
    assert "Je trok je vraag in" in text
    assert "kim@voorbeeld.be" not in text
    assert "Regel 1" not in text


def test_a_code_that_is_none_or_unknown(visitor: TestClient) -> None:
    text = visitor.post("/loopbaancentra/kennismaking", data={"code": "fout"}, follow_redirects=True).text
    assert 'id="code-fout"' in text
    assert 'value="fout"' in text
    answer = visitor.get("/loopbaancentra/kennismaking/bado-keli-fuma-nopi-resu")
    assert answer.status_code == 404
    assert "Kijk je code na" in answer.text
    assert visitor.post(ASK, content=b"{}", headers={"content-type": "application/json"}).status_code == 415
