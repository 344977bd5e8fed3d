"""What the report and the gate of Jobbereik measure beyond the table: doubt, slices, names, robustness and cost."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import CompetenceId, GateId, OccupationId
from models.contracts import Estimate
from models.jobbereik.schema import Experience, ExperienceKind, Filters, Profile
from training.evaluation import bootstrap
from training.models.bench import DAY, FIGURES, SERVED, Bench, Person, chance, decide
from training.models.labels import ANY, NEAR

SEED = 20261129
BINS = 10
WORST = 20
TOP = 10
LIKELY = 0.01
"""Pairs that are stated below this are nearly all pairs, and would hide the rest: they count for the skill only."""
LOST = 5
"""One competence in so many is struck, or replaced by one drawn by chance."""

ENDINGS = (("er", "ster"), ("eur", "euse"), ("eur", "rice"), ("ent", "ente"), ("or", "rice"), ("man", "vrouw"))
"""Endings of names for a man and for a woman that are looked for among the aliases of one occupation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """What was stated beside what was observed, for one head and one amount of data.

    Attributes
    ----------
    rows
        Mean stated, share observed and pairs of each bin of equal numbers of likely pairs.
    error
        Mean gap over the bins.
    skill
        Brier skill against the base rate, with its interval over origins.
    """

    head: str
    data: str
    rows: tuple[tuple[float, float, int], ...]
    error: float
    skill: Estimate


def _stated(bench: Bench, person: Person, head: str) -> NDArray[np.float64]:
    return chance(decide(bench.crossed, person), head)


def reliability_of(
    head: str,
    data: str,
    stated: Sequence[NDArray[np.float64]],
    good: Sequence[NDArray[np.bool_]],
    *,
    bins: int = BINS,
    least: float = LIKELY,
) -> Reliability:
    """Return stated against observed, one array a question; pairs stated below ``least`` count for the skill only."""
    p, y = np.concatenate(stated), np.concatenate(good).astype(np.float64)
    base = y.mean()
    likely = np.flatnonzero(p >= least)
    likely = likely if len(likely) >= bins else np.arange(len(p))
    order = np.array_split(likely[np.argsort(p[likely], kind="stable")], bins)
    rows = tuple((float(p[b].mean()), float(y[b].mean()), len(b)) for b in order if len(b))
    error = sum(abs(a - b) * n for a, b, n in rows) / max(len(likely), 1)
    skills = [
        1.0 - float(((a - b) ** 2).mean()) / max(float(((base - b) ** 2).mean()), 1e-9)
        for a, b in zip(stated, good, strict=True)
    ]
    return Reliability(head=head, data=data, rows=rows, error=float(error), skill=bootstrap(np.array(skills)))


def reliability(bench: Bench) -> list[Reliability]:
    """Return stated against observed for both heads: all origins, those described by few competences, and by many.

    Only judged pairs count; where nobody wrote bad steps, every occupation that is not named is one.
    """
    origins = list(bench.labels.judged)
    asked = np.array([len(bench.catalogue.competence_positions(origin)) for origin in origins])
    middle = float(np.median(asked))
    groups = {
        "all": asked > 0,
        f"at most {middle:.0f} competences": asked <= middle,
        f"more than {middle:.0f}": asked > middle,
    }
    found = []
    for head, least in (("near", NEAR), ("any", ANY)):
        stated, good = [], []
        for origin in origins:
            row = bench.labels.judged[origin]
            whole = any(grade < ANY for grade in row.values())
            targets = np.array(sorted(row)) if whole else np.arange(bench.catalogue.n_occupations)
            targets = targets[targets != origin]
            stated.append(_stated(bench, bench.person_at(origin), head)[targets])
            good.append(np.isin(targets, bench.labels.relevant(origin, least)))
        for name, chosen in groups.items():
            rows = np.flatnonzero(chosen)
            if len(rows):
                found.append(reliability_of(head, name, [stated[i] for i in rows], [good[i] for i in rows]))
    return found


