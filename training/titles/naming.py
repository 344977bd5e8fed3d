"""Writing the names bank from ESCO's files."""

from pathlib import Path

from rich.console import Console

from item_bank.names.bank import FILE, LANGUAGES, Named, packed
from training.embedding.groups import split_names
from training.tables import read_columns


def gathered(folder: Path) -> tuple[Named, ...]:
    """Return the occupations of ESCO with their names in three languages, by the address of the concept."""
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    groups: dict[str, str] = {}
    columns = ("conceptUri", "iscoGroup", "preferredLabel", "aliases")
    for language in LANGUAGES:
        for _, (uri, group, label, aliases) in read_columns(folder / f"occupations_{language}.csv", columns):
            names.setdefault(uri, {})[language] = tuple(split_names(label, aliases))
            groups[uri] = group
    return tuple(
        Named(concept=uri, isco08=groups[uri], names=found) for uri, found in sorted(names.items()) if found.get("nl")
    )


def write(folder: Path, console: Console, out: Path = FILE) -> None:
    """Write the bank."""
    rows = gathered(folder)
    out.write_bytes(packed(rows))
    count = sum(len(names) for row in rows for names in row.names.values())
    console.print(f"{len(rows)} occupations, {count} names in {out} ({out.stat().st_size / 1e6:.2f} MB)")
