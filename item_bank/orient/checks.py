"""What must hold across the rows of the bank of Oriënt; each problem is one sentence that names the item."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import mean

from item_bank.orient.bank import RIASEC, Bank, Item
from item_bank.schema import LANGUAGES

ITEMS_LEAST, INTERESTS_LEAST, PER_INTEREST_LEAST = 160, 20, 6
LONGEST_TEXT = 70
MOST_WORDS, LONGEST_WORD, LONGEST_MEAN_WORD = 9, 16, 6.0
"""Words of a Dutch text, letters of its longest word, and mean letters a word over the bank (level B1)."""

TOO_ALIKE = 0.6
"""Similarity of two texts (Dice over groups of three letters) from which they ask the same twice."""

TRY_OUT_MOST = 0.2
"""Share of the items that may be in try-out."""

GENDERED = {
    "nl": re.compile(
        r"\b(hij|zij|haar|hem|man(nen)?|vrouw(en)?|moeders?|vaders?|meisjes?|jongens?|zoon|dochters?|heer|dames?|"
        r"\w+(trice|euse|vrouw|werkster|leegster|verkoopster|lerares))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(he|she|his|hers?|him|m[ae]n|wom[ae]n|mothers?|fathers?|girls?|boys?|sons?|daughters?|"
        r"(sales|fire|police|fisher|crafts|chair|handy|business)(wo)?m[ae]n)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(il|elle|hommes?|femmes?|mères?|pères?|filles?|garçons?|fils|monsieur|madame)\b", re.IGNORECASE
    ),
}
"""Words that say a sex; an activity is for everybody."""

_INFINITIVE = {
    "nl": re.compile(r"[a-zë]+(en|gaan|staan|slaan|doen|zien)$|^(gaan|doen|zien)$", re.IGNORECASE),
    "en": re.compile(r"^(?!(an?|the|your|my|to|with|in|on|for)$)(?!\w{3,}(ing|ed)$)[a-z]+$", re.IGNORECASE),
    "fr": re.compile(r"^(s')?[a-zéèêîôûâç]+(er|ir|re|oir)$", re.IGNORECASE),
}
_KEBAB = re.compile(r"[a-z]+-\d{2}")


def words(text: str) -> list[str]:
    """Return the words of a text, without marks.

    Examples
    --------
    >>> words("Foto's nemen en bewerken")
    ["Foto's", 'nemen', 'en', 'bewerken']
    """
    return re.findall(r"[\w']+", text)


def names_activity(text: str, language: str) -> bool:
    """Say whether a text names an activity by its verb.

    In Dutch the infinitive stands first or last; in English and French the verb stands first.

    Examples
    --------
    >>> names_activity("Een kapotte fiets herstellen", "nl"), names_activity("De fiets van een kind", "nl")
    (True, False)
    >>> names_activity("Repair a bicycle", "en"), names_activity("The repair of a bicycle", "en")
    (True, False)
    """
    found = words(text)
    if language == "fr" and found and found[0].lower() == "se":
        found = found[1:]
    if not found:
        return False
    verb = _INFINITIVE[language]
    return bool(verb.match(found[0]) or (language == "nl" and verb.match(found[-1])))


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: Dice over the groups of three letters.

    Examples
    --------
    >>> similarity("Een muur metselen", "Een muur metselen")
    1.0
    >>> similarity("Een muur metselen", "Voor een publiek zingen") < 0.3
    True
    """
    return _dice(_groups(one), _groups(other))


def _groups(text: str) -> frozenset[str]:
    padded = f"  {re.sub(r'^(een|de|het) ', '', text.lower())} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _counts(bank: Bank) -> Iterator[str]:
    if len(bank.items) < ITEMS_LEAST:
        yield f"{len(bank.items)} items; at least {ITEMS_LEAST}"
    if len(bank.basic_interests) < INTERESTS_LEAST:
        yield f"{len(bank.basic_interests)} basic interests; at least {INTERESTS_LEAST}"
    by_type = Counter(item.type for item in bank.items)
    if len({by_type[code] for code in RIASEC}) != 1:
        yield f"items are not spread evenly over the types: {dict(by_type)}"
    by_interest = Counter(item.basic_interest for item in bank.items)
    for interest in bank.basic_interests:
        if by_interest[interest.id] < PER_INTEREST_LEAST:
            yield f"basic interest {interest.id}: {by_interest[interest.id]} items; at least {PER_INTEREST_LEAST}"
        if not any(i.familiar and not i.try_out for i in bank.items if i.basic_interest == interest.id):
            yield f"basic interest {interest.id}: no familiar item that counts"
    trying = sum(item.try_out for item in bank.items)
    if not 1 <= trying <= TRY_OUT_MOST * len(bank.items):
        yield f"{trying} items in try-out; allowed are 1 to {TRY_OUT_MOST:.0%} of the bank"


def _wording(item: Item) -> Iterator[str]:
    for code in LANGUAGES:
        text = item.texts[code]
        if len(text) > LONGEST_TEXT:
            yield f"item {item.id}: the text in {code} has {len(text)} characters; at most {LONGEST_TEXT}"
        if text != text.strip() or not text[0].isupper() or text[-1] in ".?!":
            yield f"item {item.id}: the text in {code} must begin with a capital and end without a mark"
        if not names_activity(text, code):
            yield f"item {item.id}: the text in {code} does not name an activity by its verb: {text!r}"
        gendered = GENDERED[code].search(text)
        if gendered:
            yield f"item {item.id}: the text in {code} says {gendered.group()!r}; an activity is for everybody"


def _readable(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        found = words(item.texts["nl"])
        longest = max(found, key=len)
        if len(found) > MOST_WORDS:
            yield f"item {item.id}: {len(found)} words; at most {MOST_WORDS}"
        if len(longest) > LONGEST_WORD:
            yield f"item {item.id}: {longest!r} has {len(longest)} letters; at most {LONGEST_WORD}"
    letters = mean(len(word) for item in items for word in words(item.texts["nl"]))
    if letters > LONGEST_MEAN_WORD:
        yield f"words have {letters:.1f} letters on average; at most {LONGEST_MEAN_WORD}"


def _alike(items: Sequence[Item]) -> Iterator[str]:
    for code in LANGUAGES:
        groups = [(item, _groups(item.texts[code])) for item in items]
        for (one, first), (other, second) in combinations(groups, 2):
            found = _dice(first, second)
            if found >= TOO_ALIKE:
                yield f"items {one.id} and {other.id} are {found:.0%} alike in {code}: {one.texts[code]!r}"


def problems(bank: Bank) -> list[str]:
    """Return everything that is wrong with a bank; empty when all is well."""
    found = list(_counts(bank))
    for item in bank.items:
        if not _KEBAB.fullmatch(item.id) or not item.id.startswith(f"{item.basic_interest}-"):
            found.append(f"item {item.id}: an id is the basic interest and two digits, such as care-01")
        found += _wording(item)
    return [*found, *_readable(bank.items), *_alike(bank.items)]
