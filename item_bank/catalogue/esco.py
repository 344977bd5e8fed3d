"""The official ESCO download as a catalogue: occupations, skills, their relations and ISCO groups in nl, en and fr.

Files as the European Commission names them: ``occupations_<language>.csv``, ``skills_<language>.csv``,
``occupationSkillRelations_<language>.csv``. Column subsets are read too (``aliases`` split by ``|`` instead of
``altLabels`` split by lines, ``skills_<language>_collections.csv``). Hidden labels are searched like aliases; a concept
whose ``status`` is not released is left out and counted. Without relations the catalogue has names only.

This service uses the ESCO classification of the European Commission.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from item_bank.catalogue import cells
from item_bank.catalogue.builtin import read_vocabulary
from item_bank.catalogue.interchange import MAX_FIELD, ImportReport, Progress, ignore_progress
from item_bank.catalogue.table import Catalogue, build
from item_bank.schema import (
    LANGUAGES,
    CatalogueError,
    Competence,
    CompetenceId,
    CompetenceKind,
    Language,
    Names,
    Occupation,
    OccupationId,
)

KINDS = {"knowledge": CompetenceKind.KNOWLEDGE, "skill/competence": CompetenceKind.SKILL}
"""ESCO's ``skillType``; attitudes are skills in ESCO and marked by their collection only."""

TRANSVERSAL = "transversal"
"""``reuseLevel`` (and collection) of skills that say how one works: soft ones here."""


LIVE = frozenset({"", "released", "published", "approved"})
"""``status`` of a concept that is in use; an obsolete or proposed one is left out."""

RELATIONS = {"essential": True, "optional": False}
"""``relationType`` in lower case, and whether it says that the skill is essential."""

_LINES = re.compile(r"[|\r\n]+")


def _key(uri: str) -> str:
    """Return the last part of an ESCO address, which is unique: ids stay short and usable in addresses."""
    return uri.rstrip("/").rsplit("/", 1)[-1]


