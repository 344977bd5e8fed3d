"""Actions that a result suggests: the plan writes itself as far as is honest, and no further.

What and why come from the result. With whom and by when are for the person to say: they stay empty, unless the person
said them in the tool.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.plan.schema import TEXT_MAX, Action
from models.wording import say

PER_RESULT = 3
"""Actions proposed from one result, so that a plan stays short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a result says, in the few words that a proposal needs.

    Attributes
    ----------
    tool
        Its one word, such as ``orient``.
    kind
        ``occupation``, ``competence``, ``training``, ``step``, ``quality``, ``value``, ``valued`` or ``person``.
    label
        The thing itself, in Dutch.
    detail
        More about it, in Dutch; may be empty.
    what, with_whom, by_when
        What the person wrote down in the tool already; it stands in the plan in their own words.
    """

    tool: str
    kind: str
    label: str
    detail: str = ""
    what: str = ""
    with_whom: str = ""
    by_when: date | None = None


_WORDS: Mapping[str, tuple[str, str, str]] = {
    "occupation": (
        say("Ik spreek met iemand die werkt als {label}"),
        say("Dit beroep kwam uit {tool}. Ik wil weten hoe een gewone werkdag is."),
        say("Ik heb een gesprek gehad en drie dingen opgeschreven"),
    ),
    "competence": (
        say("Ik zoek uit hoe ik dit kan leren: {label}"),
        say("Volgens {tool} brengt dit mij dichter bij een beroep."),
        say("Ik heb één cursus of werkplek gevonden waar ik dit kan leren"),
    ),
    "training": (
        say("Ik vraag informatie over de opleiding {label}"),
        say("Volgens {tool} leer ik daar wat mij nog ontbreekt."),
        say("Ik heb de startdatum, de duur en de prijs op papier"),
    ),
    "step": ("{label}", say("Dit is een stap die {tool} voorstelt. {detail}"), ""),
    "quality": (
        say("Ik schrijf een voorbeeld op van mijn kwaliteit: {label}"),
        say("Met een voorbeeld kan ik deze kwaliteit tonen in een gesprek."),
        say("Ik heb één voorbeeld op papier: situatie, taak, actie en resultaat"),
    ),
    "value": (
        say("Ik doe iets om dit meer ruimte te geven: {label}"),
        say("Dit vind ik belangrijk en het krijgt nu te weinig plaats. {detail}"),
        "",
    ),
    "valued": (
        say("Ik doe iets om dit ruimte te blijven geven: {label}"),
        say("Dit vind ik belangrijk. {detail}"),
        "",
    ),
    "person": (
        say("Ik vraag een gesprek aan {label}"),
        "{detail}",
        say("Ik heb een afspraak"),
    ),
}


def propose(findings: Iterable[Finding], titles: Mapping[str, str]) -> tuple[Action, ...]:
    """Return actions for what results say, at most three from one tool, in the order given.

    Parameters
    ----------
    titles
        What each tool is called, by its one word.

    Examples
    --------
    >>> propose([Finding(tool="orient", kind="occupation", label="kok")], {"orient": "Oriënt"})[0].what
    'Ik spreek met iemand die werkt als kok'
    """
    counts: dict[str, int] = {}
    proposed = []
    for finding in findings:
        if counts.get(finding.tool, 0) >= PER_RESULT:
            continue
        counts[finding.tool] = counts.get(finding.tool, 0) + 1
        proposed.append(_action(finding, titles[finding.tool]))
    return tuple(proposed)


def about_occupation(label: str) -> Action:
    """Return the action for an occupation that somebody read about, without a result behind it.

    Examples
    --------
    >>> about_occupation("Kok").why
    'Ik las over dit beroep. Ik wil weten hoe een gewone werkdag is.'
    """
    told = say("Ik las over dit beroep. Ik wil weten hoe een gewone werkdag is.")
    what, _, how_seen, why = (str.__str__(words) for words in (*_WORDS["occupation"], told))  # Dutch, as below
    return Action(what=what.format(label=label)[:TEXT_MAX], why=why, how_seen=how_seen)


def _action(finding: Finding, tool: str) -> Action:
    # What is planned is kept, in Dutch whatever the page speaks: the same proposal is the same in every language.
    label, detail, named = (str.__str__(words) for words in (finding.label, finding.detail, tool))
    what, why, how_seen = (
        text.format(label=label, detail=detail, tool=named).strip()[:TEXT_MAX] for text in _WORDS[finding.kind]
    )
    return Action(
        what=finding.what.strip()[:TEXT_MAX] or what,
        why=why,
        with_whom=finding.with_whom.strip()[:TEXT_MAX],
        by_when=finding.by_when,
        how_seen=how_seen,
        origin=finding.tool,
        origin_label=f"{named}: {label}"[:200],
    )
