"""Groups: made by the operator with the key of the organisation that sees their sums."""

from datetime import date, datetime

from api.keys.service import Keys
from api.sessions import codes
from api.storage.groups import Group, GroupStore
from models.groups.sums import next_moment


async def issue(
    store: GroupStore, keys: Keys, name: str, organisation: str, *, on: date, now: datetime
) -> tuple[Group, str]:
    """Make a group with the key of its organisation; return both, the key for the only time."""
    key_id, key = await keys.issue_group(organisation, now=now)
    group = Group(
        id=codes.random_id(),
        name=name,
        organisation=organisation,
        code=codes.resume_code(codes.random_seed()),
        key_id=key_id,
        next_on=next_moment(on),
        created_at=now,
    )
    await store.add(group)
    return group, key
