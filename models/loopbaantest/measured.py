"""What was measured from real answers: errors and item parameters, as an artifact that ``training`` writes.

None comes with the project: no person has been asked yet. An artifact made from simulated answers says so in its
manifest and is refused here, so that it can never colour a real result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from item_bank.loopbaantest.schema import Bank, Theme
from models import store
from models.loopbaantest.graded import GradedTheme

KIND = "loopbaantest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Measured figures; empty mappings mean that nothing was measured.

    Attributes
    ----------
    version
        Version of the artifact, or ``None``.
    errors
        Standard deviation of one answer around the person's level, by theme, in points of the scale.
    graded
        Parameters of the graded response model by theme.
    """

    version: str | None
    errors: Mapping[Theme, float]
    graded: Mapping[Theme, GradedTheme]


NOTHING = Measured(version=None, errors={}, graded={})


def load(folder: Path, bank: Bank, *, allow_simulated: bool = False) -> Measured:
    """Read measured figures.

    Parameters
    ----------
    allow_simulated
        Only for trying the code; serving never sets it.

    Raises
    ------
    ArtifactError
        When a hash does not agree, the bank is of another version, or the answers were simulated.
    """
    artifact = store.load(folder, kind=KIND)
    facts = artifact.manifest.metadata
    if facts.get("simulated", True) and not allow_simulated:
        raise store.ArtifactError(f"{folder}: made from simulated answers; only real answers may colour a result")
    if not bank.scores(facts.get("bank_version")):
        raise store.ArtifactError(
            f"{folder}: made for bank {facts.get('bank_version')!r}; this release has {bank.version!r}"
        )
    graded, errors = {}, {}
    try:
        for i, theme in enumerate(Theme):
            graded[theme] = GradedTheme(
                items=tuple(item.id for item in bank.of(theme)),
                slopes=np.asarray(artifact.arrays["slopes"][i], dtype=np.float64),
                thresholds=np.asarray(artifact.arrays["thresholds"][i], dtype=np.float64),
            )
            errors[theme] = float(artifact.arrays["errors"][i])
    except (KeyError, IndexError, ValueError) as error:
        raise store.ArtifactError(f"{folder}: {error}") from error
    return Measured(version=folder.name, errors=errors, graded=graded)
