"""One command that measures everything and writes it: Markdown, SVG plots, and the figures that are published."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console

from item_bank.catalogue import builtin
from item_bank.manifest import write_text_durably
from item_bank.orient.bank import bank
from models.contracts import Estimate
from models.orient import artifact
from models.orient.engine import Orient
from models.orient.start.occupations import centred
from training.orient import careless, certainty, crossed, ending, fairness, golden, listing, meaning, plots
from training.orient.answers import Answers, Markers, read_answers, read_background, read_markers
from training.orient.calibrate import fit
from training.orient.figures import Figures
from training.orient.meaning import Row
from training.orient.replay import Engine, replay
from training.orient.simulate import World, sessions

SEED = 1
LENGTHS = (20, 30)
WORLDS = 6
REAL = (
    "1.118 mensen die 48 openbare vragen over wat ze graag doen met zorg invulden (Open Psychometrics, in het Engels)"
)
APART = f"{REAL}, in vijf delen: elk deel wordt voorspeld door een computer die dat deel niet zag"
SIMULATED = "Nagespeeld: {persons} verzonnen mensen met onze eigen vragen en beroepen; geen echte mensen"


ACCURACY = artifact.FOLDER / "accuracy.json"
"""Where the service finds what it publishes: beside the artifact that was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One table of figures, with what anyone needs to make it again.

    Attributes
    ----------
    title, data
        What was measured, and on what; Dutch, as are the columns. ``data`` says so when that is a simulation.
    rows
        Column to value, each row with the same columns.
    meaning
        What the figures mean, in plain Dutch; made from them.
    """

    title: str
    data: str
    measured_on: date
    command: str
    rows: tuple[Row, ...]
    meaning: str


class Report:
    """Collects tables and plots and writes them."""

    def __init__(self, on: date, command: str) -> None:
        self.on, self.command = on, command
        self.measures: list[Measure] = []
        self.plots: dict[str, str] = {}

    def add(self, title: str, data: str, rows: Sequence[Row], means: Callable[[Sequence[Row]], str]) -> None:
        """Add one table, with what it means."""
        kept = tuple(rows)
        self.measures.append(
            Measure(title=title, data=data, measured_on=self.on, command=self.command, rows=kept, meaning=means(kept))
        )

    def write(self, out: Path, published: Path | None) -> None:
        """Write ``report.md``, the plots, and the published figures."""
        parts = ["# Oriënt: what was measured\n", f"{self.on.isoformat()}, `{self.command}`\n"]
        for found in self.measures:
            parts += [f"\n## {found.title}\n", f"{found.meaning}\n", f"{found.data}.\n", markdown(found.rows)]
        parts += [f"\n![{name}]({name}.svg)\n" for name in self.plots]
        write_text_durably(out / "report.md", "\n".join(parts))
        for name, svg in self.plots.items():
            write_text_durably(out / f"{name}.svg", svg)
        if published is not None:
            rows = [
                {
                    "title": m.title,
                    "data": m.data,
                    "measuredOn": m.measured_on.isoformat(),
                    "command": m.command,
                    "meaning": m.meaning,
                    "rows": [dict(row) for row in m.rows],
                }
                for m in self.measures
            ]
            text = json.dumps(rows, indent=1, ensure_ascii=False)
            write_text_durably(published, text + "\n")


def markdown(rows: Sequence[Mapping[str, str | float]]) -> str:
    """Return rows as a Markdown table.

    Examples
    --------
    >>> print(markdown([{"a": 1.5, "b": "x"}]))
    | a | b |
    |---|---|
    | 1.5 | x |
    """
    header = list(rows[0])
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(str(row[key]) for key in header) + " |" for row in rows)])


def report(
    reference: Path,
    personas: Path,
    out: Path,
    published: Path | None,
    *,
    persons: int,
    per_fold: int | None,
    on: date,
    console: Console,
) -> None:
    """Measure and write everything."""
    options = f"--persons {persons}" + (f" --per-fold {per_fold}" if per_fold else "")
    found = Report(on, f"python -m training orient report --reference DIR --out DIR {options}")
    markers = read_markers(reference / "riasec" / "items.csv")
    responses = reference / "riasec" / "responses_dev.csv"
    answers = read_answers(responses, markers.items)
    engine = Orient.load(builtin.catalogue(), bank())
    console.print("measuring lists on simulated persons ...")
    simulated(found, engine, persons)
    console.print("measuring how sessions end ...")
    ended(found, engine, persons)
    console.print("letting the personas answer ...")
    seen(found, engine, personas)
    console.print("measuring differences between groups ...")
    fair(found, markers, answers, read_background(responses, ["gender", "age_band"]))
    console.print("judging real careful answers ...")
    careful(found, markers, answers, engine.figures.chance_evidence, per_fold)
    console.print("comparing with the baselines on real answers ...")
    real(found, markers, answers, per_fold)
    found.measures.insert(0, found.measures.pop())
    found.write(out, published)
    console.print(f"wrote {out / 'report.md'}")


def real(found: Report, markers: Markers, answers: Answers, per_fold: int | None) -> None:
    """Compare with the baselines on real answers."""
    figures = crossed.compare(markers, answers, seed=SEED, persons=per_fold)
    rows: list[Row] = [
        {
            "manier": name,
            **{f"na {n}": _correlation(row[n]) for n in crossed.LENGTHS},
            "hoogste type na 20": f"{row[20].top.value:.2f}",
            "personen": row[20].correlation.n,
        }
        for name, row in figures.items()
    ]
    title = "Hoe dicht komen enkele antwoorden bij alle antwoorden?"
    found.add(title, APART, rows, meaning.scales)
    found.plots["correlation"] = plots.lines(
        "Correlation with the full scale after some answers",
        "number of answers",
        "mean correlation over six scales",
        {name: {n: row[n].correlation.value for n in row} for name, row in figures.items()},
    )


def _correlation(figures: Figures) -> str:
    found = figures.correlation
    return f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"


def simulated(found: Report, engine: Orient, persons: int) -> None:
    """Measure the list on simulated persons, in a world as believed and in one that differs from belief."""
    for doubt, words in ((False, "als de vragen werken zoals we denken"), (True, "als ze anders werken")):
        world = World.draw(engine, persons, SEED, doubt=doubt)
        ways = listing.ways(engine, world, LENGTHS)
        base = ways["vaste volgorde, types om de beurt"]
        rows: list[Row] = [
            {
                "manier": name,
                **{f"gemis na {n}": listing.interval(row.regret[n]) for n in LENGTHS},
                "deel van vaste volgorde": _share(listing.ratio(row.regret[20], base.regret[20])),
                "juiste tien gevonden na 20": f"{row.overlap[20].mean():.2f}",
                "80 %-band bevat de waarheid": f"{row.covered.mean():.3f}",
            }
            for name, row in ways.items()
        ]
        found.add(
            f"Hoe goed is de lijst van tien beroepen? ({words})", SIMULATED.format(persons=persons), rows, meaning.lists
        )
        if not doubt:
            found.plots["regret"] = plots.lines(
                "What the shown ten miss against the ideal ten (simulated)",
                "number of questions",
                "regret in SD of fit",
                {name: {n: float(row.regret[n].mean()) for n in LENGTHS} for name, row in ways.items()},
            )
    _certain(found, engine, persons)
    _exposed(found, engine, persons)
    _spoiled(found, engine, persons)


def _certain(found: Report, engine: Orient, persons: int) -> None:
    """Measure whether the probability beside an occupation means what it says, where items differ from belief."""
    world = World.draw(engine, persons, SEED + 3, doubt=True)
    stated, true, shown = certainty.stated_and_true(engine, world, LENGTHS[0])
    seen = certainty.groups(stated[shown], true[shown])
    rows: list[Row] = [
        {
            "gezegd": f"{group.low:.0%} tot {group.high:.0%}",
            "gemiddeld gezegd": f"{group.stated:.3f}",
            "echt bij de tien": f"{group.true:.3f}",
            "verschil": f"{abs(group.stated - group.true):.3f}",
            "beroepen": group.count,
        }
        for group in seen
    ]
    whole: Row = {
        "gezegd": "samen",
        "gemiddeld gezegd": f"{stated[shown].mean():.3f}",
        "echt bij de tien": f"{true[shown].mean():.3f}",
        "verschil": f"{certainty.error(seen):.3f}",
        "beroepen": int(shown.sum()),
    }
    title = f"Klopt de kans die bij een beroep staat? (na {LENGTHS[0]} vragen)"
    found.add(title, SIMULATED.format(persons=persons), [*rows, whole], meaning.chances)


def _share(found: Estimate) -> str:
    return f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f})"


def _exposed(found: Report, engine: Orient, persons: int) -> None:
    world = World.draw(engine, persons, SEED + 1)
    longest = engine.figures.most
    shown = listing.quality(engine, world, sessions(engine, world, (longest,)), (longest,)).exposure
    counted = shown[listing.counted(engine)]
    row: Row = {
        "meest getoonde vraag": f"{counted.max():.2f}",
        "mediaan": f"{np.median(counted):.2f}",
        "minst getoonde vraag": f"{counted.min():.3f}",
        "nooit getoond": int((counted == 0).sum()),
        "vragen": len(counted),
    }
    title = f"Krijgt iedereen dezelfde vragen? (in {longest} vragen)"
    found.add(title, SIMULATED.format(persons=persons), [row], meaning.exposure)


def _spoiled(found: Report, engine: Orient, persons: int) -> None:
    """Measure what clumsy answers do and who is told so, in worlds of items that differ from belief."""
    each = max(persons // WORLDS, 2)
    worlds = [World.draw(engine, each, SEED + 200 + turn, doubt=True) for turn in range(WORLDS)]
    told = careless.pooled(engine, worlds, careless.LENGTHS, SEED)
    honest, chance = told["zoals gegeven"], told["alles op goed geluk"]
    rows: list[Row] = [
        {
            "antwoorden": name,
            "gemis na 25": f"{row[25].regret.mean():.3f}",
            **{f"gaan moeilijk samen, na {n}": f"{row[n].contradictory.mean():.2f}" for n in row},
            **{f"vlak, na {n}": f"{row[n].flat.mean():.2f}" for n in row},
            **{f"een opmerking, na {n}": f"{row[n].told.mean():.2f}" for n in row},
        }
        for name, row in told.items()
    ]
    persons = each * WORLDS
    data = f"{SIMULATED.format(persons=persons)}, {WORLDS} keer met vragen die anders werken dan we denken"
    found.add("Wie antwoordt slordig, en wie leest dat?", data, rows, meaning.careless)
    most: Row = {f"na {n}": f"{careless.bound(honest[n], chance[n]):.2f}" for n in careless.LENGTHS}
    found.add("Kan een test altijd merken dat iemand zomaar iets koos?", data, [most], meaning.bound)


def careful(found: Report, markers: Markers, answers: Answers, level: float, per_fold: int | None) -> None:
    """Measure on real careful answers who would wrongly be told that the answers do not go together."""
    rows: list[Row] = []
    for length in careless.LENGTHS:
        alarm, half, chance = careless.careful(markers, answers, length, level, seed=SEED, persons=per_fold)
        rows.append(
            {
                "vragen": length,
                "zoals gegeven (vals alarm)": f"{alarm:.3f}",
                "de helft op goed geluk": f"{half:.3f}",
                "alles op goed geluk": f"{chance:.3f}",
            }
        )
    found.add("Wie leest onterecht dat zijn antwoorden moeilijk samengaan?", APART, rows, meaning.careful)


def ended(found: Report, engine: Orient, persons: int) -> None:
    """Measure when a stop is proposed, what that costs, and whether the told number of questions is right."""
    data = f"{SIMULATED.format(persons=persons)}; de vragen werken anders dan we denken"
    walks = ending.walks(engine, persons, SEED)
    found.add(
        "Wanneer stelt de test voor om te stoppen, en wat kost dat?", data, ending.stopping(walks), meaning.stopping
    )
    found.add("Klopt het aantal vragen dat nog volgt?", data, ending.ranges(walks), meaning.ranges)


def seen(found: Report, engine: Orient, personas: Path) -> None:
    """Let the golden personas answer by type."""
    result = golden.personas(engine, personas)
    row: Row = {
        "sessies": result.sessions,
        "sterkste type herkend": f"{result.leading:.2f}",
        "met een absurd beroep": result.absurd,
        "minste aantal families": result.families,
    }
    found.add(
        "Past de lijst bij verzonnen mensen van wie we weten wat ze graag doen?",
        f"Verzonnen mensen die loopbaancoaches beschreven, elk {golden.SEEDS} keer, {golden.QUESTIONS} vragen",
        [row],
        meaning.personas,
    )


def fair(found: Report, markers: Markers, answers: Answers, background: Mapping[str, Sequence[str]]) -> None:
    """Measure DIF of the markers and the difference between men and women in the list."""
    people = [background[respondent] for respondent in answers.respondents]
    gender, age = ([person[k] for person in people] for k in (0, 1))
    known = np.array([g in ("f", "m") for g in gender])
    woman = np.array([float(g == "f") for g in gender])
    older = np.array([float(band in ("30-39", "40-49", "50+")) for band in age])
    rows: list[Row] = []
    for name, group, kept in (("vrouw of man", woman, known), ("30 of ouder", older, np.ones(len(age), dtype=bool))):
        dif = fairness.differential(answers.values[kept], markers.scales, markers.items, group[kept])
        sizes = [row.size for row in dif]
        large = sorted((row for row in dif if row.size != "negligible"), key=lambda row: -row.gain)
        rows.append(
            {
                "groep": name,
                "vragen": len(dif),
                "matig": sizes.count("moderate"),
                "groot": sizes.count("large"),
                "welke": ", ".join(f"{row.item} {row.gain:.3f}" for row in large[:6]) or "geen",
            }
        )
    found.add("Zijn de vragen eerlijk voor vrouwen en mannen, voor jong en oud?", REAL, rows, meaning.differential)
    found.add(
        "Verschilt de lijst tussen vrouwen en mannen?",
        REAL,
        [_list_gender(markers, answers, woman, known)],
        meaning.genders,
    )


def _list_gender(markers: Markers, answers: Answers, woman: np.ndarray, known: np.ndarray) -> dict[str, str | float]:
    calibration = fit(markers, answers.values)
    catalogue = builtin.catalogue()
    raw = np.asarray(catalogue.columns.arrays["occupation.interests"], dtype=np.float64)
    figures = centred(raw, np.zeros(len(raw), dtype=np.int64), 0.0)
    some = np.flatnonzero(known)[:400]
    group = woman[some]
    full = answers.values[some] @ calibration.questionnaire.membership.T
    early = replay(Engine(calibration), answers.values[some], (20,))[20]
    return {
        "personen": len(some),
        "d met alle antwoorden": f"{fairness.list_difference(full.astype(np.float64), figures, group):.2f}",
        "d na 20 gekozen antwoorden": f"{fairness.list_difference(early, figures, group):.2f}",
        "betekenis": "meer beroepen met mensen (negatief) of met dingen (positief) bij vrouwen",
    }
