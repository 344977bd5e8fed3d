"""How people say what they do: phrases that lead to an occupation and are no name of it.

Upstream: ``spoken.yaml``. Downstream: ``models.jobbereik.index``.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from item_bank.loader import read_yaml

FILE = Path(__file__).with_name("spoken.yaml")


@cache
def said() -> Mapping[str, tuple[str, ...]]:
    """Return what people say by the id of an occupation of the built-in catalogue, read once.

    Examples
    --------
    >>> "klinkers leggen" in said()["wegenwerker"]
    True
    """
    body = read_yaml(FILE)
    return {id_: tuple(map(str, phrases)) for id_, phrases in body["said"].items()}
