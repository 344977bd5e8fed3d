"""What someone can do next: steps from the rules of the cheque and from the Loopbaantest, each with its reason.

Nothing is invented here: the steps of the rules stand in ``models/loopbaancheque/referrals.yaml``, those of the themes
in the bank of the Loopbaantest. Upstream: a situation as somebody tells it. Downstream: the service, which adds
centres.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from item_bank.loopbaantest.bank import bank
from item_bank.loopbaantest.schema import Band, Theme
from models.loopbaancheque.referrals import referrals
from models.loopbaancheque.schema import Code, Outcome
from models.wording import say

THEMES_USED = 3
"""Lowest themes that give steps; more would bury the first."""

REASONS: dict[Code, str] = {
    Code.OWN_INITIATIVE: say("een cheque vraag je zelf, op eigen initiatief"),
    Code.WORKING: say("een cheque is er voor wie werkt"),
    Code.OUTPLACEMENT: say("je outplacement loopt nog"),
    Code.WORK_EXPERIENCE: say("je hebt nog niet genoeg gewerkt voor een cheque"),
    Code.PORTFOLIO_FULL: say("je gebruikte je cheques van deze zes jaar al"),
    Code.FIRST_CHEQUE_OPEN: say("je eerste cheque is nog niet afgerond"),
    Code.OPEN_REQUEST: say("je hebt nog een aanvraag of een cheque lopen"),
    Code.RESIDENCE: say("je woonplaats geeft geen recht op een cheque"),
    Code.WORKPLACE: say("je werkplek geeft geen recht op een cheque"),
    Code.CHEQUE_ALREADY_USED: say("je gebruikte al een cheque"),
    Code.MONTHLY_CAP: say("de cheques van deze maand zijn op"),
    Code.LANGUAGE: say("de begeleiding is in het Nederlands"),
    Code.NO_SCHEME: say("op die dag is er geen regeling"),
}
"""Why a step comes up, for each condition that is not met."""

OUTCOMES: dict[Outcome, str] = {
    Outcome.ELIGIBLE: say("je mag een cheque vragen"),
    Outcome.NOT_ELIGIBLE: say("nu kan je geen cheque vragen"),
    Outcome.UNKNOWN: say("we weten nog niet of je een cheque mag vragen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScore:
    """A score of the Loopbaantest, 0 to 100, with its band of doubt; ``None`` where it is not known."""

    theme: Theme
    score: float | None
    low: float | None = None
    high: float | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What somebody told; ``outcome`` is ``None`` when nobody looked at the cheque yet."""

    outcome: Outcome | None = None
    reasons: tuple[Code, ...] = ()
    scores: tuple[ThemeScore, ...] = ()

    def __post_init__(self) -> None:
        if self.reasons and self.outcome is not Outcome.NOT_ELIGIBLE:
            raise ValueError("reasons are for an outcome that is not eligible")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step, where it is, and why it comes up.

    Attributes
    ----------
    address
        Path of this site or address of another; ``None`` when the step lies elsewhere.
    why
        Reasons in Dutch, each a clause without a capital.
    """

    code: str
    text: str
    address: str | None
    why: tuple[str, ...]


CHECK = NextStep(
    code="loopbaancheque",
    text=say("Kijk na of je een loopbaancheque kan vragen. Dan betaalt Vlaanderen een groot deel van je begeleiding."),
    address="/loopbaancheque",
    why=(say("je weet nog niet of je een cheque kan vragen"),),
)


def _from_rules(situation: Situation, on: date) -> Iterable[NextStep]:
    if situation.outcome is None:
        yield CHECK
        return
    # Each reason by itself, so that every step knows which of them it answers; the order is that of the rules.
    causes: list[tuple[str, str]] = [(code, REASONS[code]) for code in situation.reasons]
    causes.append((situation.outcome, OUTCOMES[situation.outcome]))
    for note in referrals({str(cause) for cause, _ in causes}, on):
        why = [words for cause, words in causes if note in referrals({str(cause)}, on)]
        yield NextStep(code=note.code, text=note.text, address=note.path, why=tuple(why[:2]))


def lowest(scores: Sequence[ThemeScore]) -> tuple[ThemeScore, ...]:
    """Return the themes where most can be gained, lowest first; themes that are solid already are left out."""
    known = [row for row in scores if row.score is not None and row.band is not Band.SOLID]
    return tuple(sorted(known, key=lambda row: (row.score or 0.0, row.theme)))[:THEMES_USED]


def _from_themes(situation: Situation) -> Iterable[NextStep]:
    for number, row in enumerate(lowest(situation.scores)):
        text = bank().themes[row.theme]
        label = text.label["nl"].lower()
        sure = _surely_lowest(row, situation.scores)
        words = (
            say("“{label}” is je laagste thema", label=label)
            if number == 0
            else say("ook “{label}” staat bij jou laag", label=label)
        )
        doubt = "" if sure else say(", al is het verschil met je andere thema's klein")
        for link in text.links:
            yield NextStep(code=link.id, text=f"{link.label}.", address=link.address, why=(words + doubt,))


def _surely_lowest(row: ThemeScore, scores: Sequence[ThemeScore]) -> bool:
    """Return whether the band of doubt of a theme lies below that of the highest theme."""
    tops = [other.low for other in scores if other.theme is not row.theme and other.low is not None]
    return row.high is not None and bool(tops) and row.high < max(tops)


def next_steps(situation: Situation, on: date) -> tuple[NextStep, ...]:
    """Return the steps for a situation: what the cheque asks first, then the themes; each step once, with all reasons.

    Examples
    --------
    >>> steps = next_steps(Situation(outcome=Outcome.NOT_ELIGIBLE, reasons=(Code.WORK_EXPERIENCE,)), date(2026, 11, 25))
    >>> len(steps) >= 3, steps[0].why
    (True, ('je hebt nog niet genoeg gewerkt voor een cheque',))
    """
    found: dict[str, NextStep] = {}
    for step in (*_from_rules(situation, on), *_from_themes(situation)):
        had = found.get(step.code)
        if had is None:
            found[step.code] = step
        else:
            why = tuple(dict.fromkeys((*had.why, *step.why)))
            found[step.code] = replace(had, why=why)
    return tuple(found.values())


def uses_centres(situation: Situation) -> bool:
    """Return whether centres help in this situation: not while a rule sends somebody elsewhere first."""
    elsewhere = {Code.OWN_INITIATIVE, Code.OUTPLACEMENT, Code.WORKING}
    return elsewhere.isdisjoint(situation.reasons)
