"""The report of a version: everything that was measured, as Markdown and as HTML with plots, and flat figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import numpy as np

from item_bank.manifest import write_text_durably
from models import registry
from models.contracts import Estimate
from models.jobbereik.calibration import KIND as CALIBRATION
from models.jobbereik.engine import Jobbereik
from models.titles.answering import Kind
from models.titles.mix import KIND as TITLES
from training.evaluation import bootstrap
from training.models import crossed, drawing, measuring
from training.models.bench import FIGURES, SERVED, Bench, load_engine
from training.models.labels import STEPS, read
from training.models.measuring import Reliability

PERSONAS = Path(__file__).parents[2] / "tests" / "golden" / "personas.yaml"
CHAMPION = "champion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was measured of a version.

    Attributes
    ----------
    figures
        Flat figures by name, for gate and runs.
    sections
        Title and Markdown of each part.
    plots
        Title and SVG.
    """

    title: str
    figures: Mapping[str, float]
    sections: Sequence[tuple[str, str]]
    plots: Sequence[tuple[str, str]] = field(default=())


def bench_of(name: str, found: Path, labels: Path | None) -> Bench:
    """Return the bench on which a version is called ``served``, by default with the judged steps of the project."""
    engine = load_engine({name: found})
    return Bench.of(engine, read(labels or STEPS, engine.catalogue), crossed.read(engine, found))


def measure(name: str, found: Path, champion: Path, *, labels: Path | None = None) -> Report:
    """Measure a version beside what serves and all baselines.

    Raises
    ------
    training.tables.InputError
        When the labels cannot be used.
    """
    title = f"{name} {found.name}"
    if name == TITLES:
        return _titles(title, load_engine({name: found}), found)
    if name != CALIBRATION:
        return _plain(title, found)
    bench = bench_of(name, found, labels)
    bench.rankers[CHAMPION] = bench.scorer(crossed.read(load_engine({name: champion}), champion))
    reliable = measuring.reliability(bench)
    robust, spoken = measuring.robustness(bench), measuring.gendered(bench)
    many, wrong = measuring.personas(bench, PERSONAS) if PERSONAS.is_file() else (0, [])
    costs = measuring.cost(bench, found)
    shown = measuring.lists(bench)
    figures = _figures(bench, reliable) | costs | shown
    figures |= {
        "gendered.pairs": float(spoken["pairs"]),
        "gendered.different": float(spoken["pairs"] - spoken["same"]),
        "robustness.missing": robust["a fifth of the competences missing"].value,
        "robustness.typing": robust["a letter missing in the name"].value,
    }
    if many:
        figures["personas.wrong"] = float(len(wrong))
    sections = [
        ("Who judged", f"Labels `{bench.labels.name}`, by {bench.labels.by_whom}: {_seen(bench)}."),
        ("Beside baselines and what serves", bench.table()),
        ("Paired differences of nDCG@10", _differences(bench)),
        ("Do probabilities mean what they say", _reliability(reliable)),
        ("The two lists after one job of five years", _plain_lines(shown)),
        ("Good steps within the first ten, by how often they are named", _estimates(measuring.by_popularity(bench))),
        *((f"By {what}", _estimates(rows)) for what, rows in measuring.slices(bench).items()),
        ("Names for a man and a woman", f"{spoken['same']} of {spoken['pairs']} pairs give the same list, bit by bit."),
        ("Spoiled profiles and names", _estimates(robust)),
        (
            "Golden personas",
            "\n".join([f"{len(wrong)} expectations of {many} personas do not hold.", *(f"- {w}" for w in wrong)]),
        ),
        ("The twenty worst cases", _worst(bench)),
        ("Cost", _plain_lines(costs)),
    ]
    plots = [(f"{r.head}, {r.data}", drawing.reliability(f"{r.head}: {r.data}", r.rows)) for r in reliable]
    plots.append(("nDCG@10", drawing.intervals("nDCG@10 with 95 % intervals", _points(bench))))
    return Report(title=title, figures=figures, sections=sections, plots=plots)


def _seen(bench: Bench) -> str:
    unseen = len(bench.crossed.without.keys() & bench.labels.judged.keys())
    return f"{len(bench.labels.judged)} origins, {unseen} of them measured with trees that never saw them"


def _plain(title: str, found: Path) -> Report:
    facts = registry.metadata(found)
    own = facts.get("figures")
    figures = {key: float(value) for key, value in own.items()} if isinstance(own, Mapping) else {}
    figures["bytes"] = float(sum(path.stat().st_size for path in found.iterdir() if path.is_file()))
    lines = _plain_lines(dict(sorted(figures.items())))
    card = found / "MODEL_CARD.md"
    sections = [("Figures that the version says of itself", lines)]
    if card.is_file():
        sections.append(("Its card", card.read_text(encoding="utf-8")))
    return Report(title=title, figures=figures, sections=sections)


