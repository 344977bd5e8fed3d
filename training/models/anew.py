"""All models that ship, learned anew by one command: each from those before it, each in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from item_bank.manifest import MANIFEST
from models.store import CARD
from training.tables import InputError

Run = Callable[[Sequence[str]], int]
"""Runs a command of training, given its arguments, and returns its exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How a model is learned.

    Attributes
    ----------
    name
        Folder of its versions among the artifacts.
    arguments
        Of the command that makes it; ``{reference}`` is the folder of reference data.
    """

    name: str
    arguments: tuple[str, ...]


STEPS = (
    Step(name="title-embedding", arguments=("embedding", "train", "--reference", "{reference}")),
    Step(name="title-matcher", arguments=("titles", "train", "--reference", "{reference}")),
    Step(name="jobbereik-reach", arguments=("jobbereik", "train", "--reference", "{reference}")),
    Step(
        name="orient",
        arguments=(
            "orient", "build", "--items", "{reference}/riasec/items.csv",
            "--responses", "{reference}/riasec/responses_dev.csv",
        ),
    ),
    Step(name="vacancies-sample", arguments=("vacancies", "ship")),
)  # fmt: skip
"""In this order: titles are read with the embedding, and features of occupations with both."""


def in_a_process(arguments: Sequence[str]) -> int:
    """Run a command of training in a process of its own: what one loaded of the models before is not kept."""
    return subprocess.run([sys.executable, "-m", "training", *arguments], check=False).returncode  # noqa: S603


def differing(new: Path, old: Path) -> list[str]:
    """Return the names of what was made that is not the same bytes in an older version, or does not stand there."""
    files = {path.name for path in new.iterdir()} - {MANIFEST, CARD}
    return sorted(
        name for name in files if not (old / name).is_file() or (new / name).read_bytes() != (old / name).read_bytes()
    )


def anew(reference: Path, artifacts: Path, console: Console, *, run: Run = in_a_process) -> None:
    """Learn every model that ships, and put each in its place once it held its gate; the same bytes change nothing.

    Raises
    ------
    InputError
        When a command refuses or fails; that model and those after it stay as they were.
    """
    if not reference.is_dir():
        raise InputError(f"--reference is {reference}; it is no folder")
    for number, step in enumerate(STEPS, start=1):
        began = time.monotonic()
        console.print(f"{number} of {len(STEPS)}: {step.name}")
        with TemporaryDirectory(prefix=".anew-", dir=artifacts) as scratch:
            arguments = [text.format(reference=reference) for text in step.arguments]
            if code := run([*arguments, "--out", scratch]):
                raise InputError(
                    f"{step.name} was not learned (exit code {code}); it and what follows stay as they were"
                )
            (made,) = (Path(scratch) / step.name).iterdir()
            place = artifacts / step.name / made.name
            other = differing(made, place)
            if other:
                _put(made, place, Path(scratch) / "before", console)
        told = "the same bytes" if not other else f"differs in {', '.join(other[:3])}" + " ..." * (len(other) > 3)
        console.print(f"{step.name} {place.name}: {told}, {time.monotonic() - began:.0f} s")


def _put(made: Path, place: Path, before: Path, console: Console) -> None:
    """Put a version in its place, and say what stood beside it that another command makes."""
    place.parent.mkdir(exist_ok=True)
    lost = [path.name for path in sorted(place.glob("*")) if not (made / path.name).exists()]
    if place.exists():
        place.rename(before)
    made.rename(place)
    if lost:
        console.print(f"no longer there, since it was made of the version before: {', '.join(lost)}")
