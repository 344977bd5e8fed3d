"""The record of a tool: what the roof (start page, Mijn loopbaan, Mijn plan, the application) needs to know of it.

Each feature has one in its ``tool.py``; ``api/tools.py`` lists them. Nothing else in the service lists the tools, so
a new one touches its own folder and one line.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import eq
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from models.jobbereik.engine import Jobbereik
from models.plan.proposals import Finding

DOCUMENT_BYTES = 262_144
"""Largest document that is kept."""

NESTED = 32
"""Deepest document that is kept."""

LONGEST_MS = 7 * 24 * 3_600_000
"""Longest time of an answer: a week."""

LISTED = 7
"""Lines of a kept result that are shown."""

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What reading a document may raise that was kept in another shape than its tool has now."""

Text = Annotated[str, Field(max_length=300)]
"""A short text in a kept document."""

Names = Callable[[str], str | None]
"""From the id of an occupation to its Dutch name; ``None`` when the catalogue has it no more."""

Document = Mapping[str, Any]
"""A result as the tool's own API gave it."""

Said = tuple[list[str], list[Finding]]
"""Lines in Dutch, most telling first, and what the plan can make actions of."""


class Section(StrEnum):
    """The question on the start page under which a tool stands."""

    CAN = "kan"
    WANT = "wil"
    STAND = "sta"
    NEXT = "verder"


class KeptShape(BaseModel):
    """The few members of a kept document that the joint view and the plan need; the rest is kept as it came."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An occupation that a result names, and why, in Dutch."""

    id: str
    label: str
    because: str


class KeptAnswer(KeptShape):
    """An answer behind a result, where its page kept it: ``answers`` of a document."""

    group: Text = ""
    text: Text
    said: Text
    milliseconds: int | None = Field(default=None, ge=0, le=LONGEST_MS)


class Band(KeptShape):
    """A score from 0 to 100 with its doubt."""

    label: Text
    low: float = Field(ge=0, le=100)
    value: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)


