"""Types and reader of the bank of Oriënt.

Upstream: ``bank.yaml`` and ``items.csv`` beside this module. Downstream: ``models.orient``, ``training.orient`` and
``api.orient``. A bank cannot be built invalid: ranges and nesting are checked here, with the place in the message.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, NewType

from item_bank.loader import check_keys, read_yaml
from item_bank.schema import LANGUAGES, CatalogueError, Language

FOLDER = Path(__file__).parent

ItemId = NewType("ItemId", str)
BasicInterestId = NewType("BasicInterestId", str)

RiasecType = Literal["R", "I", "A", "S", "E", "C"]
RIASEC: tuple[RiasecType, ...] = ("R", "I", "A", "S", "E", "C")
"""The six types of Holland, in the order of the hexagon."""

VALUES = (1, 2, 3, 4, 5)
"""Values of an answer, from "helemaal niet graag" to "heel graag"; "weet ik niet" has none."""

_COLUMNS = (
    "id", "type", "basic_interest", "nl", "en", "fr", "slope", "slope_se", "threshold_2", "threshold_3",
    "threshold_4", "threshold_5", "threshold_se", "familiar", "try_out",
)  # fmt: skip
_VERSION = re.compile(r"\d+\.\d+\.\d+")


class BankError(CatalogueError):
    """A bank that cannot be used; the message names the file, the row, the value and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicInterest:
    """A basic interest, nested in one RIASEC type.

    Attributes
    ----------
    labels
        Name by language.
    isco08
        Starts of the ISCO-08 codes of occupations in which it is a main part of the work; an expert's choice.
    """

    id: BasicInterestId
    type: RiasecType
    labels: Mapping[Language, str]
    isco08: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One activity, and what is believed about the answers to it.

    Attributes
    ----------
    texts
        The activity by language.
    slope, slope_se
        How sharply answers follow the liking that the item measures, per standard deviation of that liking, and the
        standard error of that belief.
    thresholds, threshold_se
        Four places on the liking, in standard deviations, where the answer 2, 3, 4 or 5 (or a higher one) becomes as
        probable as not: ``P(answer >= k) = 1 / (1 + exp(-slope * (liking - thresholds[k - 2])))``. Rising.
    familiar
        Everybody knows the activity from daily life or school; only such items may stand in the common first block.
    try_out
        The item is being tried: its answers are kept, and do not count yet.
    """

    id: ItemId
    type: RiasecType
    basic_interest: BasicInterestId
    texts: Mapping[Language, str]
    slope: float
    slope_se: float
    thresholds: tuple[float, float, float, float]
    threshold_se: float
    familiar: bool
    try_out: bool

    def __post_init__(self) -> None:
        """Refuse parameters that no answer could come from."""
        if not 0.2 <= self.slope <= 4:
            raise BankError(f"slope is {self.slope}; allowed is 0.2 to 4")
        if not (0 < self.slope_se <= 2 and 0 < self.threshold_se <= 2):
            raise BankError(f"standard errors are {self.slope_se} and {self.threshold_se}; allowed is above 0, to 2")
        if any(not high > low for low, high in zip(self.thresholds, self.thresholds[1:], strict=False)):
            raise BankError(f"thresholds are {self.thresholds}; each must be above the one before")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bank:
    """All items of one version, with the words of scale, types and basic interests. Two are equal when they are one.

    Attributes
    ----------
    question, unknown
        The question above every activity, and the words of "weet ik niet", by language.
    scale
        Words of the values 1 to 5 by language, in order.
    types
        Name of each RIASEC type by language.
    """

    version: str
    question: Mapping[Language, str]
    scale: tuple[Mapping[Language, str], ...]
    unknown: Mapping[Language, str]
    types: Mapping[RiasecType, Mapping[Language, str]]
    basic_interests: tuple[BasicInterest, ...]
    items: tuple[Item, ...]
    _positions: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse ids that occur twice and items that stand outside their basic interest's type."""
        object.__setattr__(self, "_positions", {item.id: i for i, item in enumerate(self.items)})
        if len(self._positions) != len(self.items):
            ids = [item.id for item in self.items]
            raise BankError(f"item id {next(i for i in ids if ids.count(i) > 1)!r} occurs more than once")
        types = {interest.id: interest.type for interest in self.basic_interests}
        if len(types) != len(self.basic_interests):
            raise BankError("a basic interest occurs more than once")
        for item in self.items:
            if types.get(item.basic_interest) != item.type:
                raise BankError(
                    f"item {item.id}: basic interest {item.basic_interest!r} is not one of type {item.type}; "
                    f"allowed are {sorted(id_ for id_, type_ in types.items() if type_ == item.type)}"
                )

    def position(self, item_id: str) -> int | None:
        """Return the place of an item in ``items``, or ``None`` when the bank does not have it.

        Examples
        --------
        >>> found = bank()
        >>> found.items[found.position("mechanics-01")].texts["nl"]
        'Een kapotte fiets herstellen'
        """
        return self._positions.get(item_id)


