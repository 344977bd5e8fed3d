"""The house itself: layers, sizes, routes that only route, and imports that stay light."""

import ast
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "models", "training", "item_bank")
GROUND = ("web", "storage", "sessions", "identity", "catalogue", "keys")
"""Packages of api/ that pages and features share; they know no feature and name their files freely."""

GRAMMAR = frozenset({
    "__init__", "tool", "routes", "pages", "schemas", "answers", "service", "log", "forms", "flow", "views", "texts",
    "dependencies", "drawing", "commands",
})  # fmt: skip
"""What the files of a feature are called; each where it has content."""

VERBS = ("get", "post", "put", "patch", "delete")

LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION, LONGEST_ROUTE = 400, 120, 50, 15


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Read:
    """What the tests look at of a file, read once: a tree of each would fill the memory."""

    lengths: dict[str, int]
    routes: list[tuple[str, int, bool]]
    imported: frozenset[str]


def body_lines(node: Definition) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def answers(function: Definition) -> bool:
    """Tell whether a function answers an address, whatever its file and its router are called."""
    calls = [d.func for d in function.decorator_list if isinstance(d, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in VERBS for call in calls)


@cache
def read(path: Path) -> Read:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    functions = [node for node in nodes if isinstance(node, Definition)]
    lengths: dict[str, int] = {}
    for function in functions:  # the longest of one name
        lengths[function.name] = max(lengths.get(function.name, 0), body_lines(function))
    routes = [
        (function.name, body_lines(function), any(isinstance(node, ast.Try) for node in ast.walk(function)))
        for function in functions
        if answers(function)
    ]
    imported = {alias.name.split(".")[0] for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    imported |= {(n.module or "").split(".")[0] for n in nodes if isinstance(n, ast.ImportFrom)}
    return Read(lengths, routes, frozenset(imported))


@pytest.mark.parametrize("path", sources(*PACKAGES, "tests"), ids=str)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_the_median_module_is_short() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*PACKAGES)]
    assert median(lengths) <= MEDIAN_FILE


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=str)
def test_no_function_is_too_long(path: Path) -> None:
    assert {name: n for name, n in read(path).lengths.items() if n > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", [path for path in sources("api") if read(path).routes], ids=str)
def test_routes_only_route(path: Path) -> None:
    for name, length, tries in read(path).routes:
        assert length <= LONGEST_ROUTE, name
        assert not tries, name


@pytest.mark.parametrize(("name", "most"), [("routes.py", 1), ("pages.py", 4)])
def test_most_routes_are_one_call(name: str, most: int) -> None:
    lengths = [length for path in sources("api") if path.name == name for _, length, _ in read(path).routes]
    assert median(lengths) <= most


def test_every_feature_uses_the_same_few_file_names() -> None:
    folders = [path for path in (ROOT / "api").iterdir() if path.is_dir() and path.name not in (*GROUND, "__pycache__")]
    names = {path.stem for folder in folders for path in folder.rglob("*.py")}
    assert names <= GRAMMAR, "CONTRIBUTING.md says what each file of a feature is for"
    assert len(GRAMMAR - {"__init__"}) <= 15


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=str)
def test_nothing_can_unpickle(path: Path) -> None:
    assert not read(path).imported & {"pickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_serving_does_not_import_what_only_training_needs() -> None:
    program = "import sys, api.app; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"torch", "sentence_transformers", "training", "sklearn", "lightgbm", "pandas"} & set(
        done.stdout.split()
    )


def test_the_packages_are_those_of_this_repository() -> None:
    for name in PACKAGES:
        module = __import__(name)
        assert Path(module.__file__).parents[1] == ROOT
