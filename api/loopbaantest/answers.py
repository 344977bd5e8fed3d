"""What the Loopbaantest answers over HTTP."""

from api.loopbaantest import schemas, texts
from api.problems import ISSUES_SHOWN, Issue, ProblemError, pointer, shown
from item_bank.loopbaantest.schema import Item, ItemId, Link, Step, WorkStatus
from item_bank.schema import Language
from models.loopbaantest.engine import Loopbaantest
from models.loopbaantest.schema import Answers, Score, Standing, ThemeChange, ThemeResult

DIGITS = 2


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def items(test: Loopbaantest, language: Language, status: WorkStatus) -> schemas.ItemsOut:
    """Return the statements in a language, worded for a work status."""
    scale = [schemas.PointOut(value=value, label=names[language]) for value, names in test.bank.scale.items()]

    def out(item: Item) -> schemas.ItemOut:
        text = item.text(language, status)
        return schemas.ItemOut(id=item.id, theme=item.theme, text=text, scale=scale)

    return schemas.ItemsOut(
        bank_version=test.bank.version,
        language=language,
        work_status=status,
        period=test.bank.period[language],
        items=[out(item) for item in test.bank.items],
    )


def _refuse_version(test: Loopbaantest, version: str, *path: str) -> None:
    if test.bank.scores(version):
        return
    issue = Issue(
        location="body",
        pointer=pointer((*path, "bankVersion")),
        code="unknown-bank-version",
        detail=f"answers to another version are not scored; allowed is {test.bank.version!r}, as GET items gives it",
        value=shown(version),
    )
    raise ProblemError(422, "unknown-bank-version", f"bankVersion must be {test.bank.version!r}", issue)


def refuse_unknown(test: Loopbaantest, body: schemas.AnswersIn, *path: str) -> None:
    """Refuse answers to a statement that the bank does not have.

    Raises
    ------
    ProblemError
        422, with each unknown id.
    """
    known = {item.id for item in test.bank.items}
    detail = f"bank {test.bank.version} has no statement with this id; GET items gives the {len(known)} ids it has"
    issues = [
        Issue(
            location="body", pointer=pointer((*path, member, id_)), code="unknown-id", detail=detail, value=shown(id_)
        )
        for member, given in (("answers", body.answers), ("milliseconds", body.milliseconds or {}))
        for id_ in given
        if id_ not in known
    ]
    if issues:
        what = f"{len(issues)} of the ids are not in the bank; {len(body.answers)} answers to {len(known)} statements"
        raise ProblemError(422, "unknown-id", what, *issues[:ISSUES_SHOWN])


def to_answers(test: Loopbaantest, body: schemas.AnswersIn, *path: str) -> Answers:
    """Return a request as the engine knows it.

    Raises
    ------
    ProblemError
        422 for another version of the bank, or an id that it does not have.
    """
    _refuse_version(test, body.bank_version, *path)
    refuse_unknown(test, body, *path)
    return Answers(
        status=body.work_status,
        values={ItemId(id_): value for id_, value in body.answers.items()},
        milliseconds={ItemId(id_): time for id_, time in (body.milliseconds or {}).items()},
        satisfaction=body.work_satisfaction,
    )


def link(found: Link) -> schemas.LinkOut:
    """Return a link."""
    return schemas.LinkOut(
        id=found.id,
        label=found.label,
        url=found.address,
        external=found.external,
        added_on=found.added_on,
        verified_on=found.verified_on,
        source=found.source,
    )


def _step(found: Step) -> schemas.StepOut:
    return schemas.StepOut(id=found.id, text=found.text, link=link(found.link) if found.link else None)


def _standing(test: Loopbaantest, found: Standing) -> schemas.StandingOut:
    table = next(table for table in test.norms if table.id == found.norm_id)
    return schemas.StandingOut(
        norm_id=found.norm_id,
        percentile=round(found.percentile, 1),
        low=round(found.low, 1),
        high=round(found.high, 1),
        n=found.n,
        collected_from=table.collected_from,
        collected_until=table.collected_until,
        composition=table.composition,
    )


