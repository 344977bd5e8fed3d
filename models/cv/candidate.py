"""The Europass CV as XML: ``Candidate`` in namespace ``http://www.europass.eu/1.0``, scheme version 4.0.

This is what the Europass editor has exported and imported since 2020, and what lies as ``attachment.xml`` in its PDFs.

Source: DG EMPL, Europass XML schema documentation (2020), and exports of the editor; the schema itself is not published
at the address that exports name. Where the two differ, what exports do is done here.
"""

import re
import uuid

from models.cv.found import written
from models.cv.languages import code_of
from models.cv.schema import CEFR, DRIVING, MOTHER_TONGUE, Cv, Entry, Line, Period, Person
from models.cv.sections import SECTION_OF, Section, title_of
from models.cv.wording import clean, listed, rich
from models.cv.xml import Node, write
from models.jobbereik.schema import ExperienceKind

NAMESPACES = {
    "xmlns": "http://www.europass.eu/1.0",
    "xmlns:oa": "http://www.openapplications.org/oagis/9",
    "xmlns:eures": "http://www.europass_eures.eu/1.0",
    "xmlns:hr": "http://www.hr-xml.org/3",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.europass.eu/1.0 Candidate.xsd",
}

DIMENSIONS = (
    "CEF-Understanding-Listening", "CEF-Understanding-Reading", "CEF-Speaking-Interaction", "CEF-Speaking-Production",
    "CEF-Writing-Production",
)  # fmt: skip


def _text(name: str, text: str) -> list[Node]:
    return [Node(name, text)] if clean(text) else []


def _scheme(name: str, scheme: str, id_: str, version: str) -> Node:
    attributes = {"schemeID": id_, "schemeName": scheme, "schemeAgencyName": "EUROPASS", "schemeVersionID": version}
    return Node(name, attributes=attributes)


def _name(person: Person) -> Node:
    """Return the name; the element is asked, also where nobody told it."""
    return Node(
        "PersonName", children=[Node("oa:GivenName", person.given_name), Node("hr:FamilyName", person.family_name)]
    )


def _email(person: Person) -> list[Node]:
    if not clean(person.email):
        return []
    return [Node("Communication", children=[Node("ChannelCode", "Email"), Node("oa:URI", person.email)])]


_SHORT_CODES = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")


def dialled(phone: str) -> tuple[str, str] | None:
    """Return the code of the country and the rest of a number; without + it is a Belgian one.

    The editor refuses a number without the code. Source of how long codes are: ITU-T E.164.

    Examples
    --------
    >>> dialled("0470 12 34 56"), dialled("+32 (0)9 123 45 67"), dialled("00352 123456"), dialled("geen")
    (('32', '470123456'), ('32', '91234567'), ('352', '123456'), None)
    """
    text = re.sub(r"[^0-9+]", "", phone.replace("(0)", ""))
    digits = text[1:] if text.startswith("+") else text.removeprefix("00") if text.startswith("00") else ""
    if not digits:
        return ("32", text.removeprefix("0")) if len(text) > 3 else None
    found = _SHORT_CODES.match(digits)
    code = found[0] if found else digits[:3]
    return (code, digits[len(code) :]) if len(digits) > len(code) else None


def _phone(person: Person) -> list[Node]:
    found = dialled(person.phone)
    if found is None:
        return []
    rows = [Node("ChannelCode", "Telephone"), Node("UseCode", "home"), Node("CountryDialing", found[0])]
    return [Node("Communication", children=[*rows, Node("oa:DialNumber", found[1])])]


def _address(person: Person) -> list[Node]:
    rows = _text("oa:AddressLine", person.street) + _text("oa:CityName", person.city)
    rows += _text("oa:PostalCode", person.postcode)
    address = Node("Address", attributes={"type": "home"}, children=rows)
    return [Node("Communication", children=[Node("UseCode", "home"), address])] if rows else []


def _person(cv: Cv) -> Node:
    person = cv.person
    rows = [_name(person), *_email(person), *_phone(person), *_address(person)]
    for language in cv.languages:
        if language.level == MOTHER_TONGUE:
            code = code_of(language.name)
            kind = "NORMAL" if code else "FREE_TEXT"
            rows.append(Node("PrimaryLanguageCode", code or language.name, {"name": kind}))
    return Node("CandidatePerson", children=rows)


def _supplier(person: Person, id_: str) -> Node:
    contact = Node("PersonContact", children=[_name(person), *_email(person)])
    party = _scheme("hr:PartyID", "PartyID", id_, "1.0")
    rows = [party, Node("hr:PartyName", "Owner"), contact, Node("hr:PrecedenceCode", "1")]
    return Node("CandidateSupplier", children=rows)


def told_of(entry: Entry) -> list[str]:
    """Return our own ids of an entry."""
    told = entry.told
    if told is None:
        return []
    end = {} if told.ended_on is None else {"endedOn": told.ended_on.isoformat()}
    found = {"occupationId": told.occupation_id, "months": told.months, "kind": told.kind.value}
    return [written({"experience": found | end})]


def _dates(period: Period, prefix: str) -> list[Node]:
    moments = (("StartDate", period.start), ("EndDate", None if period.current else period.end))
    return [
        Node(f"{prefix}{name}", children=[Node("hr:FormattedDateTime", moment.iso())])
        for name, moment in moments
        if moment is not None
    ]


def _place(city: str) -> list[Node]:
    if not clean(city):
        return []
    address = Node("Address", children=[Node("oa:CityName", city)])
    return [Node("OrganizationContact", children=[Node("Communication", children=[address])])]


