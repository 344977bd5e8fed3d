"""The model card of the embedding, written from measured figures only."""

from collections.abc import Mapping, Sequence

from models.contracts import Estimate
from training.embedding.fitting import Recipe
from training.titles.asking import MEASURES


def _rows(figures: Mapping[str, Mapping[str, Estimate]]) -> list[str]:
    cells = {
        model: " | ".join(f"{e.value:.3f} [{e.low:.3f}, {e.high:.3f}]" for e in found.values())
        for model, found in figures.items()
    }
    head = ["| model | " + " | ".join(MEASURES) + " |", "|---|" + "---|" * len(MEASURES)]
    return [*head, *(f"| {model} | {row} |" for model, row in cells.items())]


def write_card(
    recipe: Recipe,
    *,
    groups: int,
    names: int,
    asked: int,
    figures: Mapping[str, Mapping[str, Estimate]],
    worst: Sequence[tuple[str, str]],
    teacher: str | None,
) -> str:
    """Return the card.

    Parameters
    ----------
    groups, names
        Meanings and names that were learned from.
    asked
        Questions of the measurement.
    figures
        Measures of each model.
    worst
        Questions whose right name came latest, with the name that came first.
    teacher
        What gave the first vectors, if anything did.
    """
    origin = f"the teacher {teacher}" if teacher else "random numbers"
    lines = [
        "# Title embedding",
        "",
        "## What it does",
        f"Gives a name of work in Dutch, French or English a vector of {recipe.dimensions} numbers: the mean over its",
        "word pieces. Names that mean the same lie close together. It knows no order of words and reads no sentences.",
        "",
        "## Data",
        f"{names} names of {groups} meanings: occupations of ESCO v1.2.1 in three languages and its Dutch skills (this",
        "service uses the ESCO classification of the European Commission), French occupations of ROME 4.0 (learned",
        "from, not shipped), the built-in catalogue with its competences; not from Competent. First vectors:",
        f"{origin}. A name with a compound is learned from as its two words too. Loss: multiple negatives ranking",
        "in both directions, hard negatives from the nearest wrong meanings, looked up anew while learning. Trainings",
        f"of other seeds made into one: {recipe.members}. Nobody's answers or vacancies are in it.",
        "",
        "## Measured",
        f"{asked} Dutch names of the built-in catalogue, asked among ESCO's Dutch names, by a model of the same recipe",
        "that has not seen one name of the built-in catalogue; names that ESCO has letter for letter are left out.",
        "95 % intervals by bootstrap over the questions. The shipped vectors learned from those names too.",
        "",
        *_rows(figures),
        "",
        "## Where it fails",
        "- Typing errors and words that no piece covers: the pieces then mean something else. Titles are",
        "  therefore also compared by character n-grams (`models/titles`).",
        "- Words that name a level or a place but no work (senior, ploeg) pull a name to others that have it.",
        "- The order of words: 'leraar van verplegers' and 'verpleger van leraars' are one point.",
        "- Scripts other than Latin: unknown, an all-zero vector, so no answer.",
        "- The questions whose right name came latest:",
        "",
        "| asked | came first |",
        "|---|---|",
        *(f"| {query} | {found} |" for query, found in worst),
        "",
    ]
    return "\n".join(lines)
