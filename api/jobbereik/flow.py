"""What the buttons of the Jobbereik pages do to a draft."""

from dataclasses import replace
from datetime import date

from api.jobbereik import forms, log, views
from api.jobbereik.forms import Draft, Step
from api.jobbereik.schemas import ProfileIn
from api.problems import ProblemError
from models.cv.wording import line
from models.jobbereik.engine import Jobbereik
from models.wording import say


def confirm_shown(engine: Jobbereik, draft: Draft, on: date) -> None:
    """Take over the competences that the second step shows as ticked, before the person saw or changed them."""
    if draft.profile.competence_ids is None:
        shown = views.competence_step(engine, draft, on)
        folded = [row for _, rows, _ in shown["folded"] for row in rows]
        ticked = [row.id for row in (*shown["likely"], *folded, *shown["own"]) if row.ticked]
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
    draft.search = ""
    if draft.verb == "leer":
        draft.tried = draft.argument
        if draft.beside:
            return
    confirm_shown(engine, draft, on)
    forms.add_competence(draft, draft.argument)


def _take_back(draft: Draft) -> None:
    if draft.profile.competence_ids is not None:
        forms.remove_competence(draft, draft.argument)
    draft.tried = ""


_MARKS = {"interessant": True, "nee": False, "merk-weg": None}
"""Buttons that mark an occupation."""


def _compare(engine: Jobbereik, draft: Draft) -> None:
    """Look at one occupation, mark it, or leave its page."""
    known = engine.catalogue.occupation_index(draft.argument) is not None
    if draft.verb == "waarom" and known:
        draft.occupation, draft.search = draft.argument, ""
    elif draft.verb in _MARKS and known:
        forms.mark(draft, draft.argument, _MARKS[draft.verb], draft.raw.get("reden", ""))
    elif draft.verb == "naar" or engine.catalogue.occupation_index(draft.occupation) is None:
        draft.occupation = ""


def _ask(draft: Draft) -> None:
    """Ask about what was typed but not chosen, once, before somebody goes on without it."""
    if draft.step in (Step.EXPERIENCE, Step.COMPETENCES) and draft.search and draft.search != draft.asked:
        draft.verb, draft.asked = _ENTER[draft.step], draft.search
    else:
        draft.step, draft.search = Step(draft.argument), ""
        if draft.step is Step.RESULT and draft.goal:
            draft.occupation, draft.goal = draft.goal, ""


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
        _take_back(draft)
    elif draft.verb in ("mist", "heb"):
        if draft.argument in engine.catalogue.gates:
            forms.deny(draft, draft.argument, denied=draft.verb == "mist")
    elif draft.verb == "alle-sectoren":
        filters = draft.profile.filters.model_copy(update={"sectors": []})
        draft.change(filters=filters)
    elif draft.step is Step.RESULT:
        _compare(engine, draft)


def begun(engine: Jobbereik, occupation_id: str, typed: str = "", goal: str = "") -> Draft:
    """Return an empty draft, one with the occupation that a page links from, or one that asks what a word means.

    Parameters
    ----------
    goal
        Occupation whose page the result leads to.
    """
    draft = Draft(search=line(typed, forms.SEARCH_MAX), goal=goal)
    if draft.search:
        draft.verb = _ENTER[draft.step]
    if engine.catalogue.occupation_index(occupation_id) is not None:
        forms.add_experience(draft, occupation_id)
    return draft


def opened(text: str | None, step: str) -> Draft | None:
    """Return the draft of an address at a step of its own, or ``None`` when it is past.

    Another step than the one it was kept for shows what was told, without what was searched or wrong there.
    """
    draft = None if text is None else log.read(text)
    if draft is None or (draft.step == step and not draft.occupation):
        return draft
    if draft.step == step:
        return replace(draft, occupation="", errors={}, search="", verb="")
    return Draft(profile=draft.profile, step=Step(step), goal=draft.goal)


def opened_occupation(engine: Jobbereik, text: str | None, occupation_id: str) -> Draft | None:
    """Return the draft of an address at the page of one occupation, or ``None`` when it is past.

    Raises
    ------
    ProblemError
        404 when the catalogue does not have the occupation.
    """
    draft = None if text is None else log.read(text)
    if draft is None:
        return None
    if engine.catalogue.occupation_index(occupation_id) is None:
        raise ProblemError(404, "not-found", "the active catalogue does not have this occupation")
    if draft.occupation == occupation_id:
        return draft
    found = Draft(profile=draft.profile, step=Step.RESULT, occupation=occupation_id)
    if draft.step is Step.RESULT:
        found.tried, found.shown = draft.tried, draft.shown
    return found


def act(engine: Jobbereik, draft: Draft, on: date) -> None:
    """Do what the button asks. A wrong value keeps the person on the step, with what was typed."""
    views.drop_unknown(engine, draft)
    if draft.verb == "enter" and draft.occupation and draft.raw.get("reden"):
        draft.verb, draft.argument = "nee", draft.occupation
    if draft.verb == "enter" and (draft.search or draft.step is Step.WISHES):
        draft.verb, _, draft.argument = _ENTER[draft.step].partition(":")
    _edit(engine, draft, on)
    if draft.verb.startswith("zoek-") and not draft.search:
        draft.errors["zoek"] = say("Typ eerst iets in het zoekveld.")
    elif draft.verb == "naar" and draft.argument in set(Step) and not draft.errors:
        _ask(draft)
    elif draft.verb == "meer":
        draft.shown = min(100, draft.shown + 20)


def kept(engine: Jobbereik, draft: Draft) -> bytes:
    """Return the profile as the file that a person keeps."""
    views.drop_unknown(engine, draft)
    return draft.profile.model_dump_json(by_alias=True, exclude_none=True, indent=2).encode("utf-8")


def loaded(profile: ProfileIn | None, errors: dict[str, str]) -> Draft:
    """Return the draft for a file that was loaded: its result, or the first step with what is wrong with the file."""
    if profile is None:
        return Draft(errors=errors)
    return Draft(profile=profile, step=Step.RESULT)
