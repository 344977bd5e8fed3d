"""Names that mean the same, in Dutch, French and English: what the embedding learns from.

ESCO's names may be shipped and learned from with its attribution, ROME's are learned from and never shipped, the
built-in catalogue's are our own. VDAB's Competent is no source here: it only measures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from item_bank.catalogue.builtin import catalogue
from models.titles.compounds import Words
from models.titles.forms import canonical
from training.tables import read_columns

LANGUAGES = ("nl", "fr", "en")
LONGEST_NAME = 120
"""Longer names are sentences; they are left out."""

_PAIR = re.compile(r"\s+/\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One meaning.

    Attributes
    ----------
    id
        Where it comes from and its id there.
    names
        Different names of this meaning, at least two.
    texts
        Sentences that describe it; they teach which words go together.
    """

    id: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()


def split_names(label: str, aliases: str) -> list[str]:
    """Return the label and the aliases (split by ``|``), each once, without sentences."""
    found = (name.strip() for name in [label, *aliases.split("|")])
    return list(dict.fromkeys(name for name in found if name and len(name) <= LONGEST_NAME))


def esco_occupations(folder: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Return names and descriptions of each ESCO occupation, all languages together."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for language in LANGUAGES:
        columns = ("conceptUri", "preferredLabel", "aliases", "description")
        for _, (uri, label, aliases, text) in read_columns(folder / f"occupations_{language}.csv", columns):
            names, texts = found.setdefault(uri, ([], []))
            names += split_names(label, aliases)
            texts += [text] if text else []
    return found


def esco_skills(folder: Path) -> Iterator[Group]:
    """Yield the Dutch skills of ESCO."""
    path = folder / "skills_nl_collections.csv"
    columns = ("conceptUri", "preferredLabel", "altLabels", "description")
    for _, (uri, label, aliases, text) in read_columns(path, columns):
        yield Group(id=f"skill:{uri}", names=tuple(split_names(label, aliases)), texts=(text,) if text else ())


def rome_occupations(folder: Path) -> Iterator[Group]:
    """Yield ROME's occupations; "Vendeur / Vendeuse en lingerie" becomes both forms in one name, as it stands."""
    for _, (id_, label, aliases) in read_columns(folder / "occupations.csv", ("id", "label_fr", "aliases_fr")):
        yield Group(id=f"{folder.name}:{id_}", names=tuple(split_names(label, aliases)))


def builtin_groups(
    kept_out: frozenset[str] = frozenset(), held: frozenset[str] = frozenset()
) -> tuple[dict[str, list[str]], list[Group]]:
    """Return the built-in occupations' names by ESCO concept (or their own id), and the competences as groups.

    Parameters
    ----------
    kept_out
        Ids of occupations that are not learned from, for measuring.
    held
        Names that are not learned from either, in their one form.
    """
    bank = catalogue()
    occupations: dict[str, list[str]] = {}
    for number in range(bank.n_occupations):
        occupation = bank.occupation(number)
        if occupation.id not in kept_out:
            names = [name for _, name in occupation.names.all() if not held or canonical(name) not in held]
            occupations.setdefault(occupation.esco or occupation.id, []).extend(names)
    read = (bank.competence(number) for number in range(bank.n_competences))
    return occupations, [Group(id=c.id, names=tuple(dict.fromkeys(n for _, n in c.names.all()))) for c in read]


def with_parts(group: Group, words: Words) -> Group:
    """Return a group with each name that holds a compound also as its two words: they teach the parts.

    Examples
    --------
    >>> with_parts(Group(id="a", names=("Bakkersgast", "bakker")), Words({"bakker": 9, "gast": 9})).names
    ('Bakkersgast', 'bakker', 'bakker gast')
    """
    forms = (canonical(name) for name in group.names)
    apart = ((form, words.apart(form)) for form in forms)
    return replace(group, names=tuple(dict.fromkeys([*group.names, *(two for form, two in apart if two != form)])))


def all_groups(
    reference: Path, *, kept_out: frozenset[str] = frozenset(), held: frozenset[str] = frozenset()
) -> list[Group]:
    """Return everything that the embedding learns from, occupations first.

    Parameters
    ----------
    kept_out, held
        What is not learned from, as in ``builtin_groups``.

    Raises
    ------
    InputError
        When the reference data misses a file that is needed.
    """
    esco = esco_occupations(reference / "esco")
    own, competences = builtin_groups(kept_out, held)
    for key, names in own.items():
        esco.setdefault(key, ([], []))[0].extend(names)
    occupations = [
        Group(id=key, names=tuple(dict.fromkeys(names)), texts=tuple(texts)) for key, (names, texts) in esco.items()
    ]
    more: Iterable[Group] = [
        *(group for name in ("rome4",) for group in rome_occupations(reference / name)),
        *esco_skills(reference / "esco"),
        *competences,
    ]
    words = Words.of(canonical(name) for names, _ in esco.values() for name in names)
    found = (with_parts(group, words) for group in [*occupations, *more])
    return [group for group in found if len(group.names) > 1 or group.texts]
