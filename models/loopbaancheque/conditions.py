"""The conditions, one by one: each is met, not met or unknown, and explains itself in Dutch.

Upstream: facts and rules. Downstream: ``models.loopbaancheque.assessment``. Which conditions a version has follows from
its parameters; a later version of the same shape needs no code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.loopbaancheque.days import History
from models.loopbaancheque.experience import Experience
from models.loopbaancheque.experience import experience as count_experience
from models.loopbaancheque.portfolio import Portfolio
from models.loopbaancheque.portfolio import running as running_portfolio
from models.loopbaancheque.residence import lives_where_it_counts, works_where_it_counts
from models.loopbaancheque.rules import Rules
from models.loopbaancheque.schema import Code, Facts
from models.wording import day_in_words, plural, say, whole

Answer = tuple[bool | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request on a day under a version, with what is counted once for several conditions.

    Attributes
    ----------
    experience, portfolio
        ``None`` when work or earlier cheques are not known.
    """

    facts: Facts
    day: date
    rules: Rules
    experience: Experience | None
    portfolio: Portfolio | None


def case_of(facts: Facts, work: History | None, rules: Rules, day: date) -> Case:
    """Return the case, counting what the conditions need."""
    cheques = facts.used_cheques
    return Case(
        facts=facts,
        day=day,
        rules=rules,
        experience=None if work is None else count_experience(work, rules, day),
        portfolio=None if cheques is None else running_portfolio(cheques, rules, day),
    )


def _plain(value: bool | None, met: str, unmet: str, unknown: str, *, wanted: bool = True) -> Answer:
    if value is None:
        return None, unknown
    return (True, met) if value is wanted else (False, unmet)


def own_initiative(case: Case) -> Answer:
    """Whether the citizen asks for the cheque personally and freely."""
    return _plain(
        case.facts.own_initiative,
        say("Je vraagt de cheque zelf aan, uit eigen wil."),
        say(
            "De cheque is er alleen voor wie ze zelf en uit eigen wil vraagt. Een werkgever mag ze niet voor zijn "
            "personeel gebruiken."
        ),
        say("We weten niet of je de cheque zelf en uit eigen wil vraagt."),
    )


def working(case: Case) -> Answer:
    """Whether the citizen works on the day of the request."""
    return _plain(
        case.facts.working,
        say("Je werkt op de dag van de aanvraag."),
        say(
            "Je werkt niet op de dag van de aanvraag. De cheque is er voor wie werkt: als werknemer of zelfstandige, "
            "voltijds of deeltijds."
        ),
        say(
            "We weten niet of je situatie telt als werken. Met een lopend contract tellen ziekte, ouderschapsverlof, "
            "loopbaanonderbreking en tijdelijke werkloosheid mee."
        ),
    )


def outplacement(case: Case) -> Answer:
    """Whether no outplacement is running."""
    return _plain(
        case.facts.in_outplacement,
        say("Je volgt geen outplacement."),
        say("Je volgt outplacement. Zolang dat loopt, heb je geen recht op een cheque."),
        say("We weten niet of je outplacement volgt."),
        wanted=False,
    )