class KeptRefusal(KeptShape):
    """An occupation that somebody hid, where its page kept it: ``hidden`` of a document."""

    id: Text = ""
    label: Text
    why: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A kept result in words.

    Attributes
    ----------
    lines
        What it says, most telling first, in Dutch.
    findings
        What the plan can make actions of.
    """

    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How a coach weighs a kept result of a tool.

    Attributes
    ----------
    sure
        From a document to how sure it is, in Dutch lines.
    because
        From a document to the reasons of what it names, in Dutch lines.
    careful
        From the code of a note in a document to what it means for a talk; a note without one says its own text.
    tells
        What such a result tells and what not, in one line to who is not the person.
    distrust
        When not to trust such a result, and why, to who is not the person.
    own
        The same to the person; empty where ``distrust`` speaks about nobody.
    about_others
        Whether its documents say something about other people than their owner.
    compared
        From an earlier and a later document to what differs beyond the error of measurement, in Dutch lines; ``None``
        where that error is not known, so that two days cannot be compared.
    same_bank
        Whether two versions of the bank that documents carry ask the same; ``None`` where a document carries none.
    refused
        From a document to the occupations that somebody hid, each with the reason.
    bands
        From a document to its scores with their doubt, where it has any.
    """

    tells: str
    distrust: tuple[str, ...]
    own: tuple[str, ...] = ()
    sure: Callable[[Document], list[str]] | None = None
    because: Callable[[Document], list[str]] | None = None
    careful: Mapping[str, str] = field(default_factory=dict)
    about_others: bool = False
    compared: Callable[[Document, Document], Sequence[str]] | None = None
    same_bank: Callable[[str | None, str | None], bool] = eq
    refused: Callable[[Document], Sequence[KeptRefusal]] | None = None
    bands: Callable[[Document], Sequence[Band]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """A form that opens a tool with a kept result: where it goes, its hidden fields, and the words of its button."""

    action: str
    fields: Mapping[str, str]
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The tool's own page of a result, made of a kept document.

    Attributes
    ----------
    go_on
        How somebody goes on from it where the document holds enough; ``None`` for the tool's first page.
    """

    template: str
    context: Mapping[str, Any]
    go_on: GoOn | None = None


class UnfitDocumentError(ValueError):
    """A document that cannot be kept, whatever its members; the message says what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeps:
    """How results of a tool are kept and read back.

    Attributes
    ----------
    shape
        What a document must have to be kept.
    says
        What a document of that shape says.
    changes
        What changed since an earlier one, where the tool knows better than which lines came and went.
    occupations
        Occupations that a document names, best first, with reasons; ``None`` for a tool that names none.
    lacks
        What lies between somebody of a document and occupations: gates of the law, and what is to be learned.
    weighing
        How a coach weighs a document.
    tells
        What such a result tells and what not, in one line to the person.
    onward
        Where somebody goes on to from it: addresses and words.
    page
        The tool's own page of a document; it may raise ``ValueError`` for one that lacks what the page needs.
    """

    shape: type[KeptShape]
    says: Callable[[Any, Names], Said]
    weighing: Weighing
    tells: str
    page: Callable[[Request, Document], KeptPage]
    onward: tuple[tuple[str, str], ...] = ()
    changes: Callable[[Document, Document], tuple[str, ...]] | None = None
    occupations: Callable[[Jobbereik, Document, date], Sequence[Named]] | None = None
    lacks: Callable[[Jobbereik, Document, Sequence[str], date], Mapping[str, Sequence[str]]] | None = None

    def read(self, document: Document, names: Names) -> Reading:
        """Return what a kept document says.

        Raises
        ------
        pydantic.ValidationError
            When it does not have the shape; what was kept has it.
        """
        lines, findings = self.says(self.shape.model_validate(document), names)
        return Reading(lines=tuple(lines[:LISTED]), findings=tuple(findings))

    def opened(self, request: Request, document: Document) -> KeptPage | None:
        """Return the tool's own page of a document; ``None`` for one that was kept without what it needs."""
        try:
            return self.page(request, document)
        except UNREADABLE:
            return None

    def check(self, document: object) -> dict[str, Any]:
        """Return a document that may be kept.

        Raises
        ------
        UnfitDocumentError, pydantic.ValidationError
            When it is no object, too large, nested too deep, has a number or a text that is none, or misses what is
            needed.
        """
        if not isinstance(document, dict):
            raise UnfitDocumentError("a result is a JSON object, as the tool's own API gives it")
        self.shape.model_validate(document)
        try:
            size = len(json.dumps(document, allow_nan=False).encode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise UnfitDocumentError("numbers are finite, and nothing is nested without end") from error
        if size > DOCUMENT_BYTES or _depth(document) > NESTED:
            raise UnfitDocumentError(f"allowed are {DOCUMENT_BYTES} bytes and {NESTED} levels")
        if not _storable(document):
            raise UnfitDocumentError("a text holds half a character or a null character, which no store keeps")
        return document


Suggests = Callable[[Request, int], Awaitable[Sequence[str]]]
"""From a request of a page to at most so many ids of occupations, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool.

    Attributes
    ----------
    name
        Its one word: folder, addresses under ``/api/v1``, sessions.
    title, text, time
        What the start page says, in Dutch; ``time`` says how long it takes.
    address
        Where its pages start.
    menu
        What the menu on every page calls it; empty when the start page alone leads to it.
    routers
        What answers for it.
    often
        Those that must be looked through before all others, since they answer most or cost least.
    installs
        What puts on the application what its routes ask for at run time. What another version of may be activated
        joins ``app.state.watched``, a store of what expires ``app.state.purged``.
    keeps
        How its results are kept; ``None`` when it has none.
    suggests
        Occupations that it suggests in this browser, for a tool that does something with such a list.
    """

    name: str
    title: str
    section: Section
    address: str
    text: str
    time: str
    routers: tuple[APIRouter, ...]
    menu: str = ""
    often: tuple[APIRouter, ...] = ()
    installs: tuple[Callable[[FastAPI], None], ...] = ()
    keeps: Keeps | None = None
    suggests: Suggests | None = None


async def suggested(request: Request, name: str, most: int) -> Sequence[str]:
    """Return the occupations that a tool suggests in this browser, best first; empty when there is no such tool."""
    tools: tuple[Tool, ...] = request.app.state.tools
    tool = next((tool for tool in tools if tool.name == name), None)
    return await tool.suggests(request, most) if tool is not None and tool.suggests is not None else ()


def _storable(value: object) -> bool:
    """Return whether every text in a document, names of members included, can be kept and given back."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left.extend(item)
            left.extend(item.values())
        elif isinstance(item, list):
            left.extend(item)
        elif isinstance(item, str) and (
            "\0" in item or (not item.isascii() and any("\ud800" <= sign <= "\udfff" for sign in item))
        ):
            return False
    return True


def _depth(value: object) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        inner: list[object] = []
        for item in level:
            inner.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        level = inner
    return deepest
