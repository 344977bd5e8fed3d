"""Reading YAML so that a mistake is named with its file, its row and its key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from item_bank.schema import CatalogueError

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader  # type: ignore[assignment]


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - YAML holds anything; the caller checks
    """Read a YAML file.

    Raises
    ------
    CatalogueError
        When the file is not UTF-8 or not YAML; the message names the file and the line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: not readable as YAML ({error})") from error


def read_rows(path: Path, *, required: frozenset[str], optional: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Read a YAML list of mappings with a closed set of keys.

    Raises
    ------
    CatalogueError
        When the file is no list, or a row misses a required key or has a key that is not known.
    """
    rows = read_yaml(path) or []
    if not isinstance(rows, list):
        raise CatalogueError(f"{path}: expected a list of rows, found {type(rows).__name__}")
    for number, row in enumerate(rows, start=1):
        check_keys(row, required=required, optional=optional, where=f"{path}, row {number}")
    return rows


def check_keys(row: object, *, required: frozenset[str], optional: frozenset[str], where: str) -> None:
    """Refuse a row that misses a required key or has one that is not known.

    Raises
    ------
    CatalogueError
        With the place, the key and the keys that are allowed.
    """
    if not isinstance(row, Mapping):
        raise CatalogueError(f"{where}: expected keys with values, found {row!r}")
    missing, unknown = required - row.keys(), row.keys() - required - optional
    if missing or unknown:
        what = (
            f"key {sorted(missing)[0]!r} is missing" if missing else f"key {sorted(map(str, unknown))[0]!r} is unknown"
        )
        raise CatalogueError(f"{where} ({row.get('id', '?')}): {what}; allowed are {sorted(required | optional)}")
