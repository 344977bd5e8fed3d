"""What a version of a model is worth: a model is measured by its feature, any other by what it says of itself."""

from collections.abc import Mapping
from pathlib import Path

from models import registry
from models.jobbereik.calibration import KIND as CALIBRATION
from models.orient.artifact import KIND as ORIENT
from models.store import CARD
from models.titles.mix import KIND as TITLES
from training.jobbereik import version as jobbereik
from training.models.report import Report, Section, lines
from training.orient import version as orient
from training.tables import InputError
from training.titles import version as titles


def measure(
    name: str, found: Path, champion: Path | None = None, *, labels: Path | None = None, whole: bool = False
) -> Report:
    """Measure a version beside baselines and, when there is one, beside what serves.

    Parameters
    ----------
    labels
        Judged steps for the ranker; by default those of the project.
    whole
        Measure also what no gate asks and only a reader of the report wants.

    Raises
    ------
    training.tables.InputError
        When the labels cannot be used, or the model is measured on none.
    """
    if labels is not None and name != CALIBRATION:
        raise InputError(f"--labels is {labels}; only {CALIBRATION} is measured on judged steps")
    if name == CALIBRATION:
        made = jobbereik.measure(found, champion, labels, whole=whole)
    elif name == TITLES:
        made = titles.measure(found, champion)
    elif name == ORIENT:
        made = orient.measure(found, champion, whole=whole)
    else:
        size = float(sum(path.stat().st_size for path in found.iterdir() if path.is_file()))
        own = {**stated(found), "bytes": size}
        text = lines(dict(sorted(own.items())))
        section = Section(title="Figures that the version says of itself", text=text)
        made = Report(title=f"{name} {found.name}", figures=own, sections=[section])
    return _with_card(made, found)


def stated(found: Path) -> dict[str, float]:
    """Return the figures that a version says of itself, in its manifest."""
    own = registry.metadata(found).get("figures")
    return {key: float(value) for key, value in own.items()} if isinstance(own, Mapping) else {}


def _with_card(made: Report, found: Path) -> Report:
    card = found / CARD
    if not card.is_file():
        return made
    sections = [*made.sections, Section(title="Its card", text=card.read_text(encoding="utf-8"))]
    return Report(title=made.title, figures=made.figures, sections=sections, values=made.values, slices=made.slices)
