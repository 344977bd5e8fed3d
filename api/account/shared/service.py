"""Makes of kept results what somebody else may see: what was chosen, with its doubt, and nothing about other people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from api.account.overview.service import Overview, Row, overview, rows
from api.account.shared.schemas import (
    BANNER,
    GivenOut,
    JointOut,
    MetOut,
    NamedByOut,
    RefusedOut,
    SharedActionOut,
    SharedOut,
    SharedResultOut,
    WeighingOut,
)
from api.problems import ProblemError
from api.storage.account import KeptResult
from api.storage.plan import PlannedAction
from api.tools import KEEPS, TITLES
from api.web.tool import UNREADABLE, Document, KeptAnswer
from models.jobbereik.engine import Jobbereik
from models.wording import say

VERSIONS = ("bankVersion", "modelVersion", "measuredVersion", "catalogueVersion")
"""Members of documents that say with what a result was made."""

ABOUT_OTHERS = frozenset({"withWhom", "people", "ties", "alias"})
"""Members of documents that say something about other people."""

NOTES_MOST = 20
ANSWERS_MOST = 150

_ANSWERS = TypeAdapter(list[KeptAnswer])

NOT_MEASURED = say(
    "Twee dagen hiervan kunnen we niet eerlijk vergelijken: de meetfout is niet gekend. Vraag wat er veranderde."
)
NOT_WHOLE = say("Dit resultaat lezen we niet helemaal: er ontbreekt iets, of het is op een oudere manier bewaard.")
OTHER_QUESTIONS = say("De vorige keer waren de vragen anders. Die twee dagen kunnen we niet eerlijk vergelijken.")
ABOUT_THE_SAME = say("Ongeveer gelijk: geen verschil dat groter is dan de onzekerheid")


class UnknownShareError(ProblemError):
    """A share that is not there, not in force, or somebody else's: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-share", "nothing is shared here, or not any more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a citizen chose to share beside what results say."""

    answers: bool
    plan: bool
    other_people: bool


def _read(from_: Callable[[Document], list[str]] | None, document: Document) -> list[str] | None:
    """Return lines of a document; ``None`` when it was kept without what they need."""
    if from_ is None:
        return []
    try:
        return from_(document)
    except UNREADABLE:
        return None


def _careful(careful: Mapping[str, str], document: Document) -> list[str]:
    found = document.get("notes")
    notes = [note for note in found[:NOTES_MOST] if isinstance(note, dict)] if isinstance(found, list) else []
    said = [careful.get(str(note.get("code")), note.get("text")) for note in notes]
    return [text for text in said if isinstance(text, str)]


def weigh(tool: str, document: Document, *, own: bool = False) -> WeighingOut:
    """Return how to weigh a kept result; what cannot be read of it is the first reason not to trust it.

    Parameters
    ----------
    own
        Whether the person reads it, and not somebody who is told about the person.
    """
    weighing = KEEPS[tool].weighing
    sure, because = _read(weighing.sure, document), _read(weighing.because, document)
    missing = [NOT_WHOLE] if sure is None or because is None else []
    return WeighingOut(
        sure=sure or [],
        because=because or [],
        careful=_careful({} if own else weighing.careful, document),
        distrust=[*missing, *((weighing.own if own else ()) or weighing.distrust)],
    )


def versions(document: Document) -> dict[str, str]:
    """Return with what a result was made, as far as it says so."""
    return {name: found[:100] for name in VERSIONS if isinstance(found := document.get(name), str)}