def slices(bench: Bench, name: str = SERVED) -> dict[str, dict[str, Estimate]]:
    """Return nDCG@10 by sector and by level of the origin, with intervals; slices of one origin are left out."""
    values = bench.values(name)[:, FIGURES.index("nDCG@10")]
    rows = [bench.catalogue.occupation(origin) for origin in bench.labels.judged]
    found: dict[str, dict[str, Estimate]] = {"sector": {}, "level": {}}
    for what, keys in (("sector", [row.sector for row in rows]), ("level", [row.eqf for row in rows])):
        for key in sorted({str(key) for key in keys if key is not None}):
            chosen = np.array([str(k) == key for k in keys])
            if chosen.sum() > 1:
                found[what][key] = bootstrap(values[chosen])
    return found


def by_popularity(bench: Bench, name: str = SERVED) -> dict[str, Estimate]:
    """Return the share of good steps within the first ten, by how often the step is named from other origins."""
    named: dict[int, int] = {}
    for origin in bench.labels.judged:
        for target in bench.labels.relevant(origin, ANY):
            named[target] = named.get(target, 0) + 1
    counts = np.array(sorted(named.values()))
    low, high = (float(q) for q in np.quantile(counts, [1 / 3, 2 / 3])) if len(counts) else (0.0, 0.0)
    hits: dict[str, list[float]] = {"seldom named": [], "in between": [], "often named": []}
    for origin in bench.labels.judged:
        scores = bench.rankers[name](bench.person_at(origin))
        order = [i for i in np.lexsort((np.arange(len(scores)), -scores)).tolist() if i != origin][:TOP]
        for target in bench.labels.relevant(origin, ANY):
            group = "seldom named" if named[target] <= low else "often named" if named[target] > high else "in between"
            hits[group].append(float(target in order))
    return {group: bootstrap(np.array(row)) for group, row in hits.items() if row}


