"""Reads the words of Jouw netwerk and refuses what is incomplete."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from item_bank.loader import check_keys, read_yaml
from item_bank.schema import CatalogueError

FILE = Path(__file__).with_name("content.yaml")

_CHOICES = ("categories", "rings", "strengths", "directions", "supports", "helps", "asked")
_ADVICE = ("conversation", "tools")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One tip: a title of a few words and what to do, in Dutch."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetwerkBank:
    """What can be chosen for a person, and what is advised.

    Attributes
    ----------
    categories, supports, helps, directions, asked
        Dutch label by code, in the order in which they are shown.
    rings, strengths
        Dutch label by number, rings from 1 (closest) to 3, strengths from 1 (loose) to 5.
    """

    version: str
    categories: Mapping[str, str]
    rings: Mapping[int, str]
    strengths: Mapping[int, str]
    directions: Mapping[str, str]
    supports: Mapping[str, str]
    helps: Mapping[str, str]
    asked: Mapping[str, str]
    conversation: tuple[Advice, ...]
    tools: tuple[Advice, ...]


def _labels(rows: Any, where: str) -> dict[Any, str]:  # noqa: ANN401 - YAML holds anything
    found: dict[Any, str] = {}
    for row in rows:
        check_keys(row, required=frozenset({"id", "label"}), optional=frozenset(), where=where)
        if row["id"] in found or not str(row["label"]).strip():
            raise CatalogueError(f"{where}: {row['id']!r} stands twice or has no label")
        found[row["id"]] = str(row["label"])
    return found


def _advice(rows: Any, where: str) -> tuple[Advice, ...]:  # noqa: ANN401 - YAML holds anything
    for row in rows:
        check_keys(row, required=frozenset({"title", "text"}), optional=frozenset(), where=where)
    return tuple(Advice(title=row["title"], text=row["text"]) for row in rows)


def read(path: Path) -> NetwerkBank:
    """Read the words of Jouw netwerk from a file.

    Raises
    ------
    CatalogueError
        When a part is missing, unknown or empty; the message names the file and the key.
    """
    content = read_yaml(path)
    required = frozenset({"version", *_CHOICES, *_ADVICE})
    check_keys(content, required=required, optional=frozenset(), where=str(path))
    labels: dict[str, Any] = {name: _labels(content[name], f"{path}, {name}") for name in _CHOICES}
    advice = {name: _advice(content[name], f"{path}, {name}") for name in _ADVICE}
    return NetwerkBank(version=str(content["version"]), **labels | advice)


@lru_cache(maxsize=1)
def bank() -> NetwerkBank:
    """Return the words that come with the project.

    Examples
    --------
    >>> bank().categories["friends"], len(bank().rings)
    ('vrienden', 3)
    """
    return read(FILE)