def _titles(title: str, engine: Jobbereik, found: Path) -> Report:
    """Ask every occupation by its own name and with its middle letter left out."""
    plain = _plain(title, found)
    labels = [engine.catalogue.occupation(i).names.label("nl") for i in range(engine.catalogue.n_occupations)]
    asked = {
        "own": labels,
        "letterMissing": [label[: len(label) // 2] + label[len(label) // 2 + 1 :] for label in labels],
    }
    figures = dict(plain.figures)
    for what, titles in asked.items():
        answers = [engine.read_title(text, limit=10) for text in titles]
        stated = [row.kind is Kind.FOUND for row in answers]
        first = [bool(row.hits) and row.hits[0].owner == i for i, row in enumerate(answers)]
        figures[f"{what}.found"] = sum(any(h.owner == i for h in row.hits) for i, row in enumerate(answers)) / len(
            titles
        )
        figures[f"{what}.stated"] = sum(stated) / len(titles)
        figures[f"{what}.right"] = sum(a and b for a, b in zip(stated, first, strict=True)) / max(1, sum(stated))
    lines = _plain_lines({key: value for key, value in figures.items() if "." in key})
    return Report(title=title, figures=figures, sections=[("Names of the catalogue", lines), *plain.sections])


def _plain_lines(figures: Mapping[str, float]) -> str:
    return "\n".join(f"- {key}: {value:.4g}" for key, value in figures.items())


def _figures(bench: Bench, reliable: Sequence[Reliability]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for figure, estimate in bench.figures(SERVED).items():
        figures |= {figure: estimate.value, f"{figure}.low": estimate.low, f"{figure}.high": estimate.high}
    for row in reliable:
        if row.data == "all":
            figures |= {f"{row.head}.calibration": row.error, f"{row.head}.skill.low": row.skill.low}
    for other in bench.rankers:
        if other != SERVED:
            figures[f"{other}.nDCG@10.low"] = difference(bench, SERVED, other).low
    return figures


def difference(bench: Bench, one: str, other: str, figure: str = "nDCG@10") -> Estimate:
    """Return the paired difference of a figure, with its 95 % interval by bootstrap over origins."""
    column = FIGURES.index(figure)
    gaps = bench.values(one)[:, column] - bench.values(other)[:, column]
    return bootstrap(gaps[~np.isnan(gaps)])


def _differences(bench: Bench) -> str:
    return _estimates({name: difference(bench, SERVED, name) for name in bench.rankers if name != SERVED})


def _estimates(rows: Mapping[str, Estimate]) -> str:
    lines = ["| | value | low | high | n |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {e.value:.3f} | {e.low:.3f} | {e.high:.3f} | {e.n} |" for name, e in rows.items()]
    return "\n".join(lines)


def _reliability(rows: Sequence[Reliability]) -> str:
    lines = ["| head | data | calibration error | Brier skill | low | high |", "|---|---|---|---|---|---|"]
    for row in rows:
        skill = row.skill
        lines.append(
            f"| {row.head} | {row.data} | {row.error:.3f} | {skill.value:.3f} | {skill.low:.3f} | {skill.high:.3f} |"
        )
    return "\n".join(lines)


def _worst(bench: Bench) -> str:
    lines = ["| origin | nDCG@10 | stands on top | right and missing |", "|---|---|---|---|"]
    for id_, value, top, missing in measuring.worst(bench):
        lines.append(f"| {id_} | {value:.3f} | {', '.join(top)} | {', '.join(missing)} |")
    return "\n".join(lines)


def _points(bench: Bench) -> list[tuple[str, float, float, float]]:
    rows = {name: bench.figures(name)["nDCG@10"] for name in bench.rankers}
    return [(name, estimate.value, estimate.low, estimate.high) for name, estimate in rows.items()]


def to_markdown(report: Report) -> str:
    """Return a report as Markdown."""
    parts = [f"# {report.title}", *(f"## {title}\n\n{text}" for title, text in report.sections)]
    return "\n\n".join(parts) + "\n"


def to_html(report: Report) -> str:
    """Return a report as one HTML page with its plots in it, without scripts."""
    body = [f"<h1>{escape(report.title)}</h1>", "<p>" + "\n".join(svg for _, svg in report.plots) + "</p>"]
    for title, text in report.sections:
        body += [f"<h2>{escape(title)}</h2>", _table(text) if text.startswith("|") else f"<pre>{escape(text)}</pre>"]
    style = "body{font:16px sans-serif;margin:2rem;max-width:70rem}td,th{padding:.2rem .6rem;text-align:left}"
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>\n' + "\n".join(body) + "\n</body></html>\n"


def _table(text: str) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    head, *rest = (row for i, row in enumerate(rows) if i != 1)
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rest]
    return f"<table><tr>{cells}</tr>\n" + "\n".join(lines) + "</table>"


def write(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write a report as ``report.md`` and ``report.html``."""
    folder.mkdir(parents=True, exist_ok=True)
    write_text_durably(folder / "report.md", to_markdown(report))
    write_text_durably(folder / "report.html", to_html(report))
    return folder / "report.md", folder / "report.html"
