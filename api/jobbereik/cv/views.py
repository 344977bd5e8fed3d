"""What the templates of the CV need."""

from datetime import date
from typing import Any

from api.catalogue.texts import LEVELS
from api.jobbereik.cv import answers, flow, texts
from api.jobbereik.cv.forms import Draft
from api.jobbereik.cv.schemas import LONG_MAX, SHORT_MAX
from api.jobbereik.cv.service import label_of
from api.jobbereik.texts import KINDS
from api.web.languages import offered
from models.cv import languages
from models.cv.matching import EntryStatus, Matched
from models.cv.schema import Cv, Entry
from models.jobbereik.engine import Jobbereik
from models.wording import say


def start(draft: Draft) -> dict[str, Any]:
    """Return the page that asks for a file."""
    return {"part": "start", "title": say("Je cv"), "draft": draft, "errors": draft.errors, "address": ""}


def _entry(entry: Entry, i: int, raw: dict[str, str]) -> dict[str, Any]:
    end = say("nu") if entry.period.current else "" if entry.period.end is None else entry.period.end.words()
    begin = "" if entry.period.start is None else entry.period.start.words()
    return {
        "kind": KINDS[entry.kind],
        "title": entry.title,
        "employer": entry.employer,
        "city": entry.city,
        "start": raw.get(f"van-{i}", begin),
        "end": raw.get(f"tot-{i}", end),
        "description": entry.description,
    }


def edit(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return the form: our sentences, as far as the person did not change them."""
    cv = flow.composed(engine, flow.known(engine, draft), on)
    lines = {group.kind: [row.text for row in group.lines] for group in cv.groups}
    names = zip(("kan", "weet", "werk"), texts.GROUPS.items(), strict=True)
    return {
        "part": "tekst",
        "title": say("Maak je cv"),
        "draft": draft,
        "errors": draft.errors,
        "cv": cv,
        "entries": [_entry(entry, i, draft.raw) for i, entry in enumerate(cv.entries)],
        "groups": [(name, title, lines.get(kind, [])) for name, (kind, title) in names],
        "languages": [languages.words(row) for row in cv.languages],
        "choices": [(code, row.name) for code, row in offered().items()],
        "blanks": draft.said is None or draft.said.blanks,
        "long_max": LONG_MAX,
        "short_max": SHORT_MAX,
        "address": "",
    }


def preview(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return the CV as it will be."""
    cv: Cv = flow.composed(engine, flow.known(engine, draft), on)
    blanks = draft.said is None or draft.said.blanks
    shown = answers.content(cv, europass=False, blanks=blanks)
    return {"part": "voorbeeld", "title": say("Je cv"), "draft": draft, "errors": {}, "cv": shown, "address": ""}


def read(engine: Jobbereik, draft: Draft) -> dict[str, Any]:
    """Return what was read from a file, before anything of it is taken over."""
    found = draft.matched
    if not isinstance(found, Matched):
        raise TypeError("this page is of a file that was read")
    entries = [
        {
            "title": row.title or label_of(engine, row.occupations[0]),
            "kind": KINDS[row.kind],
            "sure": row.status in (EntryStatus.OWN, EntryStatus.FOUND),
            "choices": [(id_, label_of(engine, id_)) for id_ in row.occupations],
            "long": "" if row.months is None else texts.duration(row.months, exact=True),
            "note": texts.entry_note(row),
        }
        for row in found.entries
    ]
    gates = engine.catalogue.gates
    return {
        "part": "gelezen",
        "title": say("Dit lazen we in je cv"),
        "draft": draft,
        "errors": {},
        "entries": entries,
        "known": [
            (s.competence_id, s.text, answers.competence_label(engine, s.competence_id))
            for s in found.skills
            if s.competence_id
        ],
        "strange": [skill.text for skill in found.skills if skill.competence_id is None],
        "own": len(found.competence_ids or ()),
        "licences": [(id_, gates[id_].label) for id_ in found.licences if id_ in gates],
        "level": None if found.eqf_level is None else LEVELS[found.eqf_level],
        "notes": texts.notes(found),
        "address": "",
    }


def view(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return everything that the page of a draft needs."""
    if draft.matched is not None:
        return read(engine, draft)
    if "bestand" in draft.errors:
        return start(draft)
    return preview(engine, draft, on) if draft.verb == "bekijk" and not draft.errors else edit(engine, draft, on)
