"""The record of Oriënt. What is kept of it is its list of occupations."""

from datetime import date
from math import hypot

from pydantic import Field

from api.orient import pages, routes, texts, views
from api.orient.dependencies import suggest
from api.web.tool import (
    Band,
    Document,
    Keeps,
    KeptRefusal,
    KeptShape,
    Named,
    Names,
    Said,
    Section,
    Text,
    Tool,
    Weighing,
)
from models.jobbereik.engine import Jobbereik
from models.plan.proposals import Finding
from models.wording import say, together

TOLD = 5
"""Occupations whose chance and reasons a coach is told."""

NAMED = 20
"""Occupations of a list that may meet those of other tools."""

Z80, Z90 = 1.2816, 1.645
"""Normal quantiles: of the 80 % band that kept interests carry, and of what may be called a difference."""


class _Label(KeptShape):
    id: Text = ""
    label: Text


class _Suggestion(KeptShape):
    occupation: _Label


class _Result(KeptShape):
    occupations: list[_Suggestion] = Field(max_length=100)


def _says(found: _Result, names: Names) -> Said:
    labels = [row.occupation.label for row in found.occupations]
    return labels, [Finding(tool="orient", kind="occupation", label=label) for label in labels]


class _Reason(KeptShape):
    text: Text
    value_label: Text = ""


class _Chance(_Suggestion):
    chance: Text = ""
    probability_top10: float | None = Field(default=None, ge=0, le=1)
    reasons: list[_Reason] = Field(default=[], max_length=50)
    against: list[_Reason] = Field(default=[], max_length=50)


class _Interest(KeptShape):
    label: Text
    value: float | None = Field(default=None, ge=0, le=100)
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)


class _Weighed(KeptShape):
    occupations: list[_Chance] = Field(max_length=100)
    interests: list[_Interest] = Field(default=[], max_length=50)


def _sure(document: Document) -> list[str]:
    found = _Weighed.model_validate(document)
    interests = [
        say("{label}: tussen {low:.0f} en {high:.0f} op 100", label=texts.again(row.label), low=row.low, high=row.high)
        for row in found.interests
    ]
    told = [(row.occupation.label, _chance(row)) for row in found.occupations[:TOLD]]
    return interests + [together([label, chance], ": ") for label, chance in told if chance]


def _chance(row: _Chance) -> str:
    """Return a chance in words that the person and others can read; as it was kept where no figure was."""
    return row.chance if row.probability_top10 is None else texts.chance(row.probability_top10, own=False)


def _answered(reason: _Reason) -> str:
    """Return what somebody answered to an activity or an occupation."""
    asked = texts.again(reason.text)
    answer = texts.again(reason.value_label).lower()
    return together([asked, together(["(", answer, ")"], "")], " ") if answer else asked


def _because(document: Document) -> list[str]:
    lines = []
    for row in _Weighed.model_validate(document).occupations[:TOLD]:
        told = [reason for reason in row.reasons if reason.text != row.occupation.label]
        reasons = [_answered(reason) for reason in told[:2]] + [
            say("maar {reason}", reason=_answered(reason)) for reason in row.against[:1]
        ]
        if reasons:
            lines.append(together([row.occupation.label, together(reasons, "; ")], ": "))
    return lines


def _occupations(engine: Jobbereik, document: Document, on: date) -> list[Named]:
    found = []
    for row in _Weighed.model_validate(document).occupations[:NAMED]:
        told = [_answered(reason) for reason in row.reasons if reason.text != row.occupation.label]
        because = together([text for text in (_chance(row), *told[:1]) if text], "; ")
        found.append(Named(id=row.occupation.id, label=row.occupation.label, because=because))
    return found


def _compared(before: Document, after: Document) -> list[str]:
    """Return the interests that differ more than their own doubt: the band holds eight in ten."""
    old = {row.label: row for row in _Weighed.model_validate(before).interests}
    said = []
    for row in _Weighed.model_validate(after).interests:
        first = old.get(row.label)
        if first is None or first.value is None or row.value is None:
            continue
        error = hypot(first.high - first.low, row.high - row.low) / (2 * Z80)
        if error and abs(row.value - first.value) > Z90 * error:
            said.append(
                say(
                    "{label}: {value} dan vorige keer",
                    label=texts.again(row.label),
                    value=say("sterker") if row.value > first.value else say("minder sterk"),
                )
            )
    return said


class _Bands(KeptShape):
    interests: list[Band] = Field(default=[], max_length=50)


def _bands(document: Document) -> list[Band]:
    rows = _Bands.model_validate(document).interests
    return [row.model_copy(update={"label": texts.again(row.label)}) for row in rows]


class _Refusals(KeptShape):
    hidden: list[KeptRefusal] = Field(default=[], max_length=200)


def _refused(document: Document) -> list[KeptRefusal]:
    return _Refusals.model_validate(document).hidden


WEIGHING = Weighing(
    tells=say("Dit zegt wat de persoon graag zou doen. Het zegt niet wat iemand kan of waar werk is."),
    compared=_compared,
    refused=_refused,
    bands=_bands,
    sure=_sure,
    because=_because,
    careful={
        "few-answers": say("Er zijn weinig antwoorden. Zie de lijst als een begin, en vraag wat er nog mist."),
        "flat-profile": say("Alle interesses liggen dicht bij elkaar. Vraag naar voorbeelden van een goede dag."),
        "contradictory-answers": say("Sommige antwoorden spreken elkaar tegen. Vraag wat de persoon voor zich zag."),
        "likes-nearly-everything": say("Bijna alles kreeg een hoog antwoord. Vraag wat eerst komt."),
        "likes-nearly-nothing": say("Bijna niets kreeg een hoog antwoord. Vraag eerst hoe het nu gaat."),
        "many-unknown": say("Vaak was het antwoord 'weet ik niet'. Die beroepen zijn misschien gewoon onbekend."),
        "few-families": say("De lijst komt uit weinig groepen van beroepen. Zoek samen ook daarbuiten."),
    },
    distrust=(
        say("Als de persoon snel klikte, moe was of hulp kreeg bij het antwoorden: dan meet de test iets anders."),
        say("Als iemand een beroep niet kent: de test vraagt wat iemand graag doet, niet wat die kan of waar werk is."),
    ),
    own=(
        say("Klikte je snel, was je moe of hielp iemand je bij het antwoorden? Dan meet de test iets anders."),
        say("Ken je een beroep niet? De test vraagt wat je graag doet, niet wat je kan of waar werk is."),
    ),
)


TOOL = Tool(
    name="orient",
    title=say("Oriënt"),
    section=Section.WANT,
    address="/orient",
    text=say("Zeg wat je graag doet. De test kiest zelf de volgende vraag en zoekt beroepen die je boeien."),
    time=say("Vanaf vijftien vragen, ongeveer vijf minuten"),
    often=(routes.replies, routes.router),  # answers come most often of all
    routers=(pages.router,),
    keeps=Keeps(
        shape=_Result,
        says=_says,
        weighing=WEIGHING,
        tells=say("Dit zegt wat je graag zou doen. Het zegt niet wat je kan of waar werk is."),
        page=views.kept,
        occupations=_occupations,
        onward=(
            ("/jobbereik", say("Jobbereik: wat kan ik nu al doen?")),
            ("/waarden/beroepen?bron=orient", say("Leg mijn waarden naast de lijst")),
        ),
    ),
    suggests=suggest,
)
