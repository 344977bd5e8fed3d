"""The model card of Jobbereik's trees, written from measured figures only."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from models.jobbereik.calibration import VERSION
from models.jobbereik.parameters import Parameters, parameters
from training.evaluation import METRICS, bootstrap
from training.jobbereik.judging import FIGURES, Judged, brier_skill, calibration_error
from training.jobbereik.reporting import StepsReport


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What the card reports; every figure comes out of the run that made the artifact.

    Attributes
    ----------
    experts
        MRR, MAP and R@10 of every question, by ranker and kind.
    gain, by_towers
        MAP beyond the hybrid, of all steps; and beyond the trees without towers, by kind.
    carried
        nDCG@10 on the judged steps of a catalogue that was not learned from, by ranker.
    expert_lists
        What the lists over experts' catalogue are worth.
    origins, pairs
        Origins and pairs that experts, and judges, named; of the rest it was learned, and nothing measured.
    graded_more
        Steps with a grade of the catalogue that has no label.
    """

    experts: Mapping[str, Mapping[str, NDArray[np.float64]]]
    gain: Estimate
    by_towers: Mapping[str, Estimate]
    carried: Mapping[str, Estimate]
    steps: StepsReport
    expert_lists: Judged
    origins: int
    judged_origins: int
    judged_pairs: int
    twice: int
    rest_origins: int
    rest_pairs: int
    graded_more: int


def interval(estimate: Estimate) -> str:
    """Return an estimate with its interval."""
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _experts(facts: CardFacts) -> str:
    lines = ["| ranker | kind | " + " | ".join(METRICS) + " |", "|---|---|" + "---|" * len(METRICS)]
    for name, by_kind in facts.experts.items():
        for kind, values in by_kind.items():
            cells = " | ".join(interval(bootstrap(values[:, column])) for column in range(len(METRICS)))
            lines.append(f"| {name} | {kind} | {cells} |")
    return "\n".join(lines)


def _ranking(found: Mapping[str, Estimate]) -> str:
    lines = ["| ranker | nDCG@10 |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {interval(value)} |" for name, value in found.items())])


def _table(header: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, ["---"] * len(header), *rows])


def _lists(facts: CardFacts) -> str:
    shares, counts = FIGURES[:4], FIGURES[4:]
    sorts = facts.steps.lists.items()
    found = [[sort, *(interval(judged.figures[name]) for name in shares)] for sort, judged in sorts]
    rows = []
    for sort, judged in sorts:
        cells = [f"{judged.figures[name].value:.{1 if name.startswith('rows') else 0}f}" for name in counts]
        for stated, true in _sides(judged).values():
            cells += [f"{calibration_error(stated, true):.3f}", interval(brier_skill(stated, true))]
        rows.append([sort, *cells])
    doubts = [f"{what}, {side}" for side in ("feasible", "now") for what in ("calibration error", "Brier skill")]
    return "\n\n".join([_table(["profile", *shares], found), _table(["profile", *counts, *doubts], rows)])


def bounds(figures: Parameters) -> str:
    """Return the rules around the trees as the card tells them: every figure, as ``parameters.yaml`` has it."""
    rows = [[field.name, f"`{_plain(getattr(figures, field.name))}`"] for field in fields(figures)]
    return f"""Beside the trees, rules of our own decide what a list shows, in which order and in which words: judgement of the project,
parameters {figures.version} (`models/jobbereik/parameters.yaml` says what each figure means and where it comes from):

{_table(["figure", "value"], rows)}"""


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _sides(judged: Judged) -> dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    return {"feasible": (judged.stated, judged.feasible), "now": (judged.stated_now, judged.now)}


def _expert_lists(facts: CardFacts) -> str:
    lines = ["| shown rows | stated | named by experts | calibration error | Brier skill |", "|---|---|---|---|---|"]
    for name, (stated, true) in _sides(facts.expert_lists).items():
        error, skill = calibration_error(stated, true), interval(brier_skill(stated, true))
        lines.append(f"| {len(true)}, {name} | {stated.mean():.3f} | {true.mean():.3f} | {error:.3f} | {skill} |")
    return "\n".join(lines)


def _situations(facts: CardFacts) -> str:
    lines = ["| experience | steps | | after five years of work | after this | stated |", "|---|---|---|---|---|---|"]
    for (kind, months), found in facts.steps.situations.items():
        for name, *cells in zip(("feasible", "now"), found.after_five_years, found.here, found.stated, strict=True):
            told = " | ".join(f"{value:.2f}" for value in cells)
            lines.append(f"| {kind}, {months} months | {found.n} | {name} | {told} |")
    return "\n".join(lines)


