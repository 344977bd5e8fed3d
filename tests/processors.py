"""Another processor on this one: numpy without its wide vectors, and another kernel of BLAS.

``python -m tests.processors ...`` runs pytest there. What a decomposition gives up to a sign, how ties that rounding
broke are ordered, and sums whose order a kernel chooses come out differently there: a test that leans on them fails.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Mapping

import threadpoolctl
from numpy._core import _multiarray_umath as built  # type: ignore[attr-defined]

NARROW = {"Sandybridge", "Nehalem", "Prescott", "Core2", "Penryn", "Barcelona", "Bulldozer", "Piledriver", "Katmai"}
"""Kernels of OpenBLAS without AVX2: where one of these runs, the other is Haswell's."""


def kernels() -> set[str]:
    """Return the kernels that BLAS uses here; empty where it does not say."""
    return {str(found.get("architecture") or "") for found in threadpoolctl.threadpool_info()} - {""}


def wide_vectors() -> list[str]:
    """Return what numpy may leave off here: features that it chooses while running and that this machine has.

    It refuses names of the baseline, which it was compiled with, and names that the machine lacks.
    """
    return [name for name in built.__cpu_dispatch__ if built.__cpu_features__.get(name)]


def other() -> Mapping[str, str]:
    """Return the settings that make this machine compute as another one does.

    On anything else than x86-64 the kernel stays: OpenBLAS has no second one there that every machine can run.
    """
    found = {"NPY_DISABLE_CPU_FEATURES": " ".join(wide_vectors()), "OMP_NUM_THREADS": "1"}
    if platform.machine() in ("x86_64", "AMD64"):
        found["OPENBLAS_CORETYPE"] = "Haswell" if kernels() & NARROW and "X86_V3" in wide_vectors() else "Sandybridge"
    return found


def main(arguments: list[str]) -> int:
    """Run pytest as another processor would, and say which."""
    settings = other()
    told = [
        f"here: BLAS {', '.join(sorted(kernels())) or 'unknown'}, numpy with {' '.join(wide_vectors()) or 'no more'}",
        "there: " + ", ".join(f"{name}={value!r}" for name, value in settings.items()),
    ]
    sys.stdout.write("\n".join(told) + "\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
