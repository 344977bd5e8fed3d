"""Takes names and what leads to somebody out of an open answer. A person looks afterwards: rules alone miss some.

Taken out are addresses of mail and sites, numbers that can be a phone, an account or a national number, names that are
given (of the centre and its counsellors), words after a title ("mevrouw", "coach") that begin with a capital, and any
other word with a capital within a sentence that is no common one. Too much is taken rather than too little.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PLACE = "[…]"
"""What stands where something was taken out."""

TITLES = (
    "mevrouw|meneer|mijnheer|mevr|mvr|dhr|de heer|madame|monsieur|mister|mr|mrs|coach|begeleider|begeleidster|collega"
)
COMMON = frozenset(
    re.findall(
        r"\S+",
        """ik u vdab pop cv hr ai bv nv vzw covid corona linkedin nederlands frans engels duits vlaanderen vlaams belgië
        belgisch brussel januari februari maart april mei juni juli augustus september oktober november december maandag
        dinsdag woensdag donderdag vrijdag zaterdag zondag kerst pasen""",
    )
)
"""Words that may have a capital within a sentence and lead to nobody."""

_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b|\b(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(r"\b[A-Z]{2}\d\d(?: ?\d{4}){3}\b|(?<!\w)\+?\d(?:[ ./-]?\d){6,}(?!\w)")
_TITLED = re.compile(
    rf"\b((?:{TITLES})\.?\s+)((?:(?:van|de|der|den|ten|ter|el)\s+)*[A-ZÀ-Ý][\w'’-]+(?:\s+(?:(?:van|de|der|den|ten|ter)\s+)*[A-ZÀ-Ý][\w'’-]+)*)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[^\W\d_.!?:;…\n\"“‘(-][ ,])([A-ZÀ-Ý][\w'’-]*)|(?<=, )([A-ZÀ-Ý][\w'’-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """An answer without names, and how many places were taken out."""

    text: str
    taken: int


def _given(names: Iterable[str]) -> re.Pattern[str] | None:
    parts = {part for name in names for part in re.findall(r"[\w'’-]{2,}", name) if part.lower() not in _SMALL}
    if not parts:
        return None
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, parts), key=len, reverse=True)) + r")\b", re.IGNORECASE)


_SMALL = frozenset(
    {"van", "de", "der", "den", "ten", "ter", "het", "een", "en", "bv", "nv", "vzw", "centrum", "loopbaancentrum"}
    | {"voorbeeldcentrum", "loopbaan"}
)


def redact(text: str, names: Iterable[str] = ()) -> Redacted:
    """Return an answer without what leads to somebody.

    Parameters
    ----------
    names
        Names that are known: of the centre and of its counsellors.

    Examples
    --------
    >>> redact("Mijn coach An De Smet hielp goed, bel 0470 12 34 56.").text
    'Mijn coach […] hielp goed, bel […].'
    >>> redact("Ik vond het POP van VDAB goed.")
    Redacted(text='Ik vond het POP van VDAB goed.', taken=0)
    """
    found = _ADDRESS.sub(PLACE, text)
    found = _NUMBER.sub(PLACE, found)
    given = _given(names)
    found = found if given is None else given.sub(PLACE, found)
    found = _TITLED.sub(_untitled, found)
    found = _CAPITAL.sub(lambda match: match[0] if _common(match[0]) else PLACE, found)
    found = re.sub(r"…\](?:\s+\[…\])+", "…]", found)
    return Redacted(text=found, taken=found.count(PLACE))


def _untitled(match: re.Match[str]) -> str:
    first = match[2].split()[-1]
    return match[0] if not first[:1].isupper() else match[1] + PLACE


def _common(word: str) -> bool:
    return word.lower().rstrip("'’-") in COMMON
