"""Names of languages in Dutch, with their codes of ISO 639-2/B and 639-1, and levels as people write them."""

import re

from models.cv.schema import CEFR, MOTHER_TONGUE, Language
from models.cv.wording import line

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
_WRITTEN = re.compile(r"(.*?)[\s(:,-]+(moedertaal|[abc][12])\)?\s*", re.IGNORECASE)


def code_of(name: str, *, short: bool = False) -> str | None:
    """Return the code of a language by its name in Dutch, or ``None``."""
    found = CODES.get(name.strip().lower())
    return None if found is None else found[short] or None


def name_of(code: str) -> str:
    """Return the name of a language in Dutch; what is no code stays as it is.

    Examples
    --------
    >>> name_of("fre"), name_of("FR"), name_of("fra"), name_of("Klingon")
    ('Frans', 'Frans', 'Frans', 'Klingon')
    """
    low = code.strip().lower()
    found = _NAMES.get(_OTHER_CODES.get(low, low)) or (low if low in CODES else None)
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
        name=name_of(found[1].strip(" -:,")), level=MOTHER_TONGUE if level == MOTHER_TONGUE else level.upper()
    )


def words(language: Language) -> str:
    """Return a language as the form and the CV write it."""
    return language.name if language.level is None else f"{language.name} ({language.level})"


def lowest(levels: list[str]) -> str | None:
    """Return the lowest of some levels; what is no level is left out."""
    known = [CEFR.index(level.upper()) for level in levels if level.upper() in CEFR]
    return CEFR[min(known)] if known else None
