"""``titles train``: learns the mix and the chance on names that the measuring embedding has not seen, writes both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from item_bank.catalogue.builtin import catalogue
from item_bank.manifest import MANIFEST, sha256_of
from item_bank.names.bank import Named, bank
from item_bank.names.spoken import said
from models.contracts import Estimate
from models.embedding.static import SERVED as EMBEDDING
from models.embedding.static import StaticEmbedding, quantised, served
from models.store import ARTIFACTS, save, vacant
from models.titles.finder import NOT_LINKED, TitleFinder
from models.titles.forms import canonical
from models.titles.mix import KIND, SERVED, Meanings, Mix
from models.titles.ours import by_concept
from training import provenance
from training.embedding import fitting, measuring, saving
from training.embedding.commands import learn
from training.embedding.groups import all_groups
from training.titles import asking, card
from training.titles.asking import Asked
from training.titles.baselines import Bm25, CharacterTfidf, Embedded, Exact, Similarities
from training.titles.halves import HELD_BACK, SORTS, divided
from training.titles.learning import FIRST, Row, learn_chance, learn_weights, meanings_of, row_of, unsure

FOLDS = 5
MADE_UP = 5
"""There is one made-up word for so many questions of the chance."""

PIECE = 3
"""Letters of the pieces that words are made up of."""

MIXES: Mapping[str, tuple[str, ...]] = {
    "mix (served)": (), "without parts": ("parts",), "without group": ("group",), "without both": ("group", "parts"),
}  # fmt: skip
"""The mix, and the same without the features that come from outside a title's names: what these are worth."""

Questions = list[tuple[str, frozenset[int]]]


def _links(meanings: Meanings, concepts: Sequence[str]) -> list[int]:
    place = {concept: row for row, concept in enumerate(meanings.concepts)}
    return [place.get(concept, NOT_LINKED) for concept in concepts]


def esco_finder(
    asked: Asked, embedding: StaticEmbedding, meanings: Meanings, ours: Mapping[str, Sequence[str]]
) -> tuple[TitleFinder, NDArray[np.bool_]]:
    """Return a finder over ESCO's Dutch names, and which of its names these are.

    Parameters
    ----------
    ours
        Further names by concept, which help to find and are not found themselves.
    """
    more = [(name, owner) for owner, concept in enumerate(asked.concepts) for name in ours.get(concept, ())]
    owners = [*asked.owners.tolist(), *(owner for _, owner in more)]
    finder = TitleFinder.fit(
        [*asked.names, *(name for name, _ in more)],
        owners,
        _links(meanings, asked.concepts),
        embedding=embedding,
        what=(unsure(FIRST.astype(np.float32)), meanings),
    )
    return finder, np.argsort(owners, kind="stable") < len(asked.names)


def crossfit(
    finder: TitleFinder,
    shown: NDArray[np.bool_],
    asked: Asked,
    rows: Sequence[Row],
    without: Sequence[str] = (),
) -> NDArray[np.float64]:
    """Return the measures of each question, from weights learned without its fold.

    Parameters
    ----------
    shown
        Names of the finder that can be found.
    rows
        What is learned from each question.
    without
        Features that get no weight.
    """
    fold = np.array([min(right) % FOLDS for right in asked.right])
    owners = finder.owners[shown].astype(np.int64)
    measures = np.zeros((len(rows), len(asking.MEASURES)))
    for number in range(FOLDS):
        weights = learn_weights([row for row, own in zip(rows, fold, strict=True) if own != number], without)
        other = replace(finder, mix=unsure(weights))
        for place in np.flatnonzero(fold == number).tolist():
            order = other.ordered(other.evidence(asked.queries[place]), 1000, shown)
            scores = np.full(len(other.names), -1.0, dtype=np.float32)
            scores[order] = -np.arange(len(order), dtype=np.float32) / 2000
            measures[place] = asking.places(scores[shown], owners, asked.right[place])
    return measures


def catalogue_questions(rows: Sequence[Named]) -> tuple[list[str], list[int], list[str], Questions]:
    """Return names, owners and ESCO links of the built-in catalogue, and questions with and without an answer.

    Of each occupation every second Dutch name is asked and cannot be found; the others can, and what people say of it.
    Of ESCO the preferred names are asked of occupations of whose minor group (three digits of ISCO-08) the catalogue
    has none.
    """
    own = catalogue()
    names, owners, links = [], [], []
    questions: Questions = []
    groups = set()
    for number in range(own.n_occupations):
        occupation = own.occupation(number)
        groups.add((occupation.isco08 or "")[:3])
        links.append(occupation.esco or "")
        dutch = [name for language, name in occupation.names.all() if language == "nl"]
        held = set(dutch[1::HELD_BACK])
        forms = {canonical(name) for name in dutch if name not in held}
        questions += [(name, frozenset({number})) for name in dutch[1::HELD_BACK] if canonical(name) not in forms]
        found = [*(name for _, name in occupation.names.all() if name not in held), *said().get(occupation.id, ())]
        names += found
        owners += [number] * len(found)
    away = [row.names["nl"][0] for row in rows if row.isco08[:3] not in groups]
    questions += [(name, frozenset()) for name in away]
    return names, owners, links, questions


