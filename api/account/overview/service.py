"""The joint view of what somebody keeps: what I can, what I like, what I value, where work is; and how it changed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from api.account import log
from api.catalogue.views import open_words
from api.storage.account import KeptResult
from api.tools import KEEPS, TITLES
from api.web.tool import UNREADABLE, Document, Named, Names
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import Filters
from models.plan.proposals import Finding
from models.wording import say, together

MET = 7
"""Occupations of all results together that are shown."""

UNREAD = say("Dit resultaat kunnen we niet meer lezen. Het is op een oudere manier bewaard.")
"""What a result says that was kept in another shape than its tool has now."""

GONE = say("een beroep dat niet meer op onze lijst staat")
"""What an occupation is called that the catalogue has no more, where a result kept its id only."""

NOT_COMPARED = say("dit kunnen we niet vergelijken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A kept result in words."""

    id: str
    tool: str
    tool_name: str
    taken_on: date
    lines: tuple[str, ...]
    change: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An occupation that results name.

    Attributes
    ----------
    tools
        What the tools that name it are called, each with why.
    vacancies
        How many are open, in words; empty when not known.
    lacks
        What the law asks and what is to be learned, where a profile says so.
    """

    id: str
    label: str
    tools: tuple[tuple[str, str], ...]
    vacancies: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that is kept, seen together.

    Attributes
    ----------
    rows
        Every result, newest first, each with what changed since the one before of the same tool.
    can, like, value, stand, helpers
        The newest answers to five questions; empty when no result says it.
    work
        Occupations within reach of the newest profile, best first.
    both
        Those of ``work`` that also fit the newest interests.
    met
        Occupations that results name, those of several tools first.
    refused
        Occupations that somebody hid, each with the reason.
    """

    rows: tuple[Row, ...]
    can: tuple[str, ...]
    like: tuple[str, ...]
    value: tuple[str, ...]
    stand: tuple[str, ...]
    helpers: tuple[str, ...]
    work: tuple[str, ...]
    both: tuple[str, ...]
    met: tuple[Met, ...]
    refused: tuple[tuple[str, str], ...]


def names(engine: Jobbereik) -> Names:
    """Return what gives an occupation its Dutch name."""

    def name(occupation_id: str) -> str | None:
        position = engine.catalogue.occupation_index(OccupationId(occupation_id))
        return None if position is None else engine.catalogue.occupation(position).names.label("nl")

    return name


def rows(engine: Jobbereik, results: Sequence[KeptResult], *, anew: bool = False) -> tuple[Row, ...]:
    """Return results in words, newest first as they come; no occupation is ranked for it."""
    name = names(engine)
    return tuple(row(result, _before(result, results), name, anew=anew) for result in results)


def newest(results: Sequence[KeptResult]) -> tuple[KeptResult, ...]:
    """Return the newest result of each tool; results come newest first."""
    return tuple({result.tool: result for result in reversed(results)}.values())


def findings(engine: Jobbereik, results: Sequence[KeptResult]) -> tuple[Finding, ...]:
    """Return what the plan can make actions of; only the newest result of each tool is read."""
    name = names(engine)
    found: list[Finding] = []
    for one in newest(results):
        with suppress(*UNREADABLE):
            found += log.read(one.tool, one.document, name).findings
    return tuple(found)


def helpers(engine: Jobbereik, results: Sequence[KeptResult]) -> tuple[str, ...]:
    """Return whom somebody asks what, for the owner only: it names other people."""
    people = [found for found in findings(engine, results) if found.kind == "person"]
    return tuple(f"{found.label}: {found.detail}" for found in people)


def overview(engine: Jobbereik, results: Sequence[KeptResult], *, on: date, anew: bool = False) -> Overview:
    """Return everything that an account keeps, read and put together; ``anew`` as for :func:`lines`."""
    read = rows(engine, results, anew=anew)
    latest = {row.tool: row for row in reversed(read)}
    documents = {result.tool: result.document for result in newest(results)}
    named = _named(engine, documents, on)
    work = tuple(row.label for row in named.get("jobbereik", ()))
    like = _lines(latest, "orient")
    return Overview(
        rows=read,
        can=_lines(latest, "kwaliteiten") + _lines(latest, "jobbereik"),
        like=like,
        value=_lines(latest, "waarden"),
        stand=_lines(latest, "loopbaantest"),
        helpers=_lines(latest, "netwerk"),
        work=work,
        both=tuple(label for label in work if label in like),
        met=_met(engine, documents, named, on),
        refused=_refused(engine, documents),
    )


