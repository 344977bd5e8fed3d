"""Names of languages in Dutch, with their codes of ISO 639-2/B and 639-1, and levels as people write them."""

import re
from functools import cache

from babel import Locale

from models.cv.schema import CEFR, MOTHER_TONGUE, Language
from models.cv.wording import line
from models.wording import Text, say

CODES = {
    "albanees": ("alb", "sq"), "amazigh": ("ber", ""), "arabisch": ("ara", "ar"), "armeens": ("arm", "hy"),
    "bengaals": ("ben", "bn"), "berbers": ("ber", ""), "bulgaars": ("bul", "bg"), "chinees": ("chi", "zh"),
    "dari": ("prs", ""), "deens": ("dan", "da"), "duits": ("ger", "de"), "engels": ("eng", "en"),
    "farsi": ("per", "fa"), "fins": ("fin", "fi"), "frans": ("fre", "fr"),
    "grieks": ("gre", "el"), "hebreeuws": ("heb", "he"),
    "hindi": ("hin", "hi"), "hongaars": ("hun", "hu"), "italiaans": ("ita", "it"), "japans": ("jpn", "ja"),
    "kinyarwanda": ("kin", "rw"), "koerdisch": ("kur", "ku"), "koreaans": ("kor", "ko"), "kroatisch": ("hrv", "hr"),
    "lingala": ("lin", "ln"), "nederlands": ("dut", "nl"), "nepalees": ("nep", "ne"), "noors": ("nor", "no"),
    "oekraïens": ("ukr", "uk"), "pasjtoe": ("pus", "ps"), "perzisch": ("per", "fa"), "pools": ("pol", "pl"),
    "portugees": ("por", "pt"), "punjabi": ("pan", "pa"), "roemeens": ("rum", "ro"), "russisch": ("rus", "ru"),
    "servisch": ("srp", "sr"), "sloveens": ("slv", "sl"), "slowaaks": ("slo", "sk"), "somalisch": ("som", "so"),
    "spaans": ("spa", "es"), "swahili": ("swa", "sw"), "tigrinya": ("tir", "ti"), "tsjechisch": ("cze", "cs"),
    "turks": ("tur", "tr"), "urdu": ("urd", "ur"), "vietnamees": ("vie", "vi"), "zweeds": ("swe", "sv"),
}  # fmt: skip
"""By the name in Dutch: the code of Europass (639-2/B), and the one of two letters."""

_OTHER_CODES = {"nld": "dut", "fra": "fre", "deu": "ger", "zho": "chi", "ces": "cze", "ell": "gre", "fas": "per",
                "hye": "arm", "ron": "rum", "slk": "slo", "sqi": "alb"}  # fmt: skip

_NAMES = {code: name for name, codes in reversed(CODES.items()) for code in codes if code}
_MOTHER_TONGUES = frozenset([MOTHER_TONGUE, "langue maternelle", "mother tongue", "native"])
_WRITTEN = re.compile(rf"(.*?)[\s(:,-]+({'|'.join(_MOTHER_TONGUES)}|[abc][12])\)?\s*", re.IGNORECASE)


@cache
def _said(language: str) -> dict[str, str]:
    """Return the names of languages in another language, by their name in Dutch."""
    names = Locale.parse(language).languages
    return {name: names[short].capitalize() for name, (_, short) in CODES.items() if short in names}


@cache
def _dutch() -> dict[str, str]:
    """Return the Dutch names of languages by their names in French and English."""
    return {said.lower(): name for language in ("fr", "en") for name, said in _said(language).items()}


def code_of(name: str, *, short: bool = False) -> str | None:
    """Return the code of a language by its name in Dutch, or ``None``."""
    found = CODES.get(name.strip().lower())
    return None if found is None else found[short] or None


def small(label: str) -> str:
    """Return a name of a bank as it stands within a sentence: small, but for abbreviations and languages.

    Examples
    --------
    >>> [small(label) for label in ("Kok", "ICT-technicus", "Frans spreken", "Rijbewijs C")]
    ['kok', 'ICT-technicus', 'Frans spreken', 'rijbewijs C']
    """
    kept = label[1:2].isupper() or code_of(label.partition(" ")[0]) is not None
    return label if kept else label[:1].lower() + label[1:]


def name_of(code: str) -> str:
    """Return the name of a language in Dutch, by its code or its name; what is neither stays as it is.

    Examples
    --------
    >>> name_of("fre"), name_of("FR"), name_of("fra"), name_of("néerlandais"), name_of("Klingon")
    ('Frans', 'Frans', 'Frans', 'Nederlands', 'Klingon')
    """
    low = code.strip().lower()
    found = _NAMES.get(_OTHER_CODES.get(low, low)) or (low if low in CODES else _dutch().get(low))
    return code.strip() if found is None else found.capitalize()


def read_language(text: str) -> Language:
    """Return a language with its level, as people write it.

    Examples
    --------
    >>> language = read_language("frans (B1)")
    >>> language.name, language.level, read_language("Turks, moedertaal").level, read_language("een beetje Pools").level
    ('Frans', 'B1', 'moedertaal', None)
    """
    text = line(text, 100)
    found = _WRITTEN.fullmatch(text)
    if found is None or not found[1].strip():
        return Language(name=name_of(text))
    level = found[2].lower()
    return Language(
        name=name_of(found[1].strip(" -:,")), level=MOTHER_TONGUE if level in _MOTHER_TONGUES else level.upper()
    )


def words(language: Language) -> str:
    """Return a language as the form and the CV write it."""
    known, level = language.name.lower(), language.level
    name = Text(language.name, lambda speaker: _said(speaker.code).get(known, language.name))
    if level is None:
        return name
    return say("{name} ({level})", name=name, level=say("moedertaal") if level == MOTHER_TONGUE else level)


def lowest(levels: list[str]) -> str | None:
    """Return the lowest of some levels; what is no level is left out."""
    known = [CEFR.index(level.upper()) for level in levels if level.upper() in CEFR]
    return CEFR[min(known)] if known else None
