"""What every deck keeps; each problem is one sentence that names the card."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from item_bank.catalogue.table import Catalogue
from item_bank.checks import GENDERED, sentence_lengths
from item_bank.kaarten.schema import Card, Deck
from item_bank.kwaliteiten.bank import PARTS, QualityCard
from item_bank.schema import LANGUAGES, CompetenceKind
from item_bank.waarden.bank import BasicValue, Quarter, ValueCard, WorkValue

CARDS = range(34, 39)
TITLE_MOST, TEXT_MOST = 36, 90
"""Characters in a title and a text, so that a card fits a phone."""

WORDS_MOST = 16
"""Words in a sentence (level B1)."""

ALIKE_MOST = 0.6
"""Share of common character triples above which two texts are too much alike."""

QUARTER_CARDS = 6
WORK_VALUE_CARDS = 3
LARGEST_GAP = 45.0
"""Degrees between neighbours on the circle at most."""

_KEBAB = re.compile(r"[a-z]+(-[a-z]+)*")


def _triples(text: str) -> set[str]:
    plain = f"  {text.lower()}  "
    return {plain[i : i + 3] for i in range(len(plain) - 2)}


def alikeness(one: str, other: str) -> float:
    """Return the share of common character triples of two texts, 0 to 1 (Jaccard).

    Examples
    --------
    >>> alikeness("Goed luisteren", "Goed luisteren"), alikeness("abc", "xyz") < 0.3
    (1.0, True)
    """
    first, second = _triples(one), _triples(other)
    return len(first & second) / len(first | second)


def _sentences(where: str, texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        longest = max(sentence_lengths(text), default=0)
        if longest > WORDS_MOST:
            yield f"{where}: a sentence of {longest} words; at most {WORDS_MOST}"
        found = GENDERED.search(text)
        if found:
            yield f"{where}: the text says {found.group()!r}; write to the reader"


def deck_problems(deck: Deck[Card]) -> Iterator[str]:
    """Yield what is wrong with a deck, whatever its cards are about."""
    if len(deck.cards) not in CARDS:
        yield f"{len(deck.cards)} cards; allowed are {CARDS.start} to {CARDS.stop - 1}"
    for card in deck.cards:
        if not _KEBAB.fullmatch(card.id):
            yield f"card {card.id}: the id is not lower-case words with hyphens"
        for language in LANGUAGES:
            title, text = card.title.text(language), card.text.text(language)
            if len(title) > TITLE_MOST:
                yield f"card {card.id}: a title of {len(title)} characters in {language}; at most {TITLE_MOST}"
            if len(text) > TEXT_MOST:
                yield f"card {card.id}: a text of {len(text)} characters in {language}; at most {TEXT_MOST}"
        yield from _sentences(f"card {card.id}", [card.title.nl, card.text.nl])
    for one, other in combinations(deck.cards, 2):
        if alikeness(one.text.nl, other.text.nl) > ALIKE_MOST or one.title.nl == other.title.nl:
            yield f"cards {one.id} and {other.id} are too much alike"


def quality_problems(deck: Deck[QualityCard], catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the cards of Jouw kwaliteiten."""
    linked = set()
    for card in deck.cards:
        for id_ in card.competences:
            linked.add(id_)
            if catalogue.competence_index(id_) is None:
                yield f"card {card.id}: competence {id_!r} does not exist"
        yield from _sentences(f"card {card.id}, example", [getattr(card.example, part) for part in PARTS])
    soft = (catalogue.competence(i) for i in range(catalogue.n_competences))
    for competence in soft:
        if competence.kind is CompetenceKind.SOFT and competence.id not in linked:
            yield f"soft competence {competence.id}: no card stands for it"


def value_problems(deck: Deck[ValueCard], circle: Sequence[BasicValue]) -> Iterator[str]:
    """Yield what is wrong with the cards of Jouw waarden: the circle is covered evenly, and every work value too."""
    used = [card.value for card in deck.cards if card.value is not None]
    for value in circle:
        if value not in used:
            yield f"value {value.code}: no card stands for it"
    for quarter in Quarter:
        count = sum(value.quarter is quarter for value in used)
        if count != QUARTER_CARDS:
            yield f"quarter {quarter}: {count} cards; each quarter has {QUARTER_CARDS}"
    angles = sorted({value.angle for value in used})
    gaps = [(after - before) % 360 for before, after in zip(angles, [*angles[1:], *angles[:1]], strict=True)]
    if max(gaps, default=360.0) > LARGEST_GAP:
        yield f"a gap of {max(gaps, default=360.0):.0f} degrees on the circle; at most {LARGEST_GAP:.0f}"
    for work in WorkValue:
        count = sum(work in card.work_values for card in deck.cards)
        if count < WORK_VALUE_CARDS:
            yield f"work value {work}: {count} cards; at least {WORK_VALUE_CARDS}"
    for card in deck.cards:
        yield from _sentences(f"card {card.id}, idea", [card.idea])
