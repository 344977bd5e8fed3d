"""Kinds of contract and hours a week as employers write them, in Dutch, French, English and German.

Only what is surely said is read: times of a clock are no hours a week, and a word that names no kind is left out.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from item_bank.vacancies.records import EmploymentType, Hours

MOST_HOURS = 60.0
LEAST_HOURS = 1.0

KEPT = 4_096
"""Texts whose reading is kept: few kinds of them come back all the time."""

CLOCK = 24
"""Two bare numbers up to this may be times of a clock; above, they are hours."""

DAY = 12
"""One bare number up to this may be the hours of a day."""

_KINDS: dict[EmploymentType, str] = {
    EmploymentType.FULL_TIME: r"full[ _-]?time|fulltime|volt(?:ijd|ijds|ijdse|ijdige?)|temps[ -]?(?:plein"
    r"|complet)|vollzeit\w*"
    r"|full[ -]?time[ -]?equivalent|100 ?%",
    EmploymentType.PART_TIME: r"part[ _-]?time|parttime|deelt(?:ijd|ijds|ijdse)|halft(?:ijd|ijds|ijdse)"
    r"|temps[ -]?partiel"
    r"|mi[ -]?temps|teilzeit\w*|half[ -]?time|4/5(?:de|e)?|[1-9]\d ?%",
    EmploymentType.CONTRACTOR: r"contractors?|zelfstandige?n?|free[ -]?lance[rs]?|independants?|self[ -]?employed"
    r"|selb?st(?:a|ae)ndige?r?|zzp(?:er)?|independent contractor",
    EmploymentType.TEMPORARY: r"temporary|temp|temporaire|tijdelijke?|bepaalde (?:duur|tijd)|interim(?:aire)?s?"
    r"|uitzend\w*"
    r"|cdd|duree determinee|fixed[ -]?term|befristete?r?|zeitarbeit|seasonal|seizoen\w*|saison(?:nier)?|vervanging\w*",
    EmploymentType.INTERN: r"intern|internships?|stage|stages|stagiaire?s?|stageplaats|praktik(?:um|ant)\w*"
    r"|trainee(?:ship)?"
    r"|apprenti(?:ce|ceship|ssage)?|leerling|leerwerk\w*|duaal leren|alternance|ausbildung",
    EmploymentType.VOLUNTEER: r"volunteer(?:s|ing)?|vrijwillig\w*|benevol\w*|ehrenamt\w*",
    EmploymentType.PER_DIEM: r"per[ _-]?diem|dagcontract\w*|dagloon|contrat journalier|journalier|daily|tagelohn\w*",
    EmploymentType.OTHER: r"other|andere?|autres?|sonstige?s?|studentenjobs?|jobstudent\w*|student job|flexi[ -]?jobs?"
    r"|job etudiant|werkstudent\w*",
}
_INDEFINITE = re.compile(
    r"\bonbepaalde (?:duur|tijd)\b|\bvast(?:e)? (?:contract|job|dienst|werk|betrekking)\b|\bvast\b"
    r"|\bpermanent\b|\bcdi\b"
    r"|\bduree indeterminee\b|\bunbefristete?r?\b|\bregular\b|\bcontract\b|\bemployee\b|\bbediendecontract\b"
)
_READERS = tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")) for kind, pattern in _KINDS.items())
_EXACT = {kind.value: kind for kind in EmploymentType}
_ACCENTS = str.maketrans("éèêëäàâöüï", "eeeeaaaoui")
_PARTS = re.compile(r"[,;|+&\n]|\s/\s|\s(?:of|en|or|and|ou|et|oder|und)\s")


@lru_cache(maxsize=KEPT)
def _kinds(text: str) -> tuple[tuple[EmploymentType, ...], bool]:
    """Return the kinds that a text names, and whether every part of it names one."""
    plain = text.strip().rsplit("/", 1)[-1] if "schema.org/" in text else text
    exact = _EXACT.get(plain.strip().upper().replace("-", "_").replace(" ", "_"))
    if exact is not None:
        return (exact,), True
    found: list[EmploymentType] = []
    whole = True
    for part in _PARTS.split(plain):
        lowered = part.lower().translate(_ACCENTS).strip(" .:()")
        bare = _INDEFINITE.sub(" ", lowered)
        own = [kind for kind, pattern in _READERS if pattern.search(bare)]
        whole &= bool(own) or not lowered
        found += own
    return tuple(found), whole


def read_employment_types(value: object) -> tuple[tuple[EmploymentType, ...], bool]:
    """Return the kinds of contract that are named, each once, and whether all that stands there could be read.

    Examples
    --------
    >>> read_employment_types(["FULL_TIME", "Temps partiel"])[0]
    (<EmploymentType.FULL_TIME: 'FULL_TIME'>, <EmploymentType.PART_TIME: 'PART_TIME'>)
    >>> read_employment_types("wisselend")
    ((), False)
    """
    found: set[EmploymentType] = set()
    whole = True
    for text in _texts(value):
        own, all_read = _kinds(text)
        found.update(own)
        whole &= all_read
    if not _says(value):
        return (), True
    return tuple(kind for kind in EmploymentType if kind in found), whole and bool(found)


def _says(value: object) -> bool:
    return value not in (None, "", [], {}) and not (isinstance(value, str) and not value.strip())


def _texts(value: object) -> Iterable[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            one = next((one[key] for key in ("name", "value", "@id", "url") if isinstance(one.get(key), str)), "?")
        if _says(one):
            yield one if isinstance(one, str) else "?"


_N = r"(\d{1,2}(?:[.,]\d{1,2})?)"
_UNIT = r"(?:uren|uur|u\.?|hours?|hrs?\.?|h\.?|heures?|std\.?|stunden)"
_WEEK = (
    r"(?:\s*(?:per|/|p\.?|par|a|an|pro|in de|de)\s*(?:werk)?(?:week|wk|w|semaine|sem|woche)\b\.?"
    r"|\s*(?:wekelijks|weekly|hebdo\w*|wochentlich"
    r"|week)\b)"
)
_BETWEEN = (
    r"\s*(?:-|–|—|\btot(?: en met)?\b|\bt/m\b|\bto\b|\ba\b|\bau?\b|\bbis\b|\bof\b|\bou\b|\bor\b|\ben\b"
    r"|\bet\b|\band\b|\bund\b"
    r"|/)\s*"
)
_DAILY = re.compile(
    r"(?:per|/|par|a|pro)\s*(?:dag|day|jour|tag|maand|month|mois|monat|jaar|year|an)\b|\bdag(?:en)?\b|\bdays?\b|\bjours?\b"
)
_AT = re.compile(r"\b([0-2]?\d)\s*(?::|[uh.](?=\d\d))\s*([0-5]\d)?(?:\s*[uh])?\b|\b\d{1,2}\s*(?:am|pm|a\.m\.|p\.m\.)")
_SPAN = re.compile(
    r"\b([01]?\d|2[0-4])\s*[uh]?(?:[:.]?[0-5]\d)?\s*(?:-|–|—|tot|to|a)\s*([01]?\d|2[0-4])\s*[uh](?:[:.]?[0-5]\d)?\b"
)
_RANGE_WEEK = re.compile(rf"{_N}\s*{_UNIT}?{_BETWEEN}{_N}\s*-?{_UNIT}?{_WEEK}")
_ONE_WEEK = re.compile(rf"{_N}\s*(?:-?\s*{_UNIT})?{_WEEK}")
_WEEK_FIRST = re.compile(
    rf"\b(?:per week|weekly|wekelijks|par semaine|hours a week|uren per week"
    rf"|weekuren)\W*{_N}(?:{_BETWEEN}{_N})?\s*{_UNIT}?\s*$"
)
_BARE = re.compile(rf"\W*(?:\w+\W+)??{_N}\s*{_UNIT}?(?:{_BETWEEN}{_N}\s*{_UNIT}?)?\W*")
_MINUTES = re.compile(r"(?<!\d)(2[5-9]|[3-5]\d)\s*[uh:]\s*([0-5]\d)(?!\d)")
_SHARE = re.compile(rf"{_N}\s*{_UNIT}?\s*/\s*38\b(?:\s*{_UNIT})?(?!\s*[-–])")
_LEAST = re.compile(
    r"\b(?:vanaf|min(?:imum|imaal|stens|\.)?|minstens|from|at least|au moins|a partir de|mindestens|ab)\W*$"
)
_MOST = re.compile(r"\b(?:tot|max(?:imum|imaal|\.)?|hoogstens|up to|at most|jusqu.a|bis zu|hochstens)\W*$")
_OPEN = re.compile(r"\b(?:vanaf|tot|om|at|from|until|a partir|jusqu|des|ab|bis|um)\b")
_DURATION = re.compile(r"pt(\d{1,2}(?:\.\d+)?)h(?:(\d{1,2})m)?", re.IGNORECASE)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _hours(low: float | None, high: float | None) -> Hours | None:
    """Return hours when both bounds can be; a smallest of 0 says nothing."""
    low = None if low is not None and low == 0 else low
    named = [bound for bound in (low, high) if bound is not None]
    if not named or any(not LEAST_HOURS <= bound <= MOST_HOURS for bound in named) or named[0] > named[-1]:
        return None
    return Hours(low=low, high=high)


def _found(found: re.Match[str], text: str) -> Hours | None:
    first, last = _number(found[1]), found[2] if len(found.groups()) > 1 else None
    if last is not None:
        return _hours(first, _number(last))
    before = text[: found.start(1)]
    if _LEAST.search(before):
        return _hours(first, None)
    return _hours(None, first) if _MOST.search(before) else _hours(first, first)


@lru_cache(maxsize=KEPT)
def _in_text(text: str) -> Hours | None:
    plain = text.lower().translate(_ACCENTS)
    plain = _MINUTES.sub(lambda m: f"{int(m[1]) + int(m[2]) / 60:.2f} uur", plain)
    if duration := _DURATION.fullmatch(plain.strip()):
        return _hours(*[float(duration[1]) + int(duration[2] or 0) / 60] * 2)
    if share := _SHARE.search(plain):
        return _hours(_number(share[1]), _number(share[1]))
    for pattern in (_RANGE_WEEK, _ONE_WEEK, _WEEK_FIRST):
        if found := pattern.search(plain):
            return _found(found, plain)
    if _AT.search(plain) or _DAILY.search(plain):
        return None
    bare = _BARE.fullmatch(plain)
    if bare is None:
        return None
    # "8 uur" may be a day's work, "vanaf 20 uur" a time: without the word week neither is said to be a week's.
    low, high = _number(bare[1]), _number(bare[2] or "0")
    least = CLOCK if bare[2] or _OPEN.search(plain) else DAY
    return None if _SPAN.search(plain) or max(low, high) <= least else _found(bare, plain)


def read_hours(value: object) -> Hours | None:
    """Return the hours a week that are said, as a range where a range is said; ``None`` when they are not.

    Examples
    --------
    >>> read_hours("20-38 uur per week"), read_hours("Mo-Fr 08:30-17:00")
    (Hours(low=20.0, high=38.0), None)
    """
    if isinstance(value, list):
        return next((found for one in value if (found := read_hours(one)) is not None), None)
    if isinstance(value, Mapping):
        if value.get("minValue") is not None or value.get("maxValue") is not None:
            low, high = read_hours(value.get("minValue")), read_hours(value.get("maxValue"))
            return _hours(low.low if low else None, high.high if high else None)
        return read_hours(value.get("value", value.get("name")))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _hours(float(value), float(value))
    return _in_text(value) if isinstance(value, str) else None
