"""Titles of sections of a Europass file that has no place of its own for what stands there, in each language of a CV.

They are part of the format and no words of a page: a file is read by them in whichever language it was written, also
one of an earlier release, when all stood in Dutch. A title that was written once stays readable.
"""

from enum import StrEnum
from types import MappingProxyType

from models.cv.wording import line
from models.jobbereik.schema import ExperienceKind


class Section(StrEnum):
    """What stands in a section."""

    VOLUNTEERING = "volunteering"
    HOBBY = "hobby"
    SKILLS = "skills"
    LICENCES = "licences"
    PROFILE = "profile"


_TITLES = MappingProxyType(
    {
        "nl": {
            Section.VOLUNTEERING: "Vrijwilligerswerk",
            Section.HOBBY: "Hobby's",
            Section.SKILLS: "Competenties",
            Section.LICENCES: "Vergunningen en attesten",
            Section.PROFILE: "Profiel",
        },
        "fr": {
            Section.VOLUNTEERING: "Bénévolat",
            Section.HOBBY: "Loisirs",
            Section.SKILLS: "Compétences",
            Section.LICENCES: "Permis et attestations",
            Section.PROFILE: "Profil",
        },
        "en": {
            Section.VOLUNTEERING: "Volunteering",
            Section.HOBBY: "Hobbies",
            Section.SKILLS: "Competences",
            Section.LICENCES: "Licences and certificates",
            Section.PROFILE: "Profile",
        },
    }
)

KIND_OF = MappingProxyType(
    {Section.VOLUNTEERING: ExperienceKind.VOLUNTEERING, Section.HOBBY: ExperienceKind.HOBBY},
)
"""The kinds of experience that stand in a section of our own."""

SECTION_OF = MappingProxyType({kind: section for section, kind in KIND_OF.items()})


def _key(title: str) -> str:
    """Return a title as it is compared: people and programs write other capitals and another apostrophe."""
    return line(title, 60).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


_SECTIONS = {_key(title): section for titles in _TITLES.values() for section, title in titles.items()}


def title_of(section: Section, language: str) -> str:
    """Return the title that a section gets in a language; Dutch where the language is not known.

    Examples
    --------
    >>> title_of(Section.HOBBY, "fr"), title_of(Section.HOBBY, "de")
    ('Loisirs', "Hobby's")
    """
    return _TITLES.get(language, _TITLES["nl"])[section]


def section_of(title: str) -> Section | None:
    """Return what stands in a section of a title, in whichever language that is; ``None`` when it is none of ours.

    Examples
    --------
    >>> [section_of(title) for title in ("bénévolat", "Hobby’s", "Prijzen")]
    [<Section.VOLUNTEERING: 'volunteering'>, <Section.HOBBY: 'hobby'>, None]
    """
    return _SECTIONS.get(_key(title))
