"""The desk of a centre in a browser: a talk in at most four taps, a file closed by keyboard, 320 px, read by axe."""

import contextlib
import json
import sqlite3
import time
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from api.dependencies import BRUSSELS
from api.loopbaancheque.cheques.log import to_payload
from api.sessions.codes import token_hash
from models.loopbaancheque.life_events import Activated, Decider, Event, Granted, Paid, Payer, Requested
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.rules import rules_on
from tests.browser.conftest import SMALL
from tests.browser.test_pages import check, tab_to

CENTRE, NUMBER, CLIENT = "voorbeeldcentrum-001", "2345-6789-ABCD-EFGH", "4567-89AB-CDEF-GHJK"
ASKED, STARTED = date(2026, 1, 5), date(2026, 1, 12)
SENT = 'document.querySelector("main form[method=post]").dispatchEvent(new SubmitEvent("submit", { bubbles: true }))'
SENT_ELSEWHERE = """() => { // one form of this page is sent, and what is kept of the others is of another case
  document.querySelector("main form[method=post]").dispatchEvent(new SubmitEvent("submit", { bubbles: true }));
  const kept = sessionStorage.getItem("unsent");
  if (!kept.includes("Over een andere klacht.")) throw new Error("nothing was kept");
  sessionStorage.setItem("unsent", kept.replaceAll(location.pathname.split("/").pop(), "een-andere"));
}"""


def guided(data: Path, number: str = NUMBER) -> None:
    """Keep a cheque whose guidance began at the centre of the test employee, as the store has it."""
    rules = rules_on(ASKED)
    assert rules
    terms = Terms.of(rules, 1)
    events: tuple[Event, ...] = (
        Requested(on=ASKED, version=rules.first_day),
        Granted(on=ASKED, terms=terms, decider=Decider.RULES),
        Paid(on=date(2026, 1, 6), amount_cents=terms.contribution_cents, payer=Payer.CITIZEN,
             issued_on=date(2026, 1, 7), valid_until=date(2026, 4, 1)),
        Activated(on=STARTED, centre_id=CENTRE, vat=True),
    )  # fmt: skip
    at = "2026-01-12 09:00:00.000000"
    with contextlib.closing(sqlite3.connect(data / "records.sqlite", timeout=60)) as store:
        store.execute(
            "INSERT INTO cheques (number, client_hash, created_at) VALUES (?, ?, ?)",
            (number, token_hash(CLIENT), at),
        )
        for position, event in enumerate(events):
            actor = f"centre:{CENTRE}" if event.kind == "activated" else "operator"
            line = (number, position, event.kind, str(event.on), json.dumps(to_payload(event)), actor, at)
            store.execute(
                "INSERT INTO cheque_events (number, position, kind, happened_on, payload, actor, recorded_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                line,
            )
        store.execute(
            "INSERT OR IGNORE INTO announcements (id, kind, title, text, effective_on, author, published_at)"
            " VALUES (?, 'instruction', 'Een handtekening', 'Ook online.', '2026-02-01', 'operator', ?)",
            ("a" * 32, at),
        )
        store.commit()


class Typist:
    """Counts the keys of somebody without a mouse, how often they have to think, and how long the service takes.

    The keystroke-level model (Card, Moran and Newell, CACM 23(7), 1980): seconds of a key, and of a thought.
    A key takes what one of a complex code takes there, where an average typist needs .28.
    """

    KEY, THINK = 0.75, 1.35

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.thoughts = 0
        self.waited = 0.0

    def press(self, name: str, key: str) -> None:
        """Go to what has a name, and press a key on it."""
        self.keys += tab_to(self.page, name) + 1
        self.thoughts += 1
        self.page.keyboard.press(key)

    def open(self, name: str, shown: Locator) -> None:
        """Go to what leads on, and wait until the next page shows."""
        began = time.perf_counter()
        self.press(name, "Enter")
        expect(shown).to_be_visible()
        self.waited += time.perf_counter() - began

    @property
    def seconds(self) -> float:
        """Return how long it all takes."""
        return self.KEY * self.keys + self.THINK * self.thoughts + self.waited


class Taps:
    """Counts what is tapped."""

    def __init__(self) -> None:
        self.count = 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.count += 1


