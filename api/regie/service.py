"""The director's yearly facts: read a pseudonymised file, find signals in it, and reckon who qualifies for stimulation.

The file comes from who knows the employers; nothing here reads what citizens do in the tools of this service.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from api.problems import ProblemError
from api.sessions import codes
from api.storage.regie import RegieStore, YearFact, YearTalk
from models.loopbaancheque import numbers
from models.regie import hints
from models.regie.hints import Hint, Talk
from models.regie.signals import Signal, Start, signals
from models.regie.stimulation import Candidacy, Group, Norm, Reach, Stimulation, stimulation, union

COLUMNS = ("cheque", "province", "employer", "counsellor", "groups")
CANDIDATE_COLUMNS = ("centre", "experienceYears")
PROVINCES = ("antwerpen", "brussel", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen", "elders")
HASHED = 64
HALF_HOUR = 30
"""Minutes of a half hour: what a talk took at least, where its length was not told."""


class FactsFileError(ValueError):
    """A file that cannot be used; names file, line, column, value and what is allowed. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did: rows that belong to a cheque that started in the year, and rows that belong to none."""

    kept: int
    unmatched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Signals of a year and what they rest on."""

    signals: tuple[Signal, ...]
    known: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What rules notice about talks and closings of a year; ``unknown`` talks name no counsellor."""

    hints: tuple[Hint, ...]
    talks: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How each centre stands, and people of each group over all centres."""

    norm: Norm
    centres: Mapping[str, tuple[Reach, Stimulation]]
    groups: Mapping[Group, int]


def pseudonym(secret: codes.Key, what: str, text: str) -> str:
    """Return the keyed hash under which a cheque, an employer or a counsellor stands in the yearly file."""
    return secret.hash(f"regie-{what}", text)


def read_rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read a CSV file with exactly these columns.

    Raises
    ------
    FactsFileError, OSError
        When it cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != tuple(columns):
                raise FactsFileError(f"{path}, line 1: columns are {reader.fieldnames}; allowed are {list(columns)}")
            rows = list(reader)
    except UnicodeDecodeError as error:
        raise FactsFileError(f"{path}: not UTF-8 ({error.reason})") from error
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise FactsFileError(f"{path}, line {line}: allowed are {len(columns)} values")
    return rows


def _hashed(value: str, where: str) -> str:
    if len(value) != HASHED or any(sign not in "0123456789abcdef" for sign in value):
        raise FactsFileError(f"{where} is {value[:80]!r}; allowed is a keyed hash of {HASHED} hexadecimal signs")
    return value


def _groups(value: str, where: str) -> list[str] | None:
    if value == "unknown":
        return None
    found = [part for part in value.split("|") if part]
    wrong = [part for part in found if part not in set(Group)]
    if wrong:
        allowed = ", ".join(Group)
        raise FactsFileError(f"{where} names {wrong[0][:80]!r}; allowed are {allowed}, split by |, or unknown")
    return [str(one) for one in Group if one in found]


def read_facts(path: Path) -> list[YearFact]:
    """Read a yearly file; the centre of each cheque is not in it, and is filled in later.

    Raises
    ------
    FactsFileError, OSError
        When it cannot be used.
    """
    found: dict[str, YearFact] = {}
    for line, row in enumerate(read_rows(path, COLUMNS), start=2):
        where = f"{path}, line {line}"
        if row["province"] not in PROVINCES:
            raise FactsFileError(f"{where}: province is {row['province'][:80]!r}; allowed are {', '.join(PROVINCES)}")
        fact = YearFact(
            cheque_hash=_hashed(row["cheque"], f"{where}: cheque"),
            centre_id="",
            province=row["province"],
            employer=_hashed(row["employer"], f"{where}: employer") if row["employer"] else None,
            counsellor=_hashed(row["counsellor"], f"{where}: counsellor") if row["counsellor"] else None,
            groups=_groups(row["groups"], f"{where}: groups"),
        )
        if fact.cheque_hash in found:
            raise FactsFileError(f"{where}: cheque {fact.cheque_hash} stands there twice; allowed is once")
        found[fact.cheque_hash] = fact
    return list(found.values())


def read_candidates(path: Path) -> dict[str, int]:
    """Read which centres are candidates, and the years of experience that each proved.

    Raises
    ------
    FactsFileError, OSError
        When it cannot be used.
    """
    found: dict[str, int] = {}
    for line, row in enumerate(read_rows(path, CANDIDATE_COLUMNS), start=2):
        years = row["experienceYears"]
        if not years.isdecimal() or len(years) > 2:
            raise FactsFileError(f"{path}, line {line}: experienceYears is {years[:80]!r}; allowed are whole years")
        if not row["centre"] or row["centre"] in found:
            raise FactsFileError(f"{path}, line {line}: centre is {row['centre'][:80]!r}; allowed is each centre once")
        found[row["centre"]] = int(years)
    return found


def who(centre_id: str, counsellor_id: str | None) -> str:
    """Return one text for a counsellor of a centre, or for the centre."""
    return f"{centre_id}\n{counsellor_id or ''}"


def whose(text: str) -> tuple[str, str | None]:
    """Return the centre and the counsellor of such a text.

    Examples
    --------
    >>> whose(who("a", "b")), whose(who("a", None))
    (('a', 'b'), ('a', None))
    """
    centre_id, _, counsellor_id = text.partition("\n")
    return centre_id, counsellor_id or None


