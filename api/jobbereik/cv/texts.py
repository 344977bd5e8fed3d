"""Words of the CV: sentences that start it, headings, and what is said of a file. Plain Dutch (B1)."""

from collections.abc import Sequence

from api.jobbereik.texts import YEARS
from item_bank.schema import CompetenceKind
from models.cv.languages import small
from models.cv.matching import EntryStatus, Match, Matched
from models.cv.schema import Period
from models.jobbereik.schema import ExperienceKind
from models.wording import say, say_counted, together

CHOSEN = {months: say("{years} jaar", years=words) for months, words in YEARS}
"""How long in words, for months that a choice of the form stands for: the form did not ask more exactly."""

UNTOLD = 12
"""Months of an experience on the pages as long as nobody said how long."""

SECTIONS: dict[ExperienceKind, str] = {
    ExperienceKind.JOB: say("Werkervaring"),
    ExperienceKind.VOLUNTEERING: say("Vrijwilligerswerk"),
    ExperienceKind.STUDY: say("Opleiding"),
    ExperienceKind.HOBBY: say("Hobby's"),
}

GROUPS: dict[CompetenceKind, str] = {
    CompetenceKind.SKILL: say("Wat ik kan"),
    CompetenceKind.KNOWLEDGE: say("Wat ik weet"),
    CompetenceKind.SOFT: say("Hoe ik werk"),
}

EUROPASS_STUDY = say("Onderwijs en opleiding")

UNREADABLE: dict[str, str] = {
    "missing": say("Kies eerst een bestand."),
    "empty": say("Dit bestand is leeg. Kies een ander."),
    "too-large": say(
        "Dit bestand is te groot, of er zit te veel in. Bewaar je cv bij Europass opnieuw, zonder bijlagen."
    ),
    "broken": say("We kunnen dit bestand niet lezen. Misschien is het beschadigd. Bewaar je cv bij Europass opnieuw."),
    "unsafe": say("In dit bestand staat iets dat we om veiligheid niet openen. Bewaar je cv bij Europass opnieuw."),
    "not-europass": say("Dit is geen cv van Europass. We lezen cv's van Europass als PDF, XML of JSON."),
    "locked": say("Deze PDF is met een wachtwoord beveiligd. Bewaar ze zonder wachtwoord."),
    "no-attachment": say(
        "In deze PDF zitten geen gegevens van Europass. Bewaar je cv op de site van Europass als PDF."
    ),
}


EITHER: dict[str, str] = UNREADABLE | {
    "broken": say("We kunnen dit bestand niet lezen. Misschien is het beschadigd. Bewaar je profiel of je cv opnieuw."),
    "not-europass": say(
        "Dit is geen profiel van Loopbaanspiegel en geen cv van Europass. Kies mijn-profiel.json dat je hier bewaarde, "
        "of een cv dat je bij Europass bewaarde als PDF, XML of JSON."
    ),
}
"""The same of a file that could have been a profile of ours too."""


def duration(months: int, *, exact: bool) -> str:
    """Return how long in words; empty when nobody said it.

    Examples
    --------
    >>> duration(72, exact=False), duration(72, exact=True), duration(51, exact=False), duration(12, exact=False)
    ('3 tot 10 jaar', '6 jaar', '4 jaar en 3 maanden', '')
    >>> duration(12, exact=True), duration(1, exact=True), duration(0, exact=True)
    ('1 jaar', '1 maand', '')
    """
    if not exact and months in CHOSEN:
        return CHOSEN[months]
    if not months or (not exact and months == UNTOLD):
        return ""
    years, rest = divmod(months, 12)
    parts = [say_counted("{count} jaar", "{count} jaar", years)] if years else []
    parts += [say_counted("{count} maand", "{count} maanden", rest)] if rest else []
    return joined(parts)


def joined(parts: Sequence[str]) -> str:
    """Return an enumeration.

    Examples
    --------
    >>> joined(["kok", "ober", "bakker"])
    'kok, ober en bakker'
    """
    if len(parts) < 2:
        return parts[0] if parts else ""
    return say("{parts} en {last}", parts=together(list(parts[:-1])), last=parts[-1])


