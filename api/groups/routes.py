"""JSON routes of groups under /api/v1/groups: parse, one call, return."""

from fastapi import APIRouter, Response

from api.account.dependencies import Bearer
from api.dependencies import Address, Now
from api.groups import answers, schemas
from api.groups.dependencies import AllGroups, GroupId, Keyed
from api.problems import KEEPING_PROBLEMS, KEYED_PROBLEMS

router = APIRouter(prefix="/api/v1/groups", tags=["groups"], responses=KEEPING_PROBLEMS)


@router.get("/sums", summary="What an organisation sees of its group", responses=KEYED_PROBLEMS)
async def sums(group: Keyed, groups: AllGroups) -> schemas.GroupOut:
    """Return sums over whole waves of at least twenty people, counted once each.

    Nobody is in two of them, and nobody asks questions of their own.
    """
    return answers.group(group, await groups.told(group))


@router.get("/memberships", summary="The groups that a citizen is in")
async def mine(login: Bearer, groups: AllGroups) -> schemas.MembershipsOut:
    """Each with what is counted, and since when."""
    return answers.memberships(await groups.mine(login))


@router.put("/memberships", summary="Let results be counted in a group", responses=KEYED_PROBLEMS)
async def join(
    body: schemas.JoinIn, login: Bearer, groups: AllGroups, address: Address, now: Now
) -> schemas.MembershipsOut:
    """Agree, in one's own session, with an account of the identity provider.

    Again with other tools, what was not counted yet changes.
    """
    await groups.join(login, body.group_code, body.tools, address, now=now)
    return answers.memberships(await groups.mine(login))


@router.delete("/memberships/{group_id}", status_code=204, summary="Leave a group at once")
async def leave(group_id: GroupId, login: Bearer, groups: AllGroups) -> Response:
    """Forget what was not counted yet; a sum that was counted stays, and tells nothing of one person."""
    await groups.leave(login, group_id)
    return Response(status_code=204)
