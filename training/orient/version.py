"""The report of a version of Oriënt: its list on simulated persons, beside fixed orders and the version that serves.

The persons are simulated and their items differ from what the bank believes, drawn anew for each; on real answers only
the engine can be measured, which ``orient report`` does. Every version meets the same persons.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from item_bank.catalogue import builtin
from item_bank.orient.bank import RIASEC, bank
from models.contracts import Estimate
from models.orient.artifact import KIND
from models.orient.engine import Orient
from models.orient.graded import Array
from models.orient.schema import Replies
from training.evaluation import bootstrap
from training.models import drawing
from training.models.measuring import reliability_of
from training.models.report import CHAMPION, Report, Section, cell, difference, estimates, lines, points, table
from training.orient import golden, listing
from training.orient.careless import by_chance
from training.orient.simulate import World, fixed_sessions, sessions

SEED = 20261130
PERSONS = 100
LENGTHS = (15, 20, 30)
MAIN = 20
SPOILED = 0.2
PERSONAS = Path(__file__).parents[2] / "tests" / "golden" / "personas.yaml"
SERVED = "served"
FIXED, SPREAD = "fixed order", "fixed order, spread over interests"

BESIDE = f"""Regret is what the shown ten miss against the ideal ten, in SD of fit, after {MAIN} questions; less is
better. `{SERVED}` is what people get; the fixed orders ask everybody the same questions, scored in the same way.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What a version said to simulated persons, by number of questions.

    Attributes
    ----------
    regret, covered
        Of each person: what the ten miss; share of likings within the 80 % bands.
    stated, true
        Of each person: chances of the shown to be among the ten best, and whether they are; shape (persons, shown).
    found
        Of each person and each of the ideal ten: the occupation, and whether it is shown.
    exposure, milliseconds
        Share of sessions that show each item; what each list took.
    replies
        What each person said.
    """

    regret: Mapping[int, Array]
    covered: Array
    stated: Mapping[int, Array]
    true: Mapping[int, Array]
    found: Array
    exposure: Array
    milliseconds: Array
    replies: Mapping[int, Mapping[int, Replies]]


def walk(engine: Orient, world: World) -> Walked:
    """Let every person of a world answer, and look at each list."""
    kept: dict[str, dict[int, list[Any]]] = {key: {n: [] for n in LENGTHS} for key in ("regret", "stated", "true")}
    found, spent, replies = [], [], {}
    for person, given in sessions(engine, world, LENGTHS):
        replies[person] = given
        for length in LENGTHS:
            start = time.thread_time()
            state = engine.state(given[length])
            allowed = ~state.excluded
            said = engine.probabilities(state, allowed)
            spent.append((time.thread_time() - start) * 1_000)
            real = np.where(allowed, world.fit[person], -np.inf)
            ideal = np.argsort(-real, kind="stable")[: listing.TOP]
            ten = np.argsort(-np.where(allowed, state.fit, -np.inf), kind="stable")[: listing.TOP]
            shown = np.lexsort((-state.fit, -said))[: engine.figures.shown]
            kept["regret"][length].append(float(real[ideal].mean() - real[ten].mean()))
            kept["stated"][length].append(said[shown])
            kept["true"][length].append(np.isin(shown, ideal))
            if length == MAIN:
                found += [(int(occupation), float(occupation in ten)) for occupation in ideal]
    quality = listing.quality(engine, world, replies.items(), (MAIN, LENGTHS[-1]))
    return Walked(
        regret={n: np.array(rows) for n, rows in kept["regret"].items()},
        covered=quality.covered,
        stated={n: np.array(rows) for n, rows in kept["stated"].items()},
        true={n: np.array(rows) for n, rows in kept["true"].items()},
        found=np.array(found),
        exposure=quality.exposure[listing.counted(engine)],
        milliseconds=np.array(spent),
        replies=replies,
    )


def measure(found: Path, champion: Path | None, *, whole: bool = True) -> Report:
    """Measure a version beside what serves and the fixed orders.

    Parameters
    ----------
    whole
        Measure also what "weet ik niet" does, and let the golden personas answer more than once.
    """
    engine = Orient.load(builtin.catalogue(), bank(), found)
    world = World.draw(engine, PERSONS, SEED, doubt=True)
    walked = walk(engine, world)
    regrets = {
        FIXED: listing.quality(engine, world, fixed_sessions(engine, world, (MAIN,)), (MAIN,)).regret[MAIN],
        SPREAD: listing.quality(engine, world, fixed_sessions(engine, world, (MAIN,), spread=True), (MAIN,)).regret[
            MAIN
        ],
        SERVED: walked.regret[MAIN],
    }
    if champion is not None:
        other = Orient.load(engine.catalogue, engine.bank, champion)
        regrets[CHAMPION] = listing.quality(other, world, sessions(other, world, (MAIN,)), (MAIN,)).regret[MAIN]
    figures = _figures(engine, walked, regrets, found)
    sections = [_beside(regrets), _chances(walked), *_slices(world, walked)]
    sections += [_spoiled(engine, world, walked)] if whole else []
    if PERSONAS.is_file():
        seen = golden.personas(engine, PERSONAS, seeds=golden.SEEDS if whole else 1)
        figures |= {"personas.absurd": float(seen.absurd), "personas.leading": seen.leading}
        told = f"{seen.sessions} sessions of golden personas: {seen.leading:.2f} show the work that they like best, "
        sections.append(Section(title="Golden personas", text=f"{told}{seen.absurd} show an absurd occupation."))
    sections += [
        Section(
            title="Names for a man and a woman",
            text="Oriënt asks no gender and reads no name: the same answers give the same list. How lists of women\n"
            "and men differ stands below, as `orient report` measured it.",
        ),
        Section(title="The twenty worst cases", text=_worst(engine, world, walked)),
        Section(title="Cost and bounds", text=lines(figures)),
        *_published(found),
    ]
    values = {"regret": walked.regret[MAIN], "covered": walked.covered}
    return Report(
        title=f"{KIND} {found.name}", figures=figures, sections=sections, values=values, slices=_types(world, walked)
    )


def _figures(engine: Orient, walked: Walked, regrets: Mapping[str, Array], found: Path) -> dict[str, float]:
    share, held = listing.ratio(regrets[SERVED], regrets[FIXED]), bootstrap(walked.covered)
    figures = {"regret": float(regrets[SERVED].mean()), "fixed.share": share.value, "fixed.share.high": share.high}
    figures["fixed.gain.low"] = difference(regrets[FIXED], regrets[SERVED]).low
    if CHAMPION in regrets:
        figures["champion.regret.low"] = difference(regrets[SERVED], regrets[CHAMPION]).low
    shown = reliability_of("shown", "all", list(walked.stated[MAIN]), list(walked.true[MAIN]), bins=5, least=0.0)
    figures |= {"covered": held.value, "covered.low": held.low, "covered.high": held.high}
    figures |= {"shown.calibration": shown.error, "exposure.most": float(walked.exposure.max())}
    figures |= {"ms.median": float(np.median(walked.milliseconds))}
    return figures | {"bytes": float(sum(path.stat().st_size for path in found.iterdir() if path.is_file()))}


def _beside(regrets: Mapping[str, Array]) -> Section:
    rows = {name: bootstrap(values) for name, values in regrets.items()}
    gaps = {name: difference(regrets[SERVED], values) for name, values in regrets.items() if name != SERVED}
    text = table(["way of asking", "regret"], [[name, cell(row)] for name, row in rows.items()])
    drawn = drawing.intervals(
        f"Regret after {MAIN} questions", points(rows), across="SD of fit, 95 % intervals over persons", bold=[SERVED]
    )
    paired = f"`{SERVED}` minus each other, person by person:\n\n" + estimates(gaps, f"{SERVED} minus")
    return Section(
        title="Beside fixed orders and what serves", text=f"{BESIDE}\n{text}\n\n{paired}", plots={"regret": drawn}
    )


def _chances(walked: Walked) -> Section:
    rows, plots = [], {}
    for length in LENGTHS:
        stated, true = list(walked.stated[length]), list(walked.true[length])
        found = reliability_of("shown", f"{length} questions", stated, true, bins=5, least=0.0)
        plots[f"chance after {length}"] = drawing.reliability(
            f"Among the ten best: after {length} questions", found.rows, "rows"
        )
        flat, hit = np.concatenate(stated), np.concatenate(true).astype(np.float64)
        skill = 1.0 - ((flat - hit) ** 2).mean() / max(hit.mean() * (1.0 - hit.mean()), 1e-9)
        rows.append(
            [length, len(flat), f"{flat.mean():.3f}", f"{hit.mean():.3f}", f"{found.error:.3f}", f"{skill:.3f}"]
        )
    told = "The chance beside each shown occupation, to be among the ten that fit best.\n\n"
    headers = ["questions", "rows", "stated", "true", "calibration error", "Brier skill"]
    return Section(title="Do chances mean what they say", text=told + table(headers, rows), plots=plots)


def _types(world: World, walked: Walked) -> dict[str, Estimate]:
    """Return the regret by the type that a person likes most."""
    strongest = world.persons[:, 1 : 1 + len(RIASEC)].argmax(axis=1)
    groups = {code: np.flatnonzero(strongest == place) for place, code in enumerate(RIASEC)}
    return {
        f"strongest type {code}": bootstrap(walked.regret[MAIN][rows]) for code, rows in groups.items() if len(rows) > 1
    }


def _slices(world: World, walked: Walked) -> list[Section]:
    by_type = _types(world, walked)
    wanted = walked.found[:, 0].astype(np.int64)
    often = np.bincount(wanted)[wanted]
    low, high = np.quantile(often, [1 / 3, 2 / 3])
    groups = {"seldom": often <= low, "in between": (often > low) & (often <= high), "often": often > high}
    popular = {
        f"{name} among the best ten": bootstrap(walked.found[rows, 1]) for name, rows in groups.items() if rows.any()
    }
    return [
        Section(
            title="By what a person likes most",
            text=estimates(by_type, "of the six"),
            plots={"types": drawing.intervals("Regret by strongest type", points(by_type), across="SD of fit")},
        ),
        Section(
            title="By how often an occupation fits somebody best",
            text="Of the ideal ten of each person, the share that stands in the shown ten.\n\n"
            + estimates(popular, "occupation"),
            plots={"popularity": drawing.intervals("Ideal ten that is found", points(popular), across="share")},
        ),
    ]


def _spoiled(engine: Orient, world: World, walked: Walked) -> Section:
    """Tell what a fifth of "weet ik niet", and a fifth of answers by chance, do to the list."""
    silent = np.full(len(world.persons), SPOILED)
    quiet = listing.quality(engine, world, sessions(engine, world, (MAIN,), silent=silent), (MAIN,)).regret[MAIN]
    rng, spoil = np.random.default_rng(SEED), by_chance(SPOILED)
    noisy = ((person, {MAIN: spoil(given[MAIN], rng)}) for person, given in walked.replies.items())
    rows = {
        "as given": walked.regret[MAIN],
        "a fifth not known": quiet,
        "a fifth by chance": listing.quality(engine, world, noisy, (MAIN,)).regret[MAIN],
    }
    found = {name: bootstrap(values) for name, values in rows.items()}
    drawn = drawing.intervals("Regret of spoiled answers", points(found), across="SD of fit, 95 % intervals")
    return Section(title="Spoiled answers", text=estimates(found, "answers"), plots={"spoiled": drawn})


def _worst(engine: Orient, world: World, walked: Walked) -> str:
    rows = []
    ids = engine.catalogue.columns.texts["occupation.id"]
    for person in np.argsort(-walked.regret[MAIN], kind="stable")[:20].tolist():
        ideal = walked.found[person * listing.TOP : (person + 1) * listing.TOP]
        missed = [ids[int(occupation)] for occupation, shown in ideal if not shown][:5]
        likes = world.persons[person, 1 : 1 + len(RIASEC)]
        told = ", ".join(f"{code} {like:+.1f}" for code, like in zip(RIASEC, likes, strict=True))
        rows.append([person, f"{walked.regret[MAIN][person]:.2f}", told, ", ".join(missed)])
    return table(["person", "regret", "likes (SD)", "fits best and is not shown"], rows)


def _published(found: Path) -> list[Section]:
    """Return what ``orient report`` measured of this version on real answers and more persons, where it stands."""
    path = found / "accuracy.json"
    if not path.is_file():
        return []
    rows: Sequence[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    made = []
    for row in rows:
        headers = list(row["rows"][0])
        body = table(headers, [[line[key] for key in headers] for line in row["rows"]])
        told = f"{row['meaning']}\n\n{row['data']}. `{row['command']}`, {row['measuredOn']}.\n\n"
        made.append(Section(title=row["title"], text=told + body))
    return made