_BEGINNINGS: dict[ExperienceKind, str] = {
    ExperienceKind.JOB: say("Ik heb ervaring als"),
    ExperienceKind.VOLUNTEERING: say("Ik deed vrijwilligerswerk als"),
    ExperienceKind.STUDY: say("Ik leerde voor"),
}

NAMED = 3


def introduction(entries: Sequence[tuple[ExperienceKind, str, str]], skills: Sequence[str]) -> str:
    """Return who somebody is, from what was told and nothing more.

    Parameters
    ----------
    entries
        Kind, name and duration of each experience.
    skills
        Confirmed competences of what somebody does.

    Examples
    --------
    >>> job = ExperienceKind.JOB
    >>> introduction([(job, "Kok", "3 tot 10 jaar"), (job, "Ober", "")], ["Koken", "Afwassen"])
    'Ik heb ervaring als kok (3 tot 10 jaar) en ober. Ik kan onder meer dit: koken en afwassen.'
    >>> introduction([], [])
    ''
    """
    found = []
    for kind, beginning in _BEGINNINGS.items():
        rows = [
            say("{name} ({long})", name=small(label), long=long) if long else small(label)
            for k, label, long in entries
            if k is kind
        ]
        found += [say("{beginning} {names}.", beginning=beginning, names=joined(rows))] if rows else []
    named = joined([small(row) for row in skills[:NAMED]])
    found += [say("Ik kan onder meer dit: {names}.", names=named)] if skills else []
    return together(found, " ")


def description(kind: ExperienceKind, long: str) -> str:
    """Return the sentence about one experience that the person goes on from; empty when nobody said how long."""
    if not long:
        return ""
    return (
        say("Ik leerde dit {long}.", long=long)
        if kind is ExperienceKind.STUDY
        else say("Ik deed dit {long}.", long=long)
    )


def when(period: Period) -> str:
    """Return a period in words; empty when nobody told it."""
    end = say("nu") if period.current else "" if period.end is None else period.end.words()
    start = "" if period.start is None else period.start.words()
    if start and end:
        return say("van {start} tot {end}", start=start, end=end)
    return say("vanaf {start}", start=start) if start else say("tot {end}", end=end) if end else ""


def entry_note(row: Match) -> str | None:
    """Return what must be said about an entry of a file; ``None`` when it is simply found."""
    found = []
    if row.status is EntryStatus.CHOICE:
        found.append(say("Hier passen meerdere beroepen bij. Welk is het?"))
    elif row.status is EntryStatus.NEAR:
        found.append(say("Dit beroep kennen we niet. Dit lijkt er het meest op."))
    elif row.status is EntryStatus.UNKNOWN:
        found.append(say("Dit kennen we niet."))
        found += [say("Is het een van deze?")] if row.occupations else []
    if row.unread_dates:
        found.append(say("Deze datum begrijpen we niet: {dates}.", dates=joined(row.unread_dates)))
    if row.impossible is not None:
        found.append(say("Deze periode kan niet: {period}.", period=when(row.impossible)))
    if not row.occupations:
        return together(found, " ")
    if row.months is None:
        found.append(say("Hoe lang dit duurde, weten we niet. We rekenen met 1 jaar. Je kan dat straks aanpassen."))
    elif row.guessed:
        found.append(say("Er staan alleen jaartallen. De duur is dus een schatting."))
    return together(found, " ") or None


def notes(found: Matched) -> list[str]:
    """Return what was not understood or not taken over."""
    rows = [say("Dit begrijpen we niet: {parts}.", parts=joined(found.unread))] if found.unread else []
    if found.left_out:
        rows.append(
            say_counted(
                "Nog {count} stuk ervaring namen we niet over.",
                "Nog {count} stukken ervaring namen we niet over.",
                found.left_out,
            )
        )
    if found.untitled:
        rows.append(
            say_counted(
                "Bij {count} stuk ervaring staat niet wat je deed. Dat namen we niet over.",
                "Bij {count} stukken ervaring staat niet wat je deed. Die namen we niet over.",
                found.untitled,
            )
        )
    if found.other:
        rows.append(say("Dit nemen we niet over: {parts}.", parts=joined(found.other)))
    return [
        *rows,
        say("Je naam, je adres, je foto en je werkgevers lezen we niet. Die blijven in je bestand."),
    ]
