"""What must hold across the rows of the built-in catalogue; each problem is one sentence that names the row."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from item_bank.catalogue import builtin
from item_bank.catalogue.gates import implied
from item_bank.catalogue.table import GATE_LISTS, Catalogue
from item_bank.schema import LANGUAGES, CompetenceKind, Occupation

LONGEST_SENTENCE = 20
"""Words in the longest sentence that a citizen should have to read (level B1)."""

LONGEST_MEAN = 12.0
"""Mean words a sentence over all descriptions (level B1)."""

ESSENTIAL = range(4, 11)
ASKED = range(12, 26)
ALIASES = range(5, 13)
RELATED = range(3, 9)
SOFT_MOST = 20
NEAR_LEVELS = 1
"""Levels of difference above which a related occupation cannot be near."""

OCCUPATIONS_LEAST, COMPETENCES_LEAST, TRAININGS_LEAST, GROUPS_LEAST = 250, 900, 150, 120
MAJOR_GROUPS = frozenset("123456789")

GENDERED = re.compile(r"\b(hij|zij|hem|haar (?:baas|klanten|werk|team)|mannelijke?|vrouwelijke?)\b", re.IGNORECASE)
"""Words that say a sex in a description of work; descriptions speak to the reader as "je"."""

SAME_FIGURES = 3
"""So many occupations may share one O*NET code, and with it their RIASEC figures."""

_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def sentence_lengths(text: str) -> list[int]:
    """Return the number of words of each sentence.

    Examples
    --------
    >>> sentence_lengths("Je bakt brood. Je werkt 's nachts!")
    [3, 4]
    """
    return [len(part.split()) for part in _SENTENCE_END.split(text) if part.strip()]


def _ids(rows: Mapping[str, Sequence[tuple[Path, Mapping[str, Any]]]]) -> Iterator[str]:
    for name, found in rows.items():
        for id_, count in Counter(row["id"] for _, row in found).items():
            if count > 1:
                yield f"{name}: id {id_!r} occurs {count} times"
            if not _KEBAB.fullmatch(id_):
                yield f"{name}: id {id_!r} is not lower-case words with hyphens"


def _references(catalogue: Catalogue, rows: Sequence[tuple[Path, Mapping[str, Any]]]) -> Iterator[str]:
    sectors = {sector.code for sector in catalogue.vocabulary.sectors}
    conditions = {condition.code for condition in catalogue.vocabulary.conditions}
    for _, row in rows:
        where = f"occupation {row['id']}"
        if row["sector"] not in sectors:
            yield f"{where}: sector {row['sector']!r} does not exist"
        unknown = {
            "condition": set(row["conditions"]) - conditions,
            "gate": {g for key in ("gates", *GATE_LISTS) for g in row.get(key) or () if g not in catalogue.gates},
            "related occupation": {
                o for o in (*row["near"], *row["development"]) if catalogue.occupation_index(o) is None
            },
        }
        for what, missing in unknown.items():
            for code in sorted(missing):
                yield f"{where}: {what} {code!r} does not exist"
    for training in catalogue.trainings:
        for competence in training.competences:
            if catalogue.competence_index(competence) is None:
                yield f"training {training.id}: competence {competence!r} does not exist"
        for gate in training.gates:
            if gate not in catalogue.gates:
                yield f"training {training.id}: gate {gate!r} does not exist"


def _gates(catalogue: Catalogue, occupations: Mapping[str, Occupation]) -> Iterator[str]:
    """Gates that imply each other must stand, without a circle; an occupation must not say two things about one."""
    for gate in catalogue.gates.values():
        for item in gate.implies:
            if item.gate not in catalogue.gates:
                yield f"gate {gate.id}: implied gate {item.gate!r} does not exist"
            elif gate.id in implied(catalogue.gates, [item.gate]):
                yield f"gate {gate.id}: implies itself through {item.gate}"
            if not item.source:
                yield f"gate {gate.id}: no source for implying {item.gate}"
        if gate.formality and (gate.study_years or gate.common):
            yield f"gate {gate.id}: a formality asks no study and is arranged, not held"
    for occupation in occupations.values():
        own = set(occupation.gates or ())
        for id_ in sorted(own & {*occupation.gates_part}):
            yield f"occupation {occupation.id}: {id_} is asked already"
        for id_ in sorted(set(occupation.gates_not_proved) - own):
            yield f"occupation {occupation.id}: {id_} is not proved, but not asked either"


def _sizes(rows: Sequence[tuple[Path, Mapping[str, Any]]]) -> Iterator[str]:
    for _, row in rows:
        essential, useful = set(row["essential"]), set(row["useful"])
        counts = (
            ("essential competences", len(essential), ESSENTIAL),
            ("competences", len(essential | useful), ASKED),
            ("aliases", len(row["aliases"]), ALIASES),
        )
        for what, count, allowed in counts:
            if count not in allowed:
                yield f"occupation {row['id']}: {count} {what}; allowed are {allowed.start} to {allowed.stop - 1}"
        for id_ in sorted(essential & useful):
            yield f"occupation {row['id']}: {id_!r} is both essential and useful"


def _names(catalogue: Catalogue) -> Iterator[str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for i in range(catalogue.n_occupations):
        occupation = catalogue.occupation(i)
        missing = [code for code in LANGUAGES if not occupation.names.labels.get(code)]
        if missing:
            yield f"occupation {occupation.id}: no label in {', '.join(missing)}"
        for name in (occupation.names.label("nl"), *occupation.names.aliases.get("nl", ())):
            owners[name.lower()].add(occupation.id)
    for name, ids in owners.items():
        if len(ids) > 1:
            yield f"name {name!r} belongs to {', '.join(sorted(ids))}"
    labels = Counter(catalogue.competence(i).names.label("nl").lower() for i in range(catalogue.n_competences))
    for label, count in labels.items():
        if count > 1:
            yield f"competence label {label!r} occurs {count} times"


def _related(occupations: Mapping[str, Occupation]) -> Iterator[str]:
    for occupation in occupations.values():
        count = len(occupation.near) + len(occupation.development)
        if count not in RELATED:
            yield f"occupation {occupation.id}: {count} related occupations; allowed are 3 to 8"
        if occupation.id in (*occupation.near, *occupation.development):
            yield f"occupation {occupation.id}: related to itself"
        for other in sorted(set(occupation.near) & set(occupation.development)):
            yield f"occupation {occupation.id}: {other} is both near and development"
        for id_ in occupation.near:
            target = occupations.get(id_)
            if target is None or occupation.eqf is None or target.eqf is None:
                continue
            if target.eqf - occupation.eqf > NEAR_LEVELS:
                yield f"occupation {occupation.id}: {id_} is near but {target.eqf - occupation.eqf} levels higher"


def _readability(occupations: Mapping[str, Occupation]) -> Iterator[str]:
    lengths: list[int] = []
    for occupation in occupations.values():
        found = sentence_lengths(occupation.description or "")
        lengths += found
        if not found:
            yield f"occupation {occupation.id}: no description"
        elif max(found) > LONGEST_SENTENCE:
            yield f"occupation {occupation.id}: a sentence of {max(found)} words; at most {LONGEST_SENTENCE}"
    mean = sum(lengths) / max(len(lengths), 1)
    if mean > LONGEST_MEAN:
        yield f"descriptions have {mean:.1f} words a sentence; at most {LONGEST_MEAN}"


def _orphans(catalogue: Catalogue) -> Iterator[str]:
    used = Counter(catalogue.link_competence.tolist())
    for i in range(catalogue.n_competences):
        competence = catalogue.competence(i)
        if not used[i]:
            yield f"competence {competence.id}: no occupation asks it"
        elif used[i] == 1 and not competence.specialised:
            yield f"competence {competence.id}: one occupation asks it; share it, or mark it specialised"
        elif used[i] > 1 and competence.specialised:
            yield f"competence {competence.id}: specialised, but {used[i]} occupations ask it"
        if competence.kind is CompetenceKind.SOFT and not competence.definition:
            yield f"competence {competence.id}: soft, but without a definition"
        missing = [code for code in LANGUAGES if not competence.names.labels.get(code)]
        if missing:
            yield f"competence {competence.id}: no label in {', '.join(missing)}"


def _coverage(catalogue: Catalogue, occupations: Mapping[str, Occupation]) -> Iterator[str]:
    counts = (
        ("occupations", catalogue.n_occupations, OCCUPATIONS_LEAST),
        ("competences", catalogue.n_competences, COMPETENCES_LEAST),
        ("trainings", len(catalogue.trainings), TRAININGS_LEAST),
        ("groups of ISCO-08", len({o.isco08 for o in occupations.values()}), GROUPS_LEAST),
    )
    for what, count, least in counts:
        if count < least:
            yield f"{count} {what}; at least {least}"
    soft = sum(catalogue.competence(i).kind is CompetenceKind.SOFT for i in range(catalogue.n_competences))
    if soft > SOFT_MOST:
        yield f"{soft} soft competences; at most {SOFT_MOST}, or they tell nobody apart"
    for group in sorted(MAJOR_GROUPS - {(o.isco08 or "")[:1] for o in occupations.values()}):
        yield f"no occupation in major group {group} of ISCO-08"
    for code in sorted({s.code for s in catalogue.vocabulary.sectors} - {o.sector for o in occupations.values()}):
        yield f"no occupation in sector {code}"


def _wording(occupations: Mapping[str, Occupation]) -> Iterator[str]:
    for occupation in occupations.values():
        found = GENDERED.search(occupation.description or "")
        if found:
            yield f"occupation {occupation.id}: the description says {found.group()!r}; write to the reader"


def _interests(occupations: Mapping[str, Occupation]) -> Iterator[str]:
    """Figures must be there and must tell occupations of one family (two digits of ISCO-08) apart."""
    families: dict[str, Counter[tuple[float, ...]]] = defaultdict(Counter)
    for occupation in occupations.values():
        if occupation.interests is None:
            yield f"occupation {occupation.id}: no RIASEC figures"
        else:
            families[(occupation.isco08 or "")[:2]][occupation.interests.figures()] += 1
    for family, figures in families.items():
        if len(figures) == 1 and sum(figures.values()) > 1:
            yield f"family {family}: all {sum(figures.values())} occupations have the same RIASEC figures"
        elif max(figures.values()) > SAME_FIGURES:
            yield f"family {family}: {max(figures.values())} occupations have the same RIASEC figures"


def problems(folder: Path = builtin.FOLDER) -> list[str]:
    """Return everything that is wrong with the built-in catalogue; empty when all is well."""
    names = ("occupations.yaml", "competences.yaml", "gates.yaml", "trainings.yaml")
    rows = {name: builtin.raw_rows(name, folder) for name in names}
    found = list(_ids(rows))
    if found:
        return found
    catalogue = builtin.read(folder)
    occupations = {str(o.id): o for o in (catalogue.occupation(i) for i in range(catalogue.n_occupations))}
    checks = (
        _references(catalogue, rows["occupations.yaml"]),
        _gates(catalogue, occupations),
        _sizes(rows["occupations.yaml"]),
        _names(catalogue),
        _related(occupations),
        _readability(occupations),
        _orphans(catalogue),
        _coverage(catalogue, occupations),
        _wording(occupations),
        _interests(occupations),
    )
    return [problem for check in checks for problem in check]
