"""``make audit``: asks the advisory service of the package index about every pinned version, and says when it cannot.

``pip-audit`` runs in an environment of its own, so that it is no dependency of ours. A component that the service was
not asked about is not called safe: this fails when one has a known flaw, and says "not known" when nothing answered.
"""

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TOOL = "pip-audit==2.10.1"
AUDIT = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]


def verdict(found: Sequence[dict[str, Any]]) -> tuple[int, str]:
    """Return the exit status and what to say: 1 for a flaw, 3 when some were not asked about, 0 when all are clean.

    Examples
    --------
    >>> verdict([{"name": "a", "version": "1", "vulns": []}])
    (0, '1 versions, none with a known flaw')
    >>> verdict([{"name": "a", "skip_reason": "not found"}])
    (3, 'not known: the advisory service told nothing about 1 of 1 versions, such as a')
    >>> verdict([{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}])
    (1, 'a 1: PYSEC-1, mended in 2')
    """
    flaws = [
        f"{row['name']} {row['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none yet'}"
        for row in found
        for flaw in row.get("vulns", ())
    ]
    if flaws:
        return 1, "\n".join(flaws)
    silent = [row["name"] for row in found if "skip_reason" in row]
    if silent:
        detail = f"{len(silent)} of {len(found)} versions, such as {silent[0]}"
        return 3, f"not known: the advisory service told nothing about {detail}"
    return 0, f"{len(found)} versions, none with a known flaw"


def main() -> int:
    """Run it; return 0, 1 for a known flaw, 3 when it cannot be known here."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        made = subprocess.run([python, "-m", "pip", "install", "--quiet", TOOL], check=False)
        if made.returncode:
            sys.stdout.write(f"not known: {TOOL} cannot be installed here\n")
            return 3
        command = [python, "-m", "pip_audit", "--requirement", ROOT / "constraints.txt", *AUDIT]
        told = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        found = json.loads(told.stdout)["dependencies"]
    except (ValueError, KeyError):
        sys.stdout.write(f"not known: the advisory service does not answer: {told.stderr.strip()[-300:]}\n")
        return 3
    status, said = verdict(found)
    sys.stdout.write(said + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