def _rows(path: Path, required: tuple[str, ...], progress: Progress) -> Iterator[tuple[int, dict[str, str]]]:
    previous = csv.field_size_limit(MAX_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            reader.fieldnames = cells.header(reader.fieldnames or ())
            missing = [column for column in required if column not in reader.fieldnames]
            if missing:
                raise CatalogueError(f"{path}: column {missing[0]!r} is missing; found {reader.fieldnames}")
            for row in reader:
                more: object = row.pop(None, None)
                if (isinstance(more, list) and any(map(cells.bare, more))) or None in row.values():
                    raise CatalogueError(f"{path}, line {reader.line_num}: cut off, or a comma is not quoted")
                progress(path.name, reader.line_num)
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: not UTF-8 (byte {error.start})") from error
    except csv.Error as error:
        raise CatalogueError(f"{path}: not readable as CSV ({error})") from error
    finally:
        csv.field_size_limit(previous)


def _aliases(row: dict[str, str], label: str) -> tuple[str, ...]:
    texts = (row.get(column, "") for column in ("altLabels", "hiddenLabels", "aliases"))
    found = dict.fromkeys(name for text in texts for part in _LINES.split(text) if (name := cells.bare(part)))
    return tuple(alias for alias in found if alias != label)


class _Texts:
    """What one concept is called, gathered over the files of the languages."""

    def __init__(self) -> None:
        self.labels: dict[Language, str] = {}
        self.aliases: dict[Language, tuple[str, ...]] = {}
        self.facts: dict[str, str] = {}

    def add(self, language: Language, row: dict[str, str]) -> None:
        label = row["preferredLabel"].strip()
        self.labels[language] = label
        aliases = _aliases(row, label)
        if aliases:
            self.aliases[language] = aliases
        for key in ("iscoGroup", "description", "skillType", "reuseLevel", "collection"):
            if row.get(key):
                self.facts.setdefault(key, row[key].strip())

    def names(self) -> Names:
        return Names(labels=self.labels, aliases=self.aliases)


def _concepts(folder: Path, pattern: str, report: ImportReport, progress: Progress) -> dict[str, _Texts]:
    found: dict[str, _Texts] = {}
    for language in LANGUAGES:
        for path in sorted(folder.glob(pattern.format(language))):
            for line, row in _rows(path, ("conceptUri", "preferredLabel"), progress):
                if not row["conceptUri"].strip() or not row["preferredLabel"].strip():
                    report.leave_out(path.name, line, "row without address or label", row["conceptUri"])
                    continue
                status = row.get("status", "").strip().lower()
                if status not in LIVE:
                    report.leave_out(path.name, line, f"status is {status[:40]}", row["conceptUri"])
                    continue
                found.setdefault(row["conceptUri"].strip(), _Texts()).add(language, row)
    return found


def _occupation(uri: str, texts: _Texts, report: ImportReport) -> Occupation:
    group = texts.facts.get("iscoGroup", "")
    code = cells.isco08(group)
    if group and code is None:
        report.leave_out("occupations", 0, "iscoGroup not usable", f"{uri}: {group}")
    return Occupation(
        id=OccupationId(_key(uri)),
        names=texts.names(),
        description=texts.facts.get("description"),
        isco08=code,
        esco=uri,
    )


def _competence(uri: str, texts: _Texts) -> Competence:
    soft = TRANSVERSAL in (texts.facts.get("reuseLevel"), texts.facts.get("collection"))
    kind = KINDS.get(texts.facts.get("skillType", ""), CompetenceKind.SKILL)
    if soft and kind is CompetenceKind.SKILL:
        kind = CompetenceKind.SOFT
    return Competence(id=CompetenceId(_key(uri)), names=texts.names(), kind=kind)


def _links(
    folder: Path, occupations: dict[str, _Texts], skills: dict[str, _Texts], report: ImportReport, progress: Progress
) -> dict[OccupationId, dict[CompetenceId, bool]]:
    links: dict[OccupationId, dict[CompetenceId, bool]] = {}
    paths = sorted(folder.glob("occupationSkillRelations*.csv"))[:1]  # the same relations in each language
    for path in paths:
        for line, row in _rows(path, ("occupationUri", "relationType", "skillUri"), progress):
            occupation, skill = row["occupationUri"].strip(), row["skillUri"].strip()
            if occupation not in occupations:
                report.leave_out(path.name, line, "unknown occupationUri", occupation)
            elif skill not in skills:
                report.leave_out(path.name, line, "unknown skillUri", skill)
            else:
                of = links.setdefault(OccupationId(_key(occupation)), {})
                key = CompetenceId(_key(skill))
                kind = row["relationType"].strip().lower().rsplit("/", 1)[-1].rsplit("#", 1)[-1]
                if kind not in RELATIONS:
                    report.leave_out(path.name, line, "relationType not known, taken as optional", row["relationType"])
                of[key] = of.get(key, False) or RELATIONS.get(kind, False)
    return links


def read_esco(folder: Path, *, name: str, progress: Progress = ignore_progress) -> tuple[Catalogue, ImportReport]:
    """Read an ESCO download.

    Parameters
    ----------
    folder
        Folder with the CSV files; one language is enough, Dutch labels come first where there are several.
    name
        What to call the catalogue.

    Returns
    -------
    The catalogue, and what was left out of it; its warnings say so when there are no relations.

    Raises
    ------
    CatalogueError
        When there are no occupations or no skills, a column is missing, or a file is not UTF-8 or cut off.
    """
    report = ImportReport()
    occupations = _concepts(folder, "occupations_{}.csv", report, progress)
    skills = _concepts(folder, "skills_{}*.csv", report, progress)
    if not occupations or not skills:
        raise CatalogueError(
            f"{folder}: {len(occupations)} occupations and {len(skills)} skills; "
            "an ESCO download holds occupations_nl.csv and skills_nl.csv (or en, fr)"
        )
    links = _links(folder, occupations, skills, report, progress)
    if not links:
        report.warnings.append(
            f"{folder} holds no relations between occupations and skills (occupationSkillRelations_nl.csv): "
            "names can be searched, but Jobbereik cannot compare competences with this catalogue"
        )
    report.occupations, report.competences = len(occupations), len(skills)
    report.links = sum(map(len, links.values()))
    catalogue = build(
        name=name,
        occupations=[_occupation(uri, texts, report) for uri, texts in occupations.items()],
        competences=[_competence(uri, texts) for uri, texts in skills.items()],
        links=links,
        vocabulary=read_vocabulary(),
    )
    return catalogue, report
