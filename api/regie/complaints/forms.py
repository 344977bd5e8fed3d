"""Reads the forms about complaints."""

from starlette.datastructures import FormData

from api.klachten import flow
from api.klachten.schemas import AskIn, ComplaintDecisionIn, HearingIn, NoticeIn
from api.klachten.service import Act
from api.regie.flow import no_button
from api.web.days import read_day
from api.web.forms import button, paragraph, text, texts


def act(form: FormData) -> Act:
    """Return what the button asks.

    Raises
    ------
    pydantic.ValidationError
        When a field cannot be used.
    ProblemError
        422 for another button than those of the page: nothing is decided by chance.
    """
    verb, side = button(form)
    if verb == "vraag":
        return flow.ask(AskIn.model_validate({"side": side}))
    if verb == "gehoord":
        return flow.hear(HearingIn.model_validate({"side": side}))
    if verb == "meld":
        return flow.notice(NoticeIn.model_validate({"servedOn": read_day(text(form, "dag", 40))}))
    if verb != "beslis":
        raise no_button(verb)
    members = {
        "outcome": text(form, "oordeel", 20),
        "remedies": texts(form, "gevolg"),
        "formalBreach": text(form, "vormfout") == "ja",
        "reasons": paragraph(form, "uitleg", 10_000),
    }
    return flow.decide(ComplaintDecisionIn.model_validate(members))
