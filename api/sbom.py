"""``python -m api sbom``: what the service is made of, as a CycloneDX document (JSON, 1.6) of what is installed here.

It follows what the package asks, not what else happens to stand in the environment, and says for each its version,
its licence as its author states it, and what it needs itself.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement

ROOT = "loopbaanspiegel"


def normal(name: str) -> str:
    """Return a name as the package index writes it.

    Examples
    --------
    >>> normal("ahocorasick_RS")
    'ahocorasick-rs'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked(found: Distribution, extras: Sequence[str]) -> Iterator[str]:
    for line in found.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield normal(wanted.name)


def tree(extras: Sequence[str] = ()) -> dict[str, tuple[Distribution, list[str]]]:
    """Return everything that is asked, by name, with what each asks; what is not installed is left out."""
    found: dict[str, tuple[Distribution, list[str]]] = {}
    waiting = [ROOT]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            this = distribution(name)
        except PackageNotFoundError:
            continue
        needs = sorted(set(_asked(this, extras if name == ROOT else ())))
        found[name] = this, needs
        waiting += needs
    return found


def _component(name: str, found: Distribution) -> dict[str, Any]:
    about = found.metadata
    said = next((about[name_] for name_ in ("License-Expression", "License") if name_ in about), "")
    row: dict[str, Any] = {"type": "library", "name": name, "version": found.version}
    if said and len(said) <= 100:
        row["licenses"] = [{"license": {"name": said}}]
    return row | {"purl": f"pkg:pypi/{name}@{found.version}", "bom-ref": name}


def document(extras: Sequence[str], *, now: datetime) -> dict[str, Any]:
    """Return the document."""
    found = tree(extras)
    root = {"type": "application", "name": ROOT, "version": found[ROOT][0].version, "bom-ref": ROOT}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": now.isoformat(timespec="seconds"), "component": root},
        "components": [_component(name, row[0]) for name, row in sorted(found.items()) if name != ROOT],
        "dependencies": [
            {"ref": name, "dependsOn": [need for need in row[1] if need in found]}
            for name, row in sorted(found.items())
        ],
    }


def main(arguments: Sequence[str]) -> int:
    """Print the document."""
    parser = argparse.ArgumentParser(prog="python -m api sbom", description=__doc__)
    parser.add_argument(
        "--extra", action="append", default=[], help="with what learning or tests need as well: training, dev"
    )
    options = parser.parse_args(arguments)
    sys.stdout.write(json.dumps(document(options.extra, now=datetime.now(UTC)), indent=1) + "\n")
    return 0
