"""The record of Oriënt. What is kept of it is its list of occupations."""

from pydantic import Field

from api.orient import pages, routes
from api.orient.dependencies import suggest
from api.web.tool import Document, Keeps, KeptShape, Names, Said, Section, Text, Tool, Weighing
from models.plan.proposals import Finding
from models.wording import say, together

TOLD = 5
"""Occupations whose chance and reasons a coach is told."""


class _Label(KeptShape):
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
    reasons: list[_Reason] = Field(default=[], max_length=50)
    against: list[_Reason] = Field(default=[], max_length=50)


class _Interest(KeptShape):
    label: Text
    low: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)


class _Weighed(KeptShape):
    occupations: list[_Chance] = Field(max_length=100)
    interests: list[_Interest] = Field(default=[], max_length=50)


def _sure(document: Document) -> list[str]:
    found = _Weighed.model_validate(document)
    interests = [
        say("{label}: tussen {low:.0f} en {high:.0f} op 100", label=row.label, low=row.low, high=row.high)
        for row in found.interests
    ]
    return interests + [f"{row.occupation.label}: {row.chance}" for row in found.occupations[:TOLD] if row.chance]


def _answered(reason: _Reason) -> str:
    """Return what somebody answered to an activity or an occupation."""
    return f"{reason.text} ({reason.value_label.lower()})" if reason.value_label else reason.text


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


WEIGHING = Weighing(
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
        say("Als iemand een beroep niet kent: de test vraagt wat je graag doet, niet wat je kan of waar werk is."),
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
    keeps=Keeps(shape=_Result, says=_says, weighing=WEIGHING),
    suggests=suggest,
)
