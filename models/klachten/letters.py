"""Letters about a complaint in plain Dutch, to whoever complained and to the centre; the office adds the names."""

from dataclasses import dataclass
from datetime import date

from models.klachten.events import ComplaintKind, Decided, Judgement, Party, Remedy
from models.klachten.life import Complaint, ComplaintStage, admissible_until, answer_until, defence_until, status
from models.wording import day_in_words

KINDS = {
    ComplaintKind.GRANT: "je aanvraag van een loopbaancheque",
    ComplaintKind.CONTENT: "je loopbaanbegeleiding",
    ComplaintKind.CENTRE_ABOUT_DIRECTOR: "de dienst die de loopbaancheques beheert",
}
OUTCOMES = {
    Judgement.UNFOUNDED: "We geven je geen gelijk: je klacht is niet gegrond.",
    Judgement.PARTLY: "We geven je voor een deel gelijk: je klacht is deels gegrond.",
    Judgement.FOUNDED: "We geven je gelijk: je klacht is gegrond.",
}
REMEDIES = {
    Remedy.NEW_GUIDANCE: "Je krijgt nieuwe begeleiding van het centrum. Die kost je niets.",
    Remedy.NEW_CHEQUE: "Je krijgt een nieuwe loopbaancheque.",
    Remedy.RECOVERY: "Het centrum betaalt terug wat Vlaanderen voor deze begeleiding betaalde.",
    Remedy.REFUND: "Je krijgt je eigen bijdrage terug.",
    Remedy.RIGHT_RESTORED: "Deze cheque telt niet mee. Je mag opnieuw een cheque vragen en zelf een centrum kiezen.",
}
PHONE = "0800 30 700"
"""The free number of VDAB, as the page about the cheque has it."""

NEXT = (
    "Ben je het niet eens met dit antwoord? Dan kan je naar de Vlaamse Ombudsdienst. Die kijkt na hoe we je klacht "
    "behandeld hebben. Dat is gratis."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter; ``lines`` are its paragraphs."""

    subject: str
    lines: tuple[str, ...]


def to_citizen(complaint: Complaint, on: date) -> Letter:
    """Return what whoever complained is told on a day."""
    filed, now = complaint.filed, status(complaint, on)
    about = f"Op {day_in_words(filed.on)} kregen we je klacht over {KINDS[filed.about]}."
    if now is ComplaintStage.INADMISSIBLE:
        return Letter(
            subject="We kunnen je klacht niet behandelen",
            lines=(
                about,
                f"Ze gaat over iets van {day_in_words(filed.fact_on)}. Dat is langer dan een jaar geleden: je kon tot "
                f"en met {day_in_words(admissible_until(filed.fact_on))} een klacht indienen.",
                "Daarom mogen we je klacht niet behandelen. Over de inhoud zeggen we dus niets.",
                NEXT,
            ),
        )
    decided = complaint.decided
    if complaint.withdrawn is not None:
        return Letter(
            subject="Je trok je klacht in",
            lines=(
                about,
                f"Op {day_in_words(complaint.withdrawn.on)} trok je ze in. We doen er niets meer mee.",
                "Bedenk je je? Dan kan je opnieuw een klacht indienen, tot een jaar na wat er gebeurde.",
            ),
        )
    if decided is None:
        return Letter(
            subject="We kregen je klacht",
            lines=(
                about,
                *_both_sides(complaint, on),
                f"Je krijgt een antwoord ten laatste op {day_in_words(answer_until(filed))}.",
            ),
        )
    done = [REMEDIES[remedy] for remedy in decided.remedies]
    return Letter(
        subject="Ons antwoord op je klacht",
        lines=(about, OUTCOMES[decided.outcome], f"Waarom? {decided.reasons}", *done, NEXT),
    )


def _both_sides(complaint: Complaint, on: date) -> list[str]:
    """Return how both sides are heard, and until which day the citizen can say more, and how."""
    if complaint.filed.about is not ComplaintKind.CONTENT:
        return []
    lines = ["We vragen eerst aan jou en aan het centrum wat er gebeurde. Daarna beslissen we."]
    asked = next((row for row in complaint.asked if row.side is Party.CITIZEN), None)
    if asked is not None and on <= asked.until and not any(row.side is Party.CITIZEN for row in complaint.heard):
        until = day_in_words(asked.until)
        lines.append(
            f"Wil je nog iets vertellen? Bel gratis naar {PHONE}, ten laatste op {until}. Daarna beslissen we zonder."
        )
    return lines


def _decided(decided: Decided) -> Letter:
    """Return what the centre is told of a decision, with what follows for it."""
    words = {Judgement.UNFOUNDED: "niet gegrond", Judgement.PARTLY: "deels gegrond", Judgement.FOUNDED: "gegrond"}
    lines = [f"De klacht is {words[decided.outcome]}.", f"Waarom? {decided.reasons}"]
    if Remedy.NEW_GUIDANCE in decided.remedies:
        lines.append("U biedt de klant nieuwe begeleiding aan, zonder kosten voor de klant.")
    if Remedy.NEW_CHEQUE in decided.remedies:
        lines.append("De klant krijgt een nieuwe loopbaancheque en kiest zelf een centrum.")
    if Remedy.RIGHT_RESTORED in decided.remedies:
        lines.append("U brak de vormregels. Daarom telt deze cheque voor de klant niet mee.")
    if Remedy.REFUND in decided.remedies:
        lines.append("De klant krijgt de eigen bijdrage terug.")
    if Remedy.RECOVERY in decided.remedies:
        lines.append("We vorderen de vergoeding voor deze begeleiding terug (artikel 19). U ziet het in de afrekening.")
    return Letter(subject="Beslissing over een klacht", lines=tuple(lines))


def to_centre(complaint: Complaint) -> Letter | None:
    """Return what the centre is told; ``None`` when there is nothing that it has to know."""
    until = defence_until(complaint)
    if complaint.filed.about is not ComplaintKind.CONTENT:
        return None
    if complaint.decided is not None:
        return _decided(complaint.decided)
    if complaint.withdrawn is not None:
        if not complaint.centre_told:
            return None
        return Letter(
            subject="Een klacht is ingetrokken",
            lines=("De klant trok de klacht in. U hoeft er niet meer op te antwoorden.",),
        )
    if complaint.noticed is not None and until is not None:
        return Letter(
            subject="We kunnen de vergoeding terugvorderen: u kan zich verdedigen",
            lines=(
                "Volgens een klacht volgde een begeleiding de regels niet. Daarom kunnen we de vergoeding verminderen "
                "of terugvorderen (artikel 19).",
                f"U kan zich verdedigen tot en met {day_in_words(until)}. Daarna is het te laat.",
            ),
        )
    asked = next((row for row in complaint.asked if row.side is Party.CENTRE), None)
    if asked is None:
        return None
    told = (f"Er is een klacht over een begeleiding. Vertel ons uw kant, ten laatste op {day_in_words(asked.until)}.",)
    return Letter(subject="Een klacht: we horen graag uw kant", lines=told)
