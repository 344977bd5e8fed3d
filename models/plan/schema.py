"""What a plan is made of: actions with five SMART fields, each with where it came from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

ActionId = NewType("ActionId", str)

TEXT_MAX = 600
"""Characters of one field."""

ACTIONS_MAX = 40
"""Actions in a plan; a plan that fits two pages has far fewer."""


class Field(StrEnum):
    """The five fields of an action."""

    WHAT = "what"
    WHY = "why"
    WITH_WHOM = "with-whom"
    BY_WHEN = "by-when"
    HOW_SEEN = "how-seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that a person wants to do.

    Attributes
    ----------
    what, why, with_whom, how_seen
        In the person's own words, at most 600 characters; empty when not said yet.
    by_when
        Day by which it is done; ``None`` when not said yet.
    origin
        Tool that it was taken over from, such as ``loopbaantest``; empty for the person's own idea.
    origin_label
        What it was taken over from, as the person may read it.
    """

    what: str
    why: str = ""
    with_whom: str = ""
    by_when: date | None = None
    how_seen: str = ""
    origin: str = ""
    origin_label: str = ""

    def __post_init__(self) -> None:
        """Refuse texts that do not fit."""
        for name in ("what", "why", "with_whom", "how_seen"):
            if len(getattr(self, name)) > TEXT_MAX:
                raise ValueError(f"{name} has {len(getattr(self, name))} characters; at most {TEXT_MAX} are allowed")
        if not self.what.strip():
            raise ValueError("what is empty; an action says at least what you will do")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A gentle remark on one field; never a refusal.

    Attributes
    ----------
    code
        For programs.
    text
        For the person, in Dutch.
    """

    field: Field
    code: str
    text: str
