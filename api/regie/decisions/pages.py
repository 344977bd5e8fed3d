"""Pages of what people decide about cheques: the queue, and a case."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import Now, Today
from api.regie import flow
from api.regie.decisions import answers, forms, schemas, views
from api.regie.decisions.dependencies import AllDecisions
from api.regie.decisions.service import By, Decisions
from api.regie.dependencies import DESK, Director, Opened
from api.web.rendering import render
from api.web.scans import download

router = APIRouter(prefix=f"{DESK.address}/beslissingen", include_in_schema=False)

HERE = f"{DESK.address}/beslissingen"


def _shown(request: Request, opened: Opened, decisions: Decisions, id_: str, today: Today) -> flow.Show:
    async def show(problem: str, typed: Mapping[str, str]) -> Response:
        context = views.case(opened, await decisions.open(id_, today=today), problem, typed)
        return render(request, "regie/beslissing.html", context, status_code=422 if problem else 200)

    return show


@router.get("")
async def queue(
    request: Request, opened: Director, decisions: AllDecisions, query: Annotated[schemas.QueueIn, Query()], on: Today
) -> Response:
    """Show what waits, the most urgent first."""
    found = await decisions.queue(answers.place(query.after), schemas.PAGE + 1, today=on)
    citizens = await decisions.of_citizens(schemas.PAGE, today=on)
    return render(request, "regie/beslissingen.html", views.queue(opened, found, citizens, on))


@router.get("/{id}")
async def look(request: Request, id: str, opened: Director, decisions: AllDecisions, on: Today) -> Response:  # noqa: A002 - the field's own name
    """Show a case."""
    return await _shown(request, opened, decisions, id, on)("", {})


@router.post("/{id}/besluit")
async def decide(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    decisions: AllDecisions,
    on: Today,
    now: Now,
) -> Response:
    """Decide about a case."""
    form, by = await opened.form(request), By.employee(opened.caller, opened.staff.name)
    work = lambda: decisions.decide(id, forms.decision(form, by.person), by, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _shown(request, opened, decisions, id, on), f"{HERE}/{id}")


@router.get("/{id}/stuk/{paper_id}")
async def paper(id: str, paper_id: str, opened: Director, decisions: AllDecisions) -> Response:  # noqa: A002 - the field's own name
    """Give a document of the citizen as a download."""
    found, content = await decisions.paper(id, paper_id)
    return download(content, found.media_type, f"bewijs-{found.id[:8]}")


@router.post("/{id}/vraag")
async def ask(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    decisions: AllDecisions,
    on: Today,
    now: Now,
) -> Response:
    """Ask the citizen a question."""
    form, by = await opened.form(request), By.employee(opened.caller, opened.staff.name)
    work = lambda: decisions.ask(id, forms.question(form, by.person), by, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _shown(request, opened, decisions, id, on), f"{HERE}/{id}")


@router.post("/{id}/meekijken")
async def second(
    request: Request,
    id: str,  # noqa: A002 - the field's own name
    opened: Director,
    decisions: AllDecisions,
    on: Today,
    now: Now,
) -> Response:
    """Agree with somebody else's decision, or say why not."""
    form, by = await opened.form(request), By.employee(opened.caller, opened.staff.name)
    work = lambda: decisions.look(id, forms.look(form, by.person), by, today=on, now=now)  # noqa: E731 - one act
    return await flow.act(form, work, _shown(request, opened, decisions, id, on), f"{HERE}/{id}")
