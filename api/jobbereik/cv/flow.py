"""What the buttons of the CV pages do."""

from datetime import date

from api.jobbereik import flow
from api.jobbereik import forms as jobbereik
from api.jobbereik.cv import forms, service, texts
from api.jobbereik.cv.forms import Draft
from api.jobbereik.cv.schemas import CvTextsIn
from api.jobbereik.schemas import EXPERIENCES_MAX, ExperienceIn
from api.jobbereik.views import drop_unknown
from api.web.drafts import Shape
from models.cv.matching import UNTOLD, Match
from models.cv.reading.file import UnreadableError
from models.cv.schema import Cv
from models.jobbereik.engine import Jobbereik

DRAFTS: Shape[Draft] = Shape(Draft)


def known(engine: Jobbereik, draft: Draft) -> Draft:
    """Leave out what the active catalogue does not have any more; texts stay with the experience they are about."""
    before = draft.profile.experiences
    told = jobbereik.Draft(profile=draft.profile)
    drop_unknown(engine, told)
    draft.profile = told.profile
    if draft.said is not None:
        kept = [
            entry for row, entry in zip(before, draft.said.entries, strict=False) if row in told.profile.experiences
        ]
        draft.said = draft.said.model_copy(update={"entries": kept[: len(told.profile.experiences)]})
    return draft


def composed(engine: Jobbereik, draft: Draft, on: date) -> Cv:
    """Return the CV of a draft."""
    said = draft.said or CvTextsIn.model_validate({"language": draft.language})
    return service.compose(engine, draft.profile, said, on, exact=False)


def in_language(engine: Jobbereik, draft: Draft, on: date) -> Draft:
    """Say our own sentences in the language that is asked; those that somebody changed stay as they are."""
    said, was = draft.said, draft.was
    draft.was = None
    if said is None or was in (None, draft.language):
        return draft
    ours = [entry.model_copy(update={"description": None}) for entry in said.entries]
    before = said.model_copy(update={"language": was, "introduction": None, "entries": ours})
    cv = service.compose(engine, draft.profile, before, on, exact=False)
    entries = [
        own if entry.description == row.description else entry
        for entry, own, row in zip(said.entries, ours, cv.entries, strict=True)
    ]
    introduction = None if said.introduction == cv.introduction else said.introduction
    draft.said = said.model_copy(update={"entries": entries, "introduction": introduction})
    return draft


def path(draft: Draft) -> str:
    """Return the address of what follows."""
    if draft.matched is not None:
        return "/jobbereik/cv/{draft}/gelezen"
    shown = draft.verb == "bekijk" and not draft.errors
    return "/jobbereik/cv/{draft}/voorbeeld" if shown else "/jobbereik/cv/{draft}"


async def loaded(engine: Jobbereik, content: bytes | None, on: date, *, own: bool = False) -> Draft:
    """Return the draft for a file that was loaded: what was read, or what is wrong with the file.

    Parameters
    ----------
    own
        Whether a profile of ours could have been loaded there too.
    """
    if content is None:
        return Draft(errors={"bestand": texts.UNREADABLE["missing"]})
    try:
        return Draft(matched=await service.read(engine, content, on))
    except UnreadableError as error:
        return Draft(errors={"bestand": (texts.EITHER if own else texts.UNREADABLE)[error.code]})


def _asks(row: Match, chosen: str | None) -> bool:
    return chosen is None or row.months is None


def _next(rows: list[ExperienceIn], *, asks: bool, shown: bool) -> jobbereik.Step:
    """Return the step that follows: the result for who wants it, else where something still needs a look."""
    if shown and rows:
        return jobbereik.Step.RESULT
    return jobbereik.Step.COMPETENCES if rows and not asks else jobbereik.Step.EXPERIENCE


def _experience(row: Match, occupation_id: str) -> ExperienceIn:
    """Return an entry of a file as the experience that the person chose for it."""
    end = {} if row.ended_on is None else {"endedOn": row.ended_on.isoformat()}
    months = UNTOLD if row.months is None else row.months
    return ExperienceIn.model_validate({"occupationId": occupation_id, "months": months, "kind": row.kind} | end)


def take_over(engine: Jobbereik, draft: Draft, taken: forms.Taken, on: date) -> jobbereik.Draft:
    """Return the draft of Jobbereik that goes on from a file: with the result, or to look it over first."""
    found = draft.matched
    if found is None:
        return jobbereik.Draft()
    rows = [_experience(found.entries[i], id_) for i, id_ in taken.occupations.items()]
    going = jobbereik.Draft()
    told = None if found.competence_ids is None else list(found.competence_ids)
    going.change(experiences=rows[:EXPERIENCES_MAX], licences_held=taken.licences, competence_ids=told)
    if taken.level and found.eqf_level is not None:
        going.change(filters=going.profile.filters.model_copy(update={"eqf_level": found.eqf_level}))
    drop_unknown(engine, going)
    if taken.competence_ids:
        flow.confirm_shown(engine, going, on)
        for id_ in taken.competence_ids:
            jobbereik.add_competence(going, id_)
    asks = any(_asks(row, taken.occupations.get(i)) for i, row in enumerate(found.entries))
    going.step = _next(rows, asks=asks, shown=draft.verb == "toon")
    return going
