"""A report: what was measured of a version, as Markdown and as HTML with plots, and as flat figures for the gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.manifest import write_text_durably
from models.contracts import Estimate
from training.evaluation import bootstrap
from training.models.page import to_html

CHAMPION = "champion"
"""What serves, in tables and in names of figures."""

PLOTS = "plots"
"""Folder of the plots beside ``report.md``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report.

    Attributes
    ----------
    text
        Markdown.
    plots
        SVG each, by name.
    """

    title: str
    text: str
    plots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was measured.

    Attributes
    ----------
    figures
        Flat figures by name, for gate and runs.
    values
        By figure one value a question, the same questions for every version of a model; nan where there is none. Two
        versions are compared on them pair by pair.
    slices
        A figure of parts of the questions, by the name of the part.
    """

    title: str
    figures: Mapping[str, float]
    sections: Sequence[Section]
    values: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    slices: Mapping[str, Estimate] = field(default_factory=dict)


def difference(one: NDArray[np.float64], other: NDArray[np.float64]) -> Estimate:
    """Return the mean paired difference of a figure, with its 95 % interval by bootstrap over the questions."""
    gaps = one - other
    return bootstrap(gaps[~np.isnan(gaps)])


def cell(estimate: Estimate, digits: int = 3) -> str:
    """Return a figure with its interval, for a table.

    Examples
    --------
    >>> cell(Estimate(value=0.5, low=0.25, high=0.75, n=4), 2)
    '0.50 [0.25, 0.75]'
    """
    return f"{estimate.value:.{digits}f} [{estimate.low:.{digits}f}, {estimate.high:.{digits}f}]"


def table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table.

    Examples
    --------
    >>> print(table(["a", "b"], [[1, "x|y"]]))
    | a | b |
    |---|---|
    | 1 | x/y |
    """
    lines = ["| " + " | ".join(headers) + " |", "|" + "---|" * len(headers)]
    lines += ["| " + " | ".join(str(value).replace("|", "/") for value in row) + " |" for row in rows]
    return "\n".join(lines)


def estimates(rows: Mapping[str, Estimate], what: str = "") -> str:
    """Return figures with their intervals as a Markdown table."""
    return table(
        [what, "value", "low", "high", "n"],
        [[name, *(f"{v:.3f}" for v in (e.value, e.low, e.high)), e.n] for name, e in rows.items()],
    )


def points(rows: Mapping[str, Estimate]) -> list[tuple[str, float, float, float]]:
    """Return figures as they are drawn: name, value, low, high."""
    return [(name, e.value, e.low, e.high) for name, e in rows.items()]


def lines(figures: Mapping[str, float]) -> str:
    """Return flat figures as a list."""
    return "\n".join(f"- {key}: {value:.4g}" for key, value in figures.items())


def to_markdown(report: Report) -> str:
    """Return a report as Markdown; its plots stand beside it."""
    parts = [f"# {report.title}"]
    for section in report.sections:
        parts.append(f"## {section.title}\n\n{section.text}")
        parts += [f"![{name}]({PLOTS}/{_file(name)})" for name in section.plots]
    return "\n\n".join(parts) + "\n"


def _file(name: str) -> str:
    """Return the file of a plot.

    Examples
    --------
    >>> _file("near: at most 24")
    'near-at-most-24.svg'
    """
    letters = "".join(char if char.isalnum() else " " for char in name)
    return "-".join(letters.split()).lower() + ".svg"


def write(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write a report as ``report.md`` with its plots, and as ``report.html``."""
    for section in report.sections:
        for name, svg in section.plots.items():
            write_text_durably(folder / PLOTS / _file(name), svg)
    write_text_durably(folder / "report.md", to_markdown(report))
    parts = [(section.title, section.text, tuple(section.plots.values())) for section in report.sections]
    write_text_durably(folder / "report.html", to_html(report.title, parts))
    return folder / "report.md", folder / "report.html"
