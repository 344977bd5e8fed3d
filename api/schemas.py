"""What the HTTP shapes of every feature share: lowerCamelCase members, unknown members refused, strict values."""

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.alias_generators import to_camel

from item_bank.postcodes.table import postcodes
from models import wording

TEXT_MAX = 200
"""Characters of an id or a short text."""


def _as_said(value: object, read: ValidatorFunctionWrapHandler) -> object:
    return value if isinstance(value, wording.Text) else read(value)


Said = Annotated[str, WrapValidator(_as_said)]
"""A text that pages show too: in an answer it stays what it was, so that a page can say it in another language."""

SHAPE = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)
"""How every request is read."""


def _iso_date(value: object) -> object:
    if isinstance(value, date) or value is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", value):
        return value
    raise ValueError("a day is written as YYYY-MM-DD, from 1900-01-01")


def plain(text: str) -> str:
    """Return text without spaces around it.

    Raises
    ------
    ValueError
        When it holds a null character or half of a surrogate pair, which no store keeps.
    """
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("allowed are letters, signs and line breaks")
    return text.strip()


def _postcode(value: object) -> object:
    """Read the postcode out of ``B-9000`` or ``9000 Gent``; a name is refused with the postcodes that it may be."""
    if not isinstance(value, str) or re.fullmatch("[1-9][0-9]{3}", value):
        return value
    meant = postcodes().meant(value)
    if meant and meant[0].postcode not in value:
        raise ValueError(f"this may be {', '.join(place.called(value) for place in meant[:5])}; give the four digits")
    return meant[0].postcode if meant else value


Postcode = Annotated[str, BeforeValidator(_postcode), Field(strict=True, pattern=r"^[1-9][0-9]{3}$", examples=["9000"])]
"""A Belgian postcode; ``B-9000`` and ``9000 Gent`` are read as theirs."""


def storable(text: str) -> str:
    """Return a text that any store keeps.

    Raises
    ------
    ValueError
        As :func:`plain` does.
    """
    plain(text)
    return text


Id = Annotated[str, Field(strict=True, min_length=1, max_length=TEXT_MAX), AfterValidator(storable)]
Text = Annotated[str, Field(strict=True), AfterValidator(plain)]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, BeforeValidator(_iso_date)]


class In(BaseModel):
    """What every request shares."""

    model_config = SHAPE


class Out(BaseModel):
    """What every answer shares."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


VERSION_MAX = 2**53
"""Largest whole number that every JSON reader keeps exactly."""

_OF_VERSION = (
    "The `version` that the last answer named, plus one for each reply sent since: a reply that comes late never "
    "replaces a later one."
)

Version = Annotated[
    int | None,
    Field(
        strict=True,
        ge=0,
        le=VERSION_MAX,
        description=_OF_VERSION,
    ),
]
"""Which reply is the later one, where two are on their way at the same time."""

QueryVersion = Annotated[int | None, Field(ge=0, le=VERSION_MAX, description=_OF_VERSION)]
"""The same in an address."""
