"""What a file of JSON holds, whatever its shape: vacancies one a line, in a list, a graph or a page, pretty printed.

Objects that are no ``JobPosting`` are not taken for one. Members that a context renamed get the names of schema.org
back, and what is only named by its ``@id`` is looked up beside it. Upstream: ``sources``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from training.vacancies.posting import RowError, shown

DEEPEST = 12
"""Lists and objects within each other that are looked into."""

LISTS = ("@graph", "itemListElement", "item", "mainEntity", "mainEntityOfPage", "@list", "@set", "hasPart", "about")
"""Members of JSON-LD that hold other objects."""

WRAPPERS = (
    "jobs",
    "vacancies",
    "vacatures",
    "offers",
    "results",
    "items",
    "data",
    "hits",
    "postings",
    "jobPostings",
    "_source",
)
"""Members of other JSON that usually hold the rows."""

SCHEMA = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:|sdo:)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"<script[^<>]*type\s*=\s*[\"']?application/ld\+json[\"']?[^<>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL
)
_WRAPPED = re.compile(
    r"^\s*(?:/\*.*?\*/|//[^\n]*\n|<!--|<!\[CDATA\[|;)*\s*|\s*(?:/\*.*?\*/|//\s*|-->|\]\]>|;)*\s*$", re.DOTALL
)
_DECODER = json.JSONDecoder(strict=False)
_TRAILING = re.compile(r",(\s*[\]}])")


class OtherThingsError(ValueError):
    """JSON in which no vacancy stands; the message says what does."""


def parsed(text: str | bytes) -> object:
    """Return a JSON value; signs of control in a text, such as a tab, are taken as they are.

    Raises
    ------
    ValueError
        When it is no JSON.
    """
    value: object = _DECODER.decode(text.decode("utf-8") if isinstance(text, bytes) else text)
    return value


def types_of(row: Mapping[str, Any]) -> list[str]:
    """Return what an object says that it is, without the prefix of schema.org."""
    value = row.get("@type", row.get("type") if "@context" in row else None)
    if value is None:
        value = row.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    values = value if isinstance(value, list) else [value]
    return [SCHEMA.sub("", one) for one in values if isinstance(one, str)]


def is_posting(row: Mapping[str, Any]) -> bool:
    """Return whether an object says that it is a ``JobPosting``."""
    return any(name.lower() == "jobposting" for name in types_of(row))


def _terms(context: object) -> dict[str, str]:
    """Return the names of schema.org of what a context renames."""
    found: dict[str, str] = {}
    for one in context if isinstance(context, list) else [context]:
        for term, meant in one.items() if isinstance(one, Mapping) else ():
            iri = meant.get("@id") if isinstance(meant, Mapping) else meant
            if isinstance(iri, str) and not term.startswith("@") and iri.rstrip("/#") != "https://schema.org":
                found[term] = SCHEMA.sub("", iri)
    return found


def _renamed(value: object, terms: Mapping[str, str], depth: int = 0) -> object:
    """Return a value with the names of schema.org, and ``@value`` as the value it is."""
    if depth > DEEPEST:
        return value
    if isinstance(value, list):
        inner = [_renamed(one, terms, depth + 1) for one in value]
        return inner[0] if len(inner) == 1 and _is_literal(value[0]) else inner
    if not isinstance(value, Mapping):
        return value
    if "@value" in value:
        return value["@value"]
    if "@list" in value or "@set" in value:
        return _renamed(value.get("@list", value.get("@set")), terms, depth + 1)
    return {_name(key, terms): _renamed(one, terms, depth + 1) for key, one in value.items()}


def _is_literal(value: object) -> bool:
    return isinstance(value, Mapping) and "@value" in value


def _name(key: str, terms: Mapping[str, str]) -> str:
    own = terms.get(key, key)
    if key in ("id", "type") and own in ("@id", "@type"):
        return own
    prefix, _, rest = own.partition(":")
    if rest and prefix in terms and not rest.startswith("//"):
        return rest if SCHEMA.match(terms[prefix] + "/") or not terms[prefix] else own
    return SCHEMA.sub("", own)


def _plain(value: object) -> bool:
    """Return whether JSON needs no renaming: nearly all does not."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("title"), str | None)
        and "title" in value
        and not isinstance(value.get("@context"), list | dict)
    )


def normalised(value: object) -> object:
    """Return JSON-LD under the names of schema.org."""
    if _plain(value):
        return value
    first = value[0] if isinstance(value, list) and value else value
    context = first.get("@context") if isinstance(first, Mapping) else None
    return _renamed(value, _terms(context))


def _nodes(value: object, found: dict[str, Mapping[str, Any]], depth: int = 0) -> None:
    """Collect what has an ``@id`` and more."""
    if depth > DEEPEST:
        return
    for one in value if isinstance(value, list) else value.values() if isinstance(value, Mapping) else ():
        _nodes(one, found, depth + 1)
    if isinstance(value, Mapping) and isinstance(value.get("@id"), str) and len(value) > 1:
        found.setdefault(value["@id"], value)