def made_up(names: Sequence[str], count: int) -> Questions:
    """Return words that mean nothing, put together from pieces of names, as questions without an answer."""
    rng = np.random.default_rng(fitting.Recipe().seed)
    forms = sorted({word for name in names for word in canonical(name).split() if word.isalpha()})
    pieces = sorted({form[start : start + PIECE] for form in forms for start in range(0, len(form) - 1, PIECE)})
    return [
        ("".join(pieces[row] for row in rng.integers(len(pieces), size=int(rng.integers(2, 5)))), frozenset())
        for _ in range(count)
    ]


def compared(
    asked: Asked, embedding: StaticEmbedding, ours: Mapping[str, NDArray[np.float64]], sorts: NDArray[np.int64]
) -> dict[str, dict[str, dict[str, Estimate]]]:
    """Return the measures of the mixes beside the baselines, for each sort of question."""
    models: dict[str, Similarities] = {
        "static embedding": Embedded.of(asked.names, embedding),
        "character tf-idf": CharacterTfidf(asked.names),
        "BM25": Bm25(asked.names),
        "exact": Exact(asked.names),
    }
    measures = dict(ours) | {name: asking.measured(model.similarities, asked) for name, model in models.items()}
    return {
        sort: {name: asking.estimates(values[sorts == number]) for name, values in measures.items()}
        for number, sort in enumerate(SORTS)
    }


def train(reference: Path, console: Console, *, out: Path = ARTIFACTS, version: str = SERVED.name) -> Path:
    """Learn, measure and write.

    Raises
    ------
    ArtifactError
        When the version is there already.
    """
    folder, halves = vacant(out / KIND / version), divided()
    every = measuring.flemish_among_esco(reference)
    sorts = halves.sorts(every)
    asked, sorts = every.chosen(sorts >= 0), sorts[sorts >= 0]
    groups = all_groups(reference, kept_out=halves.unknown, held=halves.held)
    unseen = saving.plain(learn(groups, fitting.Recipe(), None, console, "Learning without the names that are asked"))
    rows = bank()
    meanings = meanings_of(rows, unseen, halves.known)
    with console.status("Learning the mix"):
        finder, shown = esco_finder(asked, unseen, meanings, halves.known)
        learned_from = [row_of(finder, query, right) for query, right in zip(asked.queries, asked.right, strict=True)]
        measures = {name: crossfit(finder, shown, asked, learned_from, without) for name, without in MIXES.items()}
        bare, all_shown = esco_finder(asked, unseen, meanings_of(rows, unseen), {})
        learned_bare = [row_of(bare, query, right) for query, right in zip(asked.queries, asked.right, strict=True)]
        measures |= {"without our names": crossfit(bare, all_shown, asked, learned_bare)}
        weights = learn_weights(learned_from)
        names, owners, concepts, questions = catalogue_questions(rows)
        questions += made_up(names, len(questions) // MADE_UP)
        own = TitleFinder.fit(
            names, owners, _links(meanings, concepts), embedding=unseen, what=(unsure(weights), meanings)
        )
        chance = learn_chance(own, questions)
    figures = compared(asked, unseen, measures, sorts)
    for sort, found in figures.items():
        count = int((sorts == SORTS.index(sort)).sum())
        console.print(asking.table(f"{count} Flemish names of work that is known {sort}; 95 % intervals", found))
    written = meanings_of(rows, served(), by_concept())
    metadata = {
        "version": version,
        "seed": fitting.Recipe().seed,
        "embedding": served().version,
        "embeddingSha256": sha256_of(EMBEDDING / MANIFEST),
        "bankVersion": measuring.bank_version(),
        "libraries": provenance.library_versions(),
        **provenance.made_by(),
        "requires": provenance.requires(),
    }
    sure = replace(own, mix=Mix(weights, chance))
    counts = {sort: int((sorts == number).sum()) for number, sort in enumerate(SORTS)}
    text = card.write_card(weights, figures, card.calibration(sure, questions), counts=counts, names=len(asked.names))
    arrays = _arrays(written) | {"weights": weights, "chance": chance}
    return save(folder, arrays, kind=KIND, metadata=metadata, card=text)


def _arrays(meanings: Meanings) -> dict[str, NDArray[Any]]:
    """Return the meanings as they are stored."""
    bytes_, scales = quantised(meanings.centres)
    return {
        "concepts.data": meanings.concepts.data,
        "concepts.offsets": meanings.concepts.offsets,
        "labels.data": meanings.labels.data,
        "labels.offsets": meanings.labels.offsets,
        "isco08": meanings.isco08,
        "centres": bytes_,
        "scales": scales,
        "hashes": meanings.hashes,
        "meant": meanings.meant,
        **meanings.words.to_arrays(),
    }
