"""Every form that somebody who is logged in sees, with what no page of ours sends: never an error of the service."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.conftest import another, settings
from tests.contract.test_sharing_pages import log_in

START = ("orient", "loopbaantest", "kwaliteiten", "waarden")
PAGES = {
    "citizen": (
        "/orient/vraag", "/orient/lijst", "/loopbaantest/vraag", "/loopbaantest/werk", "/kwaliteiten/spel",
        "/waarden/spel", "/netwerk", "/jobbereik", "/loopbaancheque/vragen", "/loopbaancheque/formulier",
        "/loopbaancheque/cheque", "/klachten/nieuw", "/klachten/volgen", "/tevredenheid", "/mijn-plan/actie",
        "/mijn-loopbaan/groepen", "/loopbaancentra/kennismaking",
    ),
    "coach": ("/coach", "/coach/uitnodiging"),
    "administrator": ("/coach/centrum",),
    "employee": ("/loopbaancentra/beheer", "/loopbaancentra/beheer/openen", "/loopbaancentra/beheer/profiel/aanbod"),
    "director": ("/regie/mandaten", "/regie/berichten", "/regie/kwaliteitsacties", "/regie/dossiercontroles"),
}  # fmt: skip
DOORS = {
    "citizen": ("/mijn-loopbaan/aanmelden", "Testpersoon B"),
    "coach": ("/coach/aanmelden", "Testcoach B"),
    "administrator": ("/coach/aanmelden", "Testbeheerder A"),
    "employee": ("/loopbaancentra/beheer/aanmelden", "Testmedewerker B"),
    "director": ("/regie/aanmelden", "Testregisseur B"),
}
BAD = ("merk\0", "9" * 400, "31/12/9999", "²", "-1", "[[1]]")
URL = {"content-type": "application/x-www-form-urlencoded"}


class Forms(HTMLParser):
    """The forms of a page: where each goes, and its fields and buttons as they stand."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.address = address
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.found.append((urljoin(self.address, told["action"]).partition("#")[0], {}))
        elif tag in ("input", "textarea", "select", "button") and self.found and told.get("name"):
            self.found[-1][1].setdefault(told["name"], told.get("value", ""))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a client of a service of its own: what is sent here may be kept."""
    with TestClient(create_app(settings(tmp_path_factory.mktemp("data"))), raise_server_exceptions=False) as found:
        yield found


def let_in(client: TestClient, who: str) -> TestClient:
    browser = log_in(client, *DOORS[who])
    for tool in START if who == "citizen" else ():
        browser.post(f"/{tool}/start", data={"status": "working", "hoe": "short"})
    return browser


@pytest.mark.parametrize("who", PAGES)
def test_no_value_in_a_form_is_an_error_of_the_service(client: TestClient, who: str) -> None:
    browser, failed, sent = let_in(client, who), [], 0
    known: set[tuple[str, ...]] = set()
    for page in PAGES[who]:
        seen = browser.get(page)
        assert seen.status_code == 200, page
        for address, fields in Forms(seen.text, seen.url.path).found:
            path = address.partition("?")[0]
            if path.endswith(("/afmelden", "/wissen")):
                continue
            does = (
                () if path == "/taal" else (page, fields.get("doe", ""))
            )  # the choice of a language stands on every page
            names = [name for name in fields if name != "csrf" and (path, name, *does) not in known]
            known |= {(path, name, *does) for name in names}
            for turn, name in enumerate(names):
                bad = (BAD[0], BAD[1 + turn % (len(BAD) - 1)])
                bodies = [urlencode(fields | {name: value}) for value in bad]
                bodies += [] if turn else [f"{urlencode(fields)}&{name}=%FF"]
                for body in bodies:
                    answer = browser.post(address, content=body, headers=URL, follow_redirects=False)
                    sent += 1
                    if answer.status_code >= 500:
                        failed.append((address, name, body[-60:]))
    assert failed == []
    assert sent > len(PAGES[who])


def test_other_bodies_than_forms_are_no_error_of_the_service(client: TestClient) -> None:
    browser = another(client)
    bodies = [
        (b'{"a": [1]}', "application/json"),
        (b"--x\r\nbad", "multipart/form-data; boundary=x"),
        (b"a", "multipart/form-data"),
        ("a=\u00e9".encode("utf-16"), URL["content-type"]),
        (urlencode([("x", "y")] * 2_000).encode(), URL["content-type"]),
    ]
    for address in (
        "/netwerk",
        "/jobbereik",
        "/loopbaancheque",
        "/klachten/nieuw",
        "/tevredenheid",
        "/jobbereik/laden",
    ):
        for body, kind in bodies:
            answer = browser.post(address, content=body, headers={"content-type": kind}, follow_redirects=False)
            assert answer.status_code < 500, (address, kind)