def _second(found: Score | None) -> schemas.SecondScoreOut | None:
    if found is None:
        return None
    return schemas.SecondScoreOut(
        score=round(found.value, DIGITS),
        low=round(found.low, DIGITS),
        high=round(found.high, DIGITS),
        standard_error=round(found.standard_error, DIGITS),
    )


def theme(test: Loopbaantest, row: ThemeResult, language: Language) -> schemas.ThemeOut:
    """Return one theme with its words."""
    words, score = test.bank.themes[row.theme], row.score
    return schemas.ThemeOut(
        theme=row.theme,
        label=words.label[language],
        score=_rounded(score.value if score else None),
        low=_rounded(score.low if score else None),
        high=_rounded(score.high if score else None),
        standard_error=_rounded(score.standard_error if score else None),
        band=row.band,
        band_text=test.bank.bands[row.band][language] if row.band else None,
        doubt_text=texts.doubt(test.bank, row, language),
        answered=row.answered,
        filled=row.filled,
        open_items=list(row.open_items),
        second_score=_second(row.graded),
        norms=[_standing(test, standing) for standing in row.standings],
        next_steps=[_step(step) for step in row.next_steps],
        links=[link(found) for found in words.links],
        coach_question=words.coach_question[language],
    )


def scored(test: Loopbaantest, answers: Answers, language: Language) -> schemas.ScoresOut:
    """Return six themes, the weakest when it passes its error, and what must be said."""
    result = test.score(answers)
    weakest = result.weakest
    return schemas.ScoresOut(
        bank_version=result.bank_version,
        model_version=test.parameters.version,
        measured_version=test.measured.version,
        themes=[theme(test, row, language) for row in result.themes],
        weakest_theme=schemas.WeakestOut(
            theme=weakest.theme,
            label=test.bank.themes[weakest.theme].label[language],
            difference=round(weakest.difference, DIGITS),
            error=round(weakest.error, DIGITS),
        )
        if weakest
        else None,
        notes=[
            schemas.NoteOut(code=note.code, text=texts.note(note.code, language), item_ids=list(note.items))
            for note in result.notes
        ],
    )


def scores(test: Loopbaantest, body: schemas.ScoresIn) -> schemas.ScoresOut:
    """Score a request; nothing of it is kept."""
    return scored(test, to_answers(test, body), body.language)


def _score(found: Score | None) -> schemas.ScoreOut | None:
    if found is None:
        return None
    low, high = round(found.low, DIGITS), round(found.high, DIGITS)
    return schemas.ScoreOut(score=round(found.value, DIGITS), low=low, high=high)


def change(test: Loopbaantest, row: ThemeChange, language: Language) -> schemas.ChangeOut:
    """Return one theme of a comparison with its words."""
    return schemas.ChangeOut(
        theme=row.theme,
        label=test.bank.themes[row.theme].label[language],
        before=_score(row.before),
        after=_score(row.after),
        difference=_rounded(row.difference),
        reliable_change_index=_rounded(row.index),
        change=row.change,
        change_text=texts.CHANGES[row.change][language],
    )


def compared(test: Loopbaantest, before: Answers, after: Answers, language: Language) -> schemas.ComparisonOut:
    """Return what changed between two tests."""
    return schemas.ComparisonOut(
        bank_version=test.bank.version,
        threshold=test.parameters.z,
        themes=[change(test, row, language) for row in test.compare(before, after)],
    )


def comparison(test: Loopbaantest, body: schemas.ComparisonIn) -> schemas.ComparisonOut:
    """Compare two requests; nothing of them is kept."""
    before, after = to_answers(test, body.before, "before"), to_answers(test, body.after, "after")
    return compared(test, before, after, body.language)
