"""``python -m training FEATURE VERB``: the only entry point of training."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console

from item_bank.manifest import ManifestError
from item_bank.schema import CatalogueError
from models.store import ArtifactError
from training.catalogue import commands as catalogue
from training.embedding import commands as embedding
from training.jobbereik import commands as jobbereik
from training.jobbereik.gate import GateError
from training.kaarten import commands as kaarten
from training.loopbaancentra import commands as loopbaancentra
from training.loopbaantest import commands as loopbaantest
from training.models import commands as models
from training.models import gate
from training.orient import commands as orient
from training.orient.gate import RefusedError
from training.tables import InputError
from training.titles import commands as titles
from training.use import commands as use
from training.vacancies import commands as vacancies
from training.vacancies.evaluating import NotBetterError
from training.waarden import commands as waarden

FEATURES = {
    "catalogue": catalogue,
    "embedding": embedding,
    "jobbereik": jobbereik,
    "kaarten": kaarten,
    "loopbaancentra": loopbaancentra,
    "loopbaantest": loopbaantest,
    "models": models,
    "orient": orient,
    "titles": titles,
    "use": use,
    "vacancies": vacancies,
    "waarden": waarden,
}

PIPED_WIDTH = 160
EXPECTED = (
    CatalogueError,
    ManifestError,
    ArtifactError,
    InputError,
    GateError,
    NotBetterError,
    RefusedError,
    gate.RefusedError,
    OSError,
)
"""Errors that a person can mend: told in one line, exit code 2."""


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    features = top.add_subparsers(dest="feature", required=True, metavar="FEATURE")
    for name, module in FEATURES.items():
        feature = features.add_parser(name, help=module.__doc__)
        module.add_verbs(feature.add_subparsers(dest="verb", required=True, metavar="VERB"))
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 2 after an error that a person can mend, or what the command says of what it found."""
    # A verb that runs others (train by name, the month) is handed this door: it imports nothing above itself.
    options = parser().parse_args(arguments, argparse.Namespace(main=main))
    # Into a file or a pipe tables keep their full width; a terminal knows its own.
    console = Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH)
    try:
        found = options.run(options, console)
    except EXPECTED as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return int(found or 0)


if __name__ == "__main__":
    sys.exit(main())