def _named(engine: Jobbereik, documents: Mapping[str, Document], on: date) -> dict[str, Sequence[Named]]:
    """Return what each tool's newest document names; a document that lacks what it needs names nothing."""
    found = {}
    for tool in KEEPS:
        occupations = KEEPS[tool].occupations
        if tool in documents and occupations is not None:
            with suppress(*UNREADABLE):
                found[tool] = occupations(engine, documents[tool], on)
    return found


def _met(
    engine: Jobbereik, documents: Mapping[str, Document], named: Mapping[str, Sequence[Named]], on: date
) -> tuple[Met, ...]:
    """Return the occupations that results name: of several tools first, then in the order in which they stand."""
    told: dict[str, list[tuple[str, str]]] = {}
    place: dict[str, int] = {}
    for tool, found in named.items():
        for at, row in enumerate(found):
            if engine.catalogue.occupation_index(row.id) is not None and TITLES[tool] not in dict(told.get(row.id, ())):
                told.setdefault(row.id, []).append((TITLES[tool], row.because))
                place[row.id] = min(at, place.get(row.id, at))
    best = sorted(told, key=lambda id_: (-len(told[id_]), place[id_]))[:MET]
    between = _between(engine, documents, best, on)
    return tuple(_one(engine, id_, tuple(told[id_]), tuple(between.get(id_, ())), on) for id_ in best)


def _between(
    engine: Jobbereik, documents: Mapping[str, Document], ids: Sequence[str], on: date
) -> Mapping[str, Sequence[str]]:
    for tool, document in documents.items():
        lacks = KEEPS[tool].lacks
        if lacks is not None:
            with suppress(*UNREADABLE):
                return lacks(engine, document, ids, on)
    return {}


def _one(engine: Jobbereik, id_: str, tools: tuple[tuple[str, str], ...], lacks: tuple[str, ...], on: date) -> Met:
    position = engine.catalogue.occupation_index(OccupationId(id_))
    if position is None:
        raise LookupError(f"occupation {id_!r} is not in the catalogue; only known ones meet")
    label = engine.catalogue.occupation(position).names.label("nl")
    return Met(id=id_, label=label, tools=tools, vacancies=open_words(engine, position, Filters(), on), lacks=lacks)


def _refused(engine: Jobbereik, documents: Mapping[str, Document]) -> tuple[tuple[str, str], ...]:
    """Return what somebody hid, by its Dutch name, with the reason."""
    name = names(engine)
    found: dict[str, str] = {}
    for tool, document in documents.items():
        refused = KEEPS[tool].weighing.refused
        if refused is not None:
            with suppress(*UNREADABLE):
                for row in refused(document):
                    found[name(row.id) or (GONE if row.label == row.id else row.label)] = row.why
    return tuple(found.items())


def _lines(newest: Mapping[str, Row], tool: str) -> tuple[str, ...]:
    return newest[tool].lines if tool in newest else ()


def lines(result: KeptResult, name: Names, *, anew: bool = False) -> tuple[str, ...]:
    """Return what a result said when it was kept; older ones are read from their document, or said to be unread.

    Parameters
    ----------
    anew
        Whether to read its document in any case: what says the same still can be said in another language.
    """
    said = None if result.summary is None else tuple(result.summary)
    if said is not None and not anew:
        return said
    try:
        read = log.read(result.tool, result.document, name).lines
    except UNREADABLE:
        return said or (UNREAD,)
    return read if said in (None, read) else said


def row(result: KeptResult, before: KeptResult | None, name: Names, *, anew: bool = False) -> Row:
    """Return one result in words, with what changed since the one before of its tool."""
    return Row(
        id=result.id,
        tool=result.tool,
        tool_name=TITLES[result.tool],
        taken_on=result.taken_on,
        lines=lines(result, name, anew=anew),
        change=() if before is None else _change(result, before, name),
    )


def _before(result: KeptResult, results: Sequence[KeptResult]) -> KeptResult | None:
    """Return the one before of the same tool; results come newest first."""
    later = [row for row in results if row.tool == result.tool]
    place = next(i for i, row in enumerate(later) if row.id == result.id)
    return later[place + 1] if place + 1 < len(later) else None


def _change(result: KeptResult, before: KeptResult, name: Names) -> tuple[str, ...]:
    changes = KEEPS[result.tool].changes
    if changes is not None:
        try:
            return changes(before.document, result.document)
        except UNREADABLE:
            return (NOT_COMPARED,)
    new = lines(result, name)
    old = lines(before, name)
    if UNREAD in (*new, *old):
        return (NOT_COMPARED,)
    came, went = [x for x in new if x not in old], [x for x in old if x not in new]
    said = []
    if came:
        said.append(say("Nieuw: {came}", came=together(came)))
    if went:
        said.append(say("Niet meer bij de eerste: {went}", went=together(went)))
    return tuple(said) or (say("ongeveer gelijk"),)
