"""Damage that a hash of the files does not see, because it is in the manifest or the pointer itself: refused as any."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from item_bank.catalogue import builtin
from item_bank.catalogue import snapshot as catalogues
from item_bank.loopbaancentra import snapshot as registers
from item_bank.manifest import MANIFEST, ManifestError
from item_bank.schema import CatalogueError
from item_bank.vacancies import snapshot as vacancies
from models import registry, store
from models.vacancies.statistics import SHIPPED, VacancyStatistics

DEEP = "[" * 100_000
REFUSALS = (ManifestError, CatalogueError, store.ArtifactError)


def _artifact(data: Path) -> Path:
    return store.save(data / "a", {"x": np.zeros(2)}, kind="thing", metadata={"version": "1", "count": 2}, card=None)


def _vacancies(data: Path) -> Path:
    folder = data / "v"
    folder.mkdir()
    for path in SHIPPED.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def _read_artifact(folder: Path) -> object:
    found = store.load(folder, kind="thing", needed=["x"])
    return found.manifest.metadata["version"], found.manifest.metadata["count"]


KINDS: dict[str, tuple[Callable[[Path], Path], Callable[[Path], object]]] = {
    "register": (lambda data: registers.save(registers.examples(), data)[0], registers.load),
    "catalogue": (lambda data: catalogues.write(builtin.catalogue(), data)[0], catalogues.load),
    "vacancies": (_vacancies, lambda folder: VacancyStatistics.read(folder, builtin.catalogue())),
    "artifact": (_artifact, _read_artifact),
}


def damaged(text: str, rng: random.Random) -> Iterator[bytes]:
    """Yield manifests with one thing wrong: a name, a value, a bit, nesting without end."""
    body = json.loads(text)
    for place, inner in (("", body), ("metadata", body["metadata"])):
        for name in inner:
            renamed = {(f"{key}x" if key == name else key): value for key, value in inner.items()}
            yield json.dumps(body | {"metadata": renamed} if place else renamed).encode()
        name = rng.choice(sorted(inner))
        for value in (None, 7):
            changed = inner | {name: value}
            yield json.dumps(body | {"metadata": changed} if place else changed).encode()
    raw = text.encode()
    for _ in range(3):
        at = rng.randrange(len(raw))
        yield raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]
    yield DEEP.encode()
    yield b'{"files": ' + DEEP.encode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_manifest_that_is_damaged_is_refused_and_nothing_else_escapes(kind: str, tmp_path: Path) -> None:
    make, read = KINDS[kind]
    folder = make(tmp_path)
    read(folder)
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    refused = 0
    for content in damaged(text, random.Random(20261129)):  # noqa: S311 - which damage, not a secret
        (folder / MANIFEST).write_bytes(content)
        try:
            read(folder)
        except REFUSALS:
            refused += 1
    assert refused > 5
    (folder / MANIFEST).write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(REFUSALS):
        read(folder)


@pytest.mark.parametrize("shelf", [catalogues.SHELF, registers.SHELF, vacancies.SHELF], ids=lambda shelf: shelf.one)
def test_a_pointer_nested_without_end_is_refused(shelf: Any, tmp_path: Path) -> None:
    (shelf.root(tmp_path)).mkdir(parents=True)
    (shelf.root(tmp_path) / "active.json").write_text(DEEP, encoding="utf-8")
    with pytest.raises(shelf.error, match="cannot be read"):
        shelf.active(tmp_path)


def test_a_history_nested_without_end_is_refused(tmp_path: Path) -> None:
    home = registry.home(tmp_path, "thing")
    home.mkdir(parents=True)
    (home / registry.HISTORY).write_text(DEEP + "\n", encoding="utf-8")
    with pytest.raises(registry.RegistryError, match="line 1: cannot be read"):
        registry.history(tmp_path, "thing")
