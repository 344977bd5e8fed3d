"""From the answers on the page to a request that a person looks at."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from starlette.datastructures import FormData

from api.dependencies import day_of
from api.loopbaancheque import forms
from api.loopbaancheque.cheques.reviews import service, texts
from api.loopbaancheque.cheques.reviews.schemas import RequestIn
from api.loopbaancheque.cheques.service import Call, Cheques, ForbiddenFactError, Opened
from api.web.days import dutch_day
from api.web.forms import text
from models.loopbaancheque.schema import Facts


def back(draft: str, why: str) -> str:
    """Return the address of the page of the cheque, which says why nothing was kept.

    Examples
    --------
    >>> back("a", "too-large")
    '/loopbaancheque/cheque/a?fout=too-large#nakijken'
    """
    return f"/loopbaancheque/cheque/{draft}{f'?fout={why}' if why else ''}#nakijken"


_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)


def _camel(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_camel(one) for one in value]
    return {to_camel(name): _camel(one) for name, one in value.items()} if isinstance(value, dict) else value


async def ask(cheques: Cheques, form: FormData, call: Call) -> tuple[dict[str, Any], int]:
    """Return what the page shows, and its status."""
    draft = forms.read(form)
    facts = None if draft.errors else forms.facts(draft)
    if facts is None:
        return {"found": None, "problem": texts.ANSWERS if draft.errors else texts.DAY}, 422
    told = {"facts": _camel(_FACTS.dump_python(facts, mode="json")), "consent": text(form, "akkoord") == "ja"}
    try:
        opened = await service.ask(cheques, RequestIn.model_validate(told), call)
    except ValidationError:
        return {"found": None, "problem": texts.ANSWERS}, 422
    except ForbiddenFactError as error:
        code = error.issues[0].code
        return {"found": None, "problem": texts.PROBLEMS.get(code, texts.DAY)}, error.status
    numbers = {"number": opened.stored.number, "client_number": opened.client_number}
    return {"found": numbers, "problem": ""}, 201


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why nothing was kept just now, and what was written."""

    code: str = ""
    words: str = ""


def lost(refused: Refused, case: dict[str, Any] | None) -> dict[str, str]:
    """Return what of it has no place in a case: what was written where no question waits, and why."""
    return {
        "words": "" if case and case["question"] else refused.words,
        "problem": "" if case else texts.REFUSED.get(refused.code, ""),
    }


async def waiting(cheques: Cheques, opened: Opened, refused: Refused) -> dict[str, Any] | None:
    """Return what the page of a cheque shows of a case that waits."""
    found = await service.waiting(cheques, opened)
    if found is None:
        return None
    asked = found.review.question
    return {
        "problem": texts.REFUSED.get(refused.code, ""),
        "typed": refused.words,
        "question": asked.text if asked else "",
        "until": dutch_day(asked.until) if asked else "",
        "answered": found.review.answered > 0 and asked is None,
        "papers": [dutch_day(day_of(row.created_at)) for row in found.papers],
        "full": len(found.papers) >= service.PAPERS_MOST,
    }
