"""How people write places: what names are compared by, and which names a place has beside those of its postcode.

Upstream: ``mergers.csv`` (municipalities until the mergers of 2019 and 2025) and ``names.csv`` (names in other
languages and short ones). Downstream: :mod:`item_bank.postcodes.finding`.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from item_bank.schema import CatalogueError

MERGERS = Path(__file__).with_name("mergers.csv")
NAMES = Path(__file__).with_name("names.csv")

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_WORDS: Mapping[str, str] = {"st": "sint", "saint": "sint", "sankt": "sint", "ste": "sinte", "sainte": "sinte"}
_OUR_LADY = re.compile(r"\b(?:onze lieve vrouwe?|o ?l ?v(?:r|rouwe?)?)\b")
_CODE = re.compile(r"[1-9][0-9]{3}")


def fold(name: str) -> str:
    """Return a name in lower case, without accents and punctuation, so that people may type it as they like.

    Examples
    --------
    >>> fold("’s-Gravenvoeren"), fold("Liège"), fold("St.-Niklaas"), fold("Saint-Gilles")
    ('s gravenvoeren', 'liege', 'sint niklaas', 'sint gilles')
    >>> fold("O.L.V.-Waver") == fold("Onze-Lieve-Vrouw-Waver") == fold("OLV Waver")
    True
    """
    text = name.replace("’", " ").replace("'", " ")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = " ".join(_WORDS.get(word, word) for word in _NOT_WORD.sub(" ", plain).split())
    return _OUR_LADY.sub("olv", words)


def loose(folded: str) -> str:
    """Return a folded name without spaces and what spellings differ in: ``ij`` and ``y``, ``gh`` and ``g``.

    Examples
    --------
    >>> loose(fold("Sint Niklaas")) == loose(fold("sintniklaas")), loose(fold("Overyse")) == loose(fold("Overijse"))
    (True, True)
    """
    text = folded.replace(" ", "").replace("ij", "y").replace("gh", "g").replace("ck", "k")
    return text.replace("ae", "aa").replace("sch", "s").replace("z", "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A municipality that became part of another.

    Attributes
    ----------
    old_name, new_name
        Before and since; a municipality that took others in has the same twice.
    postcodes
        Of the old one, its main one first.
    on
        First day of the new one.
    """

    old_name: str
    new_name: str
    postcodes: tuple[str, ...]
    on: date


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise CatalogueError(f"{path}: columns are {reader.fieldnames}; allowed are {list(columns)}")
        return list(reader)


@lru_cache(maxsize=1)
def mergers() -> tuple[Merger, ...]:
    """Return the mergers of Flemish municipalities of 2019 and 2025; read once.

    Raises
    ------
    CatalogueError
        When the file is not as it should be; the message names the file and the line.
    """
    found = []
    columns = ("old_name", "postcodes", "new_name", "on", "source")
    for number, row in enumerate(_rows(MERGERS, columns), start=2):
        codes = tuple(row["postcodes"].split("|"))
        if not all(map(_CODE.fullmatch, codes)):
            raise CatalogueError(f"{MERGERS}, line {number}: postcodes are {row['postcodes']!r}; allowed: 9120|9130")
        on = date.fromisoformat(row["on"])
        found.append(Merger(old_name=row["old_name"], new_name=row["new_name"], postcodes=codes, on=on))
    return tuple(found)


@lru_cache(maxsize=1)
def other_names() -> tuple[tuple[str, str], ...]:
    """Return names in other languages and short ones, each with the postcode that is meant; read once."""
    return tuple((row["name"], row["postcode"]) for row in _rows(NAMES, ("name", "postcode", "language")))
