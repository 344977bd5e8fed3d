"""The Europass CV as JSON: ``SkillsPassport``, JSON schema 3.4.0 of CEDEFOP, the last that was published.

Europass has no JSON of its own since 2020; programs that read its JSON read this one.

Source: europass.cedefop.europa.eu, JSON schema and example of version 3.4.0 (EUPL 1.1). Our own ids stand in members
named ``Loopbaanspiegel``, where that schema leaves room for others.
"""

import json
from typing import Any

from models.cv.languages import code_of
from models.cv.schema import CEFR, DRIVING, MOTHER_TONGUE, Cv, Entry, Moment, Period
from models.cv.sections import Section, title_of
from models.cv.wording import clean, rich
from models.jobbereik.schema import ExperienceKind

OWN = "Loopbaanspiegel"


def _filled(**members: object) -> dict[str, Any]:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value not in ("", None, [], {})}


def _day(moment: Moment | None) -> dict[str, int]:
    return {} if moment is None else _filled(Year=moment.year, Month=moment.month, Day=moment.day)


def _period(period: Period) -> dict[str, Any]:
    if not period.known:
        return {}
    end = {} if period.current else _day(period.end)
    return _filled(From=_day(period.start), To=end) | {"Current": period.current}


def _place(entry: Entry) -> dict[str, Any]:
    contact = {"Municipality": clean(entry.city)} if clean(entry.city) else {}
    return _filled(Name=clean(entry.employer), ContactInfo={"Address": {"Contact": contact}} if contact else {})


def _told(entry: Entry) -> dict[str, Any]:
    told = entry.told
    if told is None:
        return {}
    end = {} if told.ended_on is None else {"endedOn": told.ended_on.isoformat()}
    return {OWN: {"occupationId": told.occupation_id, "months": told.months, "kind": told.kind.value} | end}


def _work(entry: Entry) -> dict[str, Any]:
    return _filled(
        Period=_period(entry.period),
        Position={"Label": clean(entry.title)},
        Activities=rich(entry.description),
        Employer=_place(entry),
    ) | _told(entry)


def _study(entry: Entry) -> dict[str, Any]:
    return _filled(
        Period=_period(entry.period),
        Title=clean(entry.title),
        Activities=rich(entry.description),
        Organisation=_place(entry),
    ) | _told(entry)


def _identification(cv: Cv) -> dict[str, Any]:
    person = cv.person
    address = _filled(
        AddressLine=clean(person.street), PostalCode=clean(person.postcode), Municipality=clean(person.city)
    )
    contact = _filled(
        Address={"Contact": address} if address else {},
        Email={"Contact": clean(person.email)} if clean(person.email) else {},
        Telephone=[{"Contact": clean(person.phone)}] if clean(person.phone) else [],
    )
    name = _filled(FirstName=clean(person.given_name), Surname=clean(person.family_name))
    return _filled(PersonName=name, ContactInfo=contact)


def _language(name: str) -> dict[str, Any]:
    return {"Description": _filled(Code=code_of(name, short=True), Label=clean(name))}


def _linguistic(cv: Cv) -> dict[str, Any]:
    foreign = []
    for row in cv.languages:
        if row.level != MOTHER_TONGUE:
            parts = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
            level = dict.fromkeys(parts, row.level) if row.level in CEFR else {}
            foreign.append(_language(row.name) | _filled(ProficiencyLevel=level))
    mother = [_language(row.name) for row in cv.languages if row.level == MOTHER_TONGUE]
    return _filled(MotherTongue=mother, ForeignLanguage=foreign)


def _skills(cv: Cv) -> dict[str, Any]:
    ids = [row.id for group in cv.groups for row in group.lines if row.id is not None]
    texts = [f"{clean(group.title)}: {', '.join(clean(row.text) for row in group.lines)}" for group in cv.groups]
    related: dict[str, Any] = _filled(Description=rich("\n".join(texts)))
    if ids or cv.confirmed:
        related[OWN] = {"competenceIds": ids}
    hobbies = cv.of_kind(ExperienceKind.HOBBY)
    titles = [f"{row.title}: {row.description}" if clean(row.description) else row.title for row in hobbies]
    other: dict[str, Any] = _filled(Description=rich("\n".join(titles)))
    told = [_told(row)[OWN] for row in hobbies if row.told is not None]
    if told:
        other[OWN] = {"hobbies": told}
    return _filled(
        Linguistic=_linguistic(cv),
        JobRelated=related,
        Driving=_filled(Description=[DRIVING[row.id] for row in cv.licences if row.id in DRIVING]),
        Other=other,
    )


def _papers(cv: Cv) -> list[dict[str, Any]]:
    title = {"Code": "certifications", "Label": title_of(Section.LICENCES, cv.language)}
    return [
        {"Title": title, "Description": rich(row.text)} | ({OWN: {"licencesHeld": [row.id]}} if row.id else {})
        for row in cv.licences
        if row.id not in DRIVING
    ]


def skills_passport(cv: Cv) -> bytes:
    """Return a CV as Europass JSON; the same CV gives the same bytes."""
    made = f"{cv.made_on.isoformat()}T12:00:00.000Z"
    kind = {"Code": "personal_statement", "Label": title_of(Section.PROFILE, cv.language)}
    statement = {"Type": kind, "Description": {"Label": clean(cv.introduction)}}
    learner = _filled(
        Identification=_identification(cv),
        Headline=statement if clean(cv.introduction) else {},
        WorkExperience=[_work(entry) for entry in cv.of_kind(ExperienceKind.JOB, ExperienceKind.VOLUNTEERING)],
        Education=[_study(entry) for entry in cv.of_kind(ExperienceKind.STUDY)],
        Skills=_skills(cv),
        Achievement=_papers(cv),
    )
    about = {
        "DocumentType": "ECV",
        "CreationDate": made,
        "LastUpdateDate": made,
        "XSDVersion": "V3.4",
        "Generator": OWN,
        "Comment": "Europass CV",
        "EuropassLogo": False,
    }
    passport = {"SkillsPassport": {"Locale": cv.language, "DocumentInfo": about, "LearnerInfo": learner}}
    return json.dumps(passport, ensure_ascii=False, indent=1).encode("utf-8")
