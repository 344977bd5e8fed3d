"""The model card of a version, written from measured figures only."""

from collections.abc import Mapping
from dataclasses import dataclass

from item_bank.vacancies.records import VacancySource
from models.contracts import Estimate
from training.evaluation import bootstrap
from training.vacancies.corpus import CAP, COUNTED_FROM, DUPLICATE_DAYS, MONTHS
from training.vacancies.counting import Counts
from training.vacancies.evaluating import HELD_MONTHS, METRICS, Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What the card reports; every figure comes out of the run that made the version."""

    version: str
    source: VacancySource
    catalogue_version: str
    on: str
    counts: Counts
    repeated: int
    shown: int
    occupations: int
    thin: int
    pairs: int
    strengths: Mapping[str, float]
    evaluation: Evaluation


def _interval(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _measured(evaluation: Evaluation) -> str:
    if not evaluation.measured:
        return f"Too few vacancies were held back to measure anything ({evaluation.questions}); the gate said nothing."
    lines = ["| question | model | " + " | ".join(METRICS) + " | n |", "|---|---|" + "---|" * (len(METRICS) + 1)]
    for measured in evaluation.measured:
        for name, values in measured.values.items():
            if len(values):
                cells = " | ".join(_interval(bootstrap(values[:, column])) for column in range(len(METRICS)))
                lines.append(f"| {measured.question} | {name} | {cells} | {len(values)} |")
    lines += ["", "| share that is used | nats a vacancy, less is better | n |", "|---|---|---|"]
    lines += [f"| {name} | {_interval(loss)} | {loss.n} |" for name, loss in evaluation.log_loss.items()]
    raw, shrunk = evaluation.log_loss["raw"], evaluation.log_loss["shrunk"]
    if raw.value < shrunk.value:
        lines += [
            "",
            f"**Here raw shares say {shrunk.value - raw.value:.2f} nats more than shrunk ones**: shrinkage pays where ",
        ]
        lines[-1] += "occupations are thin or groups alike, and costs a little elsewhere. Evidence shows raw shares."
    return "\n".join(lines)


SAMPLE_DATA = """**Learned from generated samples, not from the labour market.** A seeded generator wrote these vacancies from the
links of the built-in catalogue, with noise, wrong and missing competences, and demand that it drew by chance. No figure
here says anything about Flanders: they show how the figures of real vacancies will look. What is measured below shows
that the pipeline finds back what the generator put in, and no more than that; the question about the links of the
catalogue is circular for samples."""

IMPORTED_DATA = """Learned from vacancies that the operator imported. Whoever publishes vacancies decides what stands in them: they are
wishes of employers, not what the work needs."""


def write_card(facts: CardFacts) -> str:
    """Return the model card as Markdown."""
    counts = facts.counts
    counted = int(counts.vacancies.counts.sum())
    strengths = ", ".join(f"{name} {value:.0f}" for name, value in facts.strengths.items())
    data = SAMPLE_DATA if facts.source is VacancySource.SAMPLE else IMPORTED_DATA
    return f"""# vacancies {facts.version}

## What it does

Says for an occupation and a competence how often vacancies ask it, with a 95 % interval, how that changed, and whether it
is core, useful or generic there; which competences go together; and holds the vacancies that are open one by one.

## Data

{data}

- {counts.seen + facts.repeated} vacancies of the {MONTHS} months up to {facts.on}, read against {facts.catalogue_version}.
- Left out before counting: {facts.repeated} repeat another word for word in the same place within {DUPLICATE_DAYS} days,
  {counts.near_duplicates} nearly repeat one of the same employer, {counts.capped} go over the cap of {CAP} of one employer for one
  occupation in one month, {counts.uncertain} have a title whose occupation is less sure than {COUNTED_FROM}.
- {counted} were counted, for {facts.occupations} occupations; {facts.thin} of those have fewer than 30 in the last twelve months.
- {facts.pairs} pairs of occupation and competence; {facts.shown} vacancies are open and served one by one.
- Vacancies count half after twelve months. Strengths of the priors, learned by maximum likelihood, in vacancies: {strengths}.

## Measured

Learned without one employer in five and without the last {HELD_MONTHS} months, asked about vacancies of those employers in those
months ({facts.evaluation.questions} vacancies; 95 % intervals by bootstrap):

{_measured(facts.evaluation)}

The gate refuses what is not clearly better than popularity, coverage and chance.

## Where it fails

- Employers write wish lists: asked often is not needed always. What everyone takes for granted is seldom written down.
- A competence is found by its names. Words that no name has are missed; names that mean something else elsewhere are
  found wrongly, and only the lower bound of the lift holds those down.
- The occupation comes from the title, by the matcher that citizens use. A title of which it is not sure is not counted, so
  occupations whose names are vague are counted too seldom; a few that the catalogue does not have are read as a neighbour.
- The same vacancy published by two parties in other words counts twice.
- Thin occupations lean on their group in ISCO-08; what is special about them is smoothed away until vacancies say so.
- One trend in twenty without any change behind it has an arrow.
"""
