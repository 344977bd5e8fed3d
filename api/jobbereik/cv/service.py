"""From a profile and the person's own texts to a CV, and from a file to what it gives to a profile."""

import asyncio
from collections.abc import Sequence
from datetime import date

from api.jobbereik.cv import texts as words
from api.jobbereik.cv.schemas import CvPersonIn, CvTextsIn, EntryIn
from api.jobbereik.schemas import ExperienceIn, ProfileIn
from api.jobbereik.service import check_codes
from api.problems import Issue, ProblemError
from api.web.languages import DUTCH, offered
from item_bank.schema import CompetenceKind
from models.cv.found import Found
from models.cv.matching import Matched, match
from models.cv.reading.file import UnreadableError, read_file
from models.cv.schema import Cv, Entry, Group, Language, Line, Moment, Period, Person, read_moment
from models.jobbereik.engine import Jobbereik
from models.wording import speaking


def check(engine: Jobbereik, profile: ProfileIn, texts: CvTextsIn) -> None:
    """Refuse what the catalogue does not have, days that do not exist, and texts about no experience.

    Raises
    ------
    ProblemError
        422, with the JSON pointer of the wrong value.
    """
    check_codes(engine, profile)
    if len(texts.entries) > len(profile.experiences):
        detail = f"there are {len(profile.experiences)} experiences; allowed are as many entries, or fewer"
        raise _wrong(f"/texts/entries/{len(profile.experiences)}", "too-many", detail, None)
    for position, entry in enumerate(texts.entries):
        for name, value in (("start", entry.start), ("end", entry.end)):
            if value is not None and read_moment(value) is None:
                detail = "this day does not exist; allowed are YYYY, YYYY-MM and YYYY-MM-DD"
                raise _wrong(f"/texts/entries/{position}/{name}", "no-day", detail, value)


def _wrong(pointer: str, code: str, detail: str, value: str | None) -> ProblemError:
    issue = Issue(location="body", pointer=pointer, code=code, detail=detail, value=value)
    return ProblemError(422, "invalid-request", f"1 value cannot be used: body{pointer}", issue)


def label_of(engine: Jobbereik, id_: str) -> str:
    """Return the name of an occupation; its id when the catalogue does not have it."""
    position = engine.catalogue.occupation_index(id_)
    return id_ if position is None else engine.catalogue.occupation(position).names.label("nl")


def _period(row: ExperienceIn, said: EntryIn) -> Period:
    told = None if row.ended_on is None else Moment.of_end(row.ended_on)
    end = read_moment(said.end) if said.end else told
    start = read_moment(said.start) if said.start else None
    return Period(start=start, end=None if said.current else end, current=said.current)


def _entry(engine: Jobbereik, row: ExperienceIn, said: EntryIn, *, exact: bool) -> Entry:
    period = _period(row, said)
    long = "" if period.start is not None else words.duration(row.months, exact=exact)
    own, name = str(words.description(row.kind, long)), label_of(engine, row.occupation_id)
    return Entry(
        title=name if said.title is None else said.title,
        named=said.title in (None, name),
        kind=row.kind,
        employer=said.employer,
        city=said.city,
        period=period,
        description=own if said.description is None else said.description,
        told=row.to_experience(),
    )


def _lines(said: Sequence[str] | None, known: dict[str, str]) -> tuple[Line, ...]:
    """Return lines with the id of what they still name; a line that the person changed names nothing any more."""
    if said is None:
        return tuple(Line(text=label, id=id_) for id_, label in known.items())
    ids = {label: id_ for id_, label in known.items()}
    return tuple(Line(text=text, id=ids.get(text)) for text in said if text)


def _groups(engine: Jobbereik, profile: ProfileIn, texts: CvTextsIn) -> tuple[Group, ...]:
    known: dict[CompetenceKind, dict[str, str]] = {kind: {} for kind in CompetenceKind}
    for id_ in profile.competence_ids or ():
        position = engine.catalogue.competence_index(id_)
        if position is not None:
            competence = engine.catalogue.competence(position)
            known[competence.kind][id_] = competence.names.label("nl")
    said = {
        CompetenceKind.SKILL: texts.competences.skill,
        CompetenceKind.KNOWLEDGE: texts.competences.knowledge,
        CompetenceKind.SOFT: texts.competences.soft,
    }
    groups = (
        Group(kind=kind, title=str(title), lines=_lines(said[kind], known[kind]))
        for kind, title in words.GROUPS.items()
    )
    return tuple(group for group in groups if group.lines)


def _person(said: CvPersonIn) -> Person:
    return Person(**said.model_dump())


def compose(engine: Jobbereik, profile: ProfileIn, texts: CvTextsIn, on: date, *, exact: bool) -> Cv:
    """Return a CV of a profile whose ids are known, with our sentences in the language that it is asked in.

    Parameters
    ----------
    exact
        Whether months are as exact as they look; on the pages they stand for a choice such as "3 tot 10 jaar".
    """
    with speaking(offered().get(texts.language, DUTCH).speaker):
        return _compose(engine, profile, texts, on, exact=exact)


def _compose(engine: Jobbereik, profile: ProfileIn, texts: CvTextsIn, on: date, *, exact: bool) -> Cv:
    said = [*texts.entries, *(EntryIn() for _ in profile.experiences[len(texts.entries) :])]
    rows = list(zip(profile.experiences, said, strict=True))
    groups = _groups(engine, profile, texts)
    told = [(e.kind, label_of(engine, e.occupation_id), words.duration(e.months, exact=exact)) for e, _ in rows]
    skills = [line.text for group in groups if group.kind is CompetenceKind.SKILL for line in group.lines]
    gates = {str(id_): gate.label for id_, gate in engine.catalogue.gates.items() if id_ in profile.licences_held}
    return Cv(
        person=_person(texts.person),
        introduction=str(words.introduction(told, skills)) if texts.introduction is None else texts.introduction,
        entries=tuple(_entry(engine, row, entry, exact=exact) for row, entry in rows),
        groups=groups,
        licences=_lines(texts.licences, gates),
        languages=tuple(Language(name=row.name, level=row.level) for row in texts.languages),
        confirmed=profile.competence_ids is not None,
        made_on=on,
        language=texts.language,
    )


SECONDS = 15.0
"""Longest that reading a file may take."""


async def read(engine: Jobbereik, content: bytes, on: date) -> Matched:
    """Return what a file gives to a profile; the service goes on answering others meanwhile.

    Raises
    ------
    UnreadableError
        When it cannot be read as Europass, or not in time.
    """
    try:
        found: Found = await asyncio.wait_for(asyncio.to_thread(read_file, content), SECONDS)
    except TimeoutError as error:
        raise UnreadableError("too-large", f"reading it takes longer than {SECONDS:.0f} seconds") from error
    return await asyncio.to_thread(match, engine, found, on)


async def read_or_refuse(engine: Jobbereik, content: bytes, on: date) -> Matched:
    """Return what a file gives to a profile.

    Raises
    ------
    ProblemError
        422, which names the member ``file``.
    """
    try:
        return await read(engine, content, on)
    except UnreadableError as error:
        raise _wrong("/file", f"file-{error.code}", str(error), None) from error
