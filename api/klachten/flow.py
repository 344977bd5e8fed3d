"""Each act about a complaint: who may do it, and what it becomes in the log."""

from api.klachten.schemas import AskIn, ComplaintDecisionIn, HearingIn, NoticeIn
from api.klachten.service import Act, by_centre, by_operator
from models.klachten import life
from models.klachten.events import Party


def ask(body: AskIn) -> Act:
    """Return that a side is asked for its view."""
    return by_operator(lambda opened: life.ask(opened.complaint, body.side, on=opened.today))


def hear(body: HearingIn) -> Act:
    """Return that the operator heard a side."""
    return by_operator(lambda opened: life.hear(opened.complaint, body.side, on=opened.today))


def tell() -> Act:
    """Return that the centre gave its view in writing."""
    return by_centre(lambda opened: life.hear(opened.complaint, Party.CENTRE, on=opened.today))


def notice(body: NoticeIn) -> Act:
    """Return that the centre was told that its fee may be recovered."""
    return by_operator(lambda opened: life.notice(opened.complaint, served_on=body.served_on, on=opened.today))


def defend() -> Act:
    """Return that the centre defended itself."""
    return by_centre(lambda opened: life.defend(opened.complaint, on=opened.today))


def decide(body: ComplaintDecisionIn) -> Act:
    """Return the decision."""
    return by_operator(
        lambda opened: life.decide(
            opened.complaint,
            outcome=body.outcome,
            remedies=body.remedies,
            formal_breach=body.formal_breach,
            reasons=body.reasons,
            on=opened.today,
        )
    )
