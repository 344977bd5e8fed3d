"""Dutch words for what vacancies ask, for levels of education and for titles. Plain Dutch (B1)."""

from item_bank.vacancies.records import VacancySource
from models.titles.answering import Answer, Kind
from models.titles.spoken import Silence
from models.vacancies.schema import Evidence, Trend
from models.wording import say, say_counted, together, whole

LEVELS: dict[int, str] = {
    1: say("Lager onderwijs"),
    2: say("Vierde jaar secundair onderwijs"),
    3: say("Zesde jaar beroepsonderwijs, zonder zevende jaar"),
    4: say("Diploma secundair onderwijs"),
    5: say("Graduaat (hbo5)"),
    6: say("Bachelor"),
    7: say("Master"),
    8: say("Doctor"),
}
"""Levels of the Flemish qualification structure in words that people know."""


OFTEN, MUCH = 1.5, 10
"""A competence is asked more often here than elsewhere, or much more, when the lower bound of its lift reaches this."""


def number(value: int) -> str:
    """Write a whole number as Dutch does.

    Examples
    --------
    >>> number(1240), number(12)
    ('1.240', '12')
    """
    return whole(value)


def noun(source: VacancySource, count: int = 2) -> str:
    """Return what vacancies are called; samples always by their own name.

    Examples
    --------
    >>> noun(VacancySource.SAMPLE, 1), noun(VacancySource.IMPORTED)
    ('voorbeeldvacature', 'vacatures')
    """
    if source is VacancySource.SAMPLE:
        return say_counted("voorbeeldvacature", "voorbeeldvacatures", count)
    return say_counted("vacature", "vacatures", count)


def count(value: int, source: VacancySource) -> str:
    """Return how many vacancies there are, in words.

    Examples
    --------
    >>> count(1240, VacancySource.SAMPLE), count(0, VacancySource.IMPORTED)
    ('1.240 voorbeeldvacatures', 'geen vacatures')
    """
    return together([number(value) if value else say("geen"), noun(source, value)], " ")


def _percent(share: float) -> str:
    return f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def asked(found: Evidence) -> str:
    r"""Return how often vacancies ask a competence.

    Examples
    --------
    >>> from datetime import date
    >>> from models.contracts import Estimate
    >>> from models.vacancies.schema import Importance
    >>> one = Evidence(asked=12, vacancies=40, share=Estimate(value=.3, low=.18, high=.45, n=40), lift=None, weight=0.0,
    ...     importance=Importance.USEFUL, source=VacancySource.SAMPLE, since=date(2026, 1, 1), months=12)
    >>> asked(one)
    'In 12 van de 40 voorbeeldvacatures: 30\xa0%, waarschijnlijk tussen 18\xa0% en 45\xa0%.'
    """
    low, high = _percent(found.share.low), _percent(found.share.high)
    of = say(
        "In {asked} van de {vacancies} {vacancies2}",
        asked=number(found.asked),
        vacancies=number(found.vacancies),
        vacancies2=noun(found.source, found.vacancies),
    )
    thin = say(" Dat zijn weinig gegevens: dit cijfer is onzeker.") if found.thin else ""
    return say(
        "{of}: {value}, waarschijnlijk tussen {low} en {high}.{thin}",
        of=of,
        value=_percent(found.share.value),
        low=low,
        high=high,
        thin=thin,
    )


def asked_shortly(found: Evidence) -> str:
    """Return how often vacancies ask a competence, for a list."""
    return say(
        "in {asked} van de {vacancies} {vacancies2}",
        asked=number(found.asked),
        vacancies=number(found.vacancies),
        vacancies2=noun(found.source, found.vacancies),
    )


def lift(found: Evidence) -> str:
    """Return how much more or less often it is asked here than elsewhere; empty when that is not sure."""
    if found.lift is None or found.thin:
        return ""
    if found.lift.low >= MUCH:
        return say("Dat is meer dan {much} keer zo vaak als gemiddeld.", much=MUCH)
    if found.lift.low >= OFTEN:
        return say("Dat is ongeveer {value} keer zo vaak als gemiddeld.", value=round(found.lift.value))
    return say("Dat is minder vaak dan gemiddeld.") if found.lift.high < 1 else ""