def flat(facts: CardFacts) -> dict[str, float]:
    """Return the cross-fitted figures by name, as the manifest keeps them."""
    found = {f"nDCG@10.{name}": estimate.value for name, estimate in facts.steps.ranking.items()}
    for sort, judged in facts.steps.lists.items():
        found |= {f"{sort}: {figure}": judged.figures[figure].value for figure in FIGURES}
        found[f"{sort}: calibration error"] = calibration_error(judged.stated, judged.feasible)
        found[f"{sort}: calibration error, now"] = calibration_error(judged.stated_now, judged.now)
        found[f"{sort}: Brier skill, low"] = brier_skill(judged.stated, judged.feasible).low
    for name, (stated, true) in _sides(facts.expert_lists).items():
        found[f"ROME: calibration error, {name}"] = calibration_error(stated, true)
        found[f"ROME: Brier skill, low, {name}"] = brier_skill(stated, true).low
    found |= {f"nDCG@10 carried over.{name}": estimate.value for name, estimate in facts.carried.items()}
    found |= {f"ROME {kind}: MAP by towers, low": value.low for kind, value in facts.by_towers.items()}
    for kind, values in facts.experts["trees"].items():
        found |= {f"ROME {kind}: {name}": float(values[:, i].mean()) for i, name in enumerate(METRICS)}
    return {name: round(value, 4) for name, value in found.items()}


FAILS = """## Where it fails

- **Nobody with the trade judged the Flemish steps.** Models agree with each other more than people would: what they believe about
  Flanders is carried over, mistakes included. Steps judged by people must replace theirs.
- About a sixth of the rows of the first list are steps that ask some training. Two in five of those fill a list up that would
  otherwise have fewer than five rows: from 26 of the 90 judged origins fewer than five steps are within reach at all (actor,
  hairdresser, masseur, firefighter). Their chance is told, and low.
- Judges of one kind make the same mistakes: label and feature agree more than a coach would agree with either. Without the
  feature, learned from the same steps, the first list found .780 at a precision of .737 in the same folds, and .740 at .755 with
  a threshold of .55 (version 2.1.0: .744 at .752).
- Tried and not taken: to fill the first list up with nothing under a chance of .06 (or .10) for today. Of 17 such rows of the 287
  lists (a photographer who sells on the web, at .04, and with a training at .95) nearly all gave way to work that is no more likely and
  unrelated (a fitness coach in a veterinary practice); precision on judged steps moved by .01. They stand last instead.
- Tried and not taken: twice as many, slower trees (400 at .04 instead of 200 at .06) found .838 and .958 at .830 and .954 in the
  same folds, in twice the time.
- Trades that share competences in words only: chauffeur and instructeur, naaister and operator of a machine, opticien and shop work.
- Teaching is close to everything in the catalogue, and stands in many second lists as the way of who changes over to it. Within one word
  of doubt, what is a step from many occupations stands later: teaching in secondary school led 45 of the 287 second lists, and five since.
- From a few occupations of a bachelor or master (interpreter, dietitian, dental hygienist) nothing of that level is within reach today: the
  first list begins with simpler work then, and the page and the API say so (`simpler-first`).
- It was fitted on one job of five years, on competences and licences of two or three jobs, and on profiles without a fifth of the
  competences. Kinds (job, hobby, study) change no tree: what is learned is what somebody has, and the chance is told for the kind.
  Which list an occupation stands in does not depend on months or kind; only the chance does. A profile of a few competences and no
  experience is judged by what it covers alone.
- Who says not to hold a licence that work proves may see a first list of fewer than five rows: having less moves nothing nearer.
- What months, a study and a hobby leave of a chance rests on 400 steps that one model graded (`parameters.yaml`); what is left
  after work that ended years ago, and volunteering, nobody judged.
- For another catalogue French experts decide: a low probability means that they rarely named it. Without levels and gates in that
  catalogue nothing but the names keeps years of study apart.
"""