def work_experience(case: Case) -> Answer:
    """Whether there is enough work, by the test of the version."""
    rules, found = case.rules, case.experience
    if rules.experience_window_months is None:
        days = rules.experience_days_in_career or 0
        need = say(
            "Nodig is {years} jaar: {days} dagen of {months} maanden, over je hele loopbaan.",
            years=whole(days // 365),
            days=whole(days),
            months=rules.experience_months_in_career,
        )
        counted = say("vóór deze dag")
    else:
        need = say(
            "Nodig zijn {months} maanden, of {months_temp} voor wie {days} dagen zonder onderbreking als uitzendkracht "
            "werkte.",
            months=rules.experience_months_in_window,
            months_temp=rules.experience_months_temp_agency,
            days=rules.temp_agency_unbroken_days,
        )
        counted = say("in de {months} maanden vóór deze dag", months=rules.experience_window_months)
    if found is None:
        return None, say("We weten niet hoelang je al werkt. {need}", need=need)
    told = plural(found.days, "dag", "dagen")
    return found.enough, say("Je telt {days} werk {counted}. {need}", days=told, counted=counted, need=need)


def portfolio_full(case: Case) -> Answer:
    """Whether a cheque is left in the running window."""
    portfolio, most, years = case.portfolio, case.rules.cheques_in_portfolio, case.rules.portfolio_years
    if portfolio is None:
        return None, say(
            "We weten niet of je al cheques gebruikte. Je hebt recht op {most} cheques in {years} jaar.",
            most=most,
            years=years,
        )
    if portfolio.reopens_on is None:
        return True, say(
            "Je gebruikte geen cheque in de laatste {years} jaar. Je hebt recht op {most} cheques.",
            years=years,
            most=most,
        )
    if portfolio.used >= (most or 0):
        again = day_in_words(portfolio.reopens_on)
        return False, say(
            "Je gebruikte al {most} cheques in deze {years} jaar. Een nieuwe periode begint op {again}.",
            most=most,
            years=years,
            again=again,
        )
    used = plural(portfolio.used, "cheque", "cheques")
    return True, say("Je gebruikte {used} van de {most} in deze {years} jaar.", used=used, most=most, years=years)


def first_cheque_open(case: Case) -> Answer:
    """Whether the first cheque, if there is one, is closed."""
    if case.portfolio is None:
        return None, say("We weten niet of je eerste cheque is afgerond.")
    if case.portfolio.first_open:
        return False, say("Je eerste cheque loopt nog. Na het afronden kan je de tweede vragen.")
    return True, say("Je hebt geen eerste cheque die nog loopt.")


def open_request(case: Case) -> Answer:
    """Whether no other request is running."""
    return _plain(
        case.facts.open_request,
        say("Je hebt geen andere aanvraag of geldige cheque."),
        say(
            "Je hebt al een aanvraag die loopt, of een geldige cheque die je nog niet gebruikte. Twee tegelijk kan "
            "niet."
        ),
        say("We weten niet of je al een aanvraag of een geldige cheque hebt."),
        wanted=False,
    )


def residence(case: Case) -> Answer:
    """Whether the citizen lives where the scheme holds."""
    return _plain(
        lives_where_it_counts(case.facts),
        say("Je woont waar je recht kan hebben op een cheque."),
        say(
            "De cheque is er voor wie in Vlaanderen of Brussel woont. Woon je in een ander land van de EER, of "
            "verhuisde je van daar naar Wallonië, dan kan het ook als je in Vlaanderen of Brussel werkt."
        ),
        say("We weten niet of je woont waar je recht kan hebben op een cheque."),
    )


def workplace(case: Case) -> Answer:
    """Whether the citizen works where the scheme asks it."""
    return _plain(
        works_where_it_counts(case.facts),
        say("Waar je werkt, is in orde."),
        say("Je woont niet in Vlaanderen of Brussel. Dan moet je er werken."),
        say("We weten niet of je werkt waar het nodig is. Wie in Vlaanderen of Brussel woont, mag overal werken."),
    )


def cheque_already_used(case: Case) -> Answer:
    """Whether no cheque was ever taken up."""
    cheques = case.facts.used_cheques
    if cheques is None:
        return None, say("We weten niet of je ooit al een cheque gebruikte. Nu is er één cheque in een hele loopbaan.")
    used = sum(cheque.started_on <= case.day for cheque in cheques)
    if used >= (case.rules.cheques_in_career or 0):
        return False, say(
            "Je gebruikte al een loopbaancheque. Sinds 1 november 2025 is er één cheque in een hele loopbaan."
        )
    return True, say("Je gebruikte nog nooit een loopbaancheque.")


def monthly_cap(case: Case) -> Answer:
    """Whether the request falls within the cap of its month."""
    number, cap = case.facts.request_number_in_month, case.rules.monthly_cap or 0
    if number is None:
        return None, say("VDAB gaf hoogstens {cap} cheques per maand. We weten niet of er nog een is.", cap=whole(cap))
    if number > cap:
        return False, say("De {cap} cheques van deze maand zijn op.", cap=whole(cap))
    return True, say("Je aanvraag valt binnen de {cap} cheques van deze maand.", cap=whole(cap))


def language(case: Case) -> Answer:
    """Whether the citizen is willing to be guided in Dutch."""
    return _plain(
        case.facts.accepts_dutch,
        say("Je wil de begeleiding in het Nederlands volgen."),
        say("De begeleiding is in het Nederlands. Dat wil je niet."),
        say("We weten niet of je de begeleiding in het Nederlands wil volgen."),
    )


def _always(_rules: Rules) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition as a version may have it.

    Attributes
    ----------
    parameter
        Name of the parameter that gives it its legal basis.
    holds
        Whether a version has it.
    """

    code: Code
    parameter: str
    check: Callable[[Case], Answer]
    holds: Callable[[Rules], bool] = _always


def _has_portfolio(rules: Rules) -> bool:
    return rules.cheques_in_portfolio is not None


def experience_parameter(rules: Rules) -> str:
    """Return the parameter that the test of experience of a version rests on."""
    return "experience_days_in_career" if rules.experience_window_months is None else "experience_months_in_window"


RULES = (
    Rule(code=Code.OWN_INITIATIVE, parameter="own_initiative_required", check=own_initiative),
    Rule(code=Code.WORKING, parameter="working_required", check=working),
    Rule(code=Code.OUTPLACEMENT, parameter="outplacement_excluded", check=outplacement),
    Rule(code=Code.WORK_EXPERIENCE, parameter="", check=work_experience),
    Rule(code=Code.PORTFOLIO_FULL, parameter="cheques_in_portfolio", check=portfolio_full, holds=_has_portfolio),
    Rule(
        code=Code.FIRST_CHEQUE_OPEN,
        parameter="first_cheque_closed_required",
        check=first_cheque_open,
        holds=_has_portfolio,
    ),
    Rule(code=Code.OPEN_REQUEST, parameter="one_open_request", check=open_request),
    Rule(code=Code.RESIDENCE, parameter="residence_required", check=residence),
    Rule(code=Code.WORKPLACE, parameter="workplace_required", check=workplace),
    Rule(
        code=Code.CHEQUE_ALREADY_USED,
        parameter="cheques_in_career",
        check=cheque_already_used,
        holds=lambda rules: rules.cheques_in_career is not None,
    ),
    Rule(
        code=Code.MONTHLY_CAP,
        parameter="monthly_cap",
        check=monthly_cap,
        holds=lambda rules: rules.monthly_cap is not None,
    ),
    Rule(code=Code.LANGUAGE, parameter="dutch_required", check=language),
)
"""Every condition that some version has, in the order in which reasons are told."""

PERSONAL = frozenset(
    {Code.OWN_INITIATIVE, Code.WORKING, Code.OUTPLACEMENT, Code.OPEN_REQUEST, Code.RESIDENCE, Code.WORKPLACE}
    | {Code.LANGUAGE}
)
"""Conditions that time alone never changes."""
