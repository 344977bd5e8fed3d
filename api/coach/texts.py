"""Dutch words of the coach's pages: questions for a talk, never verdicts."""

from collections.abc import Mapping, Sequence

from api.coach.schemas import NOTE_MAX
from models.plan.schema import TEXT_MAX
from models.wording import say, whole

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "jobbereik": (
        say("Welk werk deed je het liefst, en wat maakte het goed?"),
        say("Wat kan je dat niet op deze lijst staat?"),
    ),
    "orient": (
        say("Welk beroep op de lijst verraste je? Wat trekt je daarin aan?"),
        say("Welk beroep zou je nooit kiezen, ook al staat het bovenaan? Waarom?"),
    ),
    "loopbaantest": (
        say("Herken je jezelf in wat er staat? Waarin niet?"),
        say("Waar zou je over een half jaar iets anders willen zien?"),
    ),
    "kwaliteiten": (say("Je koos: {lines}. Vertel over een moment waarop je één daarvan gebruikte. Wat gebeurde er?"),),
    "waarden": (say("Je koos: {lines}. Welke waarde krijgt nu te weinig plaats? Wat zou een eerste stap zijn?"),),
    "netwerk": (say("Wie zou je deze week iets kunnen vragen?"),),
}
"""Questions to ask beside a kept result; ``{lines}`` is what it says first."""

PLAN_QUESTION = say("Welke stap is klein genoeg om deze maand te zetten?")


def met(label: str, tools: Sequence[str]) -> str:
    """Return the question about an occupation that results name.

    Examples
    --------
    >>> met("Kok", ["Jobbereik", "Oriënt"])
    'Kok komt uit Jobbereik en Oriënt. Wat trekt je daarin aan, en wat niet?'
    """
    named = " en ".join(tools)
    return say("{label} komt uit {named}. Wat trekt je daarin aan, en wat niet?", label=label, named=named)


def refused(label: str, why: str) -> str:
    """Return the question about an occupation that somebody hid."""
    told = f" ({why})" if why else ""
    return say("Je verborg {label}{told}. Wat zou daar anders aan moeten zijn?", label=label, told=told)


def lacking(label: str, lack: str) -> str:
    """Return the question about what lies between somebody and an occupation."""
    return say("Voor {label} is dit {lack}. Wil je dat, en wat heb je daarvoor nodig?", label=label, lack=lack)


NOT_IDENTIFIED = say(
    "Het aanmelden is niet gelukt, of deze aanmelding is niet die van een coach. Je centrum kan je toegang geven."
)
NO_MANDATE = say("Je centrum heeft nu geen mandaat. Je ziet daarom niets van wat mensen deelden.")
WRONG_LINK = say("Deze code past niet bij deze link, of het delen is gestopt. Kijk de code na, of vraag een nieuwe.")
TOO_OFTEN = say("Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw.")
LONG_NOTE = say("Schrijf iets, hoogstens {most} letters.", most=whole(NOTE_MAX))
WRONG_SUGGESTION = say("Kies een beroep of een test, of schrijf een actie van hoogstens {most} letters.", most=TEXT_MAX)
STATE = {
    "open": say("nog niet bekeken door de persoon"),
    "taken": say("overgenomen in het plan"),
    "hidden": "verborgen",
}
SENT = {
    "accepted": say("Je centrum zei ja."),
    "declined": say("Je centrum zei nee."),
    "withdrawn": say("Ingetrokken door de persoon."),
}
