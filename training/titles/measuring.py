"""The commands ``rank`` and ``evaluate`` for names."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from models.titles.finder import NOT_LINKED, TitleFinder
from models.titles.forms import canonical
from models.titles.matcher import NameMatcher
from models.titles.mix import learned
from models.titles.ours import by_concept
from training.evaluation import bootstrap
from training.tables import InputError, read_columns, write_rows

NAMES_A_QUERY = 1000
QUERIES = 1500
FEWEST_NAMES = 3
SEED = 1


def read_texts(path: Path) -> list[tuple[str, str]]:
    """Read ``id,text`` rows.

    Raises
    ------
    InputError
        When an id is empty or stands there twice, or there are no rows.
    """
    rows: dict[str, str] = {}
    for line, (id_, text) in read_columns(path, ["id", "text"]):
        if not id_ or id_ in rows:
            raise InputError(f"{path}, line {line}: id is {id_[:80]!r}; each row needs an id of its own")
        rows[id_] = text
    if not rows:
        raise InputError(f"{path}: no rows")
    return list(rows.items())


def ranked_finder(texts: list[str]) -> tuple[TitleFinder, list[int], NDArray[np.bool_]]:
    """Return a finder over names, the row in ``texts`` of each of its names, and which of its names stand there.

    Names that the names bank knows are put together by their meaning, and found by our names for it too. A text that
    several meanings share goes to them in turn, as often as it stands there.
    """
    _, meanings = learned()
    turns: dict[str, int] = {}
    owner_of: dict[int, int] = {}
    owners: list[int] = []
    for number, text in enumerate(texts):
        known = meanings.named(canonical(text))
        turn = turns[text] = turns.get(text, -1) + 1
        key = known[turn % len(known)] if known else -1 - number
        owners.append(owner_of.setdefault(key, len(owner_of)))
    ours = by_concept()
    more = [
        (name, owner) for key, owner in owner_of.items() if key >= 0 for name in ours.get(meanings.concepts[key], ())
    ]
    owners += [owner for _, owner in more]
    finder = TitleFinder.fit([*texts, *(name for name, _ in more)], owners, [max(key, NOT_LINKED) for key in owner_of])
    order = np.argsort(owners, kind="stable")
    return finder, order.tolist(), order < len(texts)


def rank(queries: Path, names: Path, out: Path, console: Console) -> None:
    """Write the best 1,000 names of each query, best first; scores fall with the place."""
    asked, known = read_texts(queries), read_texts(names)
    with console.status(f"Indexing {len(known)} names"):
        finder, place, shown = ranked_finder([text for _, text in known])
    rows: list[tuple[str, str, str]] = []
    for query_id, text in track(asked, description="Ranking", console=console):
        found = finder.ordered(finder.evidence(text), NAMES_A_QUERY, shown)
        rows += [
            (query_id, known[place[row]][0], f"{1 - order / NAMES_A_QUERY:.6f}") for order, row in enumerate(found)
        ]
    count = write_rows(out, ("query_id", "name_id", "score"), rows)
    console.print(f"{len(asked)} queries, {len(known)} names, {count} rows in {out}")


def _held_back(path: Path) -> tuple[list[str], np.ndarray, list[int]]:
    """Return names, the occupation of each, and which names are asked as questions."""
    names: list[str] = []
    owners: list[int] = []
    for number, (_, (label, text)) in enumerate(read_columns(path, ["preferredLabel", "aliases"])):
        own = list(dict.fromkeys([label, *(alias for alias in text.split("|") if alias)]))
        names += own
        owners += [number] * len(own)
    counts = np.bincount(owners) if owners else np.zeros(0)
    eligible = [i for i, owner in enumerate(owners) if counts[owner] >= FEWEST_NAMES]
    if len(eligible) < QUERIES:
        raise InputError(f"{path}: {len(eligible)} names of occupations with {FEWEST_NAMES} names; at least {QUERIES}")
    rng = np.random.default_rng(SEED)
    return names, np.array(owners), sorted(rng.choice(eligible, QUERIES, replace=False).tolist())


def _served_ranks(names: list[str], owners: np.ndarray, asked: list[int], console: Console) -> list[int]:
    """Return where the served matcher, which cannot find any of the asked names, puts the first right one."""
    kept = np.setdiff1d(np.arange(len(names)), asked)
    finder = TitleFinder.fit([names[row] for row in kept.tolist()], owners[kept].tolist())
    ranks = []
    for question in track(asked, description="Asking the served matcher", console=console):
        order = finder.ordered(finder.evidence(names[question]), NAMES_A_QUERY)
        hits = np.flatnonzero(finder.owners[order] == owners[question])
        ranks.append(1 + int(hits[0]) if len(hits) else NAMES_A_QUERY + 1)
    return ranks


def evaluate(path: Path, console: Console) -> None:
    """Print how often a held-back alias finds another name of its occupation first, against letters only.

    The embedding of the served matcher has learned from ESCO's names: its row is a floor for mistakes. What it is worth
    on names that nothing has learned from stands in its card.

    Parameters
    ----------
    path
        ESCO's occupations of one language: ``preferredLabel``, ``aliases`` split by ``|``.
    """
    names, owners, asked = _held_back(path)
    matcher = NameMatcher.fit(names)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    vectors = vectorizer.fit_transform(names)
    baseline = (vectors[asked] @ vectors.T).toarray()
    ranks: dict[str, list[int]] = {"served": _served_ranks(names, owners, asked, console)}
    ranks |= {"n-grams (ours)": [], "char tf-idf": []}
    for row, question in enumerate(track(asked, description="Asking held-back names", console=console)):
        right = np.flatnonzero((owners == owners[question]) & (np.arange(len(names)) != question))
        for model, scores in (
            ("n-grams (ours)", matcher.similarities(names[question])),
            ("char tf-idf", baseline[row]),
        ):
            others = scores.copy()
            others[question] = -1.0
            ranks[model].append(1 + int((others > others[right].max()).sum()))
    table = Table(title=f"{len(asked)} held-back names among {len(names)}; 95 % intervals by bootstrap")
    for header in ("model", "first", "within ten", "MRR"):
        table.add_column(header, no_wrap=True)
    for model, found in ranks.items():
        values = np.array(found, dtype=np.float64)
        columns = ((values == 1).astype(np.float64), (values <= 10).astype(np.float64), np.reciprocal(values))
        cells = (bootstrap(column) for column in columns)
        table.add_row(model, *(f"{e.value:.3f} [{e.low:.3f}, {e.high:.3f}]" for e in cells))
    console.print(table)
