"""All queries of satisfaction: invitations, counters that are only added to, and open answers without names.

A code is used up and what it says is added in one transaction that keeps no trace from the one to the other. Counters
are shown in steps of ten answers or more, so that nobody reads one answer out of two looks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.database import Database
from api.storage.tables.satisfaction import (
    satisfaction_counts,
    satisfaction_invitations,
    satisfaction_sums,
    satisfaction_texts,
)

ANSWERS = 0
"""Item that counts answers; it is changed first, so that two answers of one centre wait for each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Who was invited, as far as counting needs it."""

    code_hash: str
    centre_id: str
    counsellor_id: str | None
    cheque: int
    year: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswer:
    """An open answer without names."""

    id: str
    centre_id: str
    year: int
    question: str
    text: str
    looked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one answer adds.

    Attributes
    ----------
    items
        From an item of 1 to 12 to the number given.
    texts
        From the id of an open answer to its question and its text.
    """

    items: Mapping[int, int]
    texts: Mapping[str, tuple[str, str]]


class UsedError(RuntimeError):
    """The code was used before; nothing was added."""


_TEXT = [satisfaction_texts.c[name] for name in OpenAnswer.__slots__]


async def _bump(connection: AsyncConnection, table: Any, key: Mapping[str, Any], by: Mapping[str, int]) -> None:  # noqa: ANN401 - a table
    """Add to the counters of a row, which is made when it is not there."""
    make: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    zero = {c.name: 0 for c in table.c if c.name not in key and c.name not in by}
    statement = make(table).values(**key, **zero, **by)
    changes = {name: table.c[name] + value for name, value in by.items()}
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))


