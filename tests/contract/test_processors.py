"""Nothing that is drawn, chosen or put in order may lean on what a processor does in its own way."""

import ast
from pathlib import Path

import pytest

from tests.contract.test_code import PACKAGES, sources

NAMED = {"multivariate_normal": ("method", "cholesky"), "argsort": ("kind", "stable")}
"""Calls that must say how: a decomposition has signs and an order of its own, and ties in a quick sort have one too."""

REFUSED = {"argpartition": "which of equal values it puts first differs by processor: compare with the border instead"}


@pytest.mark.parametrize("path", sources(*PACKAGES), ids=str)
def test_draws_and_orders_say_how(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        assert node.func.attr not in REFUSED, f"{path}:{node.lineno}: {REFUSED[node.func.attr]}"
        if node.func.attr in NAMED:
            said = {k.arg: k.value.value for k in node.keywords if isinstance(k.value, ast.Constant)}
            name, value = NAMED[node.func.attr]
            assert said.get(name) == value, f"{path}:{node.lineno}: {node.func.attr} needs {name}={value!r}"
