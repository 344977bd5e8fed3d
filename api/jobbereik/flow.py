"""What the buttons of the Jobbereik pages do to a draft."""

from datetime import date

from api.jobbereik import forms, log, views
from api.jobbereik.forms import Draft, Step
from api.jobbereik.schemas import ProfileIn
from models.jobbereik.engine import Jobbereik


def _confirm_shown(engine: Jobbereik, draft: Draft, on: date) -> None:
    """Take over the competences that the second step shows as ticked, before the person saw or changed them."""
    if draft.profile.competence_ids is None:
        shown = views.competence_step(engine, draft, on)
        ticked = [row.id for row in (*shown["likely"], *shown["own"]) if row.ticked]
        draft.change(competence_ids=ticked)


_ENTER = {
    Step.EXPERIENCE: "zoek-beroep",
    Step.COMPETENCES: "zoek-competentie",
    Step.WISHES: "naar:resultaat",
    Step.RESULT: "zoek-waarom",
}
"""What the Enter key does in a field of each step; a search for nothing only shows the step again."""


def _learn(engine: Jobbereik, draft: Draft, on: date) -> None:
    """Add a competence: the one that was found, or one that is tried out on the result and can be taken back."""
    if engine.catalogue.competence_index(draft.argument) is None:
        return
    _confirm_shown(engine, draft, on)
    forms.add_competence(draft, draft.argument)
    if draft.verb == "leer":
        draft.tried = draft.argument
    draft.search = ""


def _edit(engine: Jobbereik, draft: Draft, on: date) -> None:
    """Add or take away what the button names; a button that names something unknown changes nothing."""
    if draft.verb == "voeg-beroep":
        draft.search = ""
        if engine.catalogue.occupation_index(draft.argument) is not None:
            forms.add_experience(draft, draft.argument)
    elif draft.verb == "verwijder-beroep":
        forms.remove_experience(draft, draft.argument)
    elif draft.verb in ("voeg-competentie", "leer"):
        _learn(engine, draft, on)
    elif draft.verb == "vergeet":
        forms.remove_competence(draft, draft.argument)


def begun(engine: Jobbereik, occupation_id: str) -> Draft:
    """Return an empty draft, or one with the occupation that a page links from."""
    draft = Draft()
    if engine.catalogue.occupation_index(occupation_id) is not None:
        forms.add_experience(draft, occupation_id)
    return draft


def opened(text: str | None, step: str) -> Draft | None:
    """Return the draft of an address at a step of its own, or ``None`` when it is past.

    Another step than the one it was kept for shows what was told, without what was searched or wrong there.
    """
    draft = None if text is None else log.read(text)
    if draft is None or draft.step == step:
        return draft
    return Draft(profile=draft.profile, step=Step(step))


def act(engine: Jobbereik, draft: Draft, on: date) -> None:
    """Do what the button asks. A wrong value keeps the person on the step, with what was typed."""
    views.drop_unknown(engine, draft)
    if draft.verb == "enter" and (draft.search or draft.step is Step.WISHES):
        draft.verb, _, draft.argument = _ENTER[draft.step].partition(":")
    _edit(engine, draft, on)
    if draft.verb.startswith("zoek-") and not draft.search:
        draft.errors["zoek"] = "Typ eerst iets in het zoekveld."
    elif draft.verb == "naar" and draft.argument in set(Step) and not draft.errors:
        draft.step = Step(draft.argument)
    elif draft.verb == "meer":
        draft.shown = min(100, draft.shown + 20)


def kept(engine: Jobbereik, draft: Draft) -> bytes:
    """Return the profile as the file that a person keeps."""
    views.drop_unknown(engine, draft)
    return draft.profile.model_dump_json(by_alias=True, exclude_none=True, indent=2).encode("utf-8")


def loaded(profile: ProfileIn | None, problem: str) -> Draft:
    """Return the draft for a file that was loaded: its result, or the first step with what is wrong with the file."""
    if profile is None:
        return Draft(errors={"bestand": problem})
    return Draft(profile=profile, step=Step.RESULT)
