"""Printable review sheets: one page of HTML for each occupation, in Dutch, for an expert with a pen."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from rich.console import Console
from rich.progress import track

from item_bank.catalogue.table import Catalogue
from item_bank.schema import CatalogueError, Occupation

STYLE = """
body { font: 11pt/1.4 system-ui, sans-serif; max-width: 19cm; margin: 1cm auto; }
h1 { font-size: 16pt; margin: 0 0 .2cm; } h2 { font-size: 12pt; margin: .5cm 0 .1cm; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid #888; padding: .08cm .2cm; text-align: left; }
td.box { width: 1.4cm; } tr { break-inside: avoid; } .line { border-bottom: 1px solid #888; height: .8cm; }
"""

QUESTIONS = (
    "Klopt de beschrijving?",
    "Klopt wat de wet vraagt, vandaag, in Vlaanderen?",
    "Klopt het niveau?",
    "Welke competentie ontbreekt of is fout?",
    "Naar welk beroep stappen mensen in het echt over?",
    "Welke naam gebruiken mensen nog voor dit werk?",
)


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _labels(catalogue: Catalogue, ids: tuple[str, ...]) -> str:
    positions = (catalogue.occupation_index(id_) for id_ in ids)
    return ", ".join(catalogue.occupation(p).names.label("nl") for p in positions if p is not None) or "geen"


def _facts(catalogue: Catalogue, row: Occupation) -> list[tuple[str, ...]]:
    gates = "weten we niet" if row.gates is None else ", ".join(catalogue.gates[g].label for g in row.gates) or "geen"
    conditions = [f"{c.label.lower()}: {row.conditions.get(c.code, '?')}" for c in catalogue.vocabulary.conditions]
    return [
        ("Ook genoemd", ", ".join(row.names.aliases.get("nl", ()))),
        ("ISCO-08 / EQF / sector / Nederlands", f"{row.isco08} / {row.eqf} / {row.sector} / {row.language}"),
        ("Wettelijk nodig", gates),
        ("Omstandigheden", ", ".join(conditions)),
        ("Binnen bereik", _labels(catalogue, row.near)),
        ("Met opleiding", _labels(catalogue, row.development)),
    ]


def sheet(catalogue: Catalogue, position: int) -> str:
    """Return the review sheet of one occupation as a page of HTML."""
    row = catalogue.occupation(position)
    label = escape(row.names.label("nl"))
    competences = [
        (competence.names.label("nl"), "nodig" if essential else "nuttig", "", "")
        for competence, essential in catalogue.competences_of(position)
    ]
    asked = "".join(
        f"<h2>{escape(question)}</h2><div class=line></div><div class=line></div>" for question in QUESTIONS
    )
    return (
        f"<!doctype html><html lang=nl><meta charset=utf-8><title>{label}</title><style>{STYLE}</style>"
        f"<h1>Nazicht: {label}</h1><p>{escape(row.description or '')}</p>"
        f"<p>{escape(row.id)} · {escape(catalogue.version)} · nagezien door: ____________ op: ____________</p>"
        f"{_table(('Wat', 'Nu'), _facts(catalogue, row))}"
        f"<h2>Competenties</h2>{_table(('Competentie', 'Nu', 'Klopt', 'Hoort hier niet'), competences)}{asked}</html>"
    )


def write_sheets(catalogue: Catalogue, folder: Path, only: list[str], console: Console) -> int:
    """Write the sheets of all occupations, or of some.

    Returns
    -------
    How many were written.

    Raises
    ------
    CatalogueError
        When an occupation does not exist.
    """
    unknown = [id_ for id_ in only if catalogue.occupation_index(id_) is None]
    if unknown:
        raise CatalogueError(f"occupation {unknown[0]!r} does not exist")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [i for i in range(catalogue.n_occupations) if not only or catalogue.occupation(i).id in only]
    for i in track(wanted, description="Writing", console=console):
        (folder / f"{catalogue.occupation(i).id}.html").write_text(sheet(catalogue, i), encoding="utf-8")
    return len(wanted)
