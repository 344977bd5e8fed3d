"""What the templates need for the lists of a person and for the page of one occupation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from api.catalogue import views as evidence
from api.catalogue.texts import LEVELS
from api.jobbereik import answers, log, service
from api.jobbereik import texts as words
from api.jobbereik.forms import MONTHS_UNTOLD, Draft
from api.jobbereik.occupations import views as pages
from api.jobbereik.planning import service as planning
from api.jobbereik.result import service as trying
from api.jobbereik.result import texts
from api.jobbereik.schemas import ExperienceIn, GapIn, ProfileIn, ReachIn
from api.web.days import dutch_day
from api.web.tool import Document, GoOn, KeptPage, KeptRefusal, Named
from item_bank.postcodes.table import postcodes
from item_bank.schema import Frequency, GateId, OccupationId
from item_bank.vacancies.records import VacancySource
from models.cv.languages import small
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import UnknownIdError
from models.jobbereik.schema import Candidate, Filters, Reach, Verdict
from models.jobbereik.shortfall import Wish
from models.vacancies.nearby import RADIUS_KM
from models.wording import say, say_counted, together

FIRST = 5
"""Rows of each list that are open; the rest is folded behind one tap."""

MOST = 100
"""Rows of a list at most."""

NEXT = 5
NAMED = 3
REACHED = 7
"""Occupations within reach that the joint view shows."""

LEARNED = 3
"""Missing competences that can be tried out on the page of an occupation."""


def lists(engine: Jobbereik, draft: Draft, on: date, *, own: bool = True) -> dict[str, Any]:
    """Return the lists in short rows, what is said beside them (``own``: to the person), and what one learns next."""
    body = ReachIn.model_validate(draft.profile.model_dump(by_alias=True) | {"limit": draft.shown})
    found = service.find_reach(engine, body, on, draft.beside)
    marks = {row.occupation_id: row for row in draft.profile.marks or ()}
    listed = {
        name: [_row(engine, candidate, own=own) for candidate in candidates]
        for name, candidates in (
            ("within", found.within_reach),
            ("training", found.with_training),
            ("further", found.further),
        )
    }
    refused = [row for part in listed.values() for row in part if _refused(marks, row["id"])]
    rows = {name: _in_order(part, marks) for name, part in listed.items()}
    all_refused = [name for name, part in listed.items() if part and not rows[name]]
    return {
        "reach": found,
        "document": _document(engine, draft, on) or log.document(draft, found, rows, all_refused, on),
        "who": _who(engine, draft.profile),
        **_short(engine, found, {id_ for id_ in marks if _refused(marks, id_)}),
        **texts.notes(answers.notes(found.notes, body), found),
        **rows,
        "all_refused": all_refused,
        "refused": [row | {"why": marks[row["id"]].why} for row in refused],
        "first": FIRST,
        "wishes": _wishes(engine, draft.profile),
        "sample": engine.vacancies is not None and engine.vacancies.source is VacancySource.SAMPLE,
        "may_have_more": draft.shown < MOST and draft.shown in (len(found.within_reach), len(found.with_training)),
        "next": _next(engine, draft, on),
        "tried": _tried(engine, draft, on),
        **texts.assumed(found),
        "denied": [(code, _gate(engine, code)) for code in draft.profile.licences_not_held],
        "on": on,
    }


def _document(engine: Jobbereik, draft: Draft, on: date) -> str:
    """Return what is kept while something is tried out that the person cannot do yet: the lists without it."""
    return str(lists(engine, replace(draft, tried=""), on)["document"]) if draft.beside else ""


def kept(request: Request, document: Document) -> KeptPage:
    """Return the lists of a kept profile as they were; a profile without lists is compared again today.

    Raises
    ------
    ValueError
        When it is no profile.
    """
    engine, profile = request.app.state.engines.current, log.profile_of(document)
    said = log.lists_of(document)
    context: dict[str, Any] = {
        "who": _who(engine, profile),
        "wishes": _wishes(engine, profile),
        "said": said,
        "day": dutch_day,
    }
    marks = profile.marks or ()
    context |= {"gone": _gone(engine, profile), "liked": {row.occupation_id for row in marks if row.interested}}
    context["refused"] = [(_label(engine, row.occupation_id), row.why or "") for row in marks if not row.interested]
    fields = {"profiel": profile.model_dump_json(by_alias=True, exclude_none=True), "stap": "resultaat", "doe": "toon"}
    go_on = GoOn(action="/jobbereik", fields=fields, verb=say("Ga verder met dit profiel"))
    return KeptPage(template="jobbereik/bewaard.html", context=context, go_on=go_on)


def _gone(engine: Jobbereik, profile: ProfileIn) -> str:
    """Return what the catalogue of today knows no more of a kept profile; empty when it knows all."""
    jobs = sum(engine.catalogue.occupation_index(row.occupation_id) is None for row in profile.experiences)
    things = sum(engine.catalogue.competence_index(id_) is None for id_ in profile.competence_ids or ())
    told = [say_counted("{count} beroep", "{count} beroepen", jobs)] if jobs else []
    told += [say_counted("{count} competentie", "{count} competenties", things)] if things else []
    return say("Niet meer op onze lijst: {what}.", what=together(told, ", ")) if told else ""


def named(engine: Jobbereik, document: Document, on: date) -> tuple[Named, ...]:
    """Return what is within reach of a kept profile; none when the catalogue moved on, so that it must be opened."""
    try:
        profile = log.profile_of(document)
        found = engine.reach(profile.to_profile(), limit=REACHED, on=on)
    except (ValueError, UnknownIdError):
        return ()
    marks = {row.occupation_id: row for row in profile.marks or ()}
    rows = [_row(engine, row, own=False) for row in found.within_reach]
    return tuple(
        Named(id=row["id"], label=row["label"], because=together([row["doubt"]["words"], row["decides"]]))
        for row in rows
        if not _refused(marks, row["id"])
    )


def lacks(engine: Jobbereik, document: Document, ids: Sequence[str], on: date) -> dict[str, list[str]]:
    """Return what the law asks and what is to be learned for occupations, compared with a kept profile."""
    try:
        profile = log.profile_of(document).to_profile()
        found = engine.gaps(profile, [OccupationId(id_) for id_ in ids], on=on) if ids else ()
    except (ValueError, UnknownIdError):
        return {}
    return {id_: _between(gap.candidate) for id_, gap in zip(ids, found, strict=True)}


def _between(candidate: Candidate) -> list[str]:
    gates = [say("nodig: {barriers}", barriers=small(item.gate.label)) for item in candidate.gates if not item.held]
    essential = [item for item in candidate.missing if item.essential]
    learn = [
        say("te leren: {essential}", essential=small(item.competence.names.label("nl"))) for item in essential[:NAMED]
    ]
    return gates + learn


def refused(document: Document) -> list[KeptRefusal]:
    """Return the occupations that somebody said no to, with the reason; a label is for the catalogue to give."""
    try:
        marks = log.profile_of(document).marks or ()
    except ValueError:
        return []
    return [KeptRefusal(id=m.occupation_id, label=m.occupation_id, why=m.why or "") for m in marks if not m.interested]


def _refused(marks: Mapping[str, Any], id_: str) -> bool:
    return id_ in marks and not marks[id_].interested


def _in_order(rows: Iterable[dict[str, Any]], marks: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Put what the person finds interesting first, and leave out what was refused; else the order stays."""
    kept = [row | {"interested": row["id"] in marks} for row in rows if not _refused(marks, row["id"])]
    return sorted(kept, key=lambda row: not row["interested"])


