"""What a citizen should know beside the answer: proof that may be asked, border days, rules that are not certain."""

from collections.abc import Iterator
from datetime import timedelta

from models.loopbaancheque.conditions import Case
from models.loopbaancheque.dated import Confidence
from models.loopbaancheque.rules import SCHEME
from models.loopbaancheque.schema import Assessment, Note, Outcome, WorkKind
from models.wording import day_in_words, say

SOON = timedelta(days=30)
"""So near to the end of a version, the citizen is told what day that is."""

_PROOF = {
    WorkKind.EQUATED: Note(
        code="equated-needs-proof",
        text=say(
            "Een periode telt mee als gelijkgesteld, zoals ouderschapsverlof of tijdelijke werkloosheid. VDAB ziet "
            "die misschien niet. Hou een bewijs klaar."
        ),
    ),
    WorkKind.FOREIGN: Note(
        code="foreign-needs-proof",
        text=say(
            "Werk in het buitenland telt mee met een attest van je werkgever. VDAB ziet dat werk niet vanzelf. Hou "
            "het attest klaar."
        ),
    ),
}

_BORDER = Note(
    code="experience-border",
    text=say(
        "Je zit vlak bij de grens voor werkervaring. VDAB telt misschien een of twee dagen anders. Hou je contracten "
        "klaar."
    ),
)
_UNCERTAIN = Note(
    code="rule-uncertain",
    text=say("Deze regels lazen we bij anderen, niet in de tekst van de wet zelf. Vraag VDAB of ze kloppen."),
)
_FEE_UNKNOWN = Note(
    code="fee-unknown",
    text=say("Wat een uur begeleiding nu kost, is niet bekend. Daarom weten we ook niet wat Vlaanderen betaalt."),
)


def _of_periods(case: Case) -> Iterator[Note]:
    kinds = {period.kind for period in case.facts.work_periods or () if period.start < case.day}
    for kind, note in _PROOF.items():
        if kind in kinds:
            yield note


def warnings(case: Case) -> tuple[Note, ...]:
    """Return what should be known about an answer under a version."""
    found = list(_of_periods(case))
    if case.experience is not None and case.experience.border:
        found.append(_BORDER)
    if case.rules.values[SCHEME].confidence is not Confidence.HIGH:
        found.append(_UNCERTAIN)
    if case.rules.hourly_rate is None:
        found.append(_FEE_UNKNOWN)
    last = case.rules.last_day
    if last is not None and last - case.day < SOON:
        text = say(
            "Deze regels gelden tot en met {day}. De dag van je aanvraag telt, niet die van betalen.",
            day=day_in_words(last),
        )
        found.append(Note(code="rules-end-soon", text=text))
    return tuple(found)


def needs_proof(notes: tuple[Note, ...]) -> bool:
    """Whether a warning asks the citizen to keep proof ready."""
    proof = {_BORDER, *_PROOF.values()}
    return not proof.isdisjoint(notes)


def asks_proof(found: Assessment) -> bool:
    """Whether the rules alone cannot decide: a fact is unknown, or proof has to be looked at."""
    return found.outcome is Outcome.UNKNOWN or needs_proof(found.warnings)
