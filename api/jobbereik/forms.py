"""What the form of the Jobbereik pages holds: one profile in a hidden field, and the fields of the step that is shown.

The profile is the same JSON as the API's and the file that a person keeps. Every button sends the whole form, so that
it works even where nothing can be kept; :func:`read` puts the fields of the step into the profile, and says in Dutch
which cannot be used.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.catalogue.schemas import RADII
from api.jobbereik.schemas import (
    COMPETENCES_MAX,
    EXPERIENCES_MAX,
    LICENCES_MAX,
    MARKS_MAX,
    ExperienceIn,
    MarkIn,
    ProfileIn,
)
from api.problems import ProblemError
from api.web.forms import button, text, texts
from item_bank.postcodes.table import find_place
from item_bank.schema import CompetenceId
from models.jobbereik.schema import ExperienceKind
from models.vacancies.nearby import RADIUS_KM
from models.wording import say


class Step(StrEnum):
    """A step of the form, in order."""

    EXPERIENCE = "ervaring"
    COMPETENCES = "competenties"
    WISHES = "wensen"
    RESULT = "resultaat"


YEARS_MAX = 60
MONTHS_UNTOLD = 12
"""Months of an experience as long as nobody said how long: nothing is ticked beforehand, and none are told."""

SEARCH_MAX = 200

_YEARS = re.compile(r"\d{1,2}([.,]\d{1,2})?")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(kw_only=True)
class Draft:
    """The form as it was sent.

    Attributes
    ----------
    profile
        All that could be used.
    step
        The step whose fields were sent.
    verb, argument
        What the button asks, and of which row.
    search
        What was typed into the search field of the step.
    errors
        Dutch message by name of the field.
    raw
        What was typed, by name of the field, so that a wrong value is not lost.
    shown
        How many occupations each list shows.
    dropped
        Choices that the active catalogue does not have any more, and that were left out.
    tried
        Competence that is tried out to see what it changes, and that can be taken back. Beside competences that were
        not confirmed yet it never becomes part of the profile.
    occupation
        Occupation whose own page is shown instead of the lists; empty when none is.
    asked
        What was typed without choosing, and was asked about already: the second time it is let go.
    goal
        Occupation that somebody came for ("how far is this for me?"): the result leads to its page first.
    """

    profile: ProfileIn = field(default_factory=ProfileIn)
    step: Step = Step.EXPERIENCE
    verb: str = ""
    argument: str = ""
    search: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    shown: int = 10
    dropped: int = 0
    tried: str = ""
    occupation: str = ""
    asked: str = ""
    goal: str = ""

    @property
    def beside(self) -> tuple[CompetenceId, ...]:
        """Return what is tried out beside a profile whose competences are not confirmed."""
        return (CompetenceId(self.tried),) if self.tried and self.profile.competence_ids is None else ()

    @property
    def path(self) -> str:
        """Return what follows the id of the draft in its address."""
        return f"beroep/{quote(self.occupation, safe='')}" if self.occupation else self.step.value

    def json(self) -> str:
        """Return the profile as the JSON that the page, the file and the API share."""
        return self.profile.model_dump_json(by_alias=True, exclude_none=True)

    def change(self, **members: object) -> None:
        """Replace members of the profile."""
        self.profile = self.profile.model_copy(update=members)


def _months(text: str) -> int | None:
    """Return a number of years as months, or ``None`` when it is not one from 0 to 60."""
    if not _YEARS.fullmatch(text):
        return None
    years = float(text.replace(",", "."))
    return round(12 * years) if years <= YEARS_MAX else None


def _read_experience(form: FormData, draft: Draft, i: int, known: ExperienceIn) -> ExperienceIn:
    years, stopped = text(form, f"jaren-{i}"), text(form, f"gestopt-{i}")
    kind = text(form, f"soort-{i}")
    changes: dict[str, object] = {}
    if kind in set(ExperienceKind):
        changes["kind"] = ExperienceKind(kind)
    months = _months(years)
    if f"jaren-{i}" in form and months is None:
        draft.errors[f"jaren-{i}"] = say(
            "Vul een getal in van 0 tot {years_max}, bijvoorbeeld 3 of 0,5.", years_max=YEARS_MAX
        )
        draft.raw[f"jaren-{i}"] = years
    elif months is not None:
        changes["months"] = months
    if stopped and not _YEAR.fullmatch(stopped):
        draft.errors[f"gestopt-{i}"] = say("Vul een jaartal in, bijvoorbeeld 2019. Of laat het leeg.")
        draft.raw[f"gestopt-{i}"] = stopped
    elif f"gestopt-{i}" in form:
        same = known.ended_on is not None and stopped == str(known.ended_on.year)
        changes["ended_on"] = known.ended_on if same else date(int(stopped), 12, 31) if stopped else None
    return known.model_copy(update=changes)


def _read_region(form: FormData, draft: Draft) -> dict[str, object]:
    """Return where the person wants to work; a place that is not known keeps what was typed."""
    where, radius = text(form, "plaats", 200), text(form, "afstand")
    if not where:
        return {"postcode": None, "radius_km": None}
    place = find_place(where)
    if place is None:
        draft.errors["plaats"] = say(
            "Vul een Belgische postcode in, bijvoorbeeld 9000, of een gemeente. Of laat het leeg."
        )
        draft.raw["plaats"] = where
        return {}
    known = {str(km) for km in RADII}
    return {"postcode": place.postcode, "radius_km": int(radius) if radius in known else RADIUS_KM}


def _read_wishes(form: FormData, draft: Draft) -> None:
    level = text(form, "niveau")
    filters = draft.profile.filters.model_copy(
        update={
            "eqf_level": int(level) if level in set("12345678") else None,
            "sectors": texts(form, "sector")[:50],
            "avoid": texts(form, "liever-niet")[:50],
            "include_surprising": bool(text(form, "verrassend")),
            "below_level": bool(text(form, "onder-niveau")),
            **_read_region(form, draft),
        }
    )
    draft.change(**_read_licences(form, draft.profile), filters=filters)


def _read_licences(form: FormData, profile: ProfileIn) -> dict[str, object]:
    """Return which licences are held; of those that the work proves, only what was unticked is told."""
    ticked, proved = texts(form, "vergunning")[:LICENCES_MAX], texts(form, "aangenomen")[:LICENCES_MAX]
    denied = [code for code in profile.licences_not_held if code not in ticked and code not in proved]
    told = [code for code in ticked if code not in proved or code in profile.licences_held]
    unticked = [code for code in proved if code not in ticked]
    return {"licences_held": told, "licences_not_held": [*denied, *unticked][:LICENCES_MAX]}


def _parse_profile(hidden: str) -> ProfileIn:
    try:
        return ProfileIn.model_validate_json(hidden)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "/".join(map(str, first["loc"])) or "het begin"
        raise ProblemError(422, "invalid-request", f"the profile cannot be used at {place}: {first['msg']}") from error


def read(form: FormData) -> Draft:
    """Read a form that a page of Jobbereik sent.

    Raises
    ------
    ProblemError
        422 when the profile in the hidden field is not one; the fields of a step never raise.
    """
    draft = Draft(
        search=text(form, "zoek", SEARCH_MAX), asked=text(form, "gevraagd", SEARCH_MAX), goal=text(form, "doel", 200)
    )
    hidden = text(form, "profiel")
    if hidden:
        draft.profile = _parse_profile(hidden)
    step = text(form, "stap")
    draft.step = Step(step) if step in set(Step) else Step.EXPERIENCE
    draft.verb, draft.argument = button(form)
    shown = text(form, "aantal")
    draft.shown = min(100, int(shown)) if re.fullmatch(r"[1-9]\d{0,2}", shown) else 10
    if draft.step is Step.EXPERIENCE:
        rows = draft.profile.experiences
        draft.change(experiences=[_read_experience(form, draft, i, row) for i, row in enumerate(rows)])
    elif draft.step is Step.COMPETENCES:
        draft.change(competence_ids=texts(form, "competentie")[:COMPETENCES_MAX])
    elif draft.step is Step.WISHES:
        _read_wishes(form, draft)
    else:
        draft.occupation, draft.tried = text(form, "beroep", 200), text(form, "probeer", 200)
        draft.raw["reden"] = text(form, "reden", 200)
    return draft


def read_profile(content: bytes | None) -> ProfileIn | None:
    """Return a profile that a person kept as a file; ``None`` when the file holds none."""
    try:
        return ProfileIn.model_validate_json(content or b"")
    except ValidationError:
        return None


def add_experience(draft: Draft, occupation_id: str, months: int = MONTHS_UNTOLD) -> None:
    """Add an experience, unless it stands there already or the list is full."""
    rows = draft.profile.experiences
    if len(rows) >= EXPERIENCES_MAX:
        draft.errors["zoek"] = say(
            "Je kan tot {experiences_max} ervaringen toevoegen. Verwijder er eerst een.",
            experiences_max=EXPERIENCES_MAX,
        )
    elif all(row.occupation_id != occupation_id for row in rows):
        added = ExperienceIn.model_validate({"occupationId": occupation_id, "months": months})
        draft.change(experiences=[*rows, added])


def remove_experience(draft: Draft, position: str) -> None:
    """Remove an experience by its position; a position that is not there changes nothing."""
    rows = list(draft.profile.experiences)
    if position.isdecimal() and len(position) <= len(str(EXPERIENCES_MAX)) and int(position) < len(rows):
        del rows[int(position)]
        draft.change(experiences=rows)
        draft.errors = {key: text for key, text in draft.errors.items() if "-" not in key}
        draft.raw.clear()


def add_competence(draft: Draft, competence_id: str) -> None:
    """Add a competence, unless it stands there already or the list is full."""
    rows = draft.profile.competence_ids or []
    if len(rows) >= COMPETENCES_MAX:
        draft.errors["zoek"] = say(
            "Je kan tot {competences_max} competenties kiezen. Vink er eerst enkele uit.",
            competences_max=COMPETENCES_MAX,
        )
    elif competence_id not in rows:
        draft.change(competence_ids=[*rows, competence_id])


def remove_competence(draft: Draft, competence_id: str) -> None:
    """Take back a competence; one that is not there changes nothing."""
    draft.change(competence_ids=[id_ for id_ in draft.profile.competence_ids or () if id_ != competence_id])


def deny(draft: Draft, gate: str, *, denied: bool) -> None:
    """Say that a licence which the work proves is not held any more, or that it is after all."""
    rest = [code for code in draft.profile.licences_not_held if code != gate]
    held = [code for code in draft.profile.licences_held if not denied or code != gate]
    draft.change(licences_not_held=[*rest, gate] if denied else rest, licences_held=held)


def mark(draft: Draft, occupation_id: str, interested: bool | None, why: str = "") -> None:
    """Mark an occupation, or take its mark away with ``None``."""
    rows = [row for row in draft.profile.marks or () if row.occupation_id != occupation_id]
    if interested is not None:
        marked = {"occupationId": occupation_id, "interested": interested, "why": why or None}
        rows.append(MarkIn.model_validate(marked))
    draft.change(marks=rows[-MARKS_MAX:] or None)
