"""The answer: may this citizen request a loopbaancheque on this day, why, what it holds, and what else can be done.

Upstream: facts, and the versions of the scheme. Downstream: ``api.loopbaancheque`` and ``models.loopbaancentra``.
"""

from dataclasses import replace

from models.loopbaancheque.conditions import RULES, Case, case_of, experience_parameter
from models.loopbaancheque.dated import parameters
from models.loopbaancheque.experience import history
from models.loopbaancheque.money import fee_cents, state_share_cents
from models.loopbaancheque.next_day import TEMPORARY, next_day
from models.loopbaancheque.notes import needs_proof, warnings
from models.loopbaancheque.referrals import PROOF, referrals
from models.loopbaancheque.rules import SCHEME, Rules, Timeline, timeline
from models.loopbaancheque.schema import Assessment, Code, Condition, Facts, Outcome, StateShare
from models.wording import day_in_words, say


def _conditions(case: Case) -> tuple[Condition, ...]:
    found = []
    for rule in RULES:
        if rule.holds(case.rules):
            met, explanation = rule.check(case)
            name = rule.parameter or experience_parameter(case.rules)
            found.append(
                Condition(
                    code=rule.code,
                    met=met,
                    explanation=explanation,
                    basis=case.rules.values[name],
                    last_checked_on=parameters()[name].last_checked_on,
                )
            )
    return tuple(found)


def outcome_of(conditions: tuple[Condition, ...]) -> Outcome:
    """Return the outcome: not eligible if one condition is not met, else unknown if one is unknown."""
    answers = {condition.met for condition in conditions}
    if False in answers:
        return Outcome.NOT_ELIGIBLE
    return Outcome.UNKNOWN if None in answers else Outcome.ELIGIBLE


def state_share(rules: Rules, hours: int) -> StateShare:
    """Return what Flanders pays when all hours are used, without and with VAT; unknown where the fee is unknown.

    Examples
    --------
    >>> from datetime import date
    >>> from models.loopbaancheque.rules import rules_on
    >>> state_share(rules_on(date(2020, 1, 1)), 3)
    StateShare(excl_vat=38075, incl_vat=46911)
    """
    if rules.hourly_rate is None:
        return StateShare(excl_vat=None, incl_vat=None)
    fees = (fee_cents(2 * hours, rules.hourly_rate, vat) for vat in (0, rules.vat_percent))
    excl, incl = (state_share_cents(fee, rules.own_contribution) for fee in fees)
    return StateShare(excl_vat=excl, incl_vat=incl)


def _refused(facts: Facts, versions: Timeline) -> Assessment:
    """Return the answer for a day without a scheme: an answer, not an error."""
    later = versions.after(facts.requested_on)
    when = (
        say("De eerste regels gelden vanaf {day}.", day=day_in_words(later.first_day))
        if later
        else say("Latere regels zijn er nog niet.")
    )
    scheme = parameters()[SCHEME]
    row = scheme.values[-1] if later is None else None
    condition = Condition(
        code=Code.NO_SCHEME,
        met=False,
        explanation=say(
            "Op {day} is er geen regeling voor loopbaancheques. {when}", day=day_in_words(facts.requested_on), when=when
        ),
        basis=row,
        last_checked_on=scheme.last_checked_on,
    )
    work = None if facts.work_periods is None else history(facts.work_periods)
    return Assessment(
        outcome=Outcome.NOT_ELIGIBLE,
        rule_version=None,
        reasons=(Code.NO_SCHEME,),
        conditions=(condition,),
        cheque_number=None,
        hours=None,
        own_contribution=None,
        state_share=None,
        warnings=(),
        next_eligible_on=next_day(facts, work, versions),
        referrals=referrals({Outcome.NOT_ELIGIBLE, Code.NO_SCHEME}, facts.requested_on),
    )


def _granted(assessment: Assessment, case: Case) -> Assessment:
    second = case.portfolio is not None and case.portfolio.used > 0
    hours = case.rules.hours[1 if second else 0]
    return replace(
        assessment,
        cheque_number=2 if second else 1,
        hours=hours,
        own_contribution=case.rules.own_contribution,
        state_share=state_share(case.rules, hours),
    )


def assess(facts: Facts, versions: Timeline | None = None) -> Assessment:
    """Tell whether a citizen may request a cheque on the day of the facts, condition by condition.

    Parameters
    ----------
    versions
        The scheme through time; that of this release when left out.

    Examples
    --------
    >>> from datetime import date
    >>> assess(Facts(requested_on=date(2027, 1, 2))).reasons
    (<Code.NO_SCHEME: 'no-scheme-in-force'>,)
    """
    versions = versions or timeline()
    rules = versions.on(facts.requested_on)
    if rules is None:
        return _refused(facts, versions)
    work = None if facts.work_periods is None else history(facts.work_periods)
    case = case_of(facts, work, rules, facts.requested_on)
    conditions = _conditions(case)
    outcome = outcome_of(conditions)
    reasons = tuple(condition.code for condition in conditions if condition.met is False)
    notes = warnings(case)
    causes = {str(outcome), *map(str, reasons)} | ({PROOF} if needs_proof(notes) else set())
    later = next_day(facts, work, versions) if reasons and TEMPORARY.issuperset(reasons) else None
    found = Assessment(
        outcome=outcome,
        rule_version=rules.first_day,
        reasons=reasons,
        conditions=conditions,
        cheque_number=None,
        hours=None,
        own_contribution=None,
        state_share=None,
        warnings=notes,
        next_eligible_on=later,
        referrals=referrals(causes, facts.requested_on),
    )
    return _granted(found, case) if outcome is Outcome.ELIGIBLE else found
