"""All queries of the sums of centres by year, and of how far they were counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.cheques import cheque_events
from api.storage.tables.figures import centre_sums

COUNTED = 0
"""Year of the line that says until which fact was counted."""

CENTRE = "centre:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A centre in a year; the columns of ``centre_sums`` say what each member means."""

    centre_id: str
    year: int
    started: int = 0
    closed: int = 0
    complete: int = 0
    half_hours: int = 0
    online: int = 0
    facts: int = 0


_SUMS = [centre_sums.c[name] for name in Sums.__slots__]


class FigureStore:
    """Sums of centres in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def facts(self, centre_id: str | None = None) -> dict[str, int]:
        """Return how many facts the logs of the cheques of centres have, of all of them or of one."""
        start = cheque_events.alias("start")
        begun = (start.c.number == cheque_events.c.number) & (start.c.kind == "activated")
        query = select(start.c.actor, func.count()).join_from(start, cheque_events, begun).group_by(start.c.actor)
        if centre_id is not None:
            query = query.where(start.c.actor == f"{CENTRE}{centre_id}")
        async with self.database.reading(long=True) as connection:
            rows = await connection.execute(query)
            return {actor.removeprefix(CENTRE): count for actor, count in rows}

    async def counted(self) -> dict[str, int]:
        """Return until which fact each centre was counted."""
        query = select(centre_sums.c.centre_id, centre_sums.c.facts).where(centre_sums.c.year == COUNTED)
        async with self.database.reading(long=True) as connection:
            return {row.centre_id: row.facts for row in await connection.execute(query)}

    async def of_centre(self, centre_id: str, year: int) -> tuple[Sums, int]:
        """Return the sums of a centre in a year, and until which fact they were counted; -1 when never."""
        query = select(*_SUMS).where(centre_sums.c.centre_id == centre_id, centre_sums.c.year.in_((COUNTED, year)))
        async with self.database.reading(long=True) as connection:
            found = {row["year"]: Sums(**row) for row in (await connection.execute(query)).mappings()}
        counted = found[COUNTED].facts if COUNTED in found else -1
        return found.get(year, Sums(centre_id=centre_id, year=year)), counted

    async def of_year(self, year: int) -> Sequence[Sums]:
        """Return the sums of all centres in a year."""
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(select(*_SUMS).where(centre_sums.c.year == year))).mappings()
            return [Sums(**row) for row in rows]

    async def keep(self, centre_id: str, years: Mapping[int, Sums], facts: int) -> None:
        """Keep the sums of a centre in place of those of before; of two at once one stays, and both are right."""
        rows = [*years.values(), Sums(centre_id=centre_id, year=COUNTED, facts=facts)]
        try:
            async with self.database.writing() as connection:
                await connection.execute(delete(centre_sums).where(centre_sums.c.centre_id == centre_id))
                values = [{name: getattr(row, name) for name in Sums.__slots__} for row in rows]
                await connection.execute(insert(centre_sums), values)
        except IntegrityError:
            return
