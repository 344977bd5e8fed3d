"""The report of a version of the title matcher: titles that people type, beside baselines and what serves."""

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from models.jobbereik.engine import Jobbereik
from models.titles.answering import Answer, Kind, answers
from models.titles.mix import KIND
from models.titles.readings import SHORTEST_TWO_SLIPS
from training.evaluation import bootstrap
from training.models import drawing, measuring
from training.models.bench import SERVED, load_engine
from training.models.report import CHAMPION, Report, Section, cell, difference, estimates, lines, points, table
from training.titles import nonsense, questions
from training.titles.questions import MEASURES, TEN, Asked

WORST, SHOWN = 20, 3
MADE_UP = 800
"""Words that mean nothing, put together otherwise than those that the chance is learned from."""

BESIDE_TITLES = 200
"""Of these words, how many stand among the titles where chances are looked at."""

BINS = 8
PER_LANGUAGE = 120
"""Names of a language that are spoiled; the same number of each."""

BESIDE = f"""`{SERVED}` is the answer that people get, `{CHAMPION}` that of the version which serves. The matcher has
learned from names of the catalogue, not from these titles; but for some that were looked at while mending lines were
written. What it finds of names that nothing has learned from stands in its card. The baselines know the same names.
"""


def measure(found: Path, champion: Path | None) -> Report:
    """Measure a version beside what serves and all baselines."""
    engine = load_engine({KIND: found})
    asked = questions.read(engine.catalogue)
    orders = questions.baselines(engine) | {SERVED: questions.served(engine)}
    if champion is not None:
        orders[CHAMPION] = questions.served(load_engine({KIND: champion}))
    values = {name: questions.values(order, asked) for name, order in orders.items()}
    told = [engine.read_title(question.title, limit=TEN) for question in asked]
    words = made_up(engine)
    spoiled, forms, costs = spoil(engine), gendered(engine), cost(engine, found, asked)
    figures = own(engine) | costs
    figures |= {"gendered.pairs": float(forms[0]), "gendered.different": float(forms[0] - forms[1])}
    figures["madeUp.stated"] = stated_share(words)
    sections = [
        Section(title="Names of the catalogue", text=lines(figures)),
        Section(
            title="Names for a man and a woman",
            text=f"{forms[1]} of {forms[0]} pairs give the same answer with the same chances, bit by bit.",
        ),
        _spoiled(spoiled),
    ]
    if asked:
        figures |= _golden(values, asked, told)
        right = np.array([questions.holds(a, q) for a, q in zip(told, asked, strict=True)])
        sections = [
            _beside(values),
            _chances(asked, told, words[:: MADE_UP // BESIDE_TITLES]),
            *_slices(engine, asked, values[SERVED][:, 0], right),
            *sections,
            Section(
                title="The twenty worst cases",
                text=f"{int((~right).sum())} of {len(right)} answers do not hold.\n\n"
                + _worst(engine, asked, told, right),
            ),
        ]
    columns = {name: values[SERVED][:, place] for place, name in enumerate(MEASURES)}
    sliced = {sort: bootstrap(values[SERVED][rows, 0]) for sort, rows in _sorts(asked, values[SERVED])}
    return Report(title=f"{KIND} {found.name}", figures=figures, sections=sections, values=columns, slices=sliced)


def _names(engine: Jobbereik, language: str) -> list[str]:
    catalogue = engine.catalogue
    rows = (catalogue.occupation(i).names.all() for i in range(catalogue.n_occupations))
    return [name for row in rows for code, name in row if code == language]


def made_up(engine: Jobbereik) -> list[Answer]:
    """Return the answers to words that mean nothing."""
    return list(answers(engine.index.titles_found, nonsense.words(MADE_UP), named=engine.named, limit=TEN))


def stated_share(rows: Sequence[Answer]) -> float:
    """Return for which share of titles an occupation is stated."""
    return sum(row.kind is Kind.FOUND for row in rows) / len(rows)


def own(engine: Jobbereik) -> dict[str, float]:
    """Ask every occupation by its own name, with its middle letter left out, and with two errors where it is long."""
    labels = [engine.catalogue.occupation(i).names.label("nl") for i in range(engine.catalogue.n_occupations)]
    every = list(enumerate(labels))
    long = [(i, label) for i, label in every if len(label) >= SHORTEST_TWO_SLIPS]
    asked = {
        "own": every,
        "letterMissing": [(i, label[: len(label) // 2] + label[len(label) // 2 + 1 :]) for i, label in every],
        "twoErrors": [
            (i, typed) for (i, _), typed in zip(long, nonsense.mistyped([n for _, n in long], 2), strict=True)
        ],
    }
    figures: dict[str, float] = {}
    for what, titles in asked.items():
        told = [(i, engine.read_title(text, limit=TEN)) for i, text in titles]
        stated = [row.kind is Kind.FOUND for _, row in told]
        first = [bool(row.hits) and row.hits[0].owner == i for i, row in told]
        figures |= {
            f"{what}.found": float(np.mean([any(h.owner == i for h in row.hits) for i, row in told])),
            f"{what}.stated": float(np.mean(stated)),
            f"{what}.right": sum(a and b for a, b in zip(stated, first, strict=True)) / max(1, sum(stated)),
        }
    return figures


def _golden(
    values: Mapping[str, NDArray[np.float64]], asked: Sequence[Asked], answers: Sequence[Answer]
) -> dict[str, float]:
    known = ~np.isnan(values[SERVED][:, 0])
    figures: dict[str, float] = {}
    for place, name in enumerate(MEASURES):
        estimate = bootstrap(values[SERVED][known, place])
        figures |= {name: estimate.value, f"{name}.low": estimate.low, f"{name}.high": estimate.high}
    for other, row in values.items():
        if other != SERVED:
            figures[f"{other}.first.low"] = difference(values[SERVED][:, 0], row[:, 0]).low
    stated = [a.kind is Kind.FOUND for a in answers]
    right = [questions.holds(a, q) for a, q in zip(answers, asked, strict=True)]
    figures["golden.right"] = float(np.mean(right))
    figures["golden.wrongStated"] = float(np.mean([s and not r for s, r in zip(stated, right, strict=True)]))
    return figures


def _beside(values: Mapping[str, NDArray[np.float64]]) -> Section:
    known = ~np.isnan(values[SERVED][:, 0])
    rows = {name: [bootstrap(row[known, place]) for place in range(len(MEASURES))] for name, row in values.items()}
    gaps = {name: difference(values[SERVED][:, 0], row[:, 0]) for name, row in values.items() if name != SERVED}
    text = table(["matcher", *MEASURES], [[name, *map(cell, row)] for name, row in rows.items()])
    paired = f"`{SERVED}` minus each other, title by title, of the first:\n\n" + estimates(gaps, f"{SERVED} minus")
    drawn = drawing.intervals(
        "The right occupation first",
        points({name: row[0] for name, row in rows.items()}),
        across=f"share of {int(known.sum())} titles, 95 % intervals",
        bold=[SERVED],
    )
    return Section(
        title="Beside baselines and what serves", text=f"{BESIDE}\n{text}\n\n{paired}", plots={"first": drawn}
    )


def _stated(answers: Iterable[Answer]) -> NDArray[np.float64]:
    """Return the chance of the first of what is shown, 0 where nothing is."""
    return np.array([row.hits[0].chance if row.hits else 0.0 for row in answers])


def _chances(asked: Sequence[Asked], told: Sequence[Answer], words: Sequence[Answer]) -> Section:
    stated = _stated([*told, *words])
    first = [bool(a.hits) and a.hits[0].owner in q.right for a, q in zip(told, asked, strict=True)]
    true = np.array([*first, *(False for _ in words)])
    count = np.array([*(len(q.title.split()) for q in asked), *(1 for _ in words)])
    groups = {"all": count > 0, "one word": count == 1, "more words": count > 1}
    rows, plots = [], {}
    for name, chosen in groups.items():
        found = measuring.reliability_of(name, "title", [stated[chosen]], [true[chosen]], bins=BINS, least=0.0)
        plots[f"chance, {name}"] = drawing.reliability(f"Chance of the first: {name}", found.rows, "titles")
        skill = 1.0 - ((stated[chosen] - true[chosen]) ** 2).mean() / max(
            true[chosen].mean() * (1 - true[chosen].mean()), 1e-9
        )
        rows.append([name, int(chosen.sum()), f"{true[chosen].mean():.3f}", f"{found.error:.3f}", f"{skill:.3f}"])
    intro = (
        f"The chance told of the first of what is shown, on these titles and {len(words)} made-up words. It was\n"
        "learned on names that a bank lists; these titles were picked for being hard or everyday.\n\n"
    )
    text = intro + table(["titles", "n", "right first", "calibration error", "Brier skill"], rows)
    return Section(title="Do chances mean what they say", text=text, plots=plots)


def _sorts(asked: Sequence[Asked], values: NDArray[np.float64]) -> list[tuple[str, NDArray[np.int64]]]:
    known = ~np.isnan(values[:, 0])
    sorts = np.array([question.sort for question in asked])
    return [(sort, np.flatnonzero(known & (sorts == sort))) for sort in dict.fromkeys(sorts.tolist())]


def _slices(
    engine: Jobbereik, asked: Sequence[Asked], first: NDArray[np.float64], right: NDArray[np.bool_]
) -> list[Section]:
    """Tell the right first by sort of title, sector, level, and how many names the catalogue has of the work."""
    rows = [(engine.catalogue.occupation(min(q.right)) if q.right else None) for q in asked]
    names = [len(list(row.names.all())) if row else 0 for row in rows]
    low, high = np.quantile([n for n in names if n], [1 / 3, 2 / 3])
    keys: dict[str, list[str | None]] = {
        "sort of title": [q.sort for q in asked],
        "sector": [row.sector if row else None for row in rows],
        "level": [str(row.eqf) if row and row.eqf else None for row in rows],
        "names known of the work": [
            None if not n else "few" if n <= low else "many" if n > high else "in between" for n in names
        ],
    }
    made = []
    for what, column in keys.items():
        found: dict[str, Estimate] = {}
        held = right.astype(np.float64) if what == "sort of title" else first
        for key in sorted({key for key in column if key}):
            chosen = np.array([k == key for k in column]) & ~np.isnan(held)
            if chosen.sum() > 1:
                found[key] = bootstrap(held[chosen])
        told = (
            "answers that hold: the right one first, or doubt where that is right"
            if what == "sort of title"
            else "right first"
        )
        picture = drawing.intervals(f"By {what}", points(found), across=f"share: {told.split(':')[0]}")
        made.append(
            Section(title=f"By {what}", text=f"Share of {told}.\n\n{estimates(found, what)}", plots={what: picture})
        )
    return made


def spoil(engine: Jobbereik) -> dict[str, Estimate]:
    """Return how often the occupation of a name comes first, whole and typed badly, by language of the name."""
    rng = np.random.default_rng(measuring.SEED)
    catalogue, found = engine.catalogue, {}
    for language, told in (("nl", "Dutch"), ("fr", "French"), ("en", "English")):
        rows = [
            (name, i)
            for i in range(catalogue.n_occupations)
            for code, name in catalogue.occupation(i).names.all()
            if code == language and len(name) > 3
        ]
        if not rows:
            continue
        chosen = [rows[i] for i in sorted(rng.choice(len(rows), min(PER_LANGUAGE, len(rows)), replace=False).tolist())]
        places = [int(rng.integers(1, len(name) - 1)) for name, _ in chosen]
        typed = {
            "whole": [name for name, _ in chosen],
            "a letter missing": [n[:p] + n[p + 1 :] for (n, _), p in zip(chosen, places, strict=True)],
            "two letters changed places": [
                n[:p] + n[p + 1] + n[p] + n[p + 2 :] for (n, _), p in zip(chosen, places, strict=True)
            ],
            "in capitals": [name.upper() for name, _ in chosen],
        }
        for how, titles in typed.items():
            answers = [engine.read_title(title, limit=TEN) for title in titles]
            hit = [bool(a.hits) and a.hits[0].owner == i for a, (_, i) in zip(answers, chosen, strict=True)]
            found[f"{told} name, {how}"] = bootstrap(np.array(hit, dtype=np.float64))
    return found


def _spoiled(rows: Mapping[str, Estimate]) -> Section:
    drawn = drawing.intervals(
        "The occupation of a name comes first", points(rows), across="share of names, 95 % intervals"
    )
    told = "A name that several occupations have leads to one of them first.\n\n"
    return Section(title="Spoiled names, by language", text=told + estimates(rows, "typed"), plots={"spoiled": drawn})


def gendered(engine: Jobbereik) -> tuple[int, int]:
    """Return how many pairs of names for a man and a woman there are, and how many get the same answer, bit by bit."""

    def told(title: str) -> tuple[object, ...]:
        answer = engine.read_title(title, limit=TEN)
        return (answer.kind, answer.known_as, [(hit.owner, hit.chance) for hit in answer.hits])

    pairs = measuring.pairs_of_names(engine.catalogue)
    return len(pairs), sum(told(man) == told(woman) for man, woman in pairs)


def _worst(engine: Jobbereik, asked: Sequence[Asked], answers: Sequence[Answer], right: NDArray[np.bool_]) -> str:
    """Tell what is wrong and stated first, the surest first; titles that are kept apart are not named."""
    wrong = [
        (answer.kind is not Kind.FOUND, -chance, question.title, answer)
        for question, answer, chance, held in zip(asked, answers, _stated(answers).tolist(), right, strict=True)
        if not held and not question.kept
    ]
    wanted = {question.title: question.right for question in asked}
    ids = engine.catalogue.columns.texts["occupation.id"]
    rows = []
    for _, chance, title, answer in sorted(wrong, key=lambda row: row[:3])[:WORST]:
        shown = ", ".join(ids[hit.owner] for hit in (*answer.hits, *answer.suggestions)[:SHOWN])
        would = ", ".join(ids[owner] for owner in sorted(wanted[title])[:SHOWN])
        rows.append([title, answer.kind.value, f"{-chance:.2f}", shown, would])
    return table(["title", "answer", "chance", "shown or suggested", "right would be"], rows) if rows else "None."


def cost(engine: Jobbereik, found: Path, asked: Sequence[Asked]) -> dict[str, float]:
    """Return milliseconds of the processor a title (median and 95th percentile, one thread) and bytes on disk."""
    titles = [question.title for question in asked] or _names(engine, "nl")[:WORST]
    seconds = []
    for title in titles:
        start = time.thread_time()
        engine.read_title(title, limit=TEN)
        seconds.append(time.thread_time() - start)
    median, high = np.percentile(np.array(seconds) * 1_000, [50, 95])
    size = sum(path.stat().st_size for path in found.iterdir() if path.is_file())
    return {"ms.median": float(median), "ms.p95": float(high), "bytes": float(size)}
