"""A CV as a file, and what a Europass file gives as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response

from api.jobbereik.cv import texts as words
from api.jobbereik.cv.schemas import CvReadOut, EntryOut, ExperienceOut, Format, OccupationChoice, ProfileOut, SkillOut
from api.jobbereik.cv.service import label_of
from api.web import typst
from api.web.languages import DUTCH, offered
from models.cv import languages
from models.cv.candidate import candidate
from models.cv.matching import UNTOLD, EntryStatus, Match, Matched
from models.cv.passport import skills_passport
from models.cv.schema import Cv, Entry, Line, Person
from models.cv.wording import breakable, clean
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import ExperienceKind
from models.wording import say, speaker, speaking

MEDIA: Mapping[Format, str] = {
    "json": "application/json",
    "xml": "application/xml",
    "pdf": "application/pdf",
    "competence-pdf": "application/pdf",
}

FORMATS: Mapping[str, Format] = {kind: kind for kind in MEDIA}
"""The formats by what a button calls them."""

NAMES: Mapping[Format, str] = {
    "json": "europass-cv.json",
    "xml": "europass-cv.xml",
    "pdf": "europass-cv.pdf",
    "competence-pdf": "mijn-cv.pdf",
}


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [row for row in clean(text).split("\n") if row.strip()]


def _named(text: str, *, dutch: bool) -> str | dict[str, str]:
    """Return a text; in a CV in another language one that is still a name of the catalogue says that it is Dutch."""
    return {"nl": clean(text)} if dutch and speaker() is not None else clean(text)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": _named(entry.title, dutch=entry.named),
        "place": ", ".join(part for part in (clean(entry.employer), clean(entry.city)) if part),
        "when": words.when(entry.period),
        "text": paragraphs(entry.description),
    }


def _entries(cv: Cv, title: str, *kinds: ExperienceKind) -> list[dict[str, Any]]:
    rows = [_entry(entry) for entry in cv.of_kind(*kinds)]
    return [{"title": title, "entries": rows, "lines": [], "text": []}] if rows else []


def _lines(title: str, rows: Sequence[Line]) -> list[dict[str, Any]]:
    found = [_named(row.text, dutch=row.id is not None) for row in rows if clean(row.text)]
    return [{"title": title, "entries": [], "lines": found, "text": []}] if found else []


def _contact(person: Person) -> list[list[str]]:
    """Return how the person can be reached, each under its name; what is not told is empty."""
    address = ", ".join(
        part for part in (clean(person.street), " ".join((clean(person.postcode), clean(person.city))).strip()) if part
    )
    return [[say("Adres"), address], [say("Telefoon"), clean(person.phone)], [say("E-mail"), clean(person.email)]]


def _said(found: Any) -> Any:  # noqa: ANN401 - any part of what a template reads
    """Return what a template reads as it is said now, whoever speaks where it is shown."""
    if isinstance(found, Mapping):
        return {name: _said(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_said(value) for value in found]
    return str(found) if isinstance(found, str) else found


def content(cv: Cv, *, europass: bool, blanks: bool) -> dict[str, Any]:
    """Return what a CV says in order, for the page and for typst: by competences, or as Europass orders it."""
    language = offered().get(cv.language, DUTCH)
    with speaking(language.speaker):
        found: dict[str, Any] = _said(_content(cv, europass=europass, blanks=blanks))
    return found | {"tag": language.tag, "attachment": candidate(cv).decode("utf-8") if europass else ""}


def _content(cv: Cv, *, europass: bool, blanks: bool) -> dict[str, Any]:
    intro = [{"title": say("Wie ik ben"), "entries": [], "lines": [], "text": paragraphs(cv.introduction)}]
    groups = [part for group in cv.groups for part in _lines(group.title, group.lines)]
    spoken = _lines(say("Talen"), [Line(text=str(languages.words(row))) for row in cv.languages])
    papers = _lines(say("Rijbewijs en attesten"), cv.licences)
    work = _entries(cv, words.SECTIONS[ExperienceKind.JOB], ExperienceKind.JOB)
    study_title = words.EUROPASS_STUDY if europass else words.SECTIONS[ExperienceKind.STUDY]
    study = _entries(cv, study_title, ExperienceKind.STUDY)
    rest = [
        part
        for kind in (ExperienceKind.VOLUNTEERING, ExperienceKind.HOBBY)
        for part in _entries(cv, words.SECTIONS[kind], kind)
    ]
    first = intro if intro[0]["text"] else []
    middle = [*work, *study, *spoken, *groups, *papers] if europass else [*groups, *work, *study, *spoken, *papers]
    return {
        "name": clean(cv.person.name),
        "contact": _contact(cv.person),
        "sections": [*first, *middle, *rest],
        "blanks": blanks,
        "words": {
            "cv": say("Je cv"),
            "name": say("Naam"),
            "from": say("Van"),
            "until": say("tot"),
            "open": say("nog in te vullen"),
            "empty": say("Je cv is nog leeg."),
        },
    }


def _breakable(found: Any) -> Any:  # noqa: ANN401 - any part of what a template reads
    """Return what a template reads, with words that are wider than its page made to break."""
    if isinstance(found, str):
        return breakable(found)
    if isinstance(found, Mapping):
        return {name: _breakable(value) for name, value in found.items()}
    return [_breakable(value) for value in found] if isinstance(found, list) else found


async def file(cv: Cv, kind: Format, *, blanks: bool) -> Response:
    """Return a CV as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{NAMES[kind]}"'}
    if kind == "json":
        made = skills_passport(cv)
    elif kind == "xml":
        made = candidate(cv)
    else:
        shown = content(cv, europass=kind == "pdf", blanks=blanks)
        made = await typst.pdf(
            "cv",
            _breakable(shown) | {"attachment": shown["attachment"]},
            on=cv.made_on,
            language=offered().get(cv.language, DUTCH),
        )
    return Response(made, media_type=MEDIA[kind], headers=headers)


