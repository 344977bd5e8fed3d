"""What a table of the report means, in one or two plain sentences for a citizen; made from the figures of the table.

Figures are rounded here and only here; the table beside it has them in full.
"""

import re
from collections.abc import Sequence

Row = dict[str, str | float]

SMALL_LEAD = 0.01
"""A lead in correlation below which it is called small."""


def number(cell: str | float) -> float:
    """Return the first number of a cell, which may have its interval behind it.

    Examples
    --------
    >>> number("0.946 (0.943-0.949)")
    0.946
    """
    found = re.search(r"-?\d+(\.\d+)?", str(cell))
    return float(found.group()) if found else 0.0


def percent(cell: str | float) -> str:
    """Return a share of 0 to 1 as a whole percentage.

    Examples
    --------
    >>> percent("0.113")
    '11 %'
    """
    return f"{hundredths(cell)} %"


def hundredths(cell: str | float) -> int:
    """Return of how many in a hundred a share of 0 to 1 is.

    Examples
    --------
    >>> hundredths("0.113")
    11
    """
    return round(100 * number(cell))


def _dutch(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _row(rows: Sequence[Row], first: str) -> Row:
    return next(row for row in rows if next(iter(row.values())) == first)


def scales(rows: Sequence[Row]) -> str:
    """Tell how near chosen questions come to the full scales."""
    engine = number(_row(rows, "Oriënt, de motor zelf")["na 20"])
    fixed = number(_row(rows, "beste vaste vragen, lineair")["na 20"])
    lead = "Die voorsprong is klein." if 0 <= engine - fixed < SMALL_LEAD else ""
    return (
        "Met 20 gekozen vragen zegt Oriënt bijna hetzelfde als met alle 48. Op een maat van 0 (niets gemeen) tot 1 "
        f"(helemaal gelijk) is dat {_dutch(engine, 3)}. Met de 20 beste vaste vragen is het {_dutch(fixed, 3)}. {lead}"
    ).strip()


def lists(rows: Sequence[Row]) -> str:
    """Tell how much the list misses."""
    served = _row(rows, "zoals je het krijgt")
    found = _dutch(10 * number(served["juiste tien gevonden na 20"]), 1)
    return (
        f"Van de tien beroepen die het best bij je passen, staan er na 20 vragen gemiddeld {found} in je eerste tien. "
        "De andere op je lijst passen gemiddeld wat minder goed dan wat er had kunnen staan. Wat de lijst daardoor "
        f"mist, is {percent(served['deel van vaste volgorde'])} van wat ze mist als iedereen dezelfde vragen krijgt."
    )


def chances(rows: Sequence[Row]) -> str:
    """Tell whether a stated chance is right."""
    off = 100 * number(_row(rows, "samen")["verschil"])
    return (
        "Zegt Oriënt bij een beroep dat de kans 3 op 10 is? Dan hoort het in ongeveer 30 van de 100 gevallen echt bij "
        f"de tien beste. Gemiddeld zit zo'n kans er {_dutch(off, 1)} op 100 naast."
    )


def exposure(rows: Sequence[Row]) -> str:
    """Tell how often items come up."""
    never = int(number(rows[0]["nooit getoond"]))
    unused = "Elke vraag komt aan de beurt." if not never else f"{never} vragen kwamen nooit aan de beurt."
    most = hundredths(rows[0]["meest getoonde vraag"])
    return (
        "De eerste tien vragen zijn voor iedereen gelijk, daarna kiest Oriënt. De vraag die het vaakst gekozen wordt, "
        f"krijgen {most} van de 100 mensen. {unused}"
    )


def careless(rows: Sequence[Row]) -> str:
    """Tell who hears that answers do not go together."""
    column = "gaan moeilijk samen, na 25"
    chance, honest = (hundredths(_row(rows, name)[column]) for name in ("alles op goed geluk", "zoals gegeven"))
    return (
        f"Van 100 mensen die alles zomaar invullen, lezen er na 25 vragen {chance} dat hun antwoorden moeilijk "
        f"samengaan. Van 100 mensen die eerlijk antwoorden, lezen er {honest} dat."
    )


def bound(rows: Sequence[Row]) -> str:
    """Tell how much any test could find."""
    most = hundredths(rows[0]["na 25"])
    return (
        f"Nee. Van 100 mensen die alles zomaar invullen, kan een test er na 25 vragen hoogstens {most} vinden, "
        "als hij bij hoogstens 5 van de 100 eerlijke mensen onterecht iets zegt."
    )


def careful(rows: Sequence[Row]) -> str:
    """Tell how many real careful persons would be told so wrongly."""
    row = next(row for row in rows if row["vragen"] == 25)
    wrongly = hundredths(row["zoals gegeven (vals alarm)"])
    return (
        f"Van 100 mensen die met zorg antwoordden, zouden er {wrongly} na 25 vragen onterecht "
        "lezen dat hun antwoorden moeilijk samengaan."
    )


def stopping(rows: Sequence[Row]) -> str:
    """Tell when a stop is proposed."""
    row = _row(rows, "antwoordt altijd")
    return (
        f"Bij de helft van de mensen stelt Oriënt voor om te stoppen tussen vraag {row['helft stopt tussen']}. Wie "
        "doorgaat tot vraag 40, krijgt een lijst die nog iets beter past."
    )


def ranges(rows: Sequence[Row]) -> str:
    """Tell whether the number of questions that remain is right."""
    row = _row(rows, "antwoordt altijd")
    right = hundredths(row["juist"])
    return f"“Nog ongeveer ... vragen” klopt {right} van de 100 keer. In het begin is het wel een ruime schatting."


def personas(rows: Sequence[Row]) -> str:
    """Tell whether lists fit the invented persons."""
    absurd = int(number(rows[0]["met een absurd beroep"]))
    odd = (
        "Nergens stond een beroep in dat niemand verwacht."
        if not absurd
        else f"{absurd} lijsten hadden een vreemd beroep."
    )
    right = hundredths(rows[0]["sterkste type herkend"])
    return f"In {right} van de 100 keer past de lijst bij het soort werk dat zo iemand het liefst doet. {odd}"


def differential(rows: Sequence[Row]) -> str:
    """Tell on how many items groups differ at the same interest."""
    told = [
        f"{int(number(row['matig']) + number(row['groot']))} van de {row['vragen']} ({row['groep']})" for row in rows
    ]
    return f"Bij enkele vragen antwoorden groepen anders, ook als ze het werk even graag doen: {' en '.join(told)}."


def genders(rows: Sequence[Row]) -> str:
    """Tell whether choosing questions makes the difference between women and men larger."""
    full, early = (abs(number(rows[0][name])) for name in ("d met alle antwoorden", "d na 20 gekozen antwoorden"))
    grows = "wordt daar groter door" if early > full else "wordt niet groter doordat Oriënt minder vragen stelt"
    return (
        "Vrouwen krijgen vaker beroepen met mensen, mannen vaker beroepen met dingen. Dat verschil zit al in de "
        f"antwoorden, en {grows}."
    )
