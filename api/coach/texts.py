"""Dutch words of the coach's pages: questions for a talk, never verdicts."""

from collections.abc import Mapping

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "jobbereik": (
        "Welk werk deed je het liefst, en wat maakte het goed?",
        "Wat kan je dat niet op deze lijst staat?",
    ),
    "orient": (
        "Welk beroep op de lijst verraste je? Wat trekt je daarin aan?",
        "Welk beroep zou je nooit kiezen, ook al staat het bovenaan? Waarom?",
    ),
    "loopbaantest": (
        "Herken je jezelf in wat er staat? Waarin niet?",
        "Waar zou je over een half jaar iets anders willen zien?",
    ),
    "kwaliteiten": ("Vertel over een moment waarop je deze kwaliteit gebruikte. Wat gebeurde er?",),
    "waarden": ("Welke van deze waarden krijgt nu te weinig plaats? Wat zou een eerste stap zijn?",),
    "netwerk": ("Wie zou je deze week iets kunnen vragen?",),
}
"""Questions to ask beside a kept result."""

PLAN_QUESTION = "Welke stap is klein genoeg om deze maand te zetten?"

NOT_IDENTIFIED = (
    "Het aanmelden is niet gelukt, of deze aanmelding is niet die van een coach. Je centrum kan je toegang geven."
)
NO_MANDATE = "Je centrum heeft nu geen mandaat. Je ziet daarom niets van wat mensen deelden."
WRONG_LINK = "Deze code past niet bij deze link, of het delen is gestopt. Kijk de code na, of vraag een nieuwe."
TOO_OFTEN = "Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw."
LONG_NOTE = "Schrijf iets, hoogstens 4.000 letters."
WRONG_SUGGESTION = "Kies een beroep of een test, of schrijf een actie van hoogstens 600 letters."
STATE = {"open": "nog niet bekeken door de persoon", "taken": "overgenomen in het plan", "hidden": "verborgen"}
SENT = {
    "accepted": "Je centrum zei ja.",
    "declined": "Je centrum zei nee.",
    "withdrawn": "Ingetrokken door de persoon.",
}
