"""``make lock``: writes down the hash of everything that is installed, for every platform and Python that we promise.

``requirements.lock`` holds what the service needs and what builds it; ``requirements-dev.lock`` what tests and linters
need beside that. Both follow ``pyproject.toml`` at the versions of ``constraints.txt``, naming each file that the
index has of a version: pip takes whichever fits, and refuses one that differs. The extras ``training``, ``scale``
and ``traces`` are not among them: ``torch`` comes as another build on each kind of machine, and no list fits them all.
"""

import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Collection, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
BASE, DEV = "requirements.lock", "requirements-dev.lock"
TOOL = "uv==0.13.9"
LOCK = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
HEAD = "# Made by `make lock` from pyproject.toml and constraints.txt; not written by hand.\n"
_BLOCK = re.compile(r"^([\w.-]+)==([^\s;]+)[^\n]*\\\n(?:    --hash=[^\n]+\n?)+", re.MULTILINE)


def blocks(lock: str) -> dict[str, str]:
    r"""Return the lines of each package of a lock, by name.

    Examples
    --------
    >>> blocks("# Made.\na==1 \\\n    --hash=sha256:0a\nb==2 ; os_name == 'nt' \\\n    --hash=sha256:0b\n").keys()
    dict_keys(['a', 'b'])
    """
    return {found[1]: found[0] for found in _BLOCK.finditer(lock)}


def parted(whole: Mapping[str, str], base: Collection[str]) -> tuple[str, str]:
    """Return the lines of the base and those of all else, in the words of the whole.

    On some machines a test asks more of the base than the service does: the words of the whole hold for both.

    Examples
    --------
    >>> parted({"a": "a==1", "b": "b==2"}, {"a"})
    ('a==1', 'b==2')
    """
    return "".join(whole[name] for name in whole if name in base), "".join(
        whole[name] for name in whole if name not in base
    )


def _compiled(tools: Path, *more: str) -> dict[str, str]:
    built = tools / "built.in"
    built.write_text("setuptools>=77\n", encoding="utf-8")  # builds the package itself: nothing is fetched for it later
    inputs = ["pyproject.toml", built, *more, "--constraint", "constraints.txt"]
    command = [tools / "uv", "pip", "compile", *inputs, *LOCK]
    return blocks(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def main() -> int:
    """Write both files anew."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder) / "bin"
        subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", TOOL], check=True)
        whole, base = _compiled(tools, "--extra", "dev"), _compiled(tools)
    for name, lines in zip((BASE, DEV), parted(whole, base.keys()), strict=True):
        (ROOT / name).write_text(HEAD + lines, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(blocks(lines))} packages\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