def pairs_of_names(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the pairs of Dutch names for a man and for a woman that one occupation has."""
    pairs = []
    for position in range(catalogue.n_occupations):
        names = {name.lower() for code, name in catalogue.occupation(position).names.all() if code == "nl"}
        for name in sorted(names):
            for man, woman in ENDINGS:
                if name.endswith(man) and (other := name.removesuffix(man) + woman) in names:
                    pairs.append((name, other))
    return pairs


def gendered(bench: Bench) -> dict[str, int]:
    """Return for how many pairs of names for a man and a woman both give the same list, bit by bit."""
    pairs = pairs_of_names(bench.catalogue)
    return {"pairs": len(pairs), "same": sum(_list_of(bench, man) == _list_of(bench, woman) for man, woman in pairs)}


def _list_of(bench: Bench, title: str) -> bytes | None:
    found = bench.engine.search_occupations(title, limit=1)
    if not found:
        return None
    return bench.rankers[SERVED](bench.person_at(found[0].index)).tobytes()


def robustness(bench: Bench, *, every: int = 3) -> dict[str, Estimate]:
    """Return how much of the first ten stays when a profile or a name is spoiled; over every third origin."""
    rng = np.random.default_rng(SEED)
    kept: dict[str, list[float]] = {"a fifth of the competences missing": [], "a fifth by chance": []}
    names: dict[str, list[float]] = {"a letter missing in the name": [], "the French name": [], "the Dutch name": []}
    ids = list(bench.catalogue.columns.texts["competence.id"])
    for origin in list(bench.labels.judged)[::every]:
        own = bench.catalogue.competence_positions(origin)
        plain = bench.person_at(origin)
        before = _first(bench, _with(plain, [ids[i] for i in own], bench))
        lost = rng.choice(len(own), max(1, len(own) // LOST), replace=False)
        left = [ids[c] for i, c in enumerate(own) if i not in lost]
        other = [ids[i] for i in rng.choice(len(ids), len(lost), replace=False)]
        kept["a fifth of the competences missing"].append(_shared(before, _first(bench, _with(plain, left, bench))))
        noisy = list(dict.fromkeys([*left, *other]))
        kept["a fifth by chance"].append(_shared(before, _first(bench, _with(plain, noisy, bench))))
        row = bench.catalogue.occupation(origin).names
        dutch, place = row.label("nl"), int(rng.integers(1, max(2, len(row.label("nl")))))
        names["the Dutch name"].append(_found(bench, dutch, origin))
        names["a letter missing in the name"].append(_found(bench, dutch[:place] + dutch[place + 1 :], origin))
        if row.labels.get("fr"):
            names["the French name"].append(_found(bench, row.labels["fr"], origin))
    return {name: bootstrap(np.array(values)) for name, values in {**kept, **names}.items() if values}


def _with(person: Person, competences: Sequence[str], bench: Bench) -> Person:
    return bench.read(replace(person.profile, competence_ids=tuple(map(CompetenceId, competences))))


def _first(bench: Bench, person: Person) -> set[str]:
    return set(bench.top(SERVED, person, TOP))


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one), 1)


def _found(bench: Bench, title: str, origin: int) -> float:
    found = bench.engine.search_occupations(title, limit=1)
    return float(bool(found) and found[0].index == origin)


def worst(bench: Bench, name: str = SERVED, limit: int = WORST) -> list[tuple[str, float, list[str], list[str]]]:
    """Return the origins with the lowest nDCG@10: id, figure, what stands on top, and what is right and missing."""
    ids = list(bench.catalogue.columns.texts["occupation.id"])
    origins, values = list(bench.labels.judged), bench.values(name)[:, FIGURES.index("nDCG@10")]
    rows = []
    for place in np.argsort(values, kind="stable")[:limit].tolist():
        origin = origins[place]
        top = bench.top(name, bench.person_at(origin), TOP)
        missing = [ids[i] for i in bench.labels.relevant(origin, ANY) if ids[i] not in top]
        rows.append((ids[origin], float(values[place]), top[:5], missing[:5]))
    return rows


def persona_profile(persona: Mapping[str, Any]) -> Profile:
    """Return a golden persona as a profile."""
    limits, confirmed = persona["limits"], persona["competences"]
    return Profile(
        experiences=tuple(
            Experience(occupation_id=OccupationId(e["occupation"]), months=e["months"], kind=ExperienceKind(e["kind"]))
            for e in persona["experiences"]
        ),
        competence_ids=None if confirmed is None else tuple(map(CompetenceId, confirmed)),
        licences_held=frozenset(map(GateId, persona["licences"])),
        filters=Filters(
            eqf_level=limits["eqf"], avoid=frozenset(limits["avoid"]), sectors=frozenset(limits["sectors"])
        ),
    )


def personas(bench: Bench, path: Path) -> tuple[int, list[str]]:
    """Return how many golden personas there are, and which of them do not hold, with what is wrong."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    wrong = []
    for persona in rows:
        found = bench.engine.reach(persona_profile(persona), limit=TOP, on=DAY)
        shown = {
            "within_reach": {c.occupation.id for c in found.within_reach},
            "with_training": {c.occupation.id for c in found.with_training},
        }
        for side, ids in shown.items():
            missing, unwanted = set(persona[side]["must"]) - ids, set(persona[side]["must_not"]) & ids
            wrong += [f"{persona['id']}: {id_} must stand in {side}" for id_ in sorted(missing)]
            wrong += [f"{persona['id']}: {id_} must not stand in {side}" for id_ in sorted(unwanted)]
        whole = bench.engine.reach(persona_profile(persona), limit=2 * TOP, on=DAY)
        either = set(persona["either"]) - {c.occupation.id for c in (*whole.within_reach, *whole.with_training)}
        wrong += [f"{persona['id']}: {id_} must stand in a list" for id_ in sorted(either)]
    return len(rows), wrong


def cost(bench: Bench, folder: Path, *, persons: int = 60) -> dict[str, float]:
    """Return milliseconds of the processor a person (median and 95th percentile, one thread) and bytes on disk."""
    origins = list(bench.labels.judged)[:persons]
    seconds = []
    for origin in origins:
        person = bench.person_at(origin)
        start = time.thread_time()
        bench.rankers[SERVED](person)
        seconds.append(time.thread_time() - start)
    median, high = np.percentile(np.array(seconds) * 1_000, [50, 95])
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    return {"ms.median": float(median), "ms.p95": float(high), "bytes": float(size)}
