"""The quick tests under each Python that this repository promises, as far as interpreters are installed here.

``make matrix`` makes a virtual environment for each interpreter that it finds, installs the package with what the tests
need, and runs them. A version without an interpreter is said to be missing, not taken for tried.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.lock import BASE, DEV

ROOT = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
TESTS = ("tests/unit", "tests/property", "item_bank", "models")


def interpreter(version: str) -> str | None:
    """Return the command of a Python; ``None`` when it is not installed."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return sys.executable
    return shutil.which(f"python{version}")


def tried(version: str, command: str) -> bool:
    """Run the quick tests under one interpreter; return whether all passed."""
    folder = ROOT / ".venvs" / version
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = [
        [command, "-m", "venv", str(folder)],
        [*install, "--require-hashes", "--requirement", BASE, "--requirement", DEV],
        [*install, "--no-build-isolation", "--no-deps", "--editable", "."],
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
    ]
    # The running one has all of it installed already.
    if command == sys.executable:
        steps = [[command, *steps[-1][1:]]]
    return all(subprocess.run(step, cwd=ROOT, check=False).returncode == 0 for step in steps)


def main() -> int:
    """Try every version, and say which were tried, which failed and which are missing."""
    found = {version: interpreter(version) for version in VERSIONS}
    results = {version: command and tried(version, command) for version, command in found.items()}
    for version, passed in results.items():
        told = "missing: no such interpreter here" if passed is None else "passed" if passed else "FAILED"
        sys.stdout.write(f"Python {version}: {told}\n")
    return 1 if False in results.values() else 0


if __name__ == "__main__":
    sys.exit(main())
