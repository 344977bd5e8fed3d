"""From the engine's types to the members of JSON; texts in the language of the session."""

from functools import lru_cache
from typing import cast

from api.orient import texts
from api.orient.log import Log
from api.orient.schemas import (
    AnswerOut,
    FinishedNext,
    HiddenOut,
    HideReason,
    InterestOut,
    ItemNext,
    ItemOut,
    LevelOut,
    NoteOut,
    OccupationAsked,
    OccupationNext,
    OccupationShort,
    ProgressOut,
    RatingOut,
    ReasonOut,
    ResultOut,
    SessionOut,
    StepOut,
    SuggestionOut,
)
from api.sessions.opened import Opened
from item_bank.orient.bank import VALUES, Bank, Item
from item_bank.schema import LANGUAGES, Language, Occupation
from models.orient.engine import Orient
from models.orient.schema import Progress, Question, Result, Suggestion, Weight


def language_of(code: str) -> Language:
    """Return a language of the bank; Dutch when a session has another one."""
    return next((known for known in LANGUAGES if known == code), "nl")


@lru_cache(maxsize=8)
def scale(bank: Bank, language: str) -> list[LevelOut]:
    """Return the five values with their words; the same list each time, since every question carries it."""
    code = language_of(language)
    return [LevelOut(value=value, label=words[code]) for value, words in zip(VALUES, bank.scale, strict=True)]


def item(bank: Bank, found: Item, language: str) -> ItemOut:
    """Return an activity as it is asked."""
    code = language_of(language)
    return ItemOut(
        id=found.id,
        text=found.texts[code],
        type=found.type,
        basic_interest=found.basic_interest,
        question=bank.question[code],
        scale=scale(bank, language),
        unknown_label=bank.unknown[code],
    )


def occupation(found: Occupation, language: str) -> OccupationShort:
    """Return an occupation in short."""
    label = found.names.label(language_of(language))
    return OccupationShort(id=found.id, label=label, isco08=found.isco08, eqf_level=found.eqf)


def _asked(bank: Bank, found: Occupation, language: str) -> OccupationAsked:
    short = occupation(found, language)
    return OccupationAsked(
        id=short.id,
        label=short.label,
        isco08=short.isco08,
        eqf_level=short.eqf_level,
        description=found.description,
        scale=scale(bank, language),
        unknown_label=RATING_UNKNOWN[language_of(language)],
    )


RATING_UNKNOWN: dict[Language, str] = {
    "nl": "Ken ik niet",
    "en": "I don't know this occupation",
    "fr": "Je ne connais pas",
}


def progress(found: Progress) -> ProgressOut:
    """Return how far a session is."""
    return ProgressOut(
        answered=found.answered,
        remaining_low=found.remaining_low,
        remaining_high=found.remaining_high,
        may_stop=found.may_stop,
        propose_stop=found.propose_stop,
    )


def step(engine: Orient, question: Question, far: Progress, language: str, version: int) -> StepOut:
    """Return the next question and how far the session is."""
    follows: ItemNext | OccupationNext | FinishedNext = FinishedNext()
    if question.item is not None:
        follows = ItemNext(item=item(engine.bank, question.item, language))
    elif question.occupation is not None:
        follows = OccupationNext(occupation=_asked(engine.bank, question.occupation, language))
    return StepOut(next=follows, progress=progress(far), version=version)


def item_text(engine: Orient, item_id: str, language: str) -> str:
    """Return the text of an item; its id when the bank does not have it any more."""
    position = engine.bank.position(item_id)
    return item_id if position is None else engine.bank.items[position].texts[language_of(language)]


def occupation_label(engine: Orient, occupation_id: str, language: str) -> str:
    """Return the label of an occupation; its id when the catalogue does not have it any more."""
    position = engine.catalogue.occupation_index(occupation_id)
    if position is None:
        return occupation_id
    return engine.catalogue.occupation(position).names.label(language_of(language))


def session(engine: Orient, opened: Opened, log: Log, now: StepOut) -> SessionOut:
    """Return a session in full."""
    found, code = opened.session, language_of(opened.session.language)
    return SessionOut(
        next=now.next,
        progress=now.progress,
        version=now.version,
        session_id=found.id,
        resume_code=opened.resume_code,
        language=code,
        research_consent=found.research_consent,
        answers=[
            AnswerOut(item_id=id_, text=item_text(engine, id_, code), value=value, skipped=id_ in log.skipped)
            for id_, value in log.answers.items()
        ],
        ratings=[
            RatingOut(occupation_id=id_, label=occupation_label(engine, id_, code), value=value)
            for id_, value in log.ratings.items()
        ],
        hidden=[
            HiddenOut(occupation_id=id_, label=occupation_label(engine, id_, code), reason=cast("HideReason", reason))
            for id_, reason in log.hidden.items()
        ],
        bank_version=found.bank_version,
        model_version=found.model_version,
        created_at=found.created_at,
        expires_at=found.expires_at,
    )


def _reason(engine: Orient, found: Weight, language: str) -> ReasonOut:
    words = engine.bank.scale[found.value - 1][language_of(language)]
    if found.item is not None:
        return ReasonOut(
            kind="item",
            id=found.item.id,
            text=found.item.texts[language_of(language)],
            value=found.value,
            value_label=words,
            weight=found.weight,
        )
    assert found.occupation is not None, "a weight is about an item or an occupation"  # noqa: S101
    label = found.occupation.names.label(language_of(language))
    return ReasonOut(
        kind="occupation",
        id=found.occupation.id,
        text=label,
        value=found.value,
        value_label=words,
        weight=found.weight,
    )


def suggestion(engine: Orient, found: Suggestion, language: str, *, level_unknown: bool = False) -> SuggestionOut:
    """Return an occupation with its place."""
    return SuggestionOut(
        occupation=occupation(found.occupation, language),
        probability_top10=found.probability_top10,
        chance=texts.chance(found.probability_top10),
        rank=found.rank,
        family=found.family.label,
        family_code=found.family.code,
        reasons=[_reason(engine, weight, language) for weight in found.reasons],
        against=[_reason(engine, weight, language) for weight in found.against],
        level_unknown=level_unknown,
    )


def result(engine: Orient, found: Result, language: str, *, finished: bool) -> ResultOut:
    """Return what the answers say; after the last question nobody is asked to answer more."""
    words = texts.NOTES | (texts.NOTES_AFTER_THE_END if finished else {})
    code = language_of(language)
    unknown = set(found.level_unknown)
    return ResultOut(
        occupations=[
            suggestion(engine, row, language, level_unknown=row.occupation.id in unknown) for row in found.occupations
        ],
        interests=[
            InterestOut(
                type=row.type, label=engine.bank.types[row.type][code], value=row.value, low=row.low, high=row.high
            )
            for row in found.interests
        ],
        notes=[NoteOut(code=note, text=words[note]) for note in found.notes],
        removed_by_level=found.removed_by_level,
        bank_version=found.bank_version,
        model_version=found.model_version,
    )