def wanted(accept: str) -> Format:
    """Return the format that a header asks; JSON when it asks none of ours.

    Examples
    --------
    >>> wanted("application/pdf"), wanted("text/xml;q=0.9, application/json;q=0.5"), wanted("*/*"), wanted("image/png")
    ('pdf', 'xml', 'json', 'json')
    """
    kinds: dict[str, Format] = {
        "application/json": "json", "application/xml": "xml", "text/xml": "xml", "application/pdf": "pdf",
    }  # fmt: skip
    asked: list[tuple[float, Format]] = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        value = float(weight) if weight.replace(".", "", 1).isdecimal() else 0.0
        if name in kinds and value > 0:
            asked.append((value, kinds[name]))
    return max(asked, key=lambda row: row[0])[1] if asked else "json"


def _match(engine: Jobbereik, row: Match) -> EntryOut:
    return EntryOut(
        title=row.title,
        kind=row.kind,
        status=row.status,
        occupations=[OccupationChoice(id=id_, label=label_of(engine, id_)) for id_ in row.occupations],
        months=row.months,
        ended_on=row.ended_on,
        note=words.entry_note(row),
    )


def _experience(row: Match) -> ExperienceOut:
    return ExperienceOut(
        occupation_id=row.occupations[0],
        months=UNTOLD if row.months is None else row.months,
        kind=row.kind,
        ended_on=row.ended_on,
    )


def competence_label(engine: Jobbereik, id_: str | None) -> str | None:
    """Return the name of a competence, ``None`` when the catalogue does not have it."""
    position = None if id_ is None else engine.catalogue.competence_index(id_)
    return None if position is None else engine.catalogue.competence(position).names.label("nl")


def matched(engine: Jobbereik, found: Matched) -> CvReadOut:
    """Return what a file gives to a profile."""
    sure = [row for row in found.entries if row.status in (EntryStatus.OWN, EntryStatus.FOUND)]
    return CvReadOut(
        version="candidate" if found.version == "candidate" else "skills-passport",
        profile=ProfileOut(
            experiences=[_experience(row) for row in sure],
            competence_ids=None if found.competence_ids is None else list(found.competence_ids),
            licences_held=list(found.licences),
        ),
        entries=[_match(engine, row) for row in found.entries],
        skills=[
            SkillOut(text=row.text, competence_id=row.competence_id, label=competence_label(engine, row.competence_id))
            for row in found.skills
        ],
        eqf_level=found.eqf_level,
        notes=words.notes(found),
        catalogue_version=engine.catalogue.version,
    )
