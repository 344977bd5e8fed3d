"""Reading the bank, so that a mistake is named with its file, its row and its key."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from item_bank.loader import check_keys, read_rows, read_yaml
from item_bank.loopbaantest.schema import Band, Bank, Item, ItemId, Link, Step, Theme, ThemeText, WorkStatus
from item_bank.schema import CatalogueError

FOLDER = Path(__file__).parent

_Code = TypeVar("_Code", bound=StrEnum)

_BANK_KEYS = frozenset({"version", "since", "same", "period", "scale", "bands"})
_ITEM_KEYS = frozenset({"id", "theme", "reverse", "texts"})
_THEME_KEYS = frozenset({"id", "label", "about", "coachQuestion", "links", "steps"})
_LINK_KEYS = frozenset({"path", "url", "addedOn", "verifiedOn", "source"})
_STEP_KEYS = frozenset({"id", "link", "statuses"})
_TEXT_KEYS = frozenset({"nl", "en", "fr"})


def _one_of(kind: type[_Code], value: object, where: str) -> _Code:
    allowed = [str(member) for member in kind]
    if value not in allowed:
        raise CatalogueError(f"{where}: {value!r} is not known; allowed are {allowed}")
    return kind(str(value))


def _texts(value: object, where: str) -> dict[Any, str]:
    check_keys(value, required=_TEXT_KEYS, optional=frozenset(), where=where)
    if not isinstance(value, Mapping) or not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise CatalogueError(f"{where}: each language needs a text")
    return dict(value)


def _day(value: object, where: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise CatalogueError(f"{where}: {value!r} is not a day; write YYYY-MM-DD")


def _links(folder: Path) -> dict[str, Link]:
    path = folder / "links.yaml"
    found: dict[str, Link] = {}
    for row in read_rows(path, required=frozenset({"id", "label"}), optional=_LINK_KEYS):
        where = f"{path} ({row['id']})"
        if row["id"] in found or ("path" in row) == ("url" in row):
            raise CatalogueError(f"{where}: an id occurs once, with either path or url")
        found[row["id"]] = Link(
            id=row["id"],
            label=row["label"],
            address=row["path"] if "path" in row else row["url"],
            added_on=_day(row.get("addedOn"), where),
            verified_on=_day(row.get("verifiedOn"), where),
            source=row.get("source"),
        )
    return found


def _items(folder: Path) -> tuple[Item, ...]:
    path = folder / "items.yaml"
    rows = []
    for row in read_rows(path, required=_ITEM_KEYS):
        where = f"{path} ({row['id']})"
        if not isinstance(row["reverse"], bool) or not isinstance(row["texts"], Mapping):
            raise CatalogueError(f"{where}: reverse is true or false, texts are wordings by work status")
        texts = {
            _one_of(WorkStatus, status, where): _texts(value, f"{where}, {status}")
            for status, value in row["texts"].items()
        }
        theme = _one_of(Theme, row["theme"], where)
        rows.append(Item(id=ItemId(row["id"]), theme=theme, reverse=row["reverse"], texts=texts))
    return tuple(rows)


def _find(links: Mapping[str, Link], id_: object, where: str) -> Link:
    if id_ not in links:
        raise CatalogueError(f"{where}: link {id_!r} does not exist; known are {sorted(links)}")
    return links[str(id_)]


def _step(row: Mapping[str, Any], id_: str, links: Mapping[str, Link], where: str) -> Step:
    check_keys(row, required=frozenset({"text"}), optional=_STEP_KEYS, where=where)
    statuses = row.get("statuses", list(WorkStatus))
    return Step(
        id=row.get("id", id_),
        text=row["text"],
        link=_find(links, row["link"], where) if "link" in row else None,
        statuses=frozenset(_one_of(WorkStatus, status, where) for status in statuses),
    )


def _themes(folder: Path, links: Mapping[str, Link]) -> dict[Theme, ThemeText]:
    path = folder / "themes.yaml"
    found: dict[Theme, ThemeText] = {}
    for row in read_rows(path, required=_THEME_KEYS):
        where = f"{path} ({row['id']})"
        theme = _one_of(Theme, row["id"], where)
        steps = {
            _one_of(Band, band, where): tuple(
                _step(step, f"{theme}-{band}-{i}", links, f"{where}, {band}, step {i}")
                for i, step in enumerate(rows, start=1)
            )
            for band, rows in row["steps"].items()
        }
        found[theme] = ThemeText(
            id=theme,
            label=_texts(row["label"], where),
            about=row["about"],
            coach_question=_texts(row["coachQuestion"], where),
            links=tuple(_find(links, id_, where) for id_ in row["links"]),
            steps=steps,
        )
    missing = [theme for theme in Theme if theme not in found]
    if missing:
        raise CatalogueError(f"{path}: theme {missing[0]!r} is missing")
    return {theme: found[theme] for theme in Theme}


def read(folder: Path = FOLDER) -> Bank:
    """Read a bank.

    Raises
    ------
    CatalogueError
        With the file, the row, the value and what is allowed.

    Examples
    --------
    >>> bank = read()
    >>> len(bank.items), bank.items[6].text("nl", WorkStatus.WORKING)
    (30, 'Ik vroeg iemand wat ik goed doe.')
    """
    path = folder / "bank.yaml"
    body = read_yaml(path)
    check_keys(body, required=_BANK_KEYS, optional=frozenset(), where=str(path))
    links = _links(folder)
    since = _day(body["since"], str(path))
    if not isinstance(body["version"], str) or since is None:
        raise CatalogueError(f"{path}: version is a text and since is a day")
    same = body["same"]
    if not isinstance(same, list) or not all(isinstance(version, str) for version in same):
        raise CatalogueError(f"{path}: same is {same!r}; allowed is a list of earlier versions as texts")
    return Bank(
        version=body["version"],
        since=since,
        same=frozenset(same),
        period=_texts(body["period"], f"{path}, period"),
        scale={point: _texts(texts, f"{path}, scale {point}") for point, texts in body["scale"].items()},
        bands={_one_of(Band, band, str(path)): _texts(text, f"{path}, {band}") for band, text in body["bands"].items()},
        items=_items(folder),
        themes=_themes(folder, links),
        links=links,
    )


@cache
def bank() -> Bank:
    """Return the bank of this release."""
    return read()