class SatisfactionStore:
    """Satisfaction in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def invite(self, found: Invitation) -> bool:
        """Keep an invitation and count it; one that was kept before changes nothing."""
        row = {name: getattr(found, name) for name in Invitation.__slots__}
        key = {"centre_id": found.centre_id, "year": found.year, "cheque": found.cheque}
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(satisfaction_invitations).values(**row, used=False))
                await _bump(connection, satisfaction_counts, key, {"invited": 1})
        except IntegrityError:
            return False
        return True

    async def find(self, code_hashes: Sequence[str], now: datetime) -> bool | None:
        """Return whether a code was used; ``None`` when there is none."""
        table = satisfaction_invitations
        mine = table.c.code_hash.in_(code_hashes) & (table.c.expires_at > now)
        async with self.database.reading(long=True) as connection:
            found: bool | None = await connection.scalar(select(table.c.used).where(mine))
        return found

    async def centre_of(self, code_hashes: Sequence[str]) -> str | None:
        """Return the centre that a code that was not used is about."""
        mine = satisfaction_invitations.c.code_hash.in_(code_hashes)
        async with self.database.reading(long=True) as connection:
            found: str | None = await connection.scalar(select(satisfaction_invitations.c.centre_id).where(mine))
        return found

    async def answer(self, code_hashes: Sequence[str], given: Given, *, least: int) -> None:
        """Use a code up and add what was said.

        Raises
        ------
        UsedError
            When the code was used before, or at the same moment.
        """
        table = satisfaction_invitations
        async with self.database.erasing() as connection:
            mine = table.c.code_hash.in_(code_hashes) & table.c.used.is_(False)
            row = (await connection.execute(select(table).where(mine).with_for_update())).first()
            nothing = {"centre_id": None, "counsellor_id": None, "cheque": None, "year": None}
            done = await connection.execute(update(table).where(mine).values(used=True, **nothing))
            if row is None or not done.rowcount:
                raise UsedError
            key = {"centre_id": row.centre_id, "year": row.year, "cheque": row.cheque}
            await _bump(connection, satisfaction_counts, key, {"answers": 1})
            for whose in ("", row.counsellor_id) if row.counsellor_id else ("",):
                await self._add(connection, row, whose, given, least)
            texts = [
                {"id": id_, "question": question, "text": text, "looked": False}
                | {"centre_id": row.centre_id, "year": row.year}
                for id_, (question, text) in given.texts.items()
            ]
            if texts:
                await connection.execute(insert(satisfaction_texts), texts)

    @staticmethod
    async def _add(connection: AsyncConnection, row: Row[Any], whose: str, given: Given, least: int) -> None:
        table = satisfaction_sums
        key = {"centre_id": row.centre_id, "counsellor_id": whose, "year": row.year}
        for item, value in {ANSWERS: 0, **given.items}.items():
            await _bump(connection, table, key | {"item": item}, {"waiting_count": 1, "waiting_total": value})
        mine = (table.c.centre_id == row.centre_id) & (table.c.counsellor_id == whose) & (table.c.year == row.year)
        # Each item by itself: a question that one of ten answered would otherwise tell that one's number.
        shown = {
            "shown_count": table.c.shown_count + table.c.waiting_count,
            "shown_total": table.c.shown_total + table.c.waiting_total,
            "waiting_count": 0,
            "waiting_total": 0,
        }
        await connection.execute(update(table).where(mine, table.c.waiting_count >= least).values(**shown))

    async def sums(self, *, centre_id: str | None, counsellor_id: str, year: int | None) -> dict[int, tuple[int, int]]:
        """Return what may be shown, count and total by item; of all centres where none is named."""
        table = satisfaction_sums
        query = select(table.c.item, func.sum(table.c.shown_count), func.sum(table.c.shown_total))
        query = query.where(table.c.counsellor_id == counsellor_id).group_by(table.c.item)
        query = query if centre_id is None else query.where(table.c.centre_id == centre_id)
        query = query if year is None else query.where(table.c.year == year)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).all()
        return {item: (int(count), int(total)) for item, count, total in rows}

    async def by_centre(self, year: int) -> dict[str, dict[int, tuple[int, int]]]:
        """Return what may be shown of each centre as a whole in a year, count and total by item."""
        table = satisfaction_sums
        query = select(table.c.centre_id, table.c.item, table.c.shown_count, table.c.shown_total)
        found: dict[str, dict[int, tuple[int, int]]] = {}
        async with self.database.reading(long=True) as connection:
            rows = await connection.execute(query.where(table.c.counsellor_id == "", table.c.year == year))
            for centre_id, item, count, total in rows:
                found.setdefault(centre_id, {})[item] = (int(count), int(total))
        return found

    async def responses(self, *, centre_id: str | None, year: int | None) -> dict[int, tuple[int, int]]:
        """Return invitations and answers by first and second cheque."""
        table = satisfaction_counts
        query = select(table.c.cheque, func.sum(table.c.invited), func.sum(table.c.answers)).group_by(table.c.cheque)
        query = query if centre_id is None else query.where(table.c.centre_id == centre_id)
        query = query if year is None else query.where(table.c.year == year)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).all()
        return {cheque: (int(invited), int(answers)) for cheque, invited, answers in rows}

    async def texts(
        self, *, looked: bool, centre_id: str | None = None, question: str | None = None, most: int
    ) -> Sequence[OpenAnswer]:
        """Return open answers, in the order of their random ids."""
        table = satisfaction_texts
        query = select(*_TEXT).where(table.c.looked.is_(looked)).order_by(table.c.id).limit(most)
        query = query if centre_id is None else query.where(table.c.centre_id == centre_id)
        query = query if question is None else query.where(table.c.question == question)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [OpenAnswer(**row) for row in rows]

    async def look(self, id_: str, text: str | None, by: str) -> str | None:
        """Keep an open answer as the first who looks leaves it, or erase it.

        Returns
        -------
        How it stands afterwards, or stood before it was erased; ``None`` when it was not there.
        """
        table = satisfaction_texts
        async with self.database.erasing() as connection:
            if text is not None:
                mine = update(table).where(table.c.id == id_, table.c.looked.is_(False))
                await connection.execute(mine.values(text=text, looked=True, looked_by=by))
            found = await connection.scalar(select(table.c.text).where(table.c.id == id_))
            if text is None:
                await connection.execute(delete(table).where(table.c.id == id_))
        return found

    async def delete_expired(self, now: datetime) -> int:
        """Forget codes whose time is over; return how many."""
        query = delete(satisfaction_invitations).where(satisfaction_invitations.c.expires_at <= now)
        async with self.database.erasing() as connection:
            return (await connection.execute(query)).rowcount
