"""What of a text is asked: sentences that deny something ("geen Frans nodig") or offer it ("je leert") are taken out.

Competences are looked for in the rest. Whether two texts are the same is still told by all of it.
"""

import itertools
import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

_DENIALS = (
    "geen", "niet", "hoef", "zonder", "no ", "not ", "n't", "n’t", "without", "pas ", "aucun", "sans ",
)  # fmt: skip
_OFFERS = (
    "opleid", "opgeleid", "cursus", "lessen", "training", "coaching", "vorming", "bijscholing", "workshop",
    "leert", "leren we", "leren wij", "we leren", "wij leren", "leer je", "leer jij", "course", "learn",
    "teach you", "train you", "formation", "cours", "apprend", "appren", "formons", "formé",
)  # fmt: skip
_HEADS = (
    "bieden", "aanbod", "verwachten", "krijg je", "voordelen", "rekenen", "offer", "benefits", "what you get",
    "in it for you", "offre", "offrons", "avantages",
)  # fmt: skip
_ALL = (*_DENIALS, *_OFFERS, *_HEADS)
_TRIGGERS = AhoCorasick(_ALL)
"""What a sentence must hold to deny or offer something, or to be the head of what is offered."""

FIRST_HEAD = len(_DENIALS) + len(_OFFERS)
LONGEST_HEAD = 60
LONGEST_SENTENCE = 600

KEPT = 20_000
"""Sentences whose reading is kept: employers repeat theirs."""

_NEED = (
    r"(?:nodig|vereist\w*|verplicht\w*|noodzakelijk|gevraagd|een must|must|een vereiste|voorwaarde|noodzaak"
    r"|verwacht|essentieel"
    r"|doorslaggevend|belangrijk|required|needed|necessary|mandatory|a must|a requirement|essential|expected|compulsory"
    r"|requise?s?|necessaires?|exigee?s?|obligatoires?|indispensables?|demandee?s?)"
)
_BACKWARD = re.compile(
    rf"\bniet (?:\w+ ){{0,2}}?{_NEED}\b|\bgeen (?:\w+ )?(?:must|vereiste|vereist|verplichting|voorwaarde"
    rf"|noodzaak|probleem als je)\b"
    rf"|\b(?:is|are|zijn) (?:\w+ )?not (?:\w+ )?{_NEED}\b|\bisn.?t {_NEED}\b|\bnot {_NEED}\b|\bno "
    rf"(?:requirement|must)\b"
    rf"|\b(?:n.?est|ne sont|n.?etait)? ?pas (?:\w+ )?{_NEED}\b|\bhoef(?:t|je)? (?:\w+ ){{0,3}}?niet\b|\bniet "
    rf"van toepassing\b"
    r"|\b(?:moet|moeten|hoeft|hoef|hoeven) (?:je |jij |u )?niet\b"
)
"""Denies what stands before it, and in its own clause."""

_FORWARD = re.compile(
    r"\bgeen\b(?! (?:enkele? )?(?:dag|twee|twijfel|schrik|angst|probleem|moeite|bezwaar|fout|fouten|zin\b"
    r"|uitdaging|hoogtevrees"
    r"|zorgen|9|negen|stress|geheim|geheimen|moment|detail))"
    r"|\bhoef(?:t|je)? (?:\w+ ){0,2}?niet\b|\bniet hoeven\b"
    r"|\b(?:ook )?zonder (?:\w+ )?(?:ervaring|kennis|voorkennis|diploma|attest|rijbewijs|opleiding|certificaat)\b"
    r"|\b(?:je|jij|u) (?:moet|hoeft) (?:\w+ ){0,2}?(?:niet|geen)\b"
    r"|\bno (?:prior |previous )?(?:experience|knowledge|need|degree|diploma|\w+ (?:required|needed|necessary))\b"
    r"|\b(?:do not|don.?t|not) (?:need|have) to\b|\bneed not\b|\bwithout (?:\w+ )?(?:experience|knowledge"
    r"|degree|diploma)\b"
    r"|\b(?:pas|aucune?) (?:besoin|obligation|connaissance|experience|necessaire|diplome)\b|\bsans "
    r"(?:experience|connaissance|diplome)\b"
    r"|\bne (?:devez|dois|doit) pas\b|\baucune?\b"
)
"""Denies what stands after it."""

