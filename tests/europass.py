"""Files as Europass and others make them, for tests of reading a CV: good ones, and hostile ones."""

import io
import json
import zlib

HEAD = (
    '<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" '
    'xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3">'
)


def work(title: str, start: str, end: str = "", *, current: bool = False, esco: str = "") -> str:
    kind = f'typeCode="URI" languageID="{esco}"' if esco else 'typeCode="FREETEXT"'
    begins = f"<eures:StartDate><hr:FormattedDateTime>{start}</hr:FormattedDateTime></eures:StartDate>" if start else ""
    ends = f"<eures:EndDate><hr:FormattedDateTime>{end}</hr:FormattedDateTime></eures:EndDate>" if end else ""
    return (
        "<EmployerHistory><hr:OrganizationName>Bij ons</hr:OrganizationName><PositionHistory>"
        f"<PositionTitle {kind}>{title}</PositionTitle><eures:EmploymentPeriod>{begins}{ends}"
        f"<hr:CurrentIndicator>{str(current).lower()}</hr:CurrentIndicator></eures:EmploymentPeriod>"
        "</PositionHistory></EmployerHistory>"
    )


def candidate(works: str = "", more: str = "", encoding: str = "UTF-8") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}<CandidatePerson><PersonName>'
        "<oa:GivenName>Geheim</oa:GivenName></PersonName><PrimaryLanguageCode>tur</PrimaryLanguageCode>"
        "</CandidatePerson>"
        f'<CandidateProfile languageCode="nl"><EmploymentHistory>{works}</EmploymentHistory>{more}'
        "</CandidateProfile></Candidate>"
    )
    return text.encode(encoding)


MORE = (
    "<EducationHistory><EducationOrganizationAttendance><AttendancePeriod><StartDate><hr:FormattedDateTime>2004"
    "</hr:FormattedDateTime></StartDate><EndDate><hr:FormattedDateTime>2007</hr:FormattedDateTime></EndDate>"
    "<Ongoing>false</Ongoing></AttendancePeriod><EducationDegree><hr:DegreeName>Bachelor verpleegkunde</hr:DegreeName>"
    "</EducationDegree><EducationLevelCode>6</EducationLevelCode></EducationOrganizationAttendance></EducationHistory>"
    "<eures:Licenses><eures:License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></eures:License><eures:License>"
    "<hr:LicenseTypeCode>CE</hr:LicenseTypeCode></eures:License><eures:License><hr:LicenseTypeCode>AM</hr:LicenseTypeCode>"
    "</eures:License></eures:Licenses><PersonQualifications><PersonCompetency><CompetencyID>fre</CompetencyID>"
    "<hr:TaxonomyID>language</hr:TaxonomyID><eures:CompetencyDimension><eures:Score><hr:ScoreText>B2</hr:ScoreText>"
    "</eures:Score></eures:CompetencyDimension><eures:CompetencyDimension><eures:Score><hr:ScoreText>A2</hr:ScoreText>"
    "</eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications><Skills><PersonCompetency>"
    "<hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>Excel</hr:CompetencyName></PersonCompetency></Skills>"
    "<Others><Title>Vrijwilligerswerk</Title><Other><Title>Jeugdleider</Title></Other></Others>"
    "<PublicationHistory><Publication/></PublicationHistory>"
)

PASSPORT = {
    "SkillsPassport": {
        "LearnerInfo": {
            "Identification": {"PersonName": {"FirstName": "Geheim"}},
            "WorkExperience": [
                {
                    "Period": {"From": {"Year": 2002, "Month": 8}, "To": {"Year": 2004, "Month": 7}, "Current": False},
                    "Position": {"Label": "Kok"},
                }
            ],
            "Education": [
                {
                    "Period": {"From": {"Year": 1997}, "Current": True},
                    "Title": "Verpleegkundige",
                    "Level": {"Code": "5"},
                }
            ],
            "Skills": {
                "Linguistic": {
                    "MotherTongue": [{"Description": {"Code": "nl", "Label": "Dutch"}}],
                    "ForeignLanguage": [
                        {"Description": {"Code": "fr"}, "ProficiencyLevel": {"Listening": "C1", "Writing": "B1"}}
                    ],
                },
                "Computer": {"Description": "- Excel<br/>- iets anders"},
                "Driving": {"Description": [{"Licence": "B"}, "D"]},
            },
        }
    }
}