def _work(entry: Entry) -> Node:
    position = [Node("PositionTitle", entry.title, {"typeCode": "FREETEXT"})]
    if entry.period.known:
        rows = _dates(entry.period, "eures:")
        rows.append(Node("hr:CurrentIndicator", "true" if entry.period.current else "false"))
        position.append(Node("eures:EmploymentPeriod", children=rows))
    position += _text("oa:Description", rich(entry.description)) + _text("City", entry.city)
    rows = (
        _text("hr:OrganizationName", entry.employer) + _place(entry.city) + [Node("PositionHistory", children=position)]
    )
    return Node("EmployerHistory", children=rows, own=told_of(entry))


def _study(entry: Entry) -> Node:
    rows = _text("hr:OrganizationName", entry.employer) + _place(entry.city)
    if entry.period.known:
        dates = [*_dates(entry.period, ""), Node("Ongoing", "true" if entry.period.current else "false")]
        rows.append(Node("AttendancePeriod", children=dates))
    degree = _text("hr:DegreeName", entry.title) + _text("OccupationalSkillsCovered", rich(entry.description))
    return Node(
        "EducationOrganizationAttendance",
        children=[*rows, Node("EducationDegree", children=degree)],
        own=told_of(entry),
    )


def _other(section: str, title: str, description: str, own: list[str], period: Period | None = None) -> Node:
    """Return an entry of a section of our own: the editor joins sections of one title, and keeps one entry of each."""
    rows = [Node("Title", title)]
    if period is not None and period.known:
        rows.append(Node("Date", children=_dates(period, "")))
    rows += _text("Description", description)
    return Node("Others", children=[Node("Title", section), Node("Other", children=rows, own=own)])


def _sections(cv: Cv) -> list[Node]:
    """Return sections of our own: the editor has no place of its own for these that it reads back."""
    skills, licences = (title_of(section, cv.language) for section in (Section.SKILLS, Section.LICENCES))
    found = [
        _other(
            title_of(SECTION_OF[entry.kind], cv.language),
            entry.title,
            rich(entry.description),
            told_of(entry),
            entry.period,
        )
        for entry in cv.of_kind(*SECTION_OF)
    ]
    for group in cv.groups:
        ids = [row.id for row in group.lines if row.id is not None]
        own = [written({"competenceIds": ids})] if ids else []
        found.append(_other(skills, group.title, listed([row.text for row in group.lines]), own))
    papers = [row for row in cv.licences if row.id not in DRIVING]
    found += [
        _other(licences, row.text, "", [written({"licencesHeld": [row.id]})] if row.id is not None else [])
        for row in papers
    ]
    return found


def _driving(licences: tuple[Line, ...]) -> list[Node]:
    codes = [DRIVING[row.id] for row in licences if row.id in DRIVING]
    return [Node("eures:License", children=[Node("hr:LicenseTypeCode", code)]) for code in codes]


def _languages(cv: Cv) -> list[Node]:
    rows = []
    for language in cv.languages:
        if language.level != MOTHER_TONGUE:
            code = code_of(language.name)
            id_ = Node("CompetencyID", code or language.name, {"schemeName": "NORMAL" if code else "FREE_TEXT"})
            found = [id_, Node("hr:TaxonomyID", "language")]
            for dimension in DIMENSIONS if language.level in CEFR else ():
                score = Node("eures:Score", children=[Node("hr:ScoreText", language.level or "")])
                kind = Node("hr:CompetencyDimensionTypeCode", dimension)
                found.append(Node("eures:CompetencyDimension", children=[kind, score]))
            rows.append(Node("PersonCompetency", children=found))
    return rows


def _profile(cv: Cv, id_: str) -> Node:
    """Return the profile, in the order of exports; sections without content stand there empty, as in exports."""
    works = [_work(entry) for entry in cv.of_kind(ExperienceKind.JOB)]
    studies = [_study(entry) for entry in cv.of_kind(ExperienceKind.STUDY)]
    rows = [_scheme("hr:ID", "CandidateProfileID", id_, "1.0"), *_text("hr:ExecutiveSummary", rich(cv.introduction))]
    rows += [Node("EmploymentHistory", children=works), Node("EducationHistory", children=studies)]
    rows += [Node("eures:Licenses", children=_driving(cv.licences)), Node("Certifications"), Node("PublicationHistory")]
    rows += [Node("PersonQualifications", children=_languages(cv)), *_sections(cv)]
    own = [written({"competenceIds": []})] if cv.confirmed and not any(group.lines for group in cv.groups) else []
    return Node("CandidateProfile", attributes={"languageCode": cv.language}, children=rows, own=own)


def _rendering(cv: Cv) -> Node:
    """Return which sections the editor shows: without it, it hides all but the person."""
    shown = {
        "work-experience": cv.of_kind(ExperienceKind.JOB),
        "education-training": cv.of_kind(ExperienceKind.STUDY),
        "language": cv.languages,
        "driving-licence": _driving(cv.licences),
    }
    sections = [Node("Section", children=[Node("Title", name)]) for name, rows in shown.items() if rows]
    design = [
        Node("Template", "Template1"),
        Node("Color", "Default"),
        Node("FontSize", "Medium"),
        Node("Logo", "FirstPage"),
    ]
    design += [Node("PageNumbers", "false"), Node("SectionsOrder", children=sections)]
    return Node("RenderingInformation", children=[Node("Design", children=design)])


def candidate(cv: Cv) -> bytes:
    """Return a CV as Europass XML; the same CV gives the same bytes."""
    id_ = str(uuid.uuid5(uuid.NAMESPACE_URL, repr(cv)))
    document = _scheme("hr:DocumentID", "DocumentIdentifier", id_, "4.0")
    rows = [document, _supplier(cv.person, id_), _person(cv), _profile(cv, id_), _rendering(cv)]
    return write(Node("Candidate", attributes=dict(NAMESPACES), children=rows))
