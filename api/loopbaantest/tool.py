"""The record of the Loopbaantest. What is kept of it is its six scores."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from api.loopbaantest import pages, routes, views
from api.web.tool import Band, Document, Keeps, KeptShape, Names, Said, Section, Text, Tool, Weighing
from item_bank.loopbaantest.bank import bank
from item_bank.loopbaantest.schema import Band as BandCode
from item_bank.loopbaantest.schema import Theme
from models.loopbaantest.comparison import change_of
from models.loopbaantest.parameters import parameters
from models.loopbaantest.schema import Change, Score
from models.plan.proposals import Finding
from models.wording import of_bank, say, together

Z = 1.645
"""Normal quantile of the 90 % band that kept scores carry."""

_CHANGES: Mapping[Change, str] = {Change.PROGRESS: say("vooruitgang"), Change.DECLINE: say("lager dan vorige keer")}


class _ThemeScore(KeptShape):
    theme: Text
    score: float | None = Field(default=None, ge=0, le=100)
    low: float | None = None
    high: float | None = None
    band: Text | None = None
    band_text: Text | None = None
    next_steps: list[Any] = Field(default=[], max_length=20)


class _Result(KeptShape):
    themes: list[_ThemeScore] = Field(min_length=1, max_length=6)


def _label(theme: str) -> str:
    """Return what the bank calls a theme; a theme that it has no more keeps its own word."""
    return of_bank(bank().themes[Theme(theme)].label) if theme in list(Theme) else theme


def _band(row: "_ThemeScore") -> str:
    """Return a band in words, as it was kept; empty where it is not told."""
    bands = bank().bands
    words = bands[BandCode(row.band)] if row.band in list(BandCode) else None
    return (
        of_bank(words)
        if words is not None and words["nl"] == row.band_text
        else row.band_text or row.band or say("score berekend")
    )


def _says(found: _Result, names: Names) -> Said:
    known = [theme for theme in found.themes if theme.score is not None]
    lines = [together([_label(theme.theme), _band(theme)], ": ") for theme in known]
    steps = []
    for theme in sorted(known, key=lambda row: row.score or 0.0):
        texts = [_step_text(step) for step in theme.next_steps]
        detail = say("Thema: {theme}.", theme=_label(theme.theme))
        steps += [Finding(tool="loopbaantest", kind="step", label=t, detail=detail) for t in texts[:1] if t]
    return lines, steps


def _step_text(step: object) -> str:
    """Return the words of a next step, which may be text itself; empty when it has none."""
    found = step.get("text") if isinstance(step, dict) else step
    return found if isinstance(found, str) else ""


def _changes(before: Document, after: Document) -> tuple[str, ...]:
    """Return the themes that changed more than their own doubt; the rest is said to be about the same."""
    old = {row.theme: row for row in _Result.model_validate(before).themes}
    said = []
    for row in _Result.model_validate(after).themes:
        first, second = _score(old.get(row.theme)), _score(row)
        if first is None or second is None:
            continue
        words = _CHANGES.get(change_of(first, second, parameters().z)[2])
        if words:
            said.append(together([_label(row.theme), words], ": "))
    return tuple(said) or (say("Ongeveer gelijk: geen verschil dat groter is dan de onzekerheid"),)


def _score(row: _ThemeScore | None) -> Score | None:
    if row is None or row.score is None or row.low is None or row.high is None:
        return None
    if not 0 <= row.low <= row.score <= row.high <= 100 or row.low == row.high:
        return None
    error = max(row.high - row.score, row.score - row.low) / Z  # the wider half: the other may be cut off at an end
    return Score(value=row.score, standard_error=error, low=row.low, high=row.high)


def _bands(document: Document) -> list[Band]:
    rows = _Result.model_validate(document).themes
    known = [(row, row.score, row.low, row.high) for row in rows]
    return [
        Band(label=row.theme, low=low, value=score, high=high).model_copy(update={"label": _label(row.theme)})
        for row, score, low, high in known
        if score is not None and low is not None and high is not None
    ]


def _same_bank(before: str | None, after: str | None) -> bool:
    return before == after or (bank().scores(before) and bank().scores(after))


class _Question(KeptShape):
    theme: Text
    coach_question: Text = ""


class _Questions(KeptShape):
    themes: list[_Question] = Field(max_length=6)


def _sure(document: Document) -> list[str]:
    """Return each score with its band: nine times in ten the score of the same person lies within."""
    rows = _Result.model_validate(document).themes
    known = [(row, row.score, row.low, row.high) for row in rows]
    return [
        say(
            "{theme}: {score:.0f} op 100, wellicht tussen {low:.0f} en {high:.0f}",
            theme=_label(row.theme),
            score=score,
            low=low,
            high=high,
        )
        for row, score, low, high in known
        if score is not None and low is not None and high is not None
    ]


def _question(row: _Question) -> str:
    words = bank().themes[Theme(row.theme)].coach_question if row.theme in list(Theme) else None
    return of_bank(words) if words is not None and words["nl"] == row.coach_question else row.coach_question


def _because(document: Document) -> list[str]:
    rows = _Questions.model_validate(document).themes
    return [
        say("Vraag bij {theme}: {coach_question}", theme=_label(row.theme), coach_question=_question(row))
        for row in rows
        if row.coach_question
    ]


WEIGHING = Weighing(
    tells=say("Dit zegt hoe de persoon het eigen gedrag van drie maanden zag. Het zegt niet wat iemand kan."),
    compared=_changes,
    same_bank=_same_bank,
    bands=_bands,
    sure=_sure,
    because=_because,
    careful={
        "answered-fast": say("De zinnen kregen snel een antwoord. Vraag of de persoon de tijd en de rust had."),
        "answers-contradict": say("Sommige antwoorden spreken elkaar tegen. Lees die zinnen samen nog eens."),
        "unusual-pattern": say("Het patroon van antwoorden is ongewoon. Vraag rustig wat de zinnen opriepen."),
        "same-answer": say("Bijna overal staat hetzelfde antwoord. De verschillen tussen thema's zeggen dan weinig."),
        "themes-open": say("Niet elk thema is ingevuld. Wat ontbreekt, is niet laag: we weten het niet."),
        "no-norms": say("Er is nog geen vergelijking met andere mensen. Lees de scores alleen naast elkaar."),
    },
    distrust=(
        say("Vlak na een ontslag, een conflict of een ziekte: de zinnen meten dan die week mee."),
        say("Een verschil dat kleiner is dan de grenzen van de score, is geen verschil."),
    ),
)


TOOL = Tool(
    name="loopbaantest",
    title=say("Loopbaantest"),
    section=Section.STAND,
    address="/loopbaantest",
    text=say("Dertig zinnen over zes thema's. Je ziet waar je sterk staat en wat een volgende stap kan zijn."),
    time=say("Ongeveer zes minuten"),
    routers=(routes.router, pages.router),
    keeps=Keeps(
        shape=_Result,
        says=_says,
        weighing=WEIGHING,
        changes=_changes,
        tells=say("Dit zegt hoe jij je gedrag van drie maanden zag. Het zegt niet wat je kan."),
        page=views.kept,
        onward=(
            ("/mijn-plan", say("Neem een stap over in mijn plan")),
            ("/netwerk", say("Jouw netwerk: wie helpt je?")),
        ),
    ),
)