_NOT_DENIED = re.compile(
    r"\bniet (?:alleen|enkel|zomaar|uitsluitend|slechts)\b|\bnot only\b|\b(?:pas seulement|non seulement)\b"
)

_COURSE = (
    r"(?:\w*opleiding(?:en)?|\w*cursus(?:sen)?|\w*trainingen|\w*training|\w*lessen|vorming(?:en)?"
    r"|bijscholing(?:en)?|workshops?"
    r"|coaching)"
)
_GIVEN = re.compile(
    rf"\b(?:bied\w*|krijg\w*|voorzien\w*|volgt|zorg(?:en|t)? voor|betalen|betaalt|gratis|aangeboden|geven we|op "
    rf"onze kosten)\b.*\b{_COURSE}\b"
    rf"|\b{_COURSE}\b.*\b(?:wij bieden|bieden we|bieden wij|krijg je|volg je|gratis|voorzien|aangeboden"
    rf"|inbegrepen|voor ons|betaald|op onze kosten)\b"
    r"|\b(?:je|jij|u) (?:\w+ ){0,2}?leert\b(?! (?:graag|snel|vlot|gemakkelijk|bij\b(?! ons)|\w+ aan ))|\bleren "
    r"(?:we|wij) (?:je|jou|u)\b"
    r"|\b(?:we|wij) (?:\w+ )?(?:leren|scholen|leiden) (?:je|jou|u)\b|\bleer je (?:bij ons|hier|op de werkvloer"
    r"|ter plaatse|tijdens)\b"
    r"|\b(?:word|wordt) (?:je |intern |door ons |volledig )*opgeleid\b|\bleer (?:je|jij) (?:bij ons )?\w+"
    r"|\b(?:offer|provide|give|get|receive)\w*\b.*\b(?:trainings?|courses?|lessons?|coaching)\b|\byou(?:.ll| "
    r"will| can)? learn\b"
    r"|\bwe (?:will )?(?:teach|train) you\b|\b(?:trainings?|courses?|lessons?) (?:\w+ ){0,3}?(?:is|are) "
    r"(?:provided|offered|free|included)\b"
    r"|\b(?:offr\w*|propos\w*|recev\w*|beneficie\w*)\b.*\b(?:formations?|cours)\b|\bvous (?:apprendrez|apprenez"
    r"|serez forme\w*)\b"
    r"|\bnous vous (?:formons|apprenons)\b|\bformations? (?:\w+ ){0,3}?(?:offerte?s?|gratuite?s?|prevue?s?)\b"
)
"""Offers what stands in its sentence."""

