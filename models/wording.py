"""Sentences, days and numbers as Dutch writes them, which another language can say when they are shown.

:func:`say` makes a :class:`Text`: a Dutch text like any other, which remembers the message it came from. Documents,
logs and JSON hold its Dutch; only where a page is written in another language does a :class:`Speaker` say it again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Protocol, SupportsIndex

MONTH_NAMES = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


class Speaker(Protocol):
    """Says messages, days and numbers in another language than Dutch."""

    @property
    def code(self) -> str:
        """Return the code of the language, as banks have it."""
        ...

    @property
    def point(self) -> str:
        """Return what stands between a whole number and its tenths."""
        ...

    def message(self, message: str) -> str:
        """Return a message in the language; the Dutch itself where it is not known."""
        ...

    def counted(self, one: str, more: str, count: int) -> str:
        """Return the form of a message that fits a count."""
        ...

    def day(self, day: date) -> str:
        """Return a day in words."""
        ...

    def month(self, day: date) -> str:
        """Return the month of a day in words, with its year."""
        ...

    def whole(self, number: int) -> str:
        """Return a whole number."""
        ...

    def euro(self, cents: int) -> str:
        """Return an amount."""
        ...


_SPEAKER: ContextVar[Speaker | None] = ContextVar("speaker", default=None)


@contextmanager
def speaking(speaker: Speaker | None) -> Iterator[None]:
    """Say every text that is written meanwhile in a language; ``None`` is Dutch."""
    token = _SPEAKER.set(speaker)
    try:
        yield
    finally:
        _SPEAKER.reset(token)


_MARKING: ContextVar[bool] = ContextVar("marking", default=False)
_BEGIN, _END = "\ue000", "\ue001"
"""Signs of no script, around Dutch within another language, only while it is said for a page."""

_LETTERS = re.compile(r"[^\W\d_]{2}")
_ENTITIES = (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;"), ("'", "&#39;"), ('"', "&#34;"))


def _escaped(said: str) -> str:
    for sign, entity in _ENTITIES:
        said = said.replace(sign, entity)
    return said


def _marked(value: object) -> object:
    """Return a plain text, which comes from a bank, the law or a person, between signs where Dutch is marked."""
    if type(value) is str and _MARKING.get() and _LETTERS.search(value):
        return f"{_BEGIN}{value}{_END}"
    return value


def speaker() -> Speaker | None:
    """Return who speaks now; ``None`` where Dutch is written."""
    return _SPEAKER.get()


class Text(str):
    """A Dutch text that can be said in another language when it is written on a page.

    It equals and sorts as its Dutch, and is that wherever it is searched or kept. ``str()``, formatting and templates
    say it again where somebody speaks.
    """

    __slots__ = ("_again",)
    _again: Callable[[Speaker], str]

    def __new__(cls, dutch: str, again: Callable[[Speaker], str]) -> "Text":
        """Return a text of its Dutch and of how it is said again."""
        made = super().__new__(cls, dutch)
        made._again = again
        return made

    def __str__(self) -> str:
        found = _SPEAKER.get()
        return str.__str__(self) if found is None else self._again(found)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __html__(self) -> str:
        return _escaped(str(self))

    def parts(self) -> list[tuple[str, bool]]:
        """Return it in parts, each with whether it stays Dutch within another language.

        Examples
        --------
        >>> class French:
        ...     code, point = "fr", ","
        ...     def message(self, message): return "{job} : peut-être"
        >>> with speaking(French()):
        ...     say("{job}: misschien", job="Kok").parts()
        [('Kok', True), (' : peut-être', False)]
        """
        token = _MARKING.set(True)
        try:
            said = str(self)
        finally:
            _MARKING.reset(token)
        found: list[tuple[str, bool]] = []
        depth = 0
        for piece in re.split(f"([{_BEGIN}{_END}])", said):
            if piece == _BEGIN:
                depth += 1
            elif piece == _END:
                if depth == 0:  # a text that was cut may have lost its begin, or its end
                    found = [("".join(text for text, _ in found), True)]
                depth = max(depth - 1, 0)
            elif piece:
                found.append((piece, depth > 0))
        return found

    def in_elements(self) -> str:
        """Return it as HTML in which what stays Dutch within another language says so; not for attributes.

        Examples
        --------
        >>> class French:
        ...     code, point = "fr", ","
        ...     def message(self, message): return "{job} : peut-être"
        >>> with speaking(French()):
        ...     say("{job}: misschien", job="Kok & zaal").in_elements()
        '<span lang="nl">Kok &amp; zaal</span> : peut-être'
        """
        written = ((_escaped(text), dutch) for text, dutch in self.parts())
        return "".join(f'<span lang="nl">{text}</span>' if dutch else text for text, dutch in written)

    def then(self, change: Callable[[str], str]) -> "Text":
        """Return it changed, in whatever language it is said."""
        return Text(change(str.__str__(self)), lambda speaker: change(self._again(speaker)))

    def lower(self) -> "Text":
        """Return it without capitals."""
        return self.then(str.lower)

    def upper(self) -> "Text":
        """Return it in capitals."""
        return self.then(str.upper)

    def capitalize(self) -> "Text":
        """Return it with a capital first, and no others."""
        return self.then(_capitalized)

    def format(self, *args: object, **values: object) -> "Text":
        """Return it with values in it; texts among them are said in the same language."""
        return self.then(lambda said: said.format(*args, **values))

    def __getitem__(self, part: SupportsIndex | slice) -> "Text":
        return self.then(lambda said: said[part])

    def __add__(self, other: str) -> "Text":
        return Text(str.__str__(self) + other, lambda speaker: self._again(speaker) + str(_marked(other)))

    def __radd__(self, other: str) -> "Text":
        return Text(other + str.__str__(self), lambda speaker: str(_marked(other)) + self._again(speaker))

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str.__str__(self),)

    def __deepcopy__(self, memo: object) -> "Text":
        return self


def _capitalized(said: str) -> str:
    begin = said[: len(said) - len(said.lstrip(_BEGIN))]
    return begin + said[len(begin) :].capitalize()


def say(message: str, /, **values: object) -> str:
    """Return a sentence that can be said in another language.

    Parameters
    ----------
    message
        The Dutch, with ``{name}`` where a value comes; it is what catalogues know the sentence by.
    values
        What comes there; texts among them are said in the same language.

    Examples
    --------
    >>> say("Je hebt {held} van de {total} competenties.", held=3, total=5)
    'Je hebt 3 van de 5 competenties.'
    """

    def again(speaker: Speaker) -> str:
        said = speaker.message(message)
        return said.format(**{name: _marked(value) for name, value in values.items()}) if values else said

    dutch = {name: str.__str__(value) if isinstance(value, Text) else value for name, value in values.items()}
    return Text(message.format(**dutch) if values else message, again)


def say_counted(one: str, more: str, count: int, /, **values: object) -> str:
    """Return a sentence that differs for one and for more; ``{count}`` in it is the count.

    Examples
    --------
    >>> say_counted("{count} dag", "{count} dagen", 1), say_counted("{count} dag", "{count} dagen", 3)
    ('1 dag', '3 dagen')
    """
    number = whole(count)
    dutch = {name: str.__str__(value) if isinstance(value, Text) else value for name, value in values.items()}

    def again(speaker: Speaker) -> str:
        marked = {name: _marked(value) for name, value in values.items()}
        return speaker.counted(one, more, count).format(count=number, **marked)

    return Text((one if count == 1 else more).format(count=str.__str__(number), **dutch), again)


def together(parts: list[str] | tuple[str, ...], between: str = ", ") -> str:
    """Return texts beside each other.

    Examples
    --------
    >>> together([say("rood"), "blauw"], "; ")
    'rood; blauw'
    """
    kept = tuple(parts)
    return Text(between.join(kept), lambda speaker: str(between).join(str(_marked(part)) for part in kept))


def of_bank(words: Mapping[Any, str]) -> str:
    """Return a text of a bank that has it in several languages.

    Examples
    --------
    >>> of_bank({"nl": "Stevig", "fr": "Solide"})
    'Stevig'
    """
    return Text(words["nl"], lambda speaker: words.get(speaker.code, words["nl"]))


def day_in_words(day: date) -> str:
    """Write a day.

    Examples
    --------
    >>> day_in_words(date(2025, 3, 4))
    '4 maart 2025'
    """
    return Text(f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}", lambda speaker: speaker.day(day))


def month_in_words(day: date) -> str:
    """Write a month.

    Examples
    --------
    >>> month_in_words(date(2025, 3, 4))
    'maart 2025'
    """
    return Text(f"{MONTH_NAMES[day.month - 1]} {day.year}", lambda speaker: speaker.month(day))


def whole(number: int) -> str:
    """Write a whole number.

    Examples
    --------
    >>> whole(2555)
    '2.555'
    """
    return Text(f"{number:,}".replace(",", "."), lambda speaker: speaker.whole(number))


def euro(cents: int) -> str:
    """Write an amount.

    Examples
    --------
    >>> euro(63881), euro(4500)
    ('638,81 euro', '45 euro')
    """
    rest = f",{cents % 100:02}" if cents % 100 else ""
    return Text(f"{whole(cents // 100)}{rest} euro", lambda speaker: speaker.euro(cents))


def plural(count: int, one: str, more: str) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "cheque", "cheques"), plural(2, "cheque", "cheques")
    ('1 cheque', '2 cheques')
    """
    number = whole(count)
    noun = Text(one if count == 1 else more, lambda speaker: speaker.counted(one, more, count))
    return say("{number} {noun}", number=number, noun=noun)
