"""What the life of a cheque refuses, as problems; and the check of a national number, which is not kept."""

from stdnum.be import ssn

from api.problems import Issue, ProblemError, shown
from models.loopbaancheque.life_commands import LifeError

VALUE_RULES = frozenset(
    (
        "day-in-future",
        "day-before-last-fact",
        "reason-missing",
        "no-such-cheque",
        "wrong-amount",
        "printed-day-impossible",
        "before-issue",
        "below-half-hour",
        "other-theme",
        "wrong-reason",
        "fact-day",
        "minutes-missing",
        "aftercare-not-counted",
    )
)
"""Rules about a value that can be mended in the request; the others are about where the cheque stands."""


def of_life(error: LifeError) -> ProblemError:
    """Return the problem of a fact that the rules forbid: 422 for a value, 409 for where the cheque stands."""
    value = None if error.value is None else shown(str(error.value))
    place = f"/{error.field}" if error.field else ""
    issue = Issue(location="body", pointer=place, code=error.code, detail=error.detail, value=value)
    if error.code in VALUE_RULES:
        return ProblemError(422, "invalid-request", f"1 value cannot be used: body{place}", issue)
    return ProblemError(409, "cheque-rule", f"{error.detail}; nothing was changed", issue)


def unknown_cheque() -> ProblemError:
    """Return the problem of a cheque that is not there or is somebody else's: never told apart."""
    return ProblemError(404, "unknown-cheque", "no such cheque for this key, number and client number")


def check_insz(value: object) -> None:
    """Refuse a national number (INSZ) that cannot be one; it is looked at and forgotten, and never given back.

    Raises
    ------
    ProblemError
        422 when it is no text of eleven digits whose last two check the others.
    """
    if value is None:
        return
    if not isinstance(value, str) or not ssn.is_valid(value):
        detail = (
            "allowed are the eleven digits of a national number or bis number, of which the last two check the rest"
        )
        issue = Issue(location="body", pointer="/insz", code="insz", detail=detail)
        raise ProblemError(422, "invalid-request", "1 value cannot be used: body/insz", issue)
