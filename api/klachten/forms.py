"""The form with which a citizen complains: what was typed, and what is wrong with it."""

from dataclasses import dataclass, field, replace
from datetime import date

from starlette.datastructures import FormData

from api.klachten import texts
from api.klachten.schemas import WORDS_LONGEST, ComplaintIn
from api.schemas import plain
from api.web.days import read_day
from api.web.forms import paragraph, text
from api.web.forms import texts as chosen
from models.klachten.events import ComplaintKind, Subject

TYPED_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, and what is wrong by field."""

    kind: str = ""
    subjects: tuple[str, ...] = ()
    day: str = ""
    words: str = ""
    number: str = ""
    client_number: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The complaint of an address: its code is sealed for one browser, and stands in no address.

    Attributes
    ----------
    fresh
        Whether it was filed just now.
    """

    id: str
    code: str
    fresh: bool = False


def read(form: FormData, today: date) -> Draft:
    """Return what was typed, with what is wrong."""
    draft = Draft(
        kind=text(form, "soort", 40),
        subjects=tuple(chosen(form, "onderwerp")),
        day=text(form, "dag", TYPED_MAX),
        words=paragraph(form, "klacht", 4 * WORDS_LONGEST),
        number=text(form, "nummer", TYPED_MAX),
        client_number=text(form, "klantnummer", TYPED_MAX),
    )
    return replace(draft, errors=dict(_errors(draft, today)))


def wrong_words(words: str) -> str:
    """Return why what somebody wrote cannot be kept, or nothing."""
    if not words:
        return texts.WORDS_MISSING
    if len(words) > WORDS_LONGEST:
        return texts.WORDS_LONG
    try:
        plain(words)
    except ValueError:
        return texts.WORDS_STRANGE
    return ""


def _errors(draft: Draft, today: date) -> list[tuple[str, str]]:
    day, found = read_day(draft.day), []
    if draft.kind not in texts.KINDS:
        found.append(("soort", texts.KIND_MISSING))
    if day is None or day > today:
        found.append(("dag", texts.DAY_UNREAD if day is None else texts.DAY_LATER))
    if problem := wrong_words(draft.words):
        found.append(("klacht", problem))
    numbers = bool(draft.number) + bool(draft.client_number)
    if draft.kind == ComplaintKind.CONTENT and numbers < 2:
        found.append(("nummer", texts.NUMBERS_MISSING))
    elif numbers == 1:
        found.append(("nummer", texts.ONE_NUMBER))
    return found


def request(draft: Draft) -> ComplaintIn:
    """Return the complaint that a draft without errors means; an application has no subjects.

    Raises
    ------
    pydantic.ValidationError
        When a number can be none.
    """
    content = draft.kind == ComplaintKind.CONTENT
    numbers = {"number": draft.number, "clientNumber": draft.client_number}
    members = {
        "kind": draft.kind,
        "subjects": [code for code in Subject if content and code in draft.subjects],
        "factOn": str(read_day(draft.day)),
        "text": draft.words,
        "cheque": numbers if draft.number else None,
    }
    return ComplaintIn.model_validate(members)
