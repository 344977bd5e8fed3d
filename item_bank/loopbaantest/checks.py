"""What must hold across the bank; each problem is one sentence that names the row."""

import re
from collections import Counter
from collections.abc import Iterator

from item_bank.loopbaantest.schema import Band, Bank, Theme, WorkStatus
from item_bank.schema import LANGUAGES, Language

ITEMS_A_THEME = 5
REVERSE_MOST = 1
"""Reversed statements a theme may have: they cost readers more than they catch."""

LONGEST_STATEMENT = 20
LONGEST_SENTENCE = 20
STEPS = 3

NEGATIONS: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r"\b(niet|geen|nooit|niets|niemand|nergens|zonder|nauwelijks|amper|evenmin)\b", re.IGNORECASE),
    "en": re.compile(r"\b(not|no|never|nothing|nobody|without|hardly|cannot|\w+n't)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(pas|non|jamais|rien|personne ne|sans(?! cesse)|aucune?|ne|guère)\b|\bn'", re.IGNORECASE),
}
"""Words that a reversed statement may not have. French "sans cesse" means always, and "les pas" are steps."""

_STEPS_IN_FRENCH = re.compile(r"\b(les|un|des) pas\b")
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")


def negation(text: str, language: Language) -> str | None:
    """Return the first negation word of a statement.

    Examples
    --------
    >>> negation("Ik twijfelde vaak aan wat ik kan.", "nl")
    >>> negation("Ik weet niet wat ik kan.", "nl")
    'niet'
    """
    found = NEGATIONS[language].search(_STEPS_IN_FRENCH.sub("", text))
    return found.group() if found else None


def _structure(bank: Bank) -> Iterator[str]:
    for theme in Theme:
        items = bank.of(theme)
        if len(items) != ITEMS_A_THEME:
            yield f"theme {theme}: {len(items)} statements; needed are {ITEMS_A_THEME}"
        reverse = sum(item.reverse for item in items)
        if reverse > REVERSE_MOST:
            yield f"theme {theme}: {reverse} reversed statements; at most {REVERSE_MOST}"
    order = [item.theme for item in bank.items]
    expected = [theme for _ in range(ITEMS_A_THEME) for theme in Theme]
    if order != expected:
        yield "the statements do not alternate the six themes"
    if set(bank.bands) != set(Band):
        yield f"bands {sorted(bank.bands)}; needed are {sorted(Band)}"


def _wording(bank: Bank) -> Iterator[str]:
    for language in LANGUAGES:
        for status in WorkStatus:
            texts = Counter(item.text(language, status) for item in bank.items)
            for text, count in texts.items():
                if count > 1:
                    yield f"{language}, {status}: {text!r} occurs {count} times"
    for item in bank.items:
        for status, by_language in item.texts.items():
            for language, text in by_language.items():
                where = f"item {item.id}, {status}, {language}"
                if len(text.split()) > LONGEST_STATEMENT:
                    yield f"{where}: {len(text.split())} words; at most {LONGEST_STATEMENT}"
                if item.reverse and (word := negation(text, language)):
                    yield f"{where}: reversed, but it has the negation {word!r}"


def _advice(bank: Bank) -> Iterator[str]:
    ids: Counter[str] = Counter()
    for theme in bank.themes.values():
        if not theme.links:
            yield f"theme {theme.id}: no links"
        for band in Band:
            ids.update(step.id for step in theme.steps.get(band, ()))
            for status in WorkStatus:
                count = len(theme.next_steps(band, status)) if band in theme.steps else 0
                if count != STEPS:
                    yield f"theme {theme.id}, {band}, {status}: {count} next steps; needed are {STEPS}"
            for step in theme.steps.get(band, ()):
                longest = max(len(part.split()) for part in _SENTENCE_END.split(step.text) if part.strip())
                if longest > LONGEST_SENTENCE:
                    yield f"step {step.id}: a sentence of {longest} words; at most {LONGEST_SENTENCE}"
    for id_, count in ids.items():
        if count > 1:
            yield f"step {id_}: the id occurs {count} times"


def problems(bank: Bank) -> list[str]:
    """Return everything that is wrong with a bank; empty when all is well.

    Examples
    --------
    >>> from item_bank.loopbaantest.bank import read
    >>> problems(read())
    []
    """
    return [problem for check in (_structure(bank), _wording(bank), _advice(bank)) for problem in check]
