"""What the form of the CV holds: a profile, the person's own texts, and what was read from a file."""

from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from api.jobbereik.cv.schemas import (
    LINES_MAX,
    LONG_MAX,
    SHORT_MAX,
    CompetencesIn,
    CvPersonIn,
    CvTextsIn,
    EntryIn,
    LanguageIn,
    PageLanguage,
)
from api.jobbereik.schemas import COMPETENCES_MAX, ProfileIn
from api.problems import ProblemError
from api.web.forms import button, paragraph, text, texts
from models.cv.languages import read_language
from models.cv.matching import Matched
from models.cv.schema import read_moment
from models.cv.wording import clean, line
from models.wording import say

PERSON = {
    "voornaam": "givenName", "naam": "familyName", "email": "email", "telefoon": "phone", "straat": "street",
    "postcode": "postcode", "gemeente": "city",
}  # fmt: skip
"""Fields of the person, by their name in the form."""

GROUPS = {"kan": "skill", "weet": "knowledge", "werk": "soft"}
NOW = ("nu", "heden", "vandaag", "maintenant", "présent", "now", "present", "today")
LANGUAGES: tuple[PageLanguage, ...] = ("nl", "fr", "en")

NO_DATE = say("Schrijf een jaar of een maand met een jaar, bijvoorbeeld 2019 of 3/2019. Of laat het leeg.")
WRONG_ORDER = say("Het einde ligt voor het begin. Kijk de data na.")


@dataclass(kw_only=True)
class Draft:
    """The form as it was sent.

    Attributes
    ----------
    profile
        The profile that the CV is made from.
    said
        The person's own texts; ``None`` before the form was shown.
    matched
        What was read from a file, until it is taken over.
    language, was
        Language that the CV is asked in; and the one that our sentences in the form are in, where that is another.
    verb
        What the button asks.
    errors, raw
        Dutch message, and what was typed, by name of the field.
    """

    profile: ProfileIn = field(default_factory=ProfileIn)
    said: CvTextsIn | None = None
    matched: Matched | None = None
    language: PageLanguage = "nl"
    was: PageLanguage | None = None
    verb: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)

    def profile_json(self) -> str:
        """Return the profile for the hidden field."""
        return self.profile.model_dump_json(by_alias=True, exclude_none=True)

    def said_json(self) -> str:
        """Return the texts for the hidden field."""
        return "" if self.said is None else self.said.model_dump_json(by_alias=True, exclude_none=True)

    def matched_json(self) -> str:
        """Return what was read for the hidden field."""
        return _MATCHED.dump_json(self.matched).decode()


_MATCHED = TypeAdapter(Matched | None)


def _moment(draft: Draft, form: FormData, name: str) -> str | None:
    """Return a date as it is kept; one that cannot be read stays in its field with what is allowed."""
    typed = line(text(form, name, SHORT_MAX), SHORT_MAX)
    found = read_moment(typed)
    if typed and found is None:
        draft.errors[name] = NO_DATE
        draft.raw[name] = typed
    return None if found is None else found.iso()


def _entry(draft: Draft, form: FormData, i: int) -> EntryIn:
    ends = text(form, f"tot-{i}", SHORT_MAX).lower().strip(" .")
    start = _moment(draft, form, f"van-{i}")
    end = None if ends in NOW else _moment(draft, form, f"tot-{i}")
    if start and end and _wrong_order(start, end):
        draft.errors[f"tot-{i}"] = WRONG_ORDER
    return EntryIn(
        title=line(text(form, f"titel-{i}"), SHORT_MAX),
        employer=line(text(form, f"bij-{i}"), SHORT_MAX),
        city=line(text(form, f"waar-{i}"), SHORT_MAX),
        start=start,
        end=end,
        current=ends in NOW,
        description=clean(paragraph(form, f"deed-{i}"))[:LONG_MAX],
    )


def _wrong_order(start: str, end: str) -> bool:
    shortest = min(len(start), len(end))
    return start[:shortest] > end[:shortest]


def _lines(form: FormData, name: str, most: int) -> list[str]:
    rows = (line(row, SHORT_MAX) for row in clean(paragraph(form, name)).split("\n"))
    return [row for row in rows if row][:most]


def _said(draft: Draft, form: FormData) -> CvTextsIn:
    """Return the texts as the form has them: all of them, so that an emptied field stays empty."""
    person = CvPersonIn.model_validate({member: line(text(form, name), SHORT_MAX) for name, member in PERSON.items()})
    groups = {member: _lines(form, name, LINES_MAX) for name, member in GROUPS.items()}
    spoken = [read_language(row) for row in _lines(form, "talen", LINES_MAX)]
    return CvTextsIn(
        person=person,
        introduction=clean(paragraph(form, "over-mij"))[:LONG_MAX],
        entries=[_entry(draft, form, i) for i in range(len(draft.profile.experiences))],
        competences=CompetencesIn(**groups),
        licences=_lines(form, "papieren", 100),
        languages=[LanguageIn.model_validate({"name": row.name, "level": row.level}) for row in spoken if row.name],
        blanks=bool(text(form, "lege-lijnen")),
        language=draft.language,
    )


def language_of(code: str, usual: PageLanguage = "nl") -> PageLanguage:
    """Return the language of a CV by its code; the usual one where no CV is made in it."""
    return next((known for known in LANGUAGES if known == code), usual)


def _refused(error: ValidationError) -> ProblemError:
    first = error.errors(include_url=False)[0]
    place = "/".join(map(str, first["loc"])) or "the beginning"
    return ProblemError(422, "invalid-request", f"the form cannot be used at {place}: {first['msg']}")


def read(form: FormData, language: PageLanguage = "nl") -> Draft:
    """Read a form that a page of the CV, or the result of Jobbereik, sent; a new CV is in the language of the page.

    Raises
    ------
    ProblemError
        422 when a hidden field does not hold what our pages put there; the fields of the form never raise.
    """
    draft = Draft(verb=button(form)[0], language=language_of(text(form, "cv-taal", SHORT_MAX), language))
    draft.was = language_of(text(form, "cv-taal-was", SHORT_MAX), draft.language)
    try:
        if hidden := text(form, "profiel"):
            draft.profile = ProfileIn.model_validate_json(hidden)
        if "over-mij" in form:
            draft.said = _said(draft, form)
        elif hidden := text(form, "teksten"):
            draft.said = CvTextsIn.model_validate_json(hidden)
            draft.language = draft.was = draft.said.language
        if hidden := text(form, "gelezen"):
            draft.matched = _MATCHED.validate_json(hidden)
    except ValidationError as error:
        raise _refused(error) from error
    return draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What of a file the person takes over; occupations by the position of their entry."""

    occupations: dict[int, str]
    competence_ids: list[str]
    licences: list[str]
    level: bool


def read_taken(form: FormData, found: Matched) -> Taken:
    """Return what the person chose among what was read; anything else is passed over."""
    chosen = {i: text(form, f"keuze-{i}", SHORT_MAX) for i in range(len(found.entries))}
    skills = {row.competence_id for row in found.skills if row.competence_id is not None}
    return Taken(
        occupations={i: id_ for i, id_ in chosen.items() if id_ in found.entries[i].occupations},
        competence_ids=[id_ for id_ in texts(form, "competentie") if id_ in skills][:COMPETENCES_MAX],
        licences=[id_ for id_ in texts(form, "vergunning") if id_ in found.licences],
        level=bool(text(form, "niveau")),
    )
