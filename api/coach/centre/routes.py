"""JSON routes of a centre's coaches under /api/v1/coach/centre: parse, one call, return."""

from fastapi import APIRouter, Response

from api.coach.centre import answers, schemas
from api.coach.centre.dependencies import AllCentres, CentreId, PersonId
from api.dependencies import Now, Today
from api.loopbaancentra.dependencies import ActiveDirectory
from api.problems import KEYED_PROBLEMS
from api.sessions.idempotency import Creating, creates

router = APIRouter(prefix="/api/v1/coach/centre", tags=["coach"], responses=KEYED_PROBLEMS, route_class=Creating)


@router.get("/coaches", summary="Coaches of this centre, and whom it invited")
async def staff(centre: CentreId, all_: AllCentres, now: Now) -> schemas.CentreCoachesOut:
    """Each with engagement, and a subcontractor with method and contract. Nobody's clients are told."""
    return answers.staff(await all_.staff(centre, now=now))


@router.delete("/coaches/{person_id}", status_code=204, summary="Remove a coach at once")
async def remove(person_id: PersonId, centre: CentreId, all_: AllCentres, now: Now) -> Response:
    """From then on the coach sees nothing; what citizens shared is theirs and stays."""
    await all_.remove(centre, person_id, now=now)
    return Response(status_code=204)


@router.post("/invitations", status_code=201, summary="Invite a coach")
@creates
async def invite(
    body: schemas.CoachInvitationIn, centre: CentreId, all_: AllCentres, directory: ActiveDirectory, on: Today, now: Now
) -> schemas.CoachInvitedOut:
    """Give a code that works once within seven days, with a login at the identity provider."""
    return answers.invited(await all_.invite(centre, body, directory, on=on, now=now))


@router.delete("/invitations/{person_id}", status_code=204, summary="Take an invitation back")
async def withdraw(person_id: PersonId, centre: CentreId, all_: AllCentres) -> Response:
    """At once; a code that was given works no more."""
    await all_.withdraw(centre, person_id)
    return Response(status_code=204)
