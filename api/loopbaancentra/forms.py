"""The search form of the page: what was typed, what is wrong with it, and the query that it means."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from item_bank.loopbaancentra.codes import LABELS, Access, CareerTheme, SupportLanguage, TargetGroup, Way
from item_bank.postcodes.table import Place, postcodes
from models.loopbaancentra.query import Query, Wishes
from models.wording import say

RADII = (5, 10, 20, 50)
USUAL_RADIUS = 20
ANY = "0"
"""What the form sends when the distance does not matter."""

PER_PAGE = 20
PAGES_MAX = 200
TYPED_MAX = 100

LISTS: tuple[tuple[str, type[StrEnum], str], ...] = (
    ("hoe", Way, say("Hoe wil je praten?")),
    ("taal", SupportLanguage, say("In welke taal wil je er soms hulp bij?")),
    ("thema", CareerTheme, say("Waarover wil je praten?")),
    ("groep", TargetGroup, say("Wil je een centrum dat mensen zoals jij goed kent?")),
    ("toegang", Access, say("Wat heb je nodig om er te geraken of mee te kunnen?")),
)
"""Name of the field, its codes and its question."""

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed and chosen.

    Attributes
    ----------
    typed
        Place as it was typed.
    place
        What it was understood as; ``None`` when nothing or nothing known was typed.
    others
        Places that it may mean too.
    chosen
        Codes by name of the field.
    """

    typed: str = ""
    place: Place | None = None
    others: tuple[Place, ...] = ()
    radius: str = str(USUAL_RADIUS)
    chosen: dict[str, frozenset[StrEnum]] = field(default_factory=dict)
    evening: bool = False
    page: int = 1

    @property
    def problem(self) -> str:
        """Return what is wrong with the place, in Dutch; empty when nothing is."""
        if not self.typed or self.place:
            return ""
        return say(
            "We kennen geen plaats “{typed}” in België. Vul een postcode in van vier "
            "cijfers, zoals 9000, of de naam van een gemeente.",
            typed=self.typed,
        )

    @property
    def wished(self) -> bool:
        """Whether anything besides the place was wished."""
        return self.evening or any(self.chosen.values())

    def query(self) -> Query:
        """Return the search that it means."""
        return Query(
            place=self.place,
            radius_km=float(self.radius) if self.place and self.radius != ANY else None,
            wishes=Wishes(
                ways=_of(Way, self.chosen.get("hoe", ())),
                languages=_of(SupportLanguage, self.chosen.get("taal", ())),
                themes=_of(CareerTheme, self.chosen.get("thema", ())),
                target_groups=_of(TargetGroup, self.chosen.get("groep", ())),
                access=_of(Access, self.chosen.get("toegang", ())),
                evening=self.evening,
            ),
        )

    def address(self, *, page: int = 1, typed: str | None = None) -> str:
        """Return the address of this search, of another page of it or from another place."""
        pairs = [("plaats", self.typed if typed is None else typed), ("straal", self.radius)]
        pairs += [(name, str(code)) for name, codes in self.chosen.items() for code in sorted(codes)]
        pairs += [("avond", "ja")] if self.evening else []
        pairs += [("pagina", str(page))] if page > 1 else []
        return f"/loopbaancentra?{urlencode(pairs)}"


def _of(kind: type[Code], codes: Iterable[StrEnum]) -> frozenset[Code]:
    return frozenset(code for code in codes if isinstance(code, kind))


def _place(typed: str) -> tuple[Place | None, tuple[Place, ...]]:
    """Return the place that was meant, and others that it may be."""
    meant = postcodes().meant(typed)
    if not meant or any(sign.isdigit() for sign in typed):
        return (meant[0] if meant else None), ()
    return meant[0], tuple(place for place in postcodes().search(typed, limit=4) if place != meant[0])


def _page(text: str) -> int:
    return min(int(text), PAGES_MAX) if text.isdecimal() and text.isascii() and len(text) < 6 and int(text) > 0 else 1


def read(params: QueryParams) -> Draft:
    """Return what the address asks; what cannot be understood is left out, the place excepted."""
    typed = " ".join(params.get("plaats", "")[:TYPED_MAX].split())
    place, others = _place(typed) if typed else (None, ())
    radius = params.get("straal", "")
    chosen = {name: frozenset(code for code in kind if code in params.getlist(name)[:50]) for name, kind, _ in LISTS}
    return Draft(
        typed=typed,
        place=place,
        others=others,
        radius=radius if radius in (*map(str, RADII), ANY) else str(USUAL_RADIUS),
        chosen={name: codes for name, codes in chosen.items() if codes},
        evening=params.get("avond") == "ja",
        page=_page(params.get("pagina", "")),
    )


def groups(form: Draft) -> list[dict[str, object]]:
    """Return the lists of boxes of the form."""
    return [
        {
            "name": name,
            "question": question,
            "rows": [(str(code), LABELS[code], code in form.chosen.get(name, ())) for code in kind],
        }
        for name, kind, question in LISTS
    ]