def _short(engine: Jobbereik, found: Reach, refused: set[str]) -> dict[str, Any]:
    """Return why lists are short, and whether letting go of the sectors shows more."""
    sectors = {sector.code: sector.label for sector in engine.catalogue.vocabulary.sectors}
    more = [row for row in found.short.values() if row.wish is Wish.SECTORS and (row.without_wish or 0) > row.rows]
    return {
        "short_within": texts.short(found, Verdict.WITHIN_REACH, sectors, refused),
        "short_training": texts.short(found, Verdict.WITH_TRAINING, sectors, refused),
        "all_sectors": bool(more),
    }


def _who(engine: Jobbereik, profile: ProfileIn) -> str:
    """Return who somebody is in one line."""
    done = [(_label(engine, row.occupation_id), row.months, row.kind) for row in profile.experiences]
    return texts.who(done, profile.competence_ids)


def _label(engine: Jobbereik, id_: str) -> str:
    position = engine.catalogue.occupation_index(id_)
    return texts.GONE if position is None else engine.catalogue.occupation(position).names.label("nl")


def _competence(engine: Jobbereik, id_: str) -> str:
    position = engine.catalogue.competence_index(id_)
    return id_ if position is None else engine.catalogue.competence(position).names.label("nl")


def _gate(engine: Jobbereik, code: str) -> str:
    gate = engine.catalogue.gates.get(GateId(code))
    return code if gate is None else gate.label


