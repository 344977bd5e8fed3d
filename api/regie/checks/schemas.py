"""HTTP shapes of file checks."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.schemas import Day, Flag, Id, In, Out, Text
from models.regie.check_life import CheckStatus
from models.regie.filecheck import Item

TEXT_LONGEST = 3_000

Said = Annotated[Text, Field(min_length=1, max_length=TEXT_LONGEST)]


class CheckIn(In):
    """Of which centre, and which cheques: those closed within these days."""

    centre_id: Id
    first: Day
    last: Day


class FileIn(In):
    """What was found in a file; null where it cannot be told."""

    file: Id = Field(description="As the sample names it: the number of the cheque.")
    agreement: Flag | None = Field(description="The agreement is there and in force.")
    plan: Flag | None = Field(description="The plan was handed over; its content is the citizen's.")
    hours: Flag | None = Field(description="The proof of attendance agrees with the hours that were registered.")


class ReplyIn(In):
    """What the centre replies."""

    text: Said


class ConclusionIn(In):
    """The final result in words, without names."""

    reasons: Said


class ShareOut(Out):
    """A share of files in order, with the 95 % interval of Wilson; null without files."""

    item: Item
    cheque: int = Field(description="1 or 2: first or second cheque.")
    n: int
    good: int
    percent: float | None
    low: float | None
    high: float | None


class CheckedFileOut(Out):
    """A file of the sample; null where it was not looked at or cannot be told."""

    file: str
    cheque: int
    agreement: bool | None
    plan: bool | None
    hours: bool | None
    looked: bool


class CheckOut(Out):
    """A file check."""

    id: str
    centre_id: str
    status: CheckStatus
    drawn_on: date
    first: date
    last: date
    seed: str = Field(description="With it anybody draws the same sample from the same files.")
    population: int = Field(description="Files that could be drawn.")
    files: list[CheckedFileOut]
    shares: list[ShareOut] | None = Field(description="Null for the centre until it is told the preliminary result.")
    reply_until: date | None
    replies: list[str]
    reasons: str | None = Field(description="Of the final result.")
