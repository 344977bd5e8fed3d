"""The gate: a file a model says what a version must hold, and promoting refuses what fails it, with the line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from pathlib import Path

import yaml

from item_bank.loader import check_keys, read_yaml
from models.registry import metadata
from training.tables import InputError

GATES = Path(__file__).with_name("gates")


class RefusedError(RuntimeError):
    """A version that may not be promoted; the message names each line of the gate that it fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One line of a gate: a figure and its bound."""

    line: int
    figure: str
    at_least: float | None
    at_most: float | None
    why: str

    def misses(self, figures: Mapping[str, float]) -> str | None:
        """Return in words how a version misses the demand, or ``None`` when it holds."""
        value = figures.get(self.figure)
        if value is None or not isfinite(value):
            return f"line {self.line}: {self.figure} was not measured ({self.why})"
        if self.at_least is not None and value < self.at_least:
            return f"line {self.line}: {self.figure} is {value:.4g}; at least {self.at_least:g} ({self.why})"
        if self.at_most is not None and value > self.at_most:
            return f"line {self.line}: {self.figure} is {value:.4g}; at most {self.at_most:g} ({self.why})"
        return None


def read_gate(name: str, folder: Path = GATES) -> tuple[Path, tuple[Demand, ...]]:
    """Read the gate of a model; without one only what every model must hold is asked.

    Raises
    ------
    InputError
        When a line cannot be used.
    """
    path = folder / f"{name}.yaml"
    path = path if path.is_file() else folder / "any.yaml"
    body, tree = read_yaml(path), yaml.compose(path.read_text(encoding="utf-8"))
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    places = [node.start_mark.line + 1 for key, row in pairs if key.value == "demands" for node in row.value]
    demands = []
    for line, row in zip(places, body["demands"], strict=True):
        check_keys(
            row,
            required=frozenset({"figure", "why"}),
            optional=frozenset({"at_least", "at_most"}),
            where=f"{path}, line {line}",
        )
        if (row.get("at_least") is None) == (row.get("at_most") is None):
            raise InputError(f"{path}, line {line}: one of at_least and at_most is needed")
        demands.append(
            Demand(
                line=line,
                figure=row["figure"],
                at_least=row.get("at_least"),
                at_most=row.get("at_most"),
                why=row["why"],
            )
        )
    return path, tuple(demands)


def judge(name: str, figures: Mapping[str, float], folder: Path = GATES) -> None:
    """Refuse a version that misses a demand.

    Raises
    ------
    RefusedError
        With every line that it fails.
    """
    path, demands = read_gate(name, folder)
    missed = [words for demand in demands if (words := demand.misses(figures)) is not None]
    if missed:
        raise RefusedError(f"{name} fails {path.name}: {'; '.join(missed)}")


def check_fits(found: Path, catalogue_version: str) -> None:
    """Refuse an artifact that was made for another catalogue or for other versions of libraries.

    It says so itself, in ``requires``: a catalogue version, and for each library the beginning of its version.

    Raises
    ------
    RefusedError
        Naming what it needs and what there is.
    """
    facts = metadata(found)
    requires = facts.get("requires") or {}
    if not isinstance(requires, Mapping):
        raise RefusedError(f"{found}: requires is {requires!r}; expected keys with values")
    wanted = requires.get("catalogueVersion")
    if wanted is not None and wanted != catalogue_version:
        raise RefusedError(
            f"{found.parent.name} {found.name} was made for catalogue {wanted}; served is {catalogue_version}"
        )
    for library, beginning in dict(requires.get("libraries") or {}).items():
        installed = _installed(str(library))
        if not installed.startswith(str(beginning)):
            raise RefusedError(
                f"{found.parent.name} {found.name} needs {library} {beginning}; installed is {installed}"
            )


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "nothing"


def not_finite(figures: Mapping[str, float]) -> Sequence[str]:
    """Return the figures that are no numbers."""
    return sorted(name for name, value in figures.items() if not isfinite(value))
