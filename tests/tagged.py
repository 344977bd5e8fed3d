"""Reads a tagged PDF as somebody hears it: its pieces in order, each with the language that it is said to be in."""

import io
from itertools import groupby
from typing import Any

from pypdf import PdfReader


def _nearest(element: Any, language: str) -> str:
    """Return the language of an element of the structure, or of the nearest around it that has one."""
    while element is not None:
        element = element.get_object()
        if "/Lang" in element:
            return str(element["/Lang"])
        element = element.get("/P")
    return language


def _by_page(root: Any) -> dict[int, list[str]]:
    """Return the language of each numbered piece of a page, by the number that the structure knows the page by."""
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    elements = {int(page): parents.get_object() for page, parents in zip(numbers[::2], numbers[1::2], strict=True)}
    return {
        page: [_nearest(parent, str(root["/Lang"])) for parent in parents]
        for page, parents in elements.items()
        if isinstance(parents, list)
    }


def _on_page(page: Any, language: str, known: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    around = [language]

    def operator(name: bytes, operands: Any, *_: object) -> None:
        if name in (b"BDC", b"BMC"):
            told = operands[1] if name == b"BDC" and isinstance(operands[1], dict) else {}
            here = known[told["/MCID"]] if "/MCID" in told else around[-1]
            around.append(told["/Lang"].original_bytes.decode("ascii") if "/Lang" in told else here)
        elif name == b"EMC":
            around.pop()

    def text(piece: str, *_: object) -> None:
        if piece.strip():
            found.append((around[-1], piece))

    page.extract_text(visitor_operand_before=operator, visitor_text=text)
    return found


def spoken(pdf: bytes) -> list[tuple[str, str]]:
    """Return the text of a tagged PDF in order, as pieces of one language, each after that language."""
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    language, by_page = str(root["/Lang"]), _by_page(root)
    pieces = [
        row
        for page in reader.pages
        for row in _on_page(page, language, by_page.get(page.get("/StructParents", -1), []))
    ]
    grouped = groupby(pieces, key=lambda row: row[0])
    return [(language, " ".join("".join(text for _, text in rows).split())) for language, rows in grouped]
