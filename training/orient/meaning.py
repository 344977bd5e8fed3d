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
    return f"{number(cell):.0%}".replace("%", " %")


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
        f"Met 20 gekozen vragen komt Oriënt dicht bij het resultaat van alle 48 vragen: {_dutch(engine, 3)}, waar 1 "
        f"helemaal gelijk is. De beste vaste vragen halen {_dutch(fixed, 3)}. {lead}"
    ).strip()


def lists(rows: Sequence[Row]) -> str:
    """Tell how much the list misses."""
    served = _row(rows, "zoals je het krijgt")
    found = _dutch(10 * number(served["juiste tien gevonden na 20"]), 1)
    return (
        f"Na 20 vragen mist de lijst nog {percent(served['deel van vaste volgorde'])} van wat ze mist bij een vaste "
        f"volgorde van vragen. Van je tien best passende beroepen staan er dan gemiddeld {found} in je eerste tien. De "
        "andere in je lijst passen gemiddeld wat minder goed dan wat er had kunnen staan."
    )


def chances(rows: Sequence[Row]) -> str:
    """Tell whether a stated chance is right."""
    off = 100 * number(_row(rows, "samen")["verschil"])
    return (
        "Zegt Oriënt bij een beroep dat de kans 30 % is? Dan hoort het in ongeveer 30 van de 100 gevallen echt bij de "
        f"tien beste. Gemiddeld zit zo'n kans er {_dutch(off, 1)} procentpunt naast."
    )


def exposure(rows: Sequence[Row]) -> str:
    """Tell how often items come up."""
    never = int(number(rows[0]["nooit getoond"]))
    unused = "Elke vraag komt aan de beurt." if not never else f"{never} vragen kwamen nooit aan de beurt."
    most = percent(rows[0]["meest getoonde vraag"])
    return f"De vraag die het vaakst gekozen wordt, krijgt {most} van de mensen. {unused}"


def careless(rows: Sequence[Row]) -> str:
    """Tell who hears that answers do not go together."""
    column = "gaan moeilijk samen, na 25"
    chance, honest = (percent(_row(rows, name)[column]) for name in ("alles op goed geluk", "zoals gegeven"))
    return (
        f"Wie alles op goed geluk invult, hoort na 25 vragen in {chance} van de sessies dat de antwoorden moeilijk "
        f"samengaan. Wie eerlijk antwoordt, hoort dat in {honest}."
    )


def bound(rows: Sequence[Row]) -> str:
    """Tell how much any test could find."""
    return f"Geen enkele test kan ze allemaal vinden: na 25 vragen hoogstens ongeveer {percent(rows[0]['na 25'])}."


def careful(rows: Sequence[Row]) -> str:
    """Tell how many real careful persons would be told so wrongly."""
    row = next(row for row in rows if row["vragen"] == 25)
    return (
        f"Van de zorgvuldige deelnemers zou {percent(row['zoals gegeven (vals alarm)'])} na 25 vragen ten onrechte "
        "horen dat de antwoorden moeilijk samengaan."
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
    right = percent(row["juist"])
    return f'"Nog ongeveer ... vragen" klopt in {right} van de gevallen. In het begin is dat aantal wel ruim.'


def personas(rows: Sequence[Row]) -> str:
    """Tell whether lists fit the invented persons."""
    absurd = int(number(rows[0]["met een absurd beroep"]))
    odd = (
        "Nergens stond een beroep in dat niemand verwacht."
        if not absurd
        else f"{absurd} lijsten hadden een vreemd beroep."
    )
    return f"In {percent(rows[0]['sterkste type herkend'])} van de sessies past de lijst bij het sterkste type. {odd}"


def differential(rows: Sequence[Row]) -> str:
    """Tell on how many items groups differ at the same interest."""
    told = [
        f"{int(number(row['matig']) + number(row['groot']))} van de {row['vragen']} ({row['groep']})" for row in rows
    ]
    return f"Bij enkele vragen hangt het antwoord ook van de groep af, los van de interesse: {' en '.join(told)}."


def genders(rows: Sequence[Row]) -> str:
    """Tell whether choosing questions makes the difference between women and men larger."""
    full, early = (abs(number(rows[0][name])) for name in ("d met alle antwoorden", "d na 20 gekozen antwoorden"))
    grows = "wordt daar groter door" if early > full else "wordt niet groter doordat Oriënt minder vragen stelt"
    return (
        "Vrouwen krijgen vaker beroepen met mensen, mannen vaker beroepen met dingen. Dat verschil zit al in de "
        f"antwoorden, en {grows}."
    )
