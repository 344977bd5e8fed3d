"""The figures in ``verantwoording.md``: counted in the bank, computed from the parameters, tried on made-up persons.

``python -m training loopbaantest verantwoording`` puts them between the two marks; a test checks that they are there.
"""

import tempfile
from math import sqrt
from pathlib import Path

import numpy as np

from item_bank.loopbaantest import bank as banks
from item_bank.loopbaantest.schema import Bank, WorkStatus
from item_bank.manifest import write_text_durably
from item_bank.schema import LANGUAGES
from models.loopbaantest import careless
from models.loopbaantest.parameters import parameters
from models.loopbaantest.schema import Answers
from training.loopbaantest import answers, simulate
from training.loopbaantest.analysis import Analysis, analyse
from training.tables import InputError

DOCUMENT = banks.FOLDER / "verantwoording.md"
BEGIN, END = "<!-- cijfers: begin -->", "<!-- cijfers: einde -->"
PERSONS, SEED = 1_000, 20_261_125


def _counted(bank: Bank) -> list[str]:
    lines = [
        "### Geteld in de bank",
        "",
        "| Taal | Uitspraken | Woorden gemiddeld | Woorden meest |",
        "|---|---|---|---|",
    ]
    for language in LANGUAGES:
        lengths = [len(item.text(language, status).split()) for item in bank.items for status in WorkStatus]
        mean = sum(lengths) / len(lengths)
        lines.append(f"| {language} | {len(bank.items)} | {mean:.1f} | {max(lengths)} |")
    reverse = sum(item.reverse for item in bank.items)
    variants = sum(len(item.texts) > 1 for item in bank.items)
    lines += [
        "",
        f"{reverse} uitspraken zijn omgekeerd gesteld, 1 per thema. {variants} hebben een andere tekst naar"
        " werksituatie.",
    ]
    return lines


def _computed() -> list[str]:
    found = parameters()
    lines = [
        "### Berekend uit de aannames",
        "",
        "| Antwoorden per thema | Standaardfout (0-100) | Halve breedte van de band van 90 % |",
        "|---|---|---|",
    ]
    for n in (5, 4, 3):
        error = found.item_error * 25 / sqrt(n)
        lines.append(f"| {n} | {error:.1f} | {found.z * error:.1f} |")
    gap = found.z * sqrt(2) * found.item_error * 25 / sqrt(5)
    lines += [
        "",
        f"Twee volledige scores verschillen pas als het verschil groter is dan {gap:.1f} punten van 100. Dat geldt"
        " voor het zwakste thema en voor vooruitgang bij een tweede afname.",
    ]
    return lines


def _tried(found: Analysis) -> list[str]:
    lines = [
        "### Geprobeerd op gesimuleerde mensen",
        "",
        f"{found.n} verzonnen mensen, {found.complete} zonder open vraag (zaad {SEED}). Deze cijfers tonen dat de"
        " berekening werkt. Ze zeggen niets over echte mensen.",
        "",
        "| Thema | n | alfa | omega | Fout van een antwoord |",
        "|---|---|---|---|---|",
        *(
            f"| {theme} | {row.n} | {row.alpha:.2f} | {row.omega:.2f} | {row.error:.2f} |"
            for theme, row in found.reliability.items()
        ),
        "",
        "| Model | CFI | RMSEA | SRMR |",
        "|---|---|---|---|",
    ]
    for name, fit in (("zes thema's", found.six), ("een factor", found.one)):
        lines.append(f"| {name} | {fit.cfi:.2f} | {fit.rmsea:.2f} | {fit.srmr:.2f} |")
    large = sorted({row.item for row in found.dif if row.dif.size == "CC" and row.group == "group"})
    lines += [
        "",
        f"In deze simulatie werkt uitspraak {simulate.DIF_ITEM} met opzet anders voor een groep. Gevonden met grote"
        f" DIF: {', '.join(large) or 'geen'}.",
    ]
    return lines


def _noted(bank: Bank) -> list[str]:
    rng = np.random.default_rng(SEED)
    ids = [item.id for item in bank.items]
    careful = [
        {id_: int(row[id_]) if row[id_] else None for id_ in ids}
        for row in simulate.respondents(bank, PERSONS, SEED + 1)
    ]
    chance = [{id_: int(rng.integers(1, 6)) for id_ in ids} for _ in range(PERSONS)]
    half = [row | {id_: int(rng.integers(1, 6)) for id_ in ids[15:]} for row in careful]
    lines = [
        "Slordige antwoorden: hoeveel van de verzonnen mensen een zachte opmerking krijgen over hun antwoorden, zonder"
        " antwoordtijden.",
        "",
        "| Verzonnen mensen | Met opmerking |",
        "|---|---|",
    ]
    for name, rows in (("zorgvuldig", careful), ("tweede helft op goed geluk", half), ("alles op goed geluk", chance)):
        people = [Answers(status=WorkStatus.WORKING, values=row) for row in rows]
        noted = sum(bool(careless.notes(bank.items, person, parameters(), {})) for person in people)
        lines.append(f"| {name} | {round(100 * noted / len(people))} op 100 |")
    return lines


def figures(bank: Bank) -> str:
    """Return the figures as text in Dutch."""
    groups = ("workStatus", "language", "group")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "simulated.csv"
        answers.write(path, bank, simulate.respondents(bank, PERSONS, SEED))
        found = analyse(answers.read(path, bank, groups), groups)
    return "\n".join([*_counted(bank), "", *_computed(), "", *_tried(found), "", *_noted(bank)])


def put_into(document: Path, text: str) -> bool:
    """Put figures between the marks; return whether anything changed.

    Raises
    ------
    InputError
        When a mark is missing.
    """
    old = document.read_text(encoding="utf-8")
    start, mark, rest = old.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not mark or not end:
        raise InputError(f"{document}: the marks {BEGIN} and {END} are missing")
    new = f"{start}{BEGIN}\n\n{text}\n\n{END}{tail}"
    if new != old:
        write_text_durably(document, new)
    return new != old