def test_a_talk_takes_four_taps_at_most_and_a_file_is_closed_by_keyboard(page: Page, site: str, data: Path) -> None:
    guided(data)
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    page.goto(f"{site}/loopbaancentra/beheer")
    check(page)
    page.get_by_role("link", name="Meld je aan als medewerker").click()
    page.get_by_role("link", name="Testmedewerker A").click()
    check(page)
    taps = Taps()
    taps.tap(page.get_by_role("link", name="Schrijf een gesprek op").first)
    check(page)
    taps.tap(page.get_by_role("button", name="Schrijf het gesprek op").first)
    expect(page.get_by_role("heading", name="Gesprekken")).to_be_visible()
    expect(page.get_by_text("2 uur, op een adres").or_(page.get_by_text("1 uur, op een adres"))).to_be_visible()
    assert taps.count <= 4
    check(page)
    page.get_by_role("link", name="Lees en ga akkoord op dit scherm").click()
    check(page)
    page.go_back()
    typist = Typist(page)
    typist.open("Rond af", page.get_by_role("heading", name="Rond de begeleiding af"))
    for name in ("Mijn klant heeft het persoonlijk", "De overeenkomst is er", "Het blad met de", "Er is nog"):
        typist.press(name, "Space")
    check(page)
    typist.open("Rond af", page.get_by_text("Er ontbreekt niets"))
    assert typist.seconds < 60, "a complete file is closed in under a minute"
    check(page)
    wrong = page.context.new_page()  # a page that is refused is told of in the browser's console
    wrong.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    wrong.goto(f"{site}/loopbaancentra/beheer/openen")
    wrong.get_by_role("button", name="Open de cheque").click()
    expect(wrong.get_by_role("alert")).to_contain_text("Vul beide nummers in")
    check(wrong)
    pages = (
        "afgerond",
        "afrekeningen",
        "cijfers",
        "kennismakingen",
        "regels",
        "profiel",
        "profiel/aanbod",
        "profiel/adres",
    )
    for path in pages:
        page.goto(f"{site}/loopbaancentra/beheer/{path}")
        check(page)
    page.goto(f"{site}/loopbaancentra/beheer/profiel/aanbod")
    page.get_by_label("Over je centrum").fill("Wij luisteren eerst.")
    tab_to(page, "Bewaar en bekijk")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Zo zien mensen je pagina straks")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Zet op de pagina").click()
    expect(page.get_by_text("op de pagina gezet")).to_be_visible()
    check(page)
    page.goto(f"{site}/loopbaancentra/beheer")
    page.get_by_role("button", name="Ik heb dit gelezen").click()
    expect(page.get_by_text("Nieuw van VDAB")).to_be_hidden()


def test_a_complaint_by_keyboard_from_the_citizen_past_the_director_to_the_centre(
    page: Page, site: str, data: Path
) -> None:
    number = "3456-789A-BCDE-FGHJ"
    guided(data, number)
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    page.goto(f"{site}/klachten")
    check(page)
    tab_to(page, "Dien een klacht in")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wat gebeurde er")).to_be_visible()
    tab_to(page, "Mijn loopbaanbegeleiding")
    page.keyboard.press("Space")
    day = datetime.now(UTC).astimezone(BRUSSELS)
    for name, typed in (
        ("Wanneer gebeurde het", f"{day.day}/{day.month}/{day.year}"),
        ("Wat gebeurde er", "Zij vroegen extra geld."),
        ("Nummer van de cheque", number),
        ("Klantnummer", CLIENT),
    ):
        tab_to(page, name)
        page.keyboard.type(typed)
    check(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Je klacht is ingediend")).to_be_visible()
    check(page)
    page.goto(f"{site}/regie/aanmelden")
    page.get_by_role("link", name="Testregisseur A").click()
    page.goto(f"{site}/regie/klachten")
    tab_to(page, "Over de begeleiding")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Klacht over de begeleiding")).to_be_visible()
    check(page)
    tab_to(page, "Vraag een standpunt aan het centrum")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het centrum: gevraagd.")).to_be_visible()
    tab_to(page, "Dag van de aangetekende brief")
    page.keyboard.type(f"{day.day}/{day.month}/{day.year}")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Verdediging van het centrum")).to_be_visible()
    page.goto(f"{site}/loopbaancentra/beheer/aanmelden")
    page.get_by_role("link", name="Testmedewerker A").click()
    page.goto(f"{site}/loopbaancentra/beheer/klachten")
    check(page)
    tab_to(page, "Klacht van")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Klacht over een begeleiding")).to_be_visible()
    page.get_by_label("Jullie verdediging").fill("Van dit vak.")
    page.evaluate(SENT)
    page.reload()
    expect(page.get_by_label("Jullie kant"), "another box of the same address stays empty").to_have_value("")
    expect(page.get_by_label("Jullie verdediging")).to_have_value("Van dit vak.")
    page.get_by_label("Jullie verdediging").fill("Over een andere klacht.")
    page.evaluate(SENT_ELSEWHERE)
    page.reload()
    expect(page.get_by_label("Jullie verdediging"), "words about one case stay with it").to_have_value("")
    tab_to(page, "Jullie kant")
    page.keyboard.type("Dat klopt niet.")
    tab_to(page, "Jullie verdediging")
    page.keyboard.type("Het ging terug.")
    check(page)
    page.get_by_role("button", name="Verstuur jullie kant").click()
    expect(page.get_by_label("Jullie kant")).to_have_count(0)
    expect(page.get_by_label("Jullie verdediging"), "what is in the other form stays").to_have_value("Het ging terug.")
    tab_to(page, "Verstuur de verdediging")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het ging terug.")).to_be_visible()
    check(page)
