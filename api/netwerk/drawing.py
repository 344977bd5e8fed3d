"""The ecogram as a drawing: one SVG on the page and in files; PNG and tagged PDF set by typst with a list beside it."""

from datetime import date
from typing import Any, Literal

from fastapi import Response
from markupsafe import Markup

from api.netwerk.texts import words
from api.web import typst
from api.web.days import dutch_day
from api.web.languages import DUTCH, Language
from api.web.rendering import template
from models.netwerk.labels import labels
from models.netwerk.layout import RADII, SIZE, node_radius, ordered, places
from models.netwerk.schema import Category, Network
from models.wording import say, say_counted, speaker, speaking, together

Format = Literal["svg", "png", "pdf"]

NAMES_MOST = 24
"""People up to which their aliases stand in the drawing; above it numbers do, which the list explains."""

LONGEST = 18
"""Letters of an alias in the drawing."""

FEW = 8
"""People up to which names are larger."""

CROWDED = 9.0
"""Radius of a circle in which a number of two digits has no room any more at a size that is read on a phone."""

MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

SHAPES = {category: i for i, category in enumerate(Category)}
"""Each category has its own pattern of stroke and fill, so that colour alone says nothing."""


def svg(network: Network) -> Markup:
    """Return the drawing; the same network gives the same drawing."""
    found = places(network)
    spots = {place.person.id: place for place in found}
    ties = [(spots[tie.first], spots[tie.second]) for tie in network.ties]
    node, letters = node_radius(found), 21 if len(found) <= FEW else 17
    named = found if len(found) <= NAMES_MOST else ()
    speaks = speaker()
    names = [_short(place.person.alias) for place in named]
    context = {
        "size": SIZE,
        "radii": RADII,
        "node": node,
        "letters": letters,
        "digits": 17 if node > CROWDED else 9,
        "places": found,
        "names": list(zip(labels(named, names, ties, node=node, size=letters), names, strict=True)),
        "ties": ties,
        "shapes": SHAPES,
        "title": title(network),
        "tag": DUTCH.code if speaks is None else speaks.code,
        "me": say("ik"),
    }
    return Markup(template("netwerk/ecogram.svg").render(context))  # noqa: S704 - our own template, which escapes


def _short(alias: str) -> str:
    return alias if len(alias) <= LONGEST else alias[: LONGEST - 1].rstrip() + "…"


def title(network: Network) -> str:
    """Return what the drawing shows in one sentence, for who cannot see it."""
    bank, n = words(), len(network.people)
    counts = {ring: sum(person.ring == ring for person in network.people) for ring in RADII}
    rings = together([together([str(count), bank.rings[ring]], " ") for ring, count in counts.items() if count])
    if not n:
        return say("Een tekening van je netwerk. Er staat nog niemand in.")
    people = say_counted("{count} persoon", "{count} mensen", n)
    return say(
        "Een tekening van je netwerk met {people} rond jou: {rings}. De lijst ernaast zegt hetzelfde.",
        people=people,
        rings=rings,
    )


def rows(network: Network, sectors: dict[str, str]) -> list[dict[str, Any]]:
    """Return the list that says the same as the drawing, in the order of its numbers."""
    bank = words()
    found = []
    for number, person in enumerate(ordered(network), start=1):
        found.append(
            {
                "number": number,
                "id": person.id,
                "alias": person.alias,
                "category": bank.categories[person.category],
                "ring": bank.rings[person.ring],
                "strength": bank.strengths[person.strength],
                "direction": bank.directions[person.direction],
                "supports": [label for code, label in bank.supports.items() if code in person.supports],
                "fields": [sectors.get(code, code) for code in person.fields],
                "knowledge": person.knowledge,
                "skills": person.skills,
                "helps": [label for code, label in bank.helps.items() if code in person.can_help],
                "asked": bank.asked[person.asked],
                "asked_what": person.asked_what,
                "asked_on": dutch_day(person.asked_on) if person.asked_on else "",
                "next_step": person.next_step,
                "share": person.share,
            }
        )
    return found


def _content(network: Network, sectors: dict[str, str], kind: Format, on: date) -> dict[str, Any]:
    told = {"goal": network.goal, "rows": rows(network, sectors)}
    return (told if speaker() is None else typst.marked(told)) | {
        "drawing": str(svg(network)),
        "title": title(network),
        "made": say("Gemaakt op {day}", day=dutch_day(on)),
        "image": kind == "png",
    }


async def file(
    network: Network, sectors: dict[str, str], kind: Format, *, on: date, language: Language = DUTCH
) -> Response:
    """Return the drawing as a file to keep, with our words in a language."""
    headers = {"Content-Disposition": f'attachment; filename="mijn-netwerk.{kind}"'}
    if kind == "svg":
        with speaking(language.speaker):
            drawn = str(svg(network))
        return Response(typst.printable(drawn), media_type=MEDIA[kind], headers=headers)
    with speaking(language.speaker):
        content = _content(network, sectors, kind, on)
    made = await (typst.pdf if kind == "pdf" else typst.png)("ecogram", content, on=on, language=language)
    return Response(made, media_type=MEDIA[kind], headers=headers)