_OFFER_HEAD = re.compile(
    r"(?:(?:wat|dit|dat) (?:mag je (?:van ons )?verwachten|bieden (?:we|wij)(?: jou| je)?(?: aan)?|krijg je(?: "
    r"van ons)?|wij bieden|we bieden)"
    r"|(?:wij|we) bieden(?: jou| je| u)?(?: aan)?|ons aanbod|aanbod|jouw voordelen|voordelen|bieden wij|hier "
    r"mag je op rekenen"
    r"|(?:what )?we offer(?: you)?|our offer|what(?:.s in it for you| you get)|benefits|notre offre|(?:ce que "
    r")?nous (?:vous )?offrons|offre|avantages"
    r"|what we offer)\W*"
)
_HEAD = re.compile(
    r".{1,60}[:?]|(?:jouw |je |het |ons |votre |your )?(?:profiel|functie\w*|taken\w*|vereisten|wie ben jij|wie "
    r"zoeken we|profil"
    r"|fonction|taches|profile|requirements|tasks|responsibilities|over ons|vaardigheden|ervaring|diploma)\W*"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_TURN = re.compile(
    r"[,;:]?\s*\b(?:maar|doch|wel is|echter|however|but|though|mais|par contre)\b"
    r"|,\s*(?:en )?(?=(?:je|jij|we|wij|u|you|we|vous|nous|il|elle|they) )|\s(?:en|et|and) (?=(?:je|jij|we|wij|u"
    r"|you|vous|nous) )|\s-\s|[;:()]"
)
_BARE_DENIAL = re.compile(
    rf"[\s,]*(?:maar|doch|but|mais)? *(?:is |zeker |absoluut )?(?:niet|geen|not|pas) (?:\w+ ){{0,2}}?{_NEED}\W*"
)
"""A denial that says nothing of its own: of what stood before it."""
_STILL = re.compile(r"\bwel\b(?! (?:te|eens|niet|geen))")
_ACCENTS = str.maketrans("éèêëàâäîïôöûüç’", "eeeeaaaiioouuc'")


def _clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that each say their own yes or no, in order; together they are the sentence."""
    starts = [0, *(found.start() for found in _TURN.finditer(sentence)), len(sentence)]
    return [sentence[start:end] for start, end in itertools.pairwise(starts) if end > start]


def _asked_of(clause: str) -> str:
    """Return what of one clause is asked."""
    plain = clause.lower().translate(_ACCENTS)
    if _NOT_DENIED.search(plain):
        return clause
    backward = _BACKWARD.search(plain)
    forward = _FORWARD.search(plain)
    if not (backward or forward):
        return clause
    pieces = clause.split(",")
    # "Frans is niet nodig, Nederlands wel": what has "wel" is asked all the same.
    kept = [
        piece for piece in pieces if _STILL.search(piece) and not _BACKWARD.search(piece.lower().translate(_ACCENTS))
    ]
    if backward is None and forward is not None:
        kept.insert(0, clause[: forward.start()])
    elif backward is not None:
        end = clause.find(",", backward.end())
        after = [] if end < 0 else [piece for piece in clause[end:].split(",") if piece not in kept]
        kept += [] if forward and forward.start() <= backward.start() else after
    return ",".join(kept)


@lru_cache(maxsize=KEPT)
def _asked_in(sentence: str) -> str:
    plain = sentence.lower().translate(_ACCENTS)
    if any(word in plain for word in _OFFERS) and _GIVEN.search(plain):
        turn = re.search(r"\b(?:maar|but|mais)\b", plain)
        return sentence[turn.end() :].strip() if turn and not _GIVEN.search(plain[turn.end() :]) else ""
    if not any(word in plain for word in _DENIALS):
        return sentence
    found: list[str] = []
    for clause in _clauses(sentence):
        if found and _BARE_DENIAL.fullmatch(clause.lower().translate(_ACCENTS)):
            found.pop()
        else:
            found.append(_asked_of(clause))
    return " ".join(found).strip()


def _offered(lines: list[str]) -> set[int]:
    """Return the lines that stand under a head of what is offered, that head included."""
    found: set[int] = set()
    offered = False
    for number, line in enumerate(lines):
        small = line.lower().translate(_ACCENTS).strip() if len(line) <= LONGEST_HEAD else ""
        if small and _OFFER_HEAD.fullmatch(small):
            offered = True
        elif offered and small and _HEAD.fullmatch(small):
            offered = False
        if offered:
            found.add(number)
    return found


def asked(text: str) -> str:
    r"""Return a text without what it denies or offers.

    Examples
    --------
    >>> asked("Je hoeft geen Frans te spreken, maar wel Nederlands.")
    'Je hoeft  maar wel Nederlands.'
    >>> asked("Je kookt. Je leert bij ons brood bakken.\nFrans is niet vereist.")
    'Je kookt.'
    """
    lowered = text.lower()
    hits = _TRIGGERS.find_matches_as_indexes(lowered)
    if not hits:
        return text
    if any(number >= FIRST_HEAD for number, _, _ in hits):
        lines = text.split("\n")
        under = _offered(lines)
        if under:
            text = "\n".join(line for number, line in enumerate(lines) if number not in under)
            lowered = text.lower()
            hits = _TRIGGERS.find_matches_as_indexes(lowered)
    return _without(text, [start for _, start, _ in hits] if len(lowered) == len(text) else range(0, len(text), 40))


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a line; one that never ends in pieces, so that reading it takes no longer."""
    for sentence in _SENTENCE.split(line):
        yield from textwrap.wrap(sentence, LONGEST_SENTENCE) if len(sentence) > LONGEST_SENTENCE else (sentence,)


def _without(text: str, places: Iterable[int]) -> str:
    """Return a text with the lines at these places read sentence by sentence."""
    found, at = [], 0
    for place in places:
        if place < at:
            continue
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        end = len(text) if end < 0 else end
        found.append(text[at:start])
        found.append(" ".join(filter(None, map(_asked_in, _sentences(text[start:end])))))
        at = end
    return "".join((*found, text[at:])).strip()
