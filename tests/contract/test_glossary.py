"""The vocabulary of the domain: every Dutch word in folders, modules, public names and addresses is explained."""

import ast
import json
import re

from fastapi import FastAPI

from item_bank.loader import read_yaml
from tests import documented

ROOT = documented.ROOT
TERMS: list[dict[str, str]] = read_yaml(ROOT / "item_bank" / "glossary.yaml")["terms"]
KNOWN = {word for row in TERMS for key in ("term", "identifier") for word in re.findall(r"[\w]+", row[key].lower())}
ENGLISH = {
    "docs",
    "health",
    "live",
    "ready",
    "metrics",
    "openapi",
    "json",
    "pdf",
    "csv",
    "txt",
    "contact",
    "privacy",
    "code",
    "plan",
    "jwks",
    "token",
}
"""Words of addresses that both languages have, or that a standard names."""

PUBLIC = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-zà-ÿ]+", text) if len(word) > 2}


def dutch() -> set[str]:
    """Return the longer words of Dutch pages that no docstring of the service uses: those surely are not English."""
    pages = (path.read_text(encoding="utf-8") for path in (ROOT / "api/web/templates").rglob("*.html"))
    shown = {w for text in pages for w in words(re.sub(r"\{[{%].*?[%}]\}|<[^>]+>", " ", text, flags=re.DOTALL))}
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "api").rglob("*.py"))
    told = (
        ast.get_docstring(n) or "" for tree in trees for n in ast.walk(tree) if isinstance(n, (*PUBLIC, ast.Module))
    )
    english = {w for text in told for w in words(re.sub(r"`+[^`]*`+|\"[^\"]*\"", "", text))}
    return {word for word in shown - english if len(word) > 5}


def identifiers() -> set[str]:
    """Return the words of folders, modules, public names, and of the shapes and addresses of the API."""
    found: set[str] = set()
    for path in (p for package in ("api", "models", "training", "item_bank") for p in (ROOT / package).rglob("*.py")):
        found |= words(str(path.relative_to(ROOT).with_suffix("")))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, PUBLIC) and not node.name.startswith("_"):
                found |= words(node.name)
    described = json.loads((ROOT / "tests/contract/openapi.json").read_text(encoding="utf-8"))
    return found | words(" ".join([*described["paths"], *described["components"]["schemas"]]))


def test_every_dutch_word_of_the_code_is_explained() -> None:
    assert identifiers() & dutch() - KNOWN - {"online"} == set()


def test_every_word_of_an_address_of_a_page_is_explained(app: FastAPI) -> None:
    paths = [path for _, path, _ in documented.addresses(app) if not path.startswith("/api/")]
    used = {w for path in paths for w in re.findall(r"[a-z]+", re.sub(r"\{.*?\}|\.well-known.*", "", path))}
    assert used - KNOWN - ENGLISH == set()


def test_every_feature_is_explained() -> None:
    folders = {path.name for layer in ("models", "item_bank") for path in (ROOT / layer).iterdir() if path.is_dir()}
    shared = {path.name for path in (ROOT / "api").iterdir() if path.is_dir()} & folders
    assert shared - KNOWN - {"catalogue", "plan", "vacancies", "__pycache__"} == set()


def test_a_term_is_told_once_and_in_full() -> None:
    assert all(set(row) == {"term", "identifier", "meaning", "source"} for row in TERMS)
    assert len({row["term"] for row in TERMS}) == len({row["identifier"] for row in TERMS}) == len(TERMS)
