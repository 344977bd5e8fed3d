"""HTTP shapes of the CV: a profile with the person's own texts in, and what a Europass file gives out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from api.jobbereik.schemas import EXPERIENCES_MAX, LICENCES_MAX, ProfileIn
from api.schemas import SHAPE, Flag, In, Out, Text
from models.cv.matching import EntryStatus
from models.jobbereik.schema import ExperienceKind

Format = Literal["json", "xml", "pdf", "competence-pdf"]
Level = Literal["moedertaal", "A1", "A2", "B1", "B2", "C1", "C2"]

PageLanguage = Literal["nl", "fr", "en"]

SHORT_MAX, LONG_MAX, LINES_MAX = 200, 2_000, 200

Short = Annotated[Text, Field(max_length=SHORT_MAX)]
Long = Annotated[Text, Field(max_length=LONG_MAX)]
When = Annotated[str, Field(strict=True, pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]

OWN_WORDS = "Absent: our own sentence. Empty: nothing."


class CvPersonIn(In):
    """Who it is about. It stands in the CV only, and is kept nowhere."""

    given_name: Short = ""
    family_name: Short = ""
    email: Short = ""
    phone: Short = ""
    street: Short = ""
    postcode: Short = ""
    city: Short = ""


class EntryIn(In):
    """The person's own words about one experience of the profile."""

    title: Short | None = Field(default=None, description="Absent: the name of the occupation.")
    employer: Short = Field(default="", description="Employer, school or association.")
    city: Short = ""
    start: When | None = Field(default=None, description="YYYY, YYYY-MM or YYYY-MM-DD.")
    end: When | None = Field(default=None, description="Absent: the end that the experience has, if it has one.")
    current: Flag = Field(default=False, description="It goes on.")
    description: Long | None = Field(default=None, description=f"What the person did. {OWN_WORDS}")


class CompetencesIn(In):
    """Competences as the person wants to read them, by kind. Absent: those of the profile that are confirmed."""

    skill: list[Short] | None = Field(default=None, max_length=LINES_MAX)
    knowledge: list[Short] | None = Field(default=None, max_length=LINES_MAX)
    soft: list[Short] | None = Field(default=None, max_length=LINES_MAX)


class LanguageIn(In):
    """A language; its name in Dutch, French or English is known by its code."""

    name: Annotated[Text, Field(min_length=1, max_length=SHORT_MAX)]
    level: Level | None = None


class CvTextsIn(In):
    """All that the person changes or fills in; what nobody told stays blank."""

    person: CvPersonIn = Field(default=CvPersonIn())
    introduction: Long | None = Field(default=None, description=f"Who the person is. {OWN_WORDS}")
    entries: list[EntryIn] = Field(
        default=[], max_length=EXPERIENCES_MAX, description="In the order of the experiences; there may be fewer."
    )
    competences: CompetencesIn = Field(default=CompetencesIn())
    licences: list[Short] | None = Field(
        default=None, max_length=LICENCES_MAX, description="Absent: the licences that the profile says to hold."
    )
    languages: list[LanguageIn] = Field(default=[], max_length=LINES_MAX)
    language: PageLanguage = Field(
        default="nl",
        description="Language of headings and of our own sentences; names of occupations and competences stay Dutch.",
    )
    blanks: Flag = Field(
        default=True, description="Leave lines in a PDF to fill in a name, an address and dates by hand."
    )


class CvIn(ProfileIn):
    """A profile, the person's own texts, and which file it becomes."""

    model_config = ConfigDict(
        **SHAPE,
        json_schema_extra={
            "examples": [
                {
                    "experiences": [{"occupationId": "kok", "months": 48, "kind": "job"}],
                    "competenceIds": ["verkopen"],
                    "licencesHeld": ["rijbewijs-b"],
                    "texts": {"introduction": "Ik kook graag voor veel mensen."},
                    "format": "xml",
                }
            ]
        },
    )

    texts: CvTextsIn = Field(default=CvTextsIn())
    format: Format | None = Field(
        default=None,
        description="json and xml: Europass. pdf: a Europass CV with that XML in it. competence-pdf: a plain CV by "
        "competences. Absent: what the header Accept asks, and json when it asks nothing of these.",
    )


class OccupationChoice(Out):
    """An occupation that may be meant."""

    id: str
    label: str


class EntryOut(Out):
    """A job, study, volunteering or hobby of the file, and how it was understood."""

    title: str
    kind: ExperienceKind
    status: EntryStatus = Field(
        description="own: a file of ours. found: in the profile. choice: the person says which. near: not known, these "
        "come nearest. unknown: perhaps one of these."
    )
    occupations: list[OccupationChoice]
    months: int | None = Field(description="Null when the dates do not say; the profile then has 12.")
    ended_on: date | None
    note: str | None = Field(description="What to tell the person about it, in Dutch.")


class SkillOut(Out):
    """A language or skill of the file, and the competence of that name; null when there is none."""

    text: str
    competence_id: str | None
    label: str | None


class ExperienceOut(Out):
    """An experience as a profile has it."""

    occupation_id: str
    months: int
    kind: ExperienceKind
    ended_on: date | None


class ProfileOut(Out):
    """A profile that other addresses accept."""

    experiences: list[ExperienceOut]
    competence_ids: list[str] | None = Field(description="Null unless the file is one of ours: nothing was confirmed.")
    licences_held: list[str]


class CvReadOut(Out):
    """What a Europass file gives to a profile. Nothing of the file is kept."""

    version: Literal["candidate", "skills-passport"]
    profile: ProfileOut = Field(description="With the entries that were found; those to choose are left to the person.")
    entries: list[EntryOut]
    skills: list[SkillOut] = Field(description="To be confirmed by the person; not in the profile.")
    eqf_level: int | None = Field(description="Highest level of a study that is over, when the file says it.")
    notes: list[str] = Field(description="What was not understood or not taken over, in Dutch.")
    catalogue_version: str