def _texts(row: object, where: str) -> dict[Language, str]:
    if not isinstance(row, Mapping):
        raise BankError(f"{where} is {row!r}; allowed is a text in each of {', '.join(LANGUAGES)}")
    found: dict[Language, str] = {}
    for code in LANGUAGES:
        text = row.get(code)
        if not isinstance(text, str) or not text.strip():
            raise BankError(f"{where}: no text in {code!r}; allowed is a text in each of {', '.join(LANGUAGES)}")
        found[code] = text.strip()
    return found


def _number(row: Mapping[str, str], name: str) -> float:
    try:
        return float(row[name])
    except ValueError as error:
        raise BankError(f"{name} is {row[name]!r}; allowed is a number such as 1.6") from error


def _flag(row: Mapping[str, str], name: str) -> bool:
    if row[name] not in ("yes", "no"):
        raise BankError(f"{name} is {row[name]!r}; allowed are yes and no")
    return row[name] == "yes"


def _type(value: object) -> RiasecType:
    for code in RIASEC:
        if value == code:
            return code
    raise BankError(f"type is {value!r}; allowed are {', '.join(RIASEC)}")


def _item(row: Mapping[str, str]) -> Item:
    first, second, third, fourth = (_number(row, f"threshold_{k}") for k in VALUES[1:])
    return Item(
        id=ItemId(row["id"]),
        type=_type(row["type"]),
        basic_interest=BasicInterestId(row["basic_interest"]),
        texts=_texts(row, "texts"),
        slope=_number(row, "slope"),
        slope_se=_number(row, "slope_se"),
        thresholds=(first, second, third, fourth),
        threshold_se=_number(row, "threshold_se"),
        familiar=_flag(row, "familiar"),
        try_out=_flag(row, "try_out"),
    )


def read_items(path: Path) -> tuple[Item, ...]:
    """Read the items of a bank.

    Raises
    ------
    BankError
        With the file, the line and the value when a row cannot be used.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="extra")
            if tuple(reader.fieldnames or ()) != _COLUMNS:
                raise BankError(f"{path}: columns are {reader.fieldnames}; allowed are {list(_COLUMNS)}")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BankError(f"{path}: not readable as CSV in UTF-8 ({error})") from error
    items = []
    for line, row in enumerate(rows, start=2):
        if "extra" in row or None in row.values():
            raise BankError(f"{path}, line {line}: the row does not have {len(_COLUMNS)} values")
        try:
            items.append(_item(row))
        except BankError as error:
            raise BankError(f"{path}, line {line} ({row['id']}): {error}") from error
    return tuple(items)


def _interest(row: Mapping[str, Any], where: str) -> BasicInterest:
    check_keys(row, required=frozenset({"id", "type", "isco08", *LANGUAGES}), optional=frozenset(), where=where)
    codes = row["isco08"]
    if not isinstance(codes, list) or not codes or not all(re.fullmatch(r"\d{1,4}", str(code)) for code in codes):
        raise BankError(f"{where} ({row['id']}): isco08 is {codes!r}; allowed is a list of one to four digits, quoted")
    labels = _texts(row, f"{where} ({row['id']})")
    return BasicInterest(
        id=BasicInterestId(row["id"]), type=_type(row["type"]), labels=labels, isco08=tuple(map(str, codes))
    )


def _rows(rows: object, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BankError(f"{where}: expected a list of rows")
    return rows


def _scale(rows: object, where: str) -> tuple[Mapping[Language, str], ...]:
    found = _rows(rows, f"{where}, scale")
    if [row.get("value") for row in found] != list(VALUES):
        raise BankError(f"{where}: scale must have the values 1 to 5 in order")
    return tuple(_texts(row, f"{where}, scale {row['value']}") for row in found)


def read(folder: Path = FOLDER) -> Bank:
    """Read a bank from a folder with ``bank.yaml`` and ``items.csv``.

    Raises
    ------
    BankError
        When something in it cannot be used; the message names the place, the value and what is allowed.
    """
    path = folder / "bank.yaml"
    body = read_yaml(path)
    required = frozenset({"version", "question", "scale", "unknown", "types", "basic_interests"})
    check_keys(body, required=required, optional=frozenset(), where=str(path))
    if not isinstance(body["version"], str) or not _VERSION.fullmatch(body["version"]):
        raise BankError(f"{path}: version is {body['version']!r}; allowed is a text such as 1.0.0")
    types = {_type(row.get("id")): _texts(row, f"{path}, types") for row in _rows(body["types"], f"{path}, types")}
    if tuple(types) != RIASEC:
        raise BankError(f"{path}: types are {list(types)}; allowed are {list(RIASEC)}, in this order")
    where = f"{path}, basic_interests"
    return Bank(
        version=body["version"],
        question=_texts(body["question"], f"{path}, question"),
        scale=_scale(body["scale"], str(path)),
        unknown=_texts(body["unknown"], f"{path}, unknown"),
        types=types,
        basic_interests=tuple(_interest(row, where) for row in _rows(body["basic_interests"], where)),
        items=read_items(folder / "items.csv"),
    )


@cache
def bank() -> Bank:
    """Return the bank that comes with the project; read once for each process."""
    return read()