def _resolved(value: object, nodes: Mapping[str, Mapping[str, Any]], depth: int = 0) -> object:
    """Return a value in which what is only named by its ``@id`` stands in full."""
    if depth > DEEPEST:
        return value
    if isinstance(value, list):
        return [_resolved(one, nodes, depth + 1) for one in value]
    if not isinstance(value, Mapping):
        return value
    if set(value) == {"@id"} and value["@id"] in nodes:
        return _resolved(nodes[value["@id"]], nodes, depth + 1)
    return {key: _resolved(one, nodes, depth + 1) for key, one in value.items()}


def _inside(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the vacancies in a value: objects that say so, and rows with a title in a list that wraps them."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _inside(one, depth + 1)
    elif isinstance(value, Mapping):
        if is_posting(value) or (not types_of(value) and "title" in value):
            yield value
        else:
            for key in (*LISTS, *WRAPPERS):
                if isinstance(value.get(key), list | Mapping):
                    yield from _inside(value[key], depth + 1)


def _others(value: object, depth: int = 0) -> set[str]:
    """Return the types of what stands in a value."""
    if depth > DEEPEST:
        return set()
    if isinstance(value, list):
        return set().union(*(_others(one, depth + 1) for one in value[:200]))
    if not isinstance(value, Mapping):
        return set()
    inner = (_others(value[key], depth + 1) for key in (*LISTS, *WRAPPERS) if key in value)
    return set(types_of(value)).union(*inner)


def postings(value: object) -> list[object]:
    """Return the vacancies that a JSON value holds; a value that is meant as one is returned as it is.

    Raises
    ------
    OtherThingsError
        When it holds other things only.

    Examples
    --------
    >>> [row["title"] for row in postings({"@graph": [{"@type": "JobPosting", "title": "Kok"}, {"@type": "Product"}]})]
    ['Kok']
    """
    if _plain(value) and isinstance(value, dict) and value.get("@type") in (None, "JobPosting"):
        return [value]
    if not isinstance(value, list | Mapping):
        return [value]
    named = normalised(value)
    found: list[Any] = list(_inside(named))
    if not found:
        return [_none_in(value, named)]
    nodes: dict[str, Mapping[str, Any]] = {}
    _nodes(named, nodes)
    return [_resolved(row, nodes) if nodes else row for row in found]


def _none_in(value: object, named: object) -> object:
    """Return what is meant as a vacancy without a title; other things are none.

    Raises
    ------
    OtherThingsError
        When it holds other things only.
    """
    others = sorted(_others(named))
    if others and others != ["JobPosting"]:
        raise OtherThingsError(f"@type is {', '.join(map(repr, others[:5]))}; expected 'JobPosting'")
    if isinstance(value, list):
        raise OtherThingsError(
            f"{'an empty list' if not value else f'a list of {shown(value[0])}'}; expected JobPostings"
        )
    if any(isinstance(value.get(key), list) for key in LISTS + WRAPPERS) if isinstance(value, Mapping) else False:
        raise OtherThingsError("a list without a JobPosting")
    return named


def rows_in(value: object) -> list[object]:
    """Return the vacancies of a value, or the error that says what it is instead."""
    try:
        return postings(value)
    except OtherThingsError as error:
        return [RowError(str(error))]
    except RecursionError:
        return [RowError("objects within each other, too deep to be read")]


def page_values(text: str) -> Iterator[tuple[int, object]]:
    """Yield the JSON-LD of a page of HTML with the line on which it begins; what is no JSON is an error of its line."""
    for found in _SCRIPT.finditer(text):
        line = text.count("\n", 0, found.start(1)) + 1
        body = _WRAPPED.sub("", found[1])
        try:
            yield line, parsed(body)
        except (ValueError, RecursionError) as error:
            try:
                yield line, parsed(_TRAILING.sub(r"\1", body))
            except (ValueError, RecursionError):
                yield line, RowError(f"JSON-LD that cannot be read ({str(error)[:100]})")


def document_values(text: str) -> Iterator[tuple[int, object]]:
    """Yield the JSON values of a text one after the other, with the line on which each begins; a list one by one.

    Raises
    ------
    ValueError
        When the text is no JSON.
    """
    gap = re.compile(r"[\s,;\x1e\ufeff]*")
    at, line, counted = 0, 1, 0
    listed = False
    while (at := _after(gap, text, at)) < len(text):
        if text[at] == "[" and not listed:
            listed, at = True, at + 1
            continue
        if text[at] == "]" and listed:
            listed, at = False, at + 1
            continue
        value, end = _DECODER.raw_decode(text, at)
        line, counted = line + text.count("\n", counted, at), at
        yield line, value
        at = end


def _after(gap: re.Pattern[str], text: str, at: int) -> int:
    found = gap.match(text, at)
    return found.end() if found else at