PASSPORT_XML = (
    b'<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>'
    b'<WorkExperienceList><WorkExperience><Period><From year="2002" month="--08"/>'
    b'<To year="2004" month="--07" day="---31"/></Period><Position><Label>Kok</Label></Position>'
    b"</WorkExperience></WorkExperienceList><Skills><Driving><Description><Licence>B</Licence></Description>"
    b"</Driving></Skills></LearnerInfo></SkillsPassport>"
)


def laughs(depth: int = 9) -> bytes:
    """Return a billion laughs."""
    rows = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, depth + 1))
    return f'<!DOCTYPE Candidate [<!ENTITY l0 "ha">{rows}]><Candidate>&l{depth};</Candidate>'.encode()


def pdf(*attachments: tuple[str, bytes]) -> bytes:
    """Return a small PDF with attachments, each already packed as it should lie there."""
    names = b" ".join(f"({name}) {10 + 2 * i} 0 R".encode() for i, (name, _) in enumerate(attachments))
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[" + names + b"]>>>>>>endobj",
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj",
    ]
    for i, (name, content) in enumerate(attachments):
        spec, stream = 10 + 2 * i, 11 + 2 * i
        objects.append(f"{spec} 0 obj<</Type/Filespec/F({name})/UF({name})/EF<</F {stream} 0 R>>>>endobj".encode())
        head = f"{stream} 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length {len(content)}>>stream\n".encode()
        objects.append(head + content + b"\nendstream endobj")
    made = io.BytesIO(b"%PDF-1.7\n")
    made.seek(0, io.SEEK_END)
    places = {}
    for row in objects:
        places[int(row.split(b" ")[0])] = made.tell()
        made.write(row + b"\n")
    start = made.tell()
    made.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        made.write(f"{number} 1\n{place:010} 00000 n \n".encode())
    made.write(f"trailer<</Size {max(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return made.getvalue()


def bomb(megabytes: int = 200) -> bytes:
    """Return a PDF whose attachment unpacks to many megabytes."""
    packer = zlib.compressobj(9)
    block = b" " * 1_048_576
    return pdf(("attachment.xml", b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()))


HOSTILE = {
    "empty": (b" \n", "empty"),
    "text": (b"Mijn cv", "not-europass"),
    "page": (b"<html><body/></html>", "not-europass"),
    "own-profile": (b'{"experiences": []}', "not-europass"),
    "laughs": (laughs(), "unsafe"),
    "entity": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Candidate>&x;</Candidate>', "unsafe"),
    "outside": (b'<!DOCTYPE Candidate SYSTEM "http://127.0.0.1/x.dtd"><Candidate/>', "unsafe"),
    "cut-off": (candidate(work("kok", "2019"))[:-20], "broken"),
    "deep": (b"<Candidate>" + b"<a>" * 100_000, "too-large"),
    "wide": (b"<Candidate>" + b"<a/>" * 100_000 + b"</Candidate>", "too-large"),
    "many-attributes": (b"<Candidate " + b" ".join(f'a{i}=""'.encode() for i in range(99)) + b"/>", "too-large"),
    "no-encoding": (b'<?xml version="1.0" encoding="klingon"?><Candidate/>', "broken"),
    "control": (b"<Candidate>\x01</Candidate>", "broken"),
    "deep-json": (b'{"SkillsPassport":' + b"[" * 100_000, "broken"),
    "deep-members": (b'{"SkillsPassport":' + b'{"a":' * 200 + b"1" + b"}" * 201, "too-large"),
    "wide-json": (json.dumps({"SkillsPassport": {"a": [0] * 30_000}}).encode(), "too-large"),
    "half-a-pdf": (b"%PDF-1.7\n", "broken"),
    "no-attachment": (pdf(), "no-attachment"),
    "bomb": (bomb(), "broken"),
    "entity-in-pdf": (pdf(("attachment.xml", zlib.compress(laughs()))), "unsafe"),
    "other-attachment": (pdf(("foto.jpg", zlib.compress(b"\xff\xd8"))), "no-attachment"),
}
"""Files that no CV is read from, and the code that says why."""