def _without_others(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {name: _without_others(inner) for name, inner in value.items() if name not in ABOUT_OTHERS}
    return [_without_others(inner) for inner in value] if isinstance(value, list) else value


def _document(result: KeptResult, choice: Choice) -> dict[str, Any] | None:
    if not choice.answers or (KEEPS[result.tool].weighing.about_others and not choice.other_people):
        return None
    found: dict[str, Any] = result.document if choice.other_people else _without_others(result.document)
    return found


def _actions(plan: Sequence[PlannedAction], choice: Choice) -> list[SharedActionOut]:
    about_others = {name for name, keeps in KEEPS.items() if keeps.weighing.about_others}
    told = [row for row in plan if choice.other_people or row.action.origin not in about_others]
    return [
        SharedActionOut(
            what=row.action.what,
            why=row.action.why,
            with_whom=row.action.with_whom if choice.other_people else None,
            by_when=row.action.by_when,
            how_seen=row.action.how_seen,
            done_on=row.done_on,
        )
        for row in told
    ]


def together(found: Overview) -> JointOut:
    """Return the questions on which results meet."""
    return JointOut(
        can=list(found.can),
        like=list(found.like),
        value=list(found.value),
        stand=list(found.stand),
        helpers=list(found.helpers),
        work=list(found.work),
        both=list(found.both),
        occupations=[
            MetOut(
                occupation_id=row.id,
                label=row.label,
                named_by=[NamedByOut(tool_name=tool, because=because) for tool, because in row.tools],
                vacancies=row.vacancies,
                lacks=list(row.lacks),
            )
            for row in found.met
        ],
        refused=[RefusedOut(label=label, why=why) for label, why in found.refused],
    )


def _given(document: Document) -> list[GivenOut]:
    """Return the answers that a document keeps, as they were asked."""
    found = document.get("answers")
    try:
        rows = _ANSWERS.validate_python(found if isinstance(found, list) else [])
    except UNREADABLE:
        return []
    return [
        GivenOut(
            group=row.group,
            text=row.text,
            said=row.said,
            seconds=None if row.milliseconds is None else round(row.milliseconds / 1000, 1),
        )
        for row in rows[:ANSWERS_MOST]
    ]


def _compared(result: KeptResult, before: KeptResult | None) -> tuple[list[str], str | None]:
    """Return what differs from the one before beyond the error of measurement, or why that cannot be said."""
    if before is None:
        return [], None
    compared = KEEPS[result.tool].weighing.compared
    if compared is None:
        return [], NOT_MEASURED
    banks = (versions(before.document).get("bankVersion"), versions(result.document).get("bankVersion"))
    if not KEEPS[result.tool].weighing.same_bank(*banks):
        return [], OTHER_QUESTIONS
    try:
        return list(compared(before.document, result.document)) or [ABOUT_THE_SAME], None
    except UNREADABLE:
        return [], NOT_MEASURED


def _shared(result: KeptResult, before: KeptResult | None, said: Row, choice: Choice) -> SharedResultOut:
    document = _document(result, choice)
    change, note = _compared(result, before)
    return SharedResultOut(
        result_id=result.id,
        tool=result.tool,
        tool_name=TITLES[result.tool],
        taken_on=result.taken_on,
        lines=list(said.lines),
        tells=KEEPS[result.tool].weighing.tells,
        change=change,
        change_note=note,
        doubt=weigh(result.tool, result.document),
        versions=versions(result.document),
        answers=None if document is None else _given(document),
        document=document,
    )


def seen(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], choice: Choice, *, on: date
) -> SharedOut:
    """Return what somebody else sees of results, newest first, and of a plan.

    Only what is shared is compared and put together: what is not shared leaves no trace.
    """
    joint = together(overview(engine, results, on=on))
    said = rows(engine, results)
    return SharedOut(
        banner=BANNER,
        joint=joint if choice.answers else joint.model_copy(update={"refused": []}),
        results=[
            _shared(result, _before(result, results[place + 1 :]), said[place], choice)
            for place, result in enumerate(results)
        ],
        plan=_actions(plan, choice) if choice.plan else None,
    )


def _before(result: KeptResult, older: Sequence[KeptResult]) -> KeptResult | None:
    return next((row for row in older if row.tool == result.tool), None)
