"""The closest pairs of competences by our own name matcher: what may be written twice under two names."""

from dataclasses import dataclass

from rich.console import Console
from rich.progress import track
from rich.table import Table

from item_bank.catalogue.table import Catalogue
from models.titles.matcher import NameMatcher

LIMIT = 40
NEIGHBOURS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two competences whose labels are alike.

    Attributes
    ----------
    similarity
        Cosine of their labels, 0 to 1.
    """

    similarity: float
    one: str
    two: str


def closest_pairs(catalogue: Catalogue, limit: int = LIMIT, console: Console | None = None) -> list[Pair]:
    """Return the pairs of competences whose Dutch labels are most alike, closest first."""
    rows = [catalogue.competence(i) for i in range(catalogue.n_competences)]
    labels = [row.names.label("nl") for row in rows]
    matcher = NameMatcher.fit(labels)
    found: dict[tuple[int, int], float] = {}
    steps = range(len(labels))
    for i in steps if console is None else track(steps, description="Comparing", console=console):
        positions, scores = matcher.rank(labels[i], NEIGHBOURS)
        for j, score in zip(positions.tolist(), scores.tolist(), strict=True):
            if j != i:
                found[min(i, j), max(i, j)] = score
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [Pair(similarity=round(score, 3), one=rows[i].id, two=rows[j].id) for (i, j), score in best]


def print_closest(catalogue: Catalogue, limit: int, console: Console) -> None:
    """Print the closest pairs with their labels, for a person to judge."""
    table = Table(title=f"closest competences of {catalogue.version}")
    for column in ("alike", "one", "two"):
        table.add_column(column)

    def label(id_: str) -> str:
        index = catalogue.competence_index(id_)
        return id_ if index is None else f"{catalogue.competence(index).names.label('nl')} ({id_})"

    for pair in closest_pairs(catalogue, limit, console):
        table.add_row(f"{pair.similarity:.3f}", label(pair.one), label(pair.two))
    console.print(table)