def trend(found: Trend | None) -> str:
    """Return how it changed, with an arrow, only when that is sure.

    Examples
    --------
    >>> trend(Trend(change=0.2, low=0.05, high=0.33, n=70, n_before=80))
    '↑ Vaker gevraagd dan het jaar ervoor: 20 procentpunt meer, waarschijnlijk tussen 5 en 33.'
    >>> trend(Trend(change=0.02, low=-0.1, high=0.14, n=70, n_before=80))
    ''
    """
    if found is None or not found.direction:
        return ""
    bounds = sorted(round(100 * abs(bound)) for bound in (found.low, found.high))
    points = round(100 * abs(found.change))
    how, much = (say("↑ Vaker"), say("meer")) if found.direction > 0 else (say("↓ Minder vaak"), say("minder"))
    between = say("waarschijnlijk tussen {bounds} en {bounds2}", bounds=bounds[0], bounds2=bounds[1])
    return say(
        "{how} gevraagd dan het jaar ervoor: {points} procentpunt {much}, {between}.",
        how=how,
        points=points,
        much=much,
        between=between,
    )


LONGEST_SHOWN = 60


def title_note(answer: Answer, typed: str) -> str | None:
    """Return what to say of the answer to a title, ``None`` when it is simply found."""
    shown = typed if len(typed) <= LONGEST_SHOWN else f"{typed[:LONGEST_SHOWN]}…"
    if answer.task is not None:
        return say("“{shown}” hoort bij dit werk. Welk past het best?", shown=shown)
    if answer.kind is Kind.NEAR:
        return say(
            "We kennen “{shown}” niet. Dit lijkt er het meest op. Klopt het niet? Zoek dan met een ander woord.",
            shown=shown,
        )
    if answer.several_jobs:
        return say("Je typte meer dan één job. Kies er één, en zoek daarna de andere.")
    if answer.silence is not None:
        return _no_work(answer.silence, shown, near=bool(answer.suggestions))
    if answer.kind is Kind.AMBIGUOUS:
        return say("Bij “{shown}” horen meerdere beroepen. Welk bedoel je?", shown=shown)
    if answer.kind is Kind.NOTHING and answer.suggestions:
        return say("We vinden “{shown}” niet. Bedoel je een van deze?", shown=shown)
    if answer.kind is Kind.NOTHING:
        return say(
            "We vinden geen beroep voor “{shown}”. Typ wat je doet, bijvoorbeeld “poetsen” of “vrachtwagen rijden”.",
            shown=shown,
        )
    return None


def _no_work(silence: Silence, shown: str, *, near: bool) -> str:
    """Return what to say of a word that names no work, so that what somebody did all the same is found."""
    match silence:
        case Silence.UNPAID if near:
            return say(
                "Zorgen voor iemand is ook ervaring. Kies het werk dat er het best bij past, of typ wat je deed."
            )
        case Silence.UNPAID:
            return say(
                "Vrijwilligerswerk is ook ervaring. Typ wat je deed, bijvoorbeeld “koken” of “kinderen begeleiden”."
            )
        case Silence.LEARNING:
            return say(
                "Wat je leert, een stage of een vakantiejob telt ook. Typ wat je deed of leert, bijvoorbeeld “koken”."
            )
        case Silence.RESTING:
            return say("Typ werk dat je vroeger deed, ook als dat lang geleden is. Of typ een hobby: die telt ook.")
        case Silence.NEVER:
            return say("Nog niet gewerkt? Typ een hobby, vrijwilligerswerk of wat je leerde. Dat telt ook.")
    return say(
        "“{shown}” zegt nog niet wat je doet. Typ wat of waar, bijvoorbeeld “inpakken” of “ploegbaas bouw”.",
        shown=shown,
    )
