"""The report of a version of the ranker: everything beside all baselines and what serves, on steps it never saw."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from models import registry
from models.contracts import Estimate
from models.jobbereik.calibration import KIND
from training.jobbereik import lists
from training.models import crossed, drawing, measuring
from training.models.bench import FIGURES, SERVED, TREES, Bench, load_engine
from training.models.measuring import Reliability
from training.models.report import CHAMPION, Report, Section, cell, difference, estimates, lines, points, table

PERSONAS = Path(__file__).parents[2] / "tests" / "golden" / "personas.yaml"
MAIN = FIGURES[0]
HEADS = {"near": "within reach now", "any": "feasible at all"}

BESIDE = f"""`{SERVED}` is the order in which the two lists show, `{TREES}` that of the trees alone; `{CHAMPION}` is the
version that serves. nDCG@10 counts judged steps only, with a gain of 2 to the power of the grade minus 1. For R@10, MAP
and MRR a step that nobody judged counts as wrong; an origin has some sixteen good steps, of which ten can be shown.
"""


def measure(found: Path, champion: Path | None, labels: Path | None = None, *, whole: bool = True) -> Report:
    """Measure a version beside what serves and all baselines.

    Parameters
    ----------
    whole
        Measure the lists of all sorts of profiles, not only those that the gate asks.

    Raises
    ------
    training.tables.InputError
        When the labels cannot be used.
    """
    bench = Bench.built_in(found, labels)
    if champion is not None:
        bench.rankers[CHAMPION] = bench.scorer(crossed.read(load_engine({KIND: champion}), champion))
    reliable = measuring.reliability(bench)
    robust, spoken = measuring.robustness(bench), measuring.gendered(bench)
    costs, shown, sliced = measuring.cost(bench, found), lists.measure(bench, whole=whole), measuring.slices(bench)
    many, wrong = measuring.personas(bench, PERSONAS) if PERSONAS.is_file() else (0, [])
    figures = _figures(bench, reliable) | costs | dict(shown.figures) | experts(found)
    figures |= {
        "gendered.pairs": float(spoken["pairs"]),
        "gendered.different": float(spoken["pairs"] - spoken["same"]),
        "robustness.missing": robust["a fifth of the competences missing"].value,
        "robustness.typing": robust["a letter missing in the name"].value,
    }
    if many:
        figures["personas.wrong"] = float(len(wrong))
    sections = [
        *_ranking(bench),
        _probabilities(reliable),
        *shown.sections,
        *_slices(bench, sliced),
        Section(title="Other catalogues: experts' steps (ROME)", text=_experts(found)),
        Section(
            title="Names for a man and a woman",
            text=f"{spoken['same']} of {spoken['pairs']} pairs give the same list, bit by bit.",
        ),
        Section(
            title="Spoiled profiles and names",
            text="Of a profile: how many of the first ten stay. Of a name: how often the occupation is found by it.\n\n"
            + estimates(robust, "spoiled"),
            plots={"spoiled": drawing.intervals("What stays of it", points(robust), across="share, 95 % intervals")},
        ),
        Section(
            title="Golden personas",
            text="\n".join(
                [f"{len(wrong)} expectations of {many} personas do not hold.\n", *(f"- {w}" for w in wrong)]
            ),
        ),
        Section(title="The twenty worst cases", text=_worst(bench)),
        Section(title="Cost", text=lines(costs)),
    ]
    values = {figure: bench.values(SERVED)[:, column] for column, figure in enumerate(FIGURES)}
    flat = {f"{what} {key}": estimate for what, rows in sliced.items() for key, estimate in rows.items()}
    return Report(title=f"{KIND} {found.name}", figures=figures, sections=sections, values=values, slices=flat)


def _ranking(bench: Bench) -> list[Section]:
    unseen = len(bench.crossed.without.keys() & bench.labels.judged.keys())
    judged = f"{len(bench.labels.judged)} origins, {unseen} of them measured with trees that never saw them"
    by_name = {name: bench.figures(name)[MAIN] for name in bench.rankers}
    apart = {name: _gap(bench, name) for name in bench.rankers if name != SERVED}
    drawn = drawing.intervals(
        f"{MAIN} of every ranker", points(by_name), across=f"{MAIN}, 95 % intervals over origins", bold=[SERVED]
    )
    return [
        Section(title="Who judged", text=f"Labels `{bench.labels.name}`, by {bench.labels.by_whom}: {judged}."),
        Section(
            title="Beside baselines and what serves", text=f"{BESIDE}\n{bench.table()}", plots={"every ranker": drawn}
        ),
        Section(
            title=f"Paired differences of {MAIN}",
            text=f"`{SERVED}` minus each other ranker, origin by origin.\n\n" + estimates(apart, f"{SERVED} minus"),
        ),
    ]


def _gap(bench: Bench, other: str) -> Estimate:
    column = FIGURES.index(MAIN)
    return difference(bench.values(SERVED)[:, column], bench.values(other)[:, column])


def _figures(bench: Bench, reliable: Sequence[Reliability]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for figure, estimate in bench.figures(SERVED).items():
        figures |= {figure: estimate.value, f"{figure}.low": estimate.low, f"{figure}.high": estimate.high}
    for row in reliable:
        if row.data == "all":
            figures |= {f"{row.head}.calibration": row.error, f"{row.head}.skill.low": row.skill.low}
    for other in bench.rankers:
        if other != SERVED:
            figures[f"{other}.{MAIN}.low"] = _gap(bench, other).low
    return figures


def _probabilities(rows: Sequence[Reliability]) -> Section:
    text = table(
        ["head", "origins", "calibration error", "Brier skill"],
        [[HEADS[row.head], row.data, f"{row.error:.3f}", cell(row.skill)] for row in rows],
    )
    told = (
        "Over all judged steps, shown or not, by how much an origin asks: the points should lie on the broken line.\n\n"
    )
    plots = {
        f"{row.head}, {row.data}": drawing.reliability(f"{HEADS[row.head]}: {row.data}", row.rows, "steps")
        for row in rows
    }
    return Section(title="Do probabilities mean what they say", text=told + text, plots=plots)


def _slices(bench: Bench, sliced: Mapping[str, Mapping[str, Estimate]]) -> list[Section]:
    popular = measuring.by_popularity(bench)
    told = "Good steps within the first ten, by how often the step is named from other origins.\n\n"
    drawn = drawing.intervals("Good steps within the first ten", points(popular), across="R@10, 95 % intervals")
    made = [Section(title="By how often a step is named", text=told + estimates(popular), plots={"popularity": drawn})]
    for what, rows in sliced.items():
        ordered = dict(sorted(rows.items(), key=lambda row: row[1].value)) if what == "sector" else rows
        picture = drawing.intervals(f"{MAIN} by {what}", points(ordered), across=f"{MAIN}, 95 % intervals over origins")
        few = " Most have three or four origins: their intervals say little." if what == "sector" else ""
        text = f"{MAIN} of `{SERVED}` by {what} of the origin.{few}\n\n{estimates(ordered, what)}"
        made.append(Section(title=f"By {what}", text=text, plots={what: picture}))
    return made


EXPERTS = {
    "rome.near.calibration": "ROME: calibration error, now", "rome.calibration": "ROME: calibration error, feasible",
    "rome.near.skill.low": "ROME: Brier skill, low, now", "rome.skill.low": "ROME: Brier skill, low, feasible",
    "rome.near.MAP": "ROME near: MAP", "rome.development.MAP": "ROME development: MAP", "rome.all.MAP": "ROME all: MAP",
    "rome.near.R@10": "ROME near: R@10",
}  # fmt: skip
"""Figures on the experts' steps, as a gate names them and as training wrote them into the manifest."""


def experts(found: Path) -> dict[str, float]:
    """Return what training measured on another catalogue; its labels come from outside, so a report cannot again."""
    own = registry.metadata(found).get("figures")
    told = own if isinstance(own, Mapping) else {}
    return {short: float(told[name]) for short, name in EXPERTS.items() if name in told}


def _experts(found: Path) -> str:
    figures = experts(found)
    if not figures:
        return "Training wrote none."
    told = "As training measured them, with trees that never saw the origin; the card has them with intervals.\n\n"
    return told + lines(figures)


def _worst(bench: Bench) -> str:
    rows = [[id_, f"{v:.3f}", ", ".join(top), ", ".join(gone)] for id_, v, top, gone in measuring.worst(bench)]
    return table(["origin", MAIN, "stands on top", "right and missing"], rows)
