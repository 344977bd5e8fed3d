"""The languages that pages are written in: Dutch, and those whose catalogue says everything.

Dutch is what stands in templates and texts. The others are gettext catalogues, ``locale/<code>.po``, read as they are:
there is no compiled file that could lag behind. A language is offered only when no message of its catalogue is open or
marked as doubtful, so that nobody meets a site half in one language. What somebody chose stays in a cookie.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, get_decimal_symbol
from babel.plural import PluralRule
from fastapi import Request

from api.web import cookies
from models.wording import Speaker

LOCALE = Path(__file__).with_name("locale")

COOKIE = "taal"
"""Cookie that holds the code of the language that somebody chose."""

DAYS = 365
"""How long the choice stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that pages can be read in.

    Attributes
    ----------
    code
        Its code, as the cookie and the switch have it.
    tag
        What pages say they are written in (BCP 47).
    name
        Its own name.
    speaker
        Says the texts; ``None`` for Dutch, in which they are written.
    """

    code: str
    tag: str
    name: str
    speaker: Speaker | None = None


_BEFORE, _AFTER = re.compile(r" (?=[?!:;»])"), re.compile(r"(?<=«) ")


def bound(text: str) -> str:
    """Return French with the spaces around its signs kept on one line: a lone “?” begins no line of a phone.

    Examples
    --------
    >>> bound("C’est loin ? « Loin » : oui").count("\N{NO-BREAK SPACE}")
    4
    """
    return _AFTER.sub("\N{NO-BREAK SPACE}", _BEFORE.sub("\N{NO-BREAK SPACE}", text))


class Said:
    """Says texts from a catalogue; what the catalogue does not know stays Dutch.

    Attributes
    ----------
    locale
        How days and numbers are written.
    code
        The language, as banks have it.
    messages, plurals
        Translations by message; plural forms by the Dutch singular.
    """

    def __init__(self, catalogue: Catalog, locale: str) -> None:
        self.locale = Locale.parse(locale)
        self.code = self.locale.language
        self.form: PluralRule = self.locale.plural_form
        self.messages: dict[str, str] = {}
        self.plurals: dict[str, tuple[str, str]] = {}
        kept = bound if self.code == "fr" else str
        for found in catalogue:
            said = found.string
            if isinstance(found.id, tuple) and isinstance(said, list | tuple) and all(said):
                self.plurals[found.id[0]] = (kept(said[0]), kept(said[-1]))
            elif found.id and isinstance(found.id, str) and isinstance(said, str) and said:
                self.messages[found.id] = kept(said)

    @property
    def point(self) -> str:
        """Return what stands between a whole number and its tenths."""
        return get_decimal_symbol(self.locale)

    def message(self, message: str) -> str:
        """Return a message in the language; the Dutch itself where it is not known."""
        return self.messages.get(message, message)

    def counted(self, one: str, more: str, count: int) -> str:
        """Return the form of a message that fits a count."""
        forms = self.plurals.get(one, (one, more))
        return forms[0 if self.form(count) == "one" else 1]

    def day(self, day: date) -> str:
        """Return a day in words."""
        return format_date(day, "d MMMM y", locale=self.locale)

    def month(self, day: date) -> str:
        """Return the month of a day in words, with its year."""
        return format_date(day, "MMMM y", locale=self.locale)

    def whole(self, number: int) -> str:
        """Return a whole number."""
        return format_decimal(number, locale=self.locale)

    def euro(self, cents: int) -> str:
        """Return an amount."""
        return format_currency(Decimal(cents) / 100, "EUR", locale=self.locale)


DUTCH = Language(code="nl", tag="nl-BE", name="Nederlands")

KNOWN = (("fr", "fr-BE", "fr_BE", "Français"), ("en", "en", "en_GB", "English"))
"""Code, tag, locale and own name of the languages that have a catalogue."""


@lru_cache(maxsize=8)
def catalogue(code: str) -> Catalog:
    """Return the catalogue of a language as it lies on disk."""
    path = LOCALE / f"{code}.po"
    with path.open("rb") as file:
        return read_po(file, locale=code)


def open_messages(found: Iterable[object]) -> list[str]:
    """Return the messages of a catalogue that are not said yet, or not surely."""
    return [
        str(message.id)  # type: ignore[attr-defined]
        for message in found
        if message.id and (message.fuzzy or not message.string or not all(message.string))  # type: ignore[attr-defined]
    ]


@lru_cache(maxsize=1)
def offered() -> Mapping[str, Language]:
    """Return the languages that can be chosen, by code: Dutch, and each whose catalogue is whole."""
    found = {DUTCH.code: DUTCH}
    for code, tag, locale, name in KNOWN:
        if (LOCALE / f"{code}.po").exists() and not open_messages(catalogue(code)):
            found[code] = Language(code=code, tag=tag, name=name, speaker=Said(catalogue(code), locale))
    return found


def chosen(request: Request) -> Language:
    """Return the language that somebody chose in this browser; Dutch when none, or one that is not offered."""
    return offered().get(cookies.read(request, COOKIE), DUTCH)


def foreign(request: Request) -> bool:
    """Return whether somebody reads in another language than Dutch."""
    return chosen(request) is not DUTCH