def _wishes(engine: Jobbereik, profile: ProfileIn) -> list[str]:
    """Return what somebody asked of the lists, in words."""
    filters, vocabulary = profile.filters, engine.catalogue.vocabulary
    labels = {row.code: row.label for row in vocabulary.conditions}
    labels |= {row.code: row.label for row in vocabulary.sectors}
    rows = [] if filters.eqf_level is None else [say("niveau: {levels}", levels=LEVELS[filters.eqf_level].lower())]
    rows += [say("liever geen {labels}", labels=small(labels.get(code, code))) for code in filters.avoid]
    rows += [say("ook werk onder je niveau")] if filters.below_level else []
    rows += (
        []
        if not filters.sectors
        else [say("alleen {sectors}", sectors=together([small(labels.get(code, code)) for code in filters.sectors]))]
    )
    place = None if filters.postcode is None else postcodes().find(filters.postcode)
    return rows + (
        []
        if place is None
        else [say("binnen {radius_km} km van {label}", radius_km=filters.radius_km or RADIUS_KM, label=place.label)]
    )


def _row(engine: Jobbereik, candidate: Candidate, *, own: bool = True) -> dict[str, Any]:
    """Return a row of two lines: the name, how sure it is, and the one thing that decides."""
    return {
        "id": str(candidate.occupation.id),
        "label": candidate.occupation.names.label("nl"),
        "doubt": texts.doubt(candidate),
        "decides": texts.decides(candidate, _labels(engine), own=own),
        "surprising": candidate.surprising,
        "interested": False,
    }


def _labels(engine: Jobbereik) -> dict[str, str]:
    return {condition.code: condition.label for condition in engine.catalogue.vocabulary.conditions}


def _next(engine: Jobbereik, draft: Draft, on: date) -> list[dict[str, Any]]:
    body = ReachIn.model_validate(draft.profile.model_dump(by_alias=True) | {"limit": NEXT})
    return [
        {
            "id": item.competence.competence.id,
            "label": item.competence.competence.names.label("nl"),
            "count": len(item.occupations),
            "names": [row.names.label("nl") for row in item.occupations[:NAMED]],
            "vacancies": evidence.more_words(engine, item.vacancies),
        }
        for item in planning.find_what_if(engine, body, on, draft.beside).items
    ]


def _tried(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any] | None:
    """Return what the competence that is tried out changes in the first list, also where the page shows less of it."""
    if not trying.trying(draft):
        return None
    marks = {row.occupation_id: row for row in draft.profile.marks or ()}
    before, after = (
        [found for found in rows if not _refused(marks, found.id)]
        for rows in trying.first_lists(engine, draft, MOST, on)
    )
    known = [row.id for row in before]
    new = [row.names.label("nl") for row in after if row.id not in known]
    same = known == [row.id for row in after]
    return {"id": draft.tried, "label": small(_competence(engine, draft.tried)), "new": new, "same": same}


