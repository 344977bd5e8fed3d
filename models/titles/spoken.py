"""What people type around the name of work: years, for whom, two jobs in one line, or a word that names no work.

Upstream: ``several.yaml``. Downstream: ``models.titles.answering``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from item_bank.loader import read_yaml
from models.titles.forms import canonical

WORDS = Path(__file__).with_name("several.yaml")

SHORTEST_JOB = 3
"""Letters that each of several jobs in one line has at least."""

MOST_JOBS = 4
"""More parts are a sentence, and no jobs in one line."""

_YEAR = r"(?:19|20)\d\d"
_SINCE = "van|de|sinds|vanaf|depuis|since|from"
_UNTIL = "-|–|tot|t/m|tot en met|à|to"
_LENGTH = "jaar|jaren|jr|j|maand|maanden|mnd|weken|ans|mois|years?|months?"
_AROUND = (
    re.compile(rf"\(?\b(?:(?:{_SINCE}) )?{_YEAR}\s*(?:{_UNTIL})\s*(?:{_YEAR}|nu|heden|vandaag)\b\)?"),
    re.compile(rf"\(?\b(?:in|en|tot|{_SINCE})\s+{_YEAR}\b\)?"),
    re.compile(
        rf"\b(?:al |ongeveer |meer dan |bijna |ruim )?\d{{1,3}}(?:[.,]\d)?\s*(?:{_LENGTH})\b"
        r"(?:\s*(?:(?:lang|ervaring|geleden|of|as|comme)\b|d'))?"
    ),
    re.compile(
        r"(?<!d')\b(?:via (?:een )?|en )?(?:int[ée]rim|interimaris|int[ée]rimaire|uitzendkracht)\b"
        r"(?!\s+(?:consulente?|consultante?|kantoor|bureau|medewerker)\b)(?:\s+als\b)?"
    ),
    re.compile(r"\b(?:voltijds?|deeltijds?|halftijds?|full[ -]?time|part[ -]?time|m/v/x|v/m/x|m/v|v/m)\b"),
)
"""When, how long, how much and through whom: none of it says what somebody does."""

_BEFORE = re.compile(
    r"^\s*(?:(?:ik|ben|was|heb|had|werk|werkte|werken|gewerkt|bezig|nu|vroeger|momenteel|altijd|vooral|gewezen|voormalig|"
    r"voormalige|ex|eerst|eerder|gestopt|begonnen|gestart|als|een|mijn|job|beroep|functie|van|in|geweest)\b[\s:,-]*)+(?<=[\s:,-])"
)
"""Words before the name of work; taken away only where "als", "ik", "ex" and the like are among them."""

_AFTER = re.compile(r"\s+(?:geweest|van (?:beroep|opleiding))[\s.!]*$")
_TELLS_A_JOB_FOLLOWS = re.compile(r"\b(?:ik|als|ex|eerst|gewezen|voormalige?|beroep|functie|job|vroeger|geweest)\b")
_BETWEEN = re.compile(
    r"\s*[/,;+&]\s*(?:(?:en|daarna|dan|later|nu)\s+)?|\s+(?:en|of|et|and|ook|daarna|dan|later|nu)(?:\s+(?:daarna|dan|later|nu|ook))?\s+"
)


class Silence(StrEnum):
    """Why what was typed names no occupation, where that is known."""

    UNPAID = "unpaid"
    LEARNING = "learning"
    RESTING = "resting"
    NEVER = "never"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoWork:
    """A word that names no work.

    Attributes
    ----------
    why
        What it says instead.
    near
        Ids of the work that is most like it, where what somebody did is work all the same.
    """

    why: Silence
    near: tuple[str, ...] = ()


@cache
def words() -> dict[str, Any]:
    """Return what stands in ``several.yaml``, read once."""
    body: dict[str, Any] = read_yaml(WORDS)
    return body


@cache
def _no_work() -> dict[str, NoWork]:
    return {
        canonical(typed): NoWork(why=Silence(row["why"]), near=tuple(row.get("near", ())))
        for row in words()["no_work"]
        for typed in row["typed"]
    }


@cache
def _companies() -> re.Pattern[str]:
    said = {canonical(name) for name in (*chain.from_iterable(words()["companies"]), *words()["employers"])}
    names = sorted((name for name in said if len(name) > 1), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?![\w.])")


def bare(text: str) -> str:
    """Return what was typed without years, hours and "ik werk als"; as it stands where nothing would be left.

    Examples
    --------
    >>> bare("20 jaar kok"), bare("ik werkte als poetsvrouw (2010-2018)"), bare("ex-militair"), bare("5 jaar")
    ('kok', 'poetsvrouw', 'militair', '5 jaar')
    >>> bare("10 jaar assistent"), bare("ik ben lasser van beroep"), bare("ik ben"), bare("twee jaar ziek geweest")
    ('assistent', 'lasser', 'ik ben', 'twee jaar ziek')
    >>> bare("A2 verpleegkundige"), bare("werken in de bouw")
    ('A2 verpleegkundige', 'werken in de bouw')
    """
    left = text
    for pattern in _AROUND:
        left = pattern.sub(" ", left.lower()) if pattern.search(left.lower()) else left
    begin = _BEFORE.match(f"{left.lower()} ")  # "ik ben" is all before: its "ben" begins no name
    if begin and _TELLS_A_JOB_FOLLOWS.search(begin.group()):
        left = left[begin.end() :]
    end = _AFTER.search(left.lower())
    left = left[: end.start()] if end else left
    left = left if left == text else " ".join(left.split()).strip(" -,:;()")
    return left if any(char.isalpha() for char in left) else text


def jobs(text: str) -> tuple[str, ...]:
    """Return the parts of a line that may be a job each; empty for a line that is not put together so.

    Examples
    --------
    >>> jobs("metser en tegelzetter"), jobs("kok/kelner, barman"), jobs("tuin- en parkwerker"), jobs("kok")
    (('metser', 'tegelzetter'), ('kok', 'kelner', 'barman'), (), ())
    >>> jobs("lasser en daarna magazijnier")
    ('lasser', 'magazijnier')
    """
    parts = tuple(part.strip() for part in _BETWEEN.split(text.lower()) if part.strip())
    one_each = all(len(part) >= SHORTEST_JOB and not part.endswith("-") for part in parts)
    return parts if 1 < len(parts) <= MOST_JOBS and one_each else ()


def no_work(text: str) -> NoWork | None:
    """Return what a title that names no work says instead; ``None`` for any other.

    Examples
    --------
    >>> no_work("Mantelzorg voor mijn moeder").why.value, no_work("al lang werkloos").why.value, no_work("kok")
    ('unpaid', 'resting', None)
    """
    return _no_work_of(canonical(text))


@lru_cache(maxsize=8192)
def _no_work_of(form: str) -> NoWork | None:
    known = _no_work()
    if form in known or not form:
        return known.get(form)
    said = form.split()
    changing = {word for word in said if not _changes_nothing(word)}
    for start in range(len(said)):
        for end in range(len(said), start, -1):
            typed = known.get(" ".join(said[start:end]))
            if typed is not None and changing <= set(said[start:end]):
                return typed
    return None


def _changes_nothing(word: str) -> bool:
    return len(word) == 1 or not word.isalpha() or word in _fillers()


@cache
def _fillers() -> frozenset[str]:
    return frozenset(canonical(word) for word in chain.from_iterable(words()["fillers"]))


def without_company(text: str) -> str:
    """Return a title without the employers in it; empty where none stands there, or nothing else.

    Examples
    --------
    >>> without_company("call center Telenet"), without_company("kok"), without_company("Colruyt")
    ('call center', '', '')
    """
    form = canonical(text)
    left = " ".join(_companies().sub(" ", form).split())
    return left if left != form else ""
