"""The letter about what a person decided about a cheque, in plain Dutch; the office adds the name."""

from dataclasses import dataclass
from datetime import date

from models.loopbaancentra.referral import REASONS
from models.loopbaancheque.life_deadlines import Deadlines, objection_until, payment_until
from models.loopbaancheque.schema import Code
from models.regie.review_life import About, Proposed
from models.wording import day_in_words

OMBUDSMAN = (
    "Ben je het niet eens met deze beslissing? Dan kan je klacht indienen. Daarna kan je naar de Vlaamse Ombudsdienst. "
    "Dat is gratis."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter; ``lines`` are its paragraphs."""

    subject: str
    lines: tuple[str, ...]


def decision(about: About, decided: Proposed, on: date, rules: Deadlines) -> Letter:
    """Return what the citizen is told; terms run from ``on``, the day from which the decision holds."""
    asked = "je aanvraag van een loopbaancheque" if about is About.REQUEST else "je bezwaar over je loopbaancheque"
    who = f"Een medewerker keek {asked} na."
    if decided.granted:
        until = day_in_words(payment_until(on, rules))
        pay = f"Betaal je eigen deel ten laatste op {until}. Daarna krijg je je cheque."
        return Letter(subject="Je krijgt een loopbaancheque", lines=(who, decided.text, pay))
    why = [f"Niet in orde: {REASONS[Code(code)]}." for code in decided.reasons]
    until = day_in_words(objection_until(on, rules))
    object_to = (
        f"Ben je het niet eens met deze beslissing? Zeg het ten laatste op {until}, en zeg waarom. Dan kijkt iemand "
        "anders opnieuw."
    )
    return Letter(
        subject="Je krijgt nu geen loopbaancheque",
        lines=(who, decided.text, *why, object_to if about is About.REQUEST else OMBUDSMAN),
    )