def paper(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return what somebody takes along to a coach: what was told and marked, and the lists with chances."""
    profile, shown = draft.profile, lists(engine, replace(draft, tried=""), on, own=False)
    found: Reach = shown["reach"]
    chances = {
        str(row.occupation.id): texts.out_of_ten(row.told) for row in (*found.within_reach, *found.with_training)
    }
    marks = profile.marks or ()
    return shown | {
        "chances": chances,
        "did": [(_label(engine, row.occupation_id), words.KINDS[row.kind], _told(row)) for row in profile.experiences],
        "can": None if profile.competence_ids is None else [_competence(engine, id_) for id_ in profile.competence_ids],
        "held": [_gate(engine, code) for code in profile.licences_held],
        "marked": [(_label(engine, row.occupation_id), row.interested, row.why or "") for row in marks],
        "judged_by_models": engine.catalogue.built_in,
        "written_day": dutch_day(on),
    }


def _told(row: ExperienceIn) -> str:
    how_long = "" if row.months == MONTHS_UNTOLD else texts.how_long(row.months)
    until = say("tot {year}", year=row.ended_on.year) if row.ended_on else ""
    return together([part for part in (how_long, until) if part])


def occupation(engine: Jobbereik, draft: Draft, on: date) -> dict[str, Any]:
    """Return one occupation compared with a person: what fits, what lacks, what to arrange and to learn."""
    named = {"occupationId": draft.occupation}
    body = GapIn.model_validate(draft.profile.model_dump(by_alias=True) | named)
    found = service.find_gap(engine, body, on, draft.beside)
    marks = {row.occupation_id: row for row in draft.profile.marks or ()}
    tried = None
    if trying.trying(draft):
        before = service.find_gap(engine, GapIn.model_validate(trying.before(draft) | named), on)
        tried = texts.changed(_competence(engine, draft.tried), before, found) | {"id": draft.tried}
    return _compared(engine, found.candidate, draft.profile.filters.to_filters(), on) | {
        "verdict": words.verdict(found.candidate),
        "unlisted": found.candidate.unlisted and words.UNLISTED[found.candidate.unlisted],
        "way": _way(engine, draft, body, on),
        "mark": marks.get(draft.occupation),
        "learned": LEARNED,
        "tried": tried,
        "who": _who(engine, draft.profile),
        "on": on,
        "found_by": found,
    }


def _compared(engine: Jobbereik, candidate: Candidate, filters: Filters, on: date) -> dict[str, Any]:
    """Return an occupation compared with a person, in words."""
    position = engine.catalogue.occupation_index(candidate.occupation.id)
    if position is None:
        raise AssertionError("a candidate comes from the catalogue")
    labels = _labels(engine)
    sectors = {sector.code: sector.label for sector in engine.catalogue.vocabulary.sectors}
    level = candidate.occupation.eqf
    return {
        "candidate": candidate,
        "open": evidence.open_words(engine, position, filters, on),
        "vacancies": f"/vacatures?{urlencode({'beroep': candidate.occupation.id, **_near(filters)})}",
        "nearby": filters.postcode is not None,
        "evidence": evidence.shortly(engine, position, candidate.missing),
        "label": candidate.occupation.names.label("nl"),
        "sector": sectors.get(candidate.occupation.sector or ""),
        "level": None if level is None else LEVELS[level],
        "doubt": texts.doubt(candidate),
        "chance": words.chance(candidate.told, candidate.verdict),
        "reasons": texts.reasons(candidate),
        "have": len(candidate.matched),
        "asked": len(candidate.matched) + len(candidate.missing),
        "unmet": [item.gate for item in candidate.gates if not item.held and not item.gate.formality],
        "arrange": [item.gate for item in candidate.gates if not item.held and item.gate.formality],
        "held": [item for item in candidate.gates if item.held],
        "sometimes": [small(labels[code]) for code, frequency in candidate.avoided if frequency is Frequency.SOMETIMES],
        "often": [small(labels[code]) for code, frequency in candidate.avoided if frequency is Frequency.OFTEN],
        "unknown": [small(labels[code]) for code in candidate.unknown_conditions],
        **pages.learning(candidate.trainings, candidate.occupation),
    }


def _way(engine: Jobbereik, draft: Draft, body: GapIn, on: date) -> dict[str, Any]:
    """Return the shortest way to the occupation that was looked up, in words."""
    found = planning.find_learning_path(engine, body, on, draft.beside)
    wanted = {item.competence.id: item.competence.names.label("nl") for item in found.missing}
    opened = {item.gate.id: item.gate.label for item in found.gates}
    built = {id_ for row in found.trainings for id_ in (*row.competences, *row.gates)}
    return {
        "now": found.within_reach_now,
        "reachable": found.reachable,
        "feasible": found.feasible,
        "exact": found.exact,
        "count": len(wanted),
        "trainings": [
            {
                "label": row.names.label("nl"),
                "kind": words.TRAINING_KINDS[row.kind],
                "hours": row.hours,
                "opens": [opened[id_] for id_ in row.gates if id_ in opened],
                "builds": [small(wanted[id_]) for id_ in row.competences if id_ in wanted],
            }
            for row in found.trainings
        ],
        "gates": [label for id_, label in opened.items() if id_ not in built],
        "missing": [small(label) for id_, label in wanted.items() if id_ not in built],
        "hours": words.hours([row.hours for row in found.trainings]),
        "stones": [(row.id, row.names.label("nl")) for row in found.stepping_stones],
        "level": found.level_too_high,
        "level_told": body.filters.eqf_level is not None,
    }


def _near(filters: Filters) -> dict[str, str]:
    """Return the region as fields of /vacatures; empty when none is told."""
    return (
        {} if filters.postcode is None else {"plaats": filters.postcode, "afstand": str(filters.radius_km or RADIUS_KM)}
    )
