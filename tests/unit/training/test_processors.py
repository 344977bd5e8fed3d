"""The same seed draws, asks and ranks the same on every processor."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from tests import drawn, processors

pytestmark = pytest.mark.skipif(
    "NPY_DISABLE_CPU_FEATURES" in os.environ, reason="this is the other processor already: python -m tests.processors"
)


@cache
def printed(*settings: tuple[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.drawn"]
    found = subprocess.run(command, env=os.environ | dict(settings), check=True, capture_output=True, text=True)
    return dict(json.loads(found.stdout))


def test_the_other_processor_is_another_one() -> None:
    code = "from tests import processors; print(processors.kernels(), processors.wide_vectors())"
    settings = os.environ | dict(processors.other())
    found = subprocess.run([sys.executable, "-c", code], env=settings, check=True, capture_output=True, text=True)
    kernels, vectors = found.stdout.strip().removesuffix("]").split("} [")
    assert vectors == ""
    if "OPENBLAS_CORETYPE" in settings and processors.kernels():
        assert settings["OPENBLAS_CORETYPE"] in kernels


@pytest.mark.parametrize("part", drawn.PARTS)
def test_another_processor_draws_asks_and_ranks_the_same(part: str) -> None:
    assert printed(*processors.other().items())[part] == printed()[part]
