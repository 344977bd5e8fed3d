"""Code that nothing calls, as vulture finds it, less what others call by name: frameworks, templates, JSON.

``make lint`` runs it. What is left out here is left out for a reason that stands beside it.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "models", "training", "item_bank", "tests")
WORD = re.compile(r"[A-Za-z_]\w+")

CALLED_BY_NAME = {
    "model_config": "pydantic reads it",
    "revision": "Alembic reads it",
    "down_revision": "Alembic reads it",
    "branch_labels": "Alembic reads it",
    "depends_on": "Alembic reads it",
    "downgrade": "Alembic calls it",
    "impl": "SQLAlchemy reads it of a type",
    "cache_ok": "SQLAlchemy reads it of a type",
    "process_bind_param": "SQLAlchemy calls it of a type",
    "process_result_value": "SQLAlchemy calls it of a type",
    "regex": "Starlette reads it of a convertor of addresses",
    "convert": "Starlette calls it of a convertor of addresses",
    "stream_response": "Starlette calls it of an answer that is a stream",
    "to_string": "Starlette calls it of a convertor of addresses",
    "pre_tokenizer": "the library of tokenizers reads it",
    "preprocess": "Jinja2 calls it of an extension",
    "handle_data": "html.parser calls it",
    "handle_endtag": "html.parser calls it",
    "instance": "a member of every problem document (RFC 9457)",
    "reference_dir": "a setting that only tests and training read from the environment",
    "values_since": "documents since when the parameters hold",
    "dependency_overrides_provider": "FastAPI reads it of a route",
    "pytestmark": "pytest reads it",
}


@cache
def templates() -> frozenset[str]:
    """Return every word in a template: what a page shows of a view is named nowhere else."""
    found = [path for ending in ("html", "svg", "typ", "jinja") for path in (ROOT / "api").rglob(f"*.{ending}")]
    return frozenset(word for path in found for word in WORD.findall(path.read_text(encoding="utf-8")))


@cache
def tree(path: Path) -> ast.Module:
    """Return a file as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def is_told(path: Path, line: int) -> bool:
    """Return whether a line holds a member of an enumeration, or of an HTTP shape: JSON tells it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef) and node.lineno <= line <= (node.end_lineno or 0):
            bases = [ast.unparse(base) for base in node.bases]
            fields = isinstance(next((n for n in node.body if n.lineno == line), None), ast.AnnAssign)
            if any(base.endswith("Enum") for base in bases) or (fields and path.stem == "schemas"):
                return True
    return False


def is_registered(path: Path, line: int) -> bool:
    """Return whether a function has a decorator: a router, a validator or pytest calls it then."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.decorator_list:
            first = min(decorator.lineno for decorator in node.decorator_list)
            if first <= line <= node.body[0].lineno:
                return True
    return False


def unused() -> Iterator[str]:
    """Yield what nothing calls: file, line, kind and name."""
    found = Vulture()
    found.scavenge([str(ROOT / name) for name in PACKAGES])
    for item in found.get_unused_code(min_confidence=60):
        path, line = Path(item.filename).resolve(), item.first_lineno
        here = path.relative_to(ROOT)
        if here.parts[0] == "tests" or item.name in CALLED_BY_NAME or item.name in templates():
            continue
        if not is_told(path, line) and not is_registered(path, line):
            yield f"{here}:{line}: unused {item.typ} {item.name!r}"


def main() -> int:
    """Print what nothing calls; 1 when there is something."""
    found = list(unused())
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
