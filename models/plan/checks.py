"""Gentle checks on an action: is it small, clear and visible enough to do? They advise and never refuse."""

import re
from datetime import date, timedelta

from models.plan.schema import Action, Field, Hint
from models.wording import say

LONG_AHEAD = timedelta(days=365)
"""An action that ends later than this is better cut into steps."""

FEW_WORDS = 3

_VAGUE = re.compile(
    r"\b(proberen|probeer|misschien|eventueel|ooit|binnenkort|eens|beter|meer|minder|wat|iets|nadenken over|"
    r"bezig zijn)\b",
    re.IGNORECASE,
)
_OTHERS_DO = re.compile(
    r"\b(ze|men|mijn baas|mijn leidinggevende|het bedrijf) (moet|moeten|zou|zouden)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"\b(en daarna|en dan|en ook)\b|;", re.IGNORECASE)
_VISIBLE = re.compile(
    r"\d|\b(een|twee|drie|vier|vijf|zes|af|klaar|ontvang|kreeg|krijg|heb|ben|staat|ligt|gedaan|gesprek|antwoord|attest|"
    r"getuigschrift|contract|inschrijving|ingeschreven|bewijs|lijst|afspraak|zegt|zeggen)\b",
    re.IGNORECASE,
)


def check(action: Action, *, on: date) -> tuple[Hint, ...]:
    """Return what could make an action easier to do, in the order of its fields.

    Parameters
    ----------
    on
        Today.

    Examples
    --------
    >>> [hint.code for hint in check(Action(what="Meer bewegen"), on=date(2026, 1, 1))]
    ['vague', 'why-missing', 'with-whom-missing', 'by-when-missing', 'how-seen-missing']
    >>> done = Action(what="Ik bel de school voor de cursus lasser", why="Ik wil met mijn handen werken",
    ...               with_whom="alleen", by_when=date(2026, 1, 20), how_seen="Ik ben ingeschreven")
    >>> check(done, on=date(2026, 1, 1))
    ()
    """
    return tuple(
        hint
        for hint in (
            *_what(action.what),
            _why(action.why),
            _with_whom(action.with_whom),
            _by_when(action.by_when, on),
            _how_seen(action.how_seen),
        )
        if hint is not None
    )


def _hint(field: Field, code: str, text: str) -> Hint:
    return Hint(field=field, code=code, text=text)


def _what(text: str) -> list[Hint]:
    found = []
    if _VAGUE.search(text) or len(text.split()) < FEW_WORDS:
        found.append(_hint(Field.WHAT, "vague", say("Kan het concreter? Schrijf op wat iemand jou zou zien doen.")))
    if _OTHERS_DO.search(text):
        found.append(_hint(Field.WHAT, "others-do", say("Dit hangt van iemand anders af. Wat kan jij zelf doen?")))
    if _SEVERAL.search(text):
        found.append(_hint(Field.WHAT, "several", say("Dit zijn meer stappen. Maak er misschien twee acties van.")))
    return found


def _why(text: str) -> Hint | None:
    if text.strip():
        return None
    return _hint(Field.WHY, "why-missing", say("Waarom wil je dit? Wie weet waarom, houdt het langer vol."))


def _with_whom(text: str) -> Hint | None:
    if text.strip():
        return None
    return _hint(Field.WITH_WHOM, "with-whom-missing", say("Met wie doe je dit? Alleen mag ook: schrijf dan ‘alleen’."))


def _by_when(day: date | None, on: date) -> Hint | None:
    if day is None:
        return _hint(Field.BY_WHEN, "by-when-missing", say("Tegen wanneer? Kies een dag. Je mag die later veranderen."))
    if day < on:
        return _hint(
            Field.BY_WHEN, "by-when-past", say("Deze dag is voorbij. Is het gelukt, of kies je een nieuwe dag?")
        )
    if day > on + LONG_AHEAD:
        return _hint(Field.BY_WHEN, "by-when-far", say("Dat is nog lang. Wat is de eerste stap, binnen enkele weken?"))
    return None


def _how_seen(text: str) -> Hint | None:
    if not text.strip():
        return _hint(
            Field.HOW_SEEN, "how-seen-missing", say("Hoe zie je dat het gelukt is? Noem iets dat je kan tonen.")
        )
    if not _VISIBLE.search(text):
        return _hint(
            Field.HOW_SEEN, "how-seen-vague", say("Kan je het tellen of tonen? Bijvoorbeeld: ‘ik heb een attest’.")
        )
    return None