def _talk(row: YearTalk) -> Talk:
    return Talk(
        id=row.number,
        who=who(row.centre_id, row.counsellor_id),
        on=row.on,
        minutes=row.minutes or row.half_hours * HALF_HOUR,
        at=time.fromisoformat(row.starts_at) if row.starts_at else None,
    )


def noticed(rows: Sequence[YearTalk], closed: Sequence[tuple[str, date]], ended: Sequence[YearTalk] = ()) -> Noticed:
    """Return what rules notice; a talk without a counsellor is looked at by its hour alone.

    Parameters
    ----------
    closed
        Cheques and the day of the closing talk: of the counsellor of the last talk.
    ended
        All talks of those cheques, in whichever year: a guidance that is closed in January has its talks before.
    """
    known = [_talk(row) for row in rows if row.counsellor_id]
    unknown = [_talk(row) for row in rows if not row.counsellor_id]
    talks = sorted((*rows, *ended), key=lambda row: (row.on, row.position))
    last = {row.number: who(row.centre_id, row.counsellor_id) if row.counsellor_id else None for row in talks}
    closings = [(number, held, on) for number, on in closed if (held := last.get(number)) is not None]
    found = (*hints.of_talks(known), *hints.of_hours(unknown), *hints.of_closings(closings))
    ordered = sorted(found, key=lambda hint: (list(hints.HintKind).index(hint.kind), hint.on or date.min, hint.who))
    return Noticed(hints=tuple(ordered), talks=len(rows), unknown=len(unknown))


class Regie:
    """The director's side.

    Parameters
    ----------
    secret
        The service's secret, that pseudonyms are made with.
    """

    def __init__(self, store: RegieStore, secret: codes.Key) -> None:
        self.store, self.secret = store, secret

    async def take(self, year: int, facts: Sequence[YearFact]) -> Imported:
        """Keep the facts of a year in place of those that were there; rows of no cheque that started are left out."""
        started = await self.store.started(date(year, 1, 1), date(year, 12, 31))
        centres = {pseudonym(self.secret, "cheque", number): centre for number, centre in started.items()}
        kept = [
            YearFact(
                cheque_hash=fact.cheque_hash,
                centre_id=centres[fact.cheque_hash],
                province=fact.province,
                employer=fact.employer,
                counsellor=fact.counsellor,
                groups=fact.groups,
            )
            for fact in facts
            if fact.cheque_hash in centres
        ]
        await self.store.replace(year, kept)
        return Imported(kept=len(kept), unmatched=len(facts) - len(kept))

    def pseudonymise(self, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        """Return rows with keyed hashes in place of cheque, employer and counsellor."""
        found = []
        for row in rows:
            number = numbers.normal_number(row["cheque"])
            if not number:
                raise FactsFileError(f"cheque is {row['cheque'][:80]!r}; allowed is the number of a cheque")
            hidden = {"cheque": pseudonym(self.secret, "cheque", number)}
            for what in ("employer", "counsellor"):
                hidden[what] = pseudonym(self.secret, what, row[what].strip()) if row[what].strip() else ""
            found.append({**row, **hidden})
        return found

    async def signals(self, year: int) -> Found:
        """Return the signals of a year.

        Raises
        ------
        ProblemError
            404 when nothing was imported for that year.
        """
        facts = await self._facts(year)
        starts = [
            Start(province=f.province, employer=f.employer, centre=f.centre_id, counsellor=f.counsellor)
            for f in facts
            if f.employer is not None
        ]
        found = await run_in_threadpool(signals, starts)
        return Found(signals=found, known=len(starts), unknown=len(facts) - len(starts))

    async def hints(self, year: int) -> Noticed:
        """Return what rules notice about the talks that centres registered for a year, over all cheques."""
        days = date(year, 1, 1), date(year, 12, 31)
        talks, closed = await self.store.talks(*days), await self.store.closings(*days)
        return await run_in_threadpool(noticed, talks, closed, await self.store.talks_of_closed(*days))

    async def stimulation(self, year: int) -> Standings:
        """Return how each centre stands.

        Raises
        ------
        ProblemError
            404 when nothing was imported for that year.
        """
        clients: dict[str, list[frozenset[Group] | None]] = defaultdict(list)
        groups = dict.fromkeys(Group, 0)
        for fact in await self._facts(year):
            known = None if fact.groups is None else frozenset(map(Group, fact.groups))
            clients[fact.centre_id].append(known)
            for one in known or ():
                groups[one] += 1
        asked, norm = await self.store.candidates(year), Norm.on(date(year, 12, 31))
        centres = {}
        for centre in sorted({*clients, *asked}):
            reach = union(clients.get(centre, []))
            candidacy = Candidacy(experience_years=asked[centre]) if centre in asked else None
            centres[centre] = (reach, stimulation(reach, candidacy, norm))
        return Standings(norm=norm, centres=centres, groups=groups)

    async def _facts(self, year: int) -> Sequence[YearFact]:
        found = await self.store.facts(year)
        if not found:
            detail = f"nothing was imported for {year}; allowed are years that `python -m api regie import` took in"
            raise ProblemError(404, "not-found", detail)
        return found