def _measured(facts: CardFacts) -> str:
    return f"""## Measured

Trees that never saw the origin, at neither end of a step; five folds by origin. 95 % intervals by bootstrap over origins.

Experts' steps (ROME), each kind with its own head:

{_experts(facts)}

Gain over the hybrid that served before, MAP over all steps, paired: **{interval(facts.gain)}**. The gate refuses a model whose gain may be zero.
The towers add, paired: {", ".join(f"{interval(value)} ({kind})" for kind, value in facts.by_towers.items())}. It refuses towers that may add nothing to all steps.

Carried over: learned from ROME alone and asked for the {facts.judged_origins} judged origins of the built-in catalogue, as if it were any other
one, in another language, nDCG@10 over the judged steps:

{_ranking(facts.carried)}

Judged steps (built-in catalogue), nDCG@10 over the judged steps of an origin:

{_ranking(facts.steps.ranking)}

The two lists, twenty rows at most, judged rows only (grade 2.5 and up is within reach, 1.5 and up feasible). Of several
experiences the best known grade counts, and a row only when the steps of the one that it is listed for were judged; what is
listed for a hobby does not count, since the grades are of work. (Until 2.2.0 a row counted by the grade from any of them: nine
absurd rows beside a hobby and a study were all feasible from the study or the hobby, three of three jobs were listed for
a job whose step nobody judged.) Of one year and of three months the grades after five years are counted. Profiles of several
experiences are put together from origins of one fold, so that the trees saw none of them; struck is a fifth of what they all
bring:

{_lists(facts)}

What less than five years of work, a study and a hobby leave of it: 400 steps, drawn by chance from lists, that **one language model**
graded twice, for five years of work and for this, without seeing chance, order or other grades (`training/jobbereik/steps_situations.csv`):

{_situations(facts)}

Experts' steps (ROME): all shown rows, a row that no expert named counts as wrong. What is stated is a chance that an expert would name it:

{_expert_lists(facts)}"""


def write_card(facts: CardFacts) -> str:
    """Return the model card as Markdown."""
    figures = parameters()
    return f"""# jobbereik-reach {VERSION}

## What it does

Ranks occupations for a person, and turns the scores into two probabilities: that the step would be named as within reach today
(`near`), and that it would be named as feasible, now or with training (`any`). Boosted trees (LightGBM; served from plain arrays) over
what two occupations have to do with each other and what the person has of what is asked. The trees never fall when a person has
more: a competence or licence more lowers no chance and no list. Two slices: the built-in catalogue, and any other one.

In another catalogue two towers speak beside the trees: small networks that read an occupation alone (what its name and its competences
mean, O*NET's figures, words of roles), one as where somebody comes from and one as where to, learned from the same steps. What they say
of a step, in spreads over the nearest occupations of an origin, is added to the trees of each head. It depends on the occupations only.

The first list takes what passes .50 for `near` and no gate, level or study blocks; the second what passes .82 for `any`. No list has
fewer than {figures.list_least} rows after an experience: what comes nearest fills it up. Where a wish takes occupations away, only
what has a chance of {figures.fill_least:.2f} for today, or is work of level {figures.level_of_anybody} or lower, fills the first list, and what
has one of {figures.fill_least_training:.2f} the second, which has one row in any case; the page says why a list is short. A row with less than
{figures.last_below:.2f} for today stands last. Beside simpler work, work of the own level fills the first list up from {figures.sideways_least:.2f} on.
Simple work (under level {figures.hobby_from_level}) that only a hobby brings is not shown to who worked at a higher level. Who leads a
yard, a plant or an ICT department comes from that sector or from technical work.

{bounds(figures)}

## Data

- Built-in catalogue: {facts.judged_pairs} steps from {facts.judged_origins} origins, graded 0 to 3. **Language models in the role of a coach judged them, from general
  knowledge; no person did.** {facts.twice} were judged twice. Beside them the related occupations that the catalogue's authors wrote (weight .4)
  and 60 occupations for each origin that nobody judged, as absurd (weight .06). A step judged 3 by one and 2 by another counts half.
- The other {facts.rest_origins} occupations of it: {facts.rest_pairs} steps that were judged in the same way, chosen by lists of version 2.1.0 and three baselines. It
  is learned from, and no figure below and no curve rests on it.
- **A feature reads a grade**: all those steps were graded once more, by judges who saw no other grade (`item_bank/catalogue/steps.csv`).
  The trees learn from the labels of other judges how far such a grade can be trusted. Held against the labels of the {facts.judged_origins}
  origins, grades of the feature are equal for .81; of what it calls within reach now .94 is so by the label, of what is so by the
  label it calls .73 so. For a step that nobody judged, and in every other catalogue, the feature is not known.
- {facts.graded_more} further steps have a grade of that feature and no label: everything that stood in a list of one job and that nobody had
  judged (in version 2.5.0 one row of the first list in seven: a lathe operator read that she can begin as a machinist of sewing). **One
  language model graded them on 30 November 2026, and saw the lists.** The figures below count none of these rows, since no other judge did.
- Other catalogues: {facts.origins} origins of ROME v347 (France Travail, open data) with the steps that French experts marked.
- Labels are labels only: no feature reads them, a related occupation or an id.

{_measured(facts)}

{FAILS}"""
