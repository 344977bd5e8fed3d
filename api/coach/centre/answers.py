"""What the routes of a centre answer, from what the service found."""

from api.coach.centre import schemas
from api.coach.centre.service import Staff
from api.storage.coaches import Coach, Invitation

TOLD = ("name", "engagement", "method", "contract")


def _coach(found: Coach) -> schemas.CentreCoachOut:
    told = {name: getattr(found, name) for name in TOLD}
    members = {"coach_id": found.id, "coach_code": found.code, "created_at": found.created_at}
    return schemas.CentreCoachOut.model_validate(members | told)


def _invitation(found: Invitation) -> schemas.CoachInvitationOut:
    told = {name: getattr(found, name) for name in TOLD}
    return schemas.CoachInvitationOut.model_validate({"invitation_id": found.id, "expires_at": found.expires_at} | told)


def staff(found: Staff) -> schemas.CentreCoachesOut:
    """Return the coaches of a centre and its open invitations."""
    invitations = [_invitation(row) for row in found.invitations]
    return schemas.CentreCoachesOut(items=[_coach(row) for row in found.coaches], invitations=invitations)


def invited(made: tuple[Invitation, str]) -> schemas.CoachInvitedOut:
    """Return an invitation that was just made, with its code."""
    found, code = made
    return schemas.CoachInvitedOut(**_invitation(found).model_dump(), code=code)
