"""The verbs of ``python -m training embedding``."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from models.contracts import Estimate
from models.embedding.static import NAME, SERVED, StaticEmbedding
from models.store import ARTIFACTS, vacant
from training import provenance
from training.embedding import card, fitting, measuring, saving, teachers
from training.embedding.groups import Group, all_groups
from training.tables import InputError
from training.titles import asking
from training.titles.baselines import Embedded

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WORST = 20


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    train = verbs.add_parser("train", help="learn the embedding, measure it and write its artifact")
    train.add_argument("--reference", type=Path, required=True, help="folder with esco/ and rome4/")
    train.add_argument("--version", default=SERVED.name, help="version to write")
    train.add_argument("--teacher", choices=teachers.TEACHERS, help="what gives the pieces their first vectors")
    train.add_argument("--out", type=Path, default=ARTIFACTS, help="folder of artifacts")
    train.add_argument("--epochs", type=int, default=fitting.Recipe().epochs)
    train.add_argument("--vocabulary", type=int, default=fitting.Recipe().vocabulary)
    train.add_argument("--dimensions", type=int, default=fitting.Recipe().dimensions)
    train.add_argument("--members", type=int, default=fitting.Recipe().members, help="trainings made into one")
    train.add_argument("--seed", type=int, default=fitting.Recipe().seed)
    train.set_defaults(run=_train)

    evaluate = verbs.add_parser("evaluate", help="measure the recipe on names it has not learned from")
    for action in ("--reference", "--teacher", "--epochs", "--vocabulary", "--dimensions", "--members", "--seed"):
        found = next(a for a in train._actions if action in a.option_strings)
        evaluate._add_action(found)
    evaluate.set_defaults(run=_evaluate)


def recipe_of(options: argparse.Namespace) -> fitting.Recipe:
    """Return the recipe that the options ask for.

    Raises
    ------
    InputError
        When a number makes no model.
    """
    bounds = {"epochs": (1, 100), "vocabulary": (100, 200_000), "dimensions": (8, 1024), "members": (1, 20)}
    for name, (least, most) in bounds.items():
        if not least <= getattr(options, name) <= most:
            raise InputError(f"--{name} is {getattr(options, name)}; allowed are {least} to {most}")
    return fitting.Recipe(
        epochs=options.epochs,
        vocabulary=options.vocabulary,
        dimensions=options.dimensions,
        members=options.members,
        seed=options.seed,
    )


def learn(
    groups: list[Group], recipe: fitting.Recipe, teacher: str | None, console: Console, title: str
) -> "SentenceTransformer":
    """Fit with a progress bar."""
    first = teachers.first_vectors(teacher) if teacher else None
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[now]}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(title, total=1.0, now="")
        tell: Callable[[float, str], None] = lambda done, now: progress.update(task, completed=done, now=now)  # noqa: E731
        model = fitting.fit(groups, recipe, first=first, tell=tell)
        progress.update(task, completed=1.0, now="done")
    return model


def _measure(
    options: argparse.Namespace, console: Console
) -> tuple[asking.Asked, StaticEmbedding, dict[str, dict[str, Estimate]]]:
    kept_out = measuring.every_occupation()
    groups = all_groups(options.reference, kept_out=kept_out)
    model = learn(groups, recipe_of(options), options.teacher, console, "Learning without the built-in names")
    asked = measuring.flemish_among_esco(options.reference)
    embedding = saving.plain(model)
    figures = measuring.compared(asked, embedding, console)
    console.print(asking.table(f"{len(asked.queries)} Flemish names among {len(asked.names)}; 95 % intervals", figures))
    return asked, embedding, figures


def _evaluate(options: argparse.Namespace, console: Console) -> None:
    _measure(options, console)


def _worst(asked: asking.Asked, embedding: StaticEmbedding) -> list[tuple[str, str]]:
    model = Embedded.of(asked.names, embedding)
    reciprocal = asking.measured(model.similarities, asked)[:, asking.MEASURES.index("MRR")]
    late = np.argsort(reciprocal, kind="stable")[:WORST].tolist()
    return [(q, asked.names[int(model.similarities(q).argmax())]) for q in (asked.queries[row] for row in late)]


def _train(options: argparse.Namespace, console: Console) -> None:
    recipe = recipe_of(options)
    vacant(options.out / NAME / options.version)
    asked, measured, figures = _measure(options, console)
    groups = all_groups(options.reference)
    model = learn(groups, recipe, options.teacher, console, "Learning from everything")
    files = [
        *(options.reference / "esco" / f"occupations_{language}.csv" for language in ("nl", "fr", "en")),
        options.reference / "esco" / "skills_nl_collections.csv",
        options.reference / "rome4" / "occupations.csv",
    ]
    metadata = {
        "version": options.version,
        "seed": recipe.seed,
        "dataSha256": provenance.data_hash(files),
        "bankVersion": measuring.bank_version(),
        "libraries": provenance.library_versions()
        | provenance.versions_of(("torch", "sentence-transformers", "tokenizers")),
        **provenance.made_by(),
        "requires": provenance.requires(),
        "teacher": options.teacher,
        "recipe": {
            "vocabulary": recipe.vocabulary,
            "dimensions": recipe.dimensions,
            "epochs": recipe.epochs,
            "members": recipe.members,
        },
    }
    text = card.write_card(
        recipe,
        groups=len(groups),
        names=sum(len(group.names) for group in groups),
        asked=len(asked.queries),
        figures=figures,
        worst=_worst(asked, measured),
        teacher=options.teacher,
    )
    folder = saving.write(options.out, model, metadata=metadata, card=text)
    console.print(f"{NAME} {options.version} in {folder}")
