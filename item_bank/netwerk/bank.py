"""Reads the words of Jouw netwerk and refuses what is incomplete."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from item_bank.kaarten.schema import Translated, translated
from item_bank.loader import check_keys, read_yaml
from item_bank.schema import CatalogueError

FILE = Path(__file__).with_name("content.yaml")

_CHOICES = ("categories", "rings", "strengths", "directions", "supports", "helps", "asked")
_ADVICE = ("conversation", "tools")


WordsT = TypeVar("WordsT")
OtherT = TypeVar("OtherT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Generic[WordsT]):
    """One tip: a title of a few words and what to do."""

    title: WordsT
    text: WordsT


@dataclass(frozen=True, slots=True, kw_only=True)
class NetwerkBank(Generic[WordsT]):
    """What can be chosen for a person, and what is advised, in three languages or as it is said.

    Attributes
    ----------
    categories, supports, helps, directions, asked
        Label by code, in the order in which they are shown.
    rings, strengths
        Label by number, rings from 1 (closest) to 3, strengths from 1 (loose) to 5.
    """

    version: str
    categories: Mapping[str, WordsT]
    rings: Mapping[int, WordsT]
    strengths: Mapping[int, WordsT]
    directions: Mapping[str, WordsT]
    supports: Mapping[str, WordsT]
    helps: Mapping[str, WordsT]
    asked: Mapping[str, WordsT]
    conversation: tuple[Advice[WordsT], ...]
    tools: tuple[Advice[WordsT], ...]

    def as_said(self, say: Callable[[WordsT], OtherT]) -> "NetwerkBank[OtherT]":
        """Return the same with each of its words said."""
        labels: dict[str, Any] = {
            name: {code: say(label) for code, label in getattr(self, name).items()} for name in _CHOICES
        }
        advice = {
            name: tuple(Advice(title=say(row.title), text=say(row.text)) for row in getattr(self, name))
            for name in _ADVICE
        }
        return NetwerkBank(version=self.version, **labels | advice)


def _labels(rows: Any, where: str) -> dict[Any, Translated]:  # noqa: ANN401 - YAML holds anything
    found: dict[Any, Translated] = {}
    for row in rows:
        check_keys(row, required=frozenset({"id", "label"}), optional=frozenset(), where=where)
        label = translated(row["label"])
        if row["id"] in found or not all(text.strip() for text in (label.nl, label.fr, label.en)):
            raise CatalogueError(f"{where}: {row['id']!r} stands twice or has no label")
        found[row["id"]] = label
    return found


def _advice(rows: Any, where: str) -> tuple[Advice[Translated], ...]:  # noqa: ANN401 - YAML holds anything
    for row in rows:
        check_keys(row, required=frozenset({"title", "text"}), optional=frozenset(), where=where)
    return tuple(Advice(title=translated(row["title"]), text=translated(row["text"])) for row in rows)


def read(path: Path) -> NetwerkBank[Translated]:
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
def bank() -> NetwerkBank[Translated]:
    """Return the words that come with the project.

    Examples
    --------
    >>> bank().categories["friends"].nl, len(bank().rings)
    ('vrienden', 3)
    """
    return read(FILE)
