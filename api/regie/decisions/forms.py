"""Reads the forms with which an employee decides, or looks at somebody else's decision."""

from starlette.datastructures import FormData

from api.regie.decisions.schemas import ChequeDecisionIn, LookIn, QuestionIn
from api.regie.flow import no_button
from api.web.forms import button, paragraph, text, texts


def decision(form: FormData, employee: str) -> ChequeDecisionIn:
    """Return a decision."""
    granted = text(form, "besluit") == "ja"
    members = {
        "employee": employee,
        "granted": granted,
        "chequeNumber": 2 if text(form, "cheque") == "2" else 1,
        "reasons": [] if granted else texts(form, "voorwaarde"),
        "text": paragraph(form, "uitleg"),
    }
    return ChequeDecisionIn.model_validate(members)


def look(form: FormData, employee: str) -> LookIn:
    """Return what a second person says.

    Raises
    ------
    ProblemError
        422 for another button than those of the page.
    """
    verb, _ = button(form)
    if verb not in ("akkoord", "niet"):
        raise no_button(verb)
    members = {"employee": employee, "agrees": verb == "akkoord", "text": paragraph(form, "uitleg")}
    return LookIn.model_validate(members)


def question(form: FormData, employee: str) -> QuestionIn:
    """Return a question for the citizen."""
    return QuestionIn.model_validate({"employee": employee, "text": paragraph(form, "vraag")})
