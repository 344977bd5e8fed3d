"""Reads the XML of Europass: ``Candidate`` (since 2020) and ``SkillsPassport`` (before), by names without namespace.

Real exports differ in order, and in which namespace a part has; so neither counts here.
"""

import re
from collections.abc import Iterable

from models.cv.found import (
    ENTRIES_MOST,
    SKILLS_MOST,
    TITLE_MOST,
    Found,
    FoundEntry,
    FoundLanguage,
    Told,
    as_ids,
    as_told,
    own_member,
)
from models.cv.languages import lowest, name_of
from models.cv.schema import Moment, Period, read_moment
from models.cv.sections import KIND_OF, Section, section_of
from models.cv.wording import line, plain
from models.cv.xml import Node
from models.jobbereik.schema import ExperienceKind

_ESCO = re.compile(r"https?://data\.europa\.eu/esco/occupation/[\w-]{1,80}")

NOT_TAKEN = {
    "PublicationHistory": "publicaties",
    "Publication": "publicaties",
    "Projects": "projecten",
    "CreativeWorks": "creatief werk",
    "NetworksAndMemberships": "lidmaatschappen",
    "ConferencesAndSeminars": "conferenties",
    "SocialAndPoliticalActivities": "sociale en politieke activiteiten",
    "Certifications": "attesten",
    "CourseCertifications": "attesten",
    "EmploymentReferences": "referenties",
    "Attachment": "bijlagen of een foto",
}
"""Parts that no profile has a place for, in Dutch."""


def moments(*texts: str) -> tuple[list[Moment | None], tuple[str, ...]]:
    """Return dates as they were read, and those that are no dates."""
    found = [read_moment(text) for text in texts]
    wrong = [line(text, 40) for text, moment in zip(texts, found, strict=True) if text.strip() and moment is None]
    return found, tuple(wrong)


def _period(node: Node | None) -> tuple[Period, tuple[str, ...]]:
    if node is None:
        return Period(), ()
    names = ("StartDate", "EndDate")
    dates = [node.say(at, "FormattedDateTime") or node.say(at, "DateText") or node.say(at) for at in names]
    (start, end), wrong = moments(*dates)
    current = "true" in (node.say("CurrentIndicator").lower(), node.say("Ongoing").lower())
    return Period(start=start, end=None if current else end, current=current), wrong


def _esco(node: Node | None) -> str | None:
    found = [] if node is None else [m for v in node.attributes.values() if (m := _ESCO.fullmatch(v.strip()))]
    return found[0][0] if found else None


def _works(profile: Node) -> Iterable[FoundEntry]:
    for employer in profile.all("EmploymentHistory", "EmployerHistory"):
        for position in list(employer.all("PositionHistory")) or [employer]:
            period, wrong = _period(position.find("EmploymentPeriod") or employer.find("EmploymentPeriod"))
            yield FoundEntry(
                title=line(position.say("PositionTitle"), TITLE_MOST),
                kind=ExperienceKind.JOB,
                period=period,
                esco=_esco(position.find("PositionTitle")),
                unread_dates=wrong,
                told=as_told(own_member(employer.own, "experience")),
            )


def level_of(text: str) -> int | None:
    """Return a level of the European Qualifications Framework, or ``None`` when it is none."""
    return int(text) if text in set("12345678") else None


def _studies(profile: Node) -> Iterable[FoundEntry]:
    for school in profile.all("EducationHistory", "EducationOrganizationAttendance"):
        period, wrong = _period(school.find("AttendancePeriod"))
        title = school.say("EducationDegree", "DegreeName") or school.say("ProgramName")
        level = school.say("EducationLevelCode") or school.say("EducationDegree", "EducationLevelCode")
        yield FoundEntry(
            title=line(title, TITLE_MOST),
            kind=ExperienceKind.STUDY,
            period=period,
            level=level_of(level),
            unread_dates=wrong,
            told=as_told(own_member(school.own, "experience")),
        )


def _sections(profile: Node) -> Iterable[FoundEntry]:
    """Yield volunteering and hobbies: in the sections that we write, and where the schema has a place for them."""
    for section in profile.all("Others"):
        of = section_of(section.say("Title"))
        kind = None if of is None else KIND_OF.get(of)
        if kind is not None:
            for other in section.all("Other"):
                yield _entry(other, kind, as_told(own_member(other.own, "experience")))
    for path, kind in (
        (("VoluntaryWorks", "VoluntaryWork"), ExperienceKind.VOLUNTEERING),
        (("HobbiesAndInterests", "HobbyOrInterest"), ExperienceKind.HOBBY),
    ):
        for node in profile.all(*path):
            yield _entry(node, kind, None)


