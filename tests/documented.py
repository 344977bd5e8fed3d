"""What must be documented, as the code has it: addresses, types of problems, commands, make targets, artifacts."""

import argparse
import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount

from api import routing

ROOT = Path(__file__).parents[1]
ADDRESSES = ROOT / "api" / "ADDRESSES.md"

HEAD = """# Addresses

Every address that the service answers, with the words of the function behind it. Made by
`UPDATE_SNAPSHOTS=1 make test`; a test holds that nothing is missing and nothing is too many. `/docs` shows
the shapes of requests and answers.
"""


def routes(found: Iterable[BaseRoute]) -> Iterator[Any]:
    """Yield every route, those of included routers too."""
    return routing.every(found)


def addresses(app: FastAPI) -> Iterator[tuple[str, str, str]]:
    """Yield methods, path and words of every address, in order of path and method."""
    found = []
    for route in routes(app.routes):
        if isinstance(route, Mount) or not route.path:
            continue
        methods = set(route.methods or ()) - {"HEAD", "OPTIONS"}
        summary = getattr(route, "summary", None) if route.path.startswith("/api/") else None
        words = ((route.endpoint.__doc__ or "").strip().splitlines() or [""])[0]
        told = f"{summary}{'' if summary[-1] in '.?' else '.'} {words}" if summary and words else summary or words
        told = told or "The API as OpenAPI describes it."
        found.append((route.path, ", ".join(sorted(methods)), told.replace("|", "\\|")))
    for path, methods, told in sorted(set(found)):
        yield methods, path, told


def addresses_told(app: FastAPI) -> str:
    """Return the page that lists every address."""
    found = list(addresses(app))
    parts = [HEAD]
    for title, api in (("JSON", True), ("Pages and the rest", False)):
        rows = [f"| `{m} {p}` | {told} |" for m, p, told in found if p.startswith("/api/") is api]
        parts.append(f"## {title}\n\n| Address | What it answers |\n|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def problem_types() -> set[str]:
    """Return the types of problems that the service raises by name."""
    found = set()
    for path in (ROOT / "api").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1].endswith("ProblemError"):
                found |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def words_of_code() -> set[str]:
    """Return every text that stands alone in the service's code."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "api").rglob("*.py"))
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield every command of a parser: the names of its parsers, one after the other."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for name, inner in action.choices.items():
            deeper = list(commands(inner))
            yield from (f"{name} {more}" for more in deeper) if deeper else [name]


def make_targets() -> dict[str, str]:
    """Return every target of the Makefile that people call, with its help; empty where it has none."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = dict(re.findall(r"^([a-z-]+):[^#\n]*## (.*)$", text, re.MULTILINE))
    phony = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split()
    return {name: told.get(name, "") for name in {*phony, *told}}


def named(shapes: dict[str, Any], shape: Any, deep: int) -> set[str]:
    """Return the members of a shape, and of what it refers to."""
    names = set(shape.get("properties", {}))
    for ref in re.findall(r"schemas/(\w+)", str(shape)) if deep else ():
        names |= named(shapes, shapes[ref], deep - 1)
    return names
