"""What the routes of groups answer, from what the service found."""

from collections.abc import Iterable

from api.groups import schemas, texts
from api.storage.groups import Group, Membership, Told


def memberships(found: Iterable[Membership]) -> schemas.MembershipsOut:
    """Return the groups of a citizen."""
    items = [
        schemas.MembershipOut(
            group_id=row.group.id,
            name=row.group.name,
            organisation=row.group.organisation,
            tools=[schemas.CountedOut(tool=tool, counted_on=on) for tool, on in row.tools.items()],
        )
        for row in found
    ]
    return schemas.MembershipsOut(items=items)


def wave(found: Told) -> schemas.WaveOut:
    """Return the sums of a wave."""
    about, counts = texts.COUNTED[found.tool], found.sums["counts"]
    cells = [schemas.CellOut(code=code, label=label, people=counts.get(code)) for code, label in about.codes.items()]
    return schemas.WaveOut(
        tool=found.tool,
        tool_name=about.title,
        counted_on=found.counted_on,
        people=found.sums["people"],
        counts=cells,
    )


def group(found: Group, told: Iterable[Told]) -> schemas.GroupOut:
    """Return what an organisation sees."""
    return schemas.GroupOut(
        name=found.name,
        organisation=found.organisation,
        group_code=found.code,
        next_on=found.next_on,
        waves=[wave(row) for row in told if row.tool in texts.COUNTED],
    )