def _entry(node: Node, kind: ExperienceKind, told: Told | None) -> FoundEntry:
    period, wrong = _period(node.find("Date"))
    title = line(node.say("Title"), TITLE_MOST)
    return FoundEntry(title=title, kind=kind, period=period, unread_dates=wrong, told=told)


def _languages(root: Node, profile: Node) -> Iterable[FoundLanguage]:
    for node in root.all("CandidatePerson", "PrimaryLanguageCode"):
        if name := line(node.text, TITLE_MOST):
            yield FoundLanguage(name=name_of(name), mother_tongue=True)
    for node in profile.all("PersonQualifications", "PersonCompetency"):
        name = line(node.say("CompetencyID") or node.say("CompetencyName"), TITLE_MOST)
        if name and node.say("TaxonomyID").lower() == "language":
            levels = [score.text.strip() for score in node.all("CompetencyDimension", "Score", "ScoreText")]
            yield FoundLanguage(name=name_of(name), level=lowest(levels))


def _skills(profile: Node) -> Iterable[str]:
    """Yield skills one by one: those of a list, and those that the editor keeps apart."""
    for section in profile.all("Others"):
        if section_of(section.say("Title")) is Section.SKILLS:
            for other in section.all("Other"):
                yield from plain(other.say("Description")).split("\n")
    for path in (
        ("PersonQualifications", "PersonCompetency"), ("Skills", "PersonCompetency"),
        ("Skills", "SkillsGroup", "PersonCompetency"),
    ):  # fmt: skip
        for node in profile.all(*path):
            if node.say("TaxonomyID").lower() != "language":
                yield node.say("CompetencyName") or node.say("CompetencyID")
    for path in (("DigitalSkills", "DigitalSkill"), ("DigitalSkills", "DigitalSkillsGroup", "DigitalSkill")):
        for node in profile.all(*path):
            yield node.text


def _others(profile: Node) -> tuple[list[str], list[str] | None]:
    """Return our own ids of licences and of competences; no competences at all is another thing than an empty list."""
    licences: list[str] = []
    competences: list[str] | None = None
    found = [profile.own, *(other.own for other in profile.all("Others", "Other"))]
    for own in found:
        licences += as_ids(own_member(own, "licencesHeld")) or ()
        ids = as_ids(own_member(own, "competenceIds"))
        competences = competences if ids is None else [*(competences or ()), *ids]
    return licences, competences


def _other(profile: Node) -> Iterable[str]:
    for node in profile.children:
        if node.name in NOT_TAKEN and (node.children or node.text.strip()):
            yield NOT_TAKEN[node.name]
        elif node.name == "Others" and section_of(node.say("Title")) is Section.LICENCES:
            papers = (row for row in node.all("Other") if not as_ids(own_member(row.own, "licencesHeld")))
            yield from (f"“{title}”" for row in papers if (title := line(row.say("Title"), 60)))
        elif node.name == "Others" and section_of(node.say("Title")) in (None, Section.PROFILE):
            yield from (f"“{title}”" for title in (line(node.say("Title"), 60),) if title)


def unique(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """Return texts that say something, each once and in order."""
    return tuple(dict.fromkeys(text for raw in texts if (text := line(raw, TITLE_MOST))))[:most]


def read_candidate(root: Node) -> Found:
    """Return what a ``Candidate`` says; of several languages the first profile."""
    profile = root.find("CandidateProfile") or Node("CandidateProfile")
    licences, competences = _others(profile)
    entries = [*_works(profile), *_studies(profile), *_sections(profile)]
    driving = (node.text for node in profile.all("Licenses", "License", "LicenseTypeCode"))
    return Found(
        version="candidate",
        entries=tuple(entries[:ENTRIES_MOST]),
        languages=tuple(_languages(root, profile))[:SKILLS_MOST],
        driving=unique(driving, 20),
        skills=() if competences is not None else unique(_skills(profile), SKILLS_MOST),
        competence_ids=None if competences is None else tuple(dict.fromkeys(competences)),
        licences=tuple(dict.fromkeys(licences)),
        other=unique(_other(profile), 20),
    )
