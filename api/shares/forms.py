"""Reads the form on which a citizen chooses what to share; a wrong value stays in its field with a message."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams

from api.schemas import TEXT_MAX, plain
from api.shares import texts
from api.shares.schemas import ALIAS_MAX, RESULTS_MOST, ShareIn
from api.web.days import dutch_day, read_day
from models.plan.schema import TEXT_MAX as ACTION_MAX
from models.shares.terms import latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form, and what is wrong with it."""

    results: tuple[str, ...] = ()
    answers: bool = False
    plan: bool = False
    other_people: bool = False
    code: str = ""
    until: str = ""
    alias: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def query(self) -> str:
        """Return the fields as an address carries them."""
        flags = {"antwoorden": self.answers, "plan": self.plan, "anderen": self.other_people}
        pairs = [("resultaat", id_) for id_ in self.results] + [(name, "ja") for name, on in flags.items() if on]
        return urlencode([*pairs, ("code", self.code), ("tot", self.until), ("naam", self.alias)])


def read(found: QueryParams | FormData) -> Draft:
    """Return what was chosen and typed."""

    def one(name: str) -> str:
        value = found.get(name, "")
        return value.strip()[:TEXT_MAX].replace("\0", "") if isinstance(value, str) else ""

    ids = [value for value in found.getlist("resultaat") if isinstance(value, str) and 0 < len(value) <= TEXT_MAX]
    return Draft(
        results=tuple(dict.fromkeys(ids))[:RESULTS_MOST],
        answers=one("antwoorden") == "ja",
        plan=one("plan") == "ja",
        other_people=one("anderen") == "ja",
        code=one("code"),
        until=one("tot"),
        alias=one("naam"),
    )


def wrong(draft: Draft, on: date) -> dict[str, str]:
    """Return what is wrong with the fields themselves, by name."""
    errors = {}
    if not draft.results and not draft.plan:
        errors["resultaat"] = texts.NOTHING_CHOSEN
    day = read_day(draft.until)
    if draft.until and (day is None or not on <= day <= latest(on)):
        errors["tot"] = texts.WRONG_DAY.format(latest=dutch_day(latest(on)))
    if len(draft.alias) > ALIAS_MAX:
        errors["naam"] = texts.LONG_ALIAS
    return errors


def request(draft: Draft) -> ShareIn:
    """Return the request of a draft with nothing wrong."""
    members = {
        "resultIds": list(draft.results),
        "includeAnswers": draft.answers,
        "includePlan": draft.plan,
        "includeOtherPeople": draft.other_people,
        "coachCode": draft.code or None,
        "expiresOn": read_day(draft.until),
        "alias": draft.alias or None,
    }
    return ShareIn.model_validate(members)


def words(text: str) -> str:
    """Return the words of a suggestion as somebody changed them, as a plan may hold them; empty when none are left."""
    return plain(text.replace("\0", "").encode("utf-8", "replace").decode("utf-8"))[:ACTION_MAX]
