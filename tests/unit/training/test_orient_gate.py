"""The gate of Oriënt's artifact: what it measures, and what it lets through."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from models.orient import artifact
from models.orient.graded import Array
from models.store import CARD_SECTIONS, ArtifactError
from tests.orient import engine
from training.models.report import to_markdown
from training.orient import version as versions
from training.orient.build import build, placed
from training.orient.gate import LENGTH, Measured, RefusedError, check, measure
from training.orient.listing import Quality

PERSONS = 200
CAP = 0.35


def way(regret: float, covered: float = 0.8) -> Quality:
    """A way of asking with this mean regret and coverage, and some spread over persons."""
    spread = np.linspace(0.5, 1.5, PERSONS)
    held = (np.arange(PERSONS) < covered * PERSONS).astype(np.float64)
    return Quality(regret={LENGTH: regret * spread}, overlap={LENGTH: spread}, covered=held, exposure=np.array([0.1]))


def measured(exposure: Array | None = None, **ways: Quality) -> Measured:
    found = {"served": way(0.66), "common": way(0.64), "free": way(0.63), "fixed": way(1.0), "placed": way(0.66)}
    return Measured(world="test", exposure=np.array([0.05, 0.3]) if exposure is None else exposure, **(found | ways))


def test_what_keeps_every_promise_passes() -> None:
    check(measured(), exposure_cap=CAP)
    check(replace(measured(), placed=None), exposure_cap=CAP)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (lambda: measured(placed=way(0.6)), "artifact in place"),
        (lambda: measured(served=way(1.0), placed=way(1.0)), "regret of a fixed order minus ours is 0.000"),
        (lambda: measured(common=way(0.7)), "with the common block minus 1.05 times"),
        (lambda: measured(served=way(0.66, covered=0.95)), "share of true likings within 80 % bands is 0.950"),
        (
            lambda: measured(served=way(0.66, covered=0.6)),
            "minus the share of true likings within 80 % bands is -0.600",
        ),
        (lambda: measured(np.array([0.1, 0.36])), "shown in 0.360 of the sessions; at most 0.35"),
        (lambda: measured(np.array([0.0, 0.1, 0.0])), "2 items are never shown"),
    ],
)
def test_what_misses_a_demand_is_refused_with_the_figure(found: Callable[[], Measured], why: str) -> None:
    with pytest.raises(RefusedError, match=re.escape(why)):
        check(found(), exposure_cap=CAP)


def test_a_difference_within_its_interval_is_no_reason_to_refuse() -> None:
    rng = np.random.default_rng(3)
    one = way(0.66)
    noisy = replace(one, regret={LENGTH: one.regret[LENGTH] + 0.3 * rng.standard_normal(PERSONS) - 0.005})
    check(measured(placed=noisy), exposure_cap=CAP)


def test_the_same_persons_walk_every_way() -> None:
    worlds = list(measure(engine(), engine().learned, persons=4, seed=2))
    assert [found.world for found in worlds] == ["items as believed", "items differ from belief"]
    for found in worlds:
        assert found.placed is not None
        # The artifact in place is the same one here, so on the same persons it does exactly the same.
        assert found.placed.regret[LENGTH].tolist() == found.served.regret[LENGTH].tolist()
        assert found.fixed.regret[LENGTH].shape == (4,)
        assert found.exposure.max() <= 1.0
        assert f"{found.share.value:.2f}" in str(found)


def test_the_newest_artifact_in_place_is_compared_with(tmp_path: Path) -> None:
    assert placed(tmp_path) is None
    for version in ("1.9.0", "1.10.0"):
        learned = replace(engine().learned, version=version)
        artifact.save(learned, tmp_path / artifact.KIND / version, card="\n".join(CARD_SECTIONS), metadata={})
    found = placed(tmp_path)
    assert found is not None
    assert found.version == "1.10.0"
    (tmp_path / artifact.KIND / "1.10.0" / "MODEL_CARD.md").write_text("changed")
    with pytest.raises(ArtifactError):
        placed(tmp_path)


def test_a_build_that_is_refused_writes_nothing(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    liking = np.repeat(rng.standard_normal((200, 6)), 2, axis=1) + rng.standard_normal((200, 12))
    values = 1 + (liking[:, :, None] > np.array([-1.2, -0.3, 0.6, 1.5])).sum(axis=2)
    names = [f"{code}{number}" for code in "RIASEC" for number in (1, 2)]
    items, responses, out = tmp_path / "items.csv", tmp_path / "responses.csv", tmp_path / "out"
    items.write_text("\n".join(["item,scale", *(f"{name},{name[0]}" for name in names)]))
    rows = [",".join(map(str, (number, *row))) for number, row in enumerate(values)]
    responses.write_text("\n".join([",".join(["respondent", *names]), *rows]))
    # Two sessions cannot show every item of the bank, so the gate must refuse, whatever else it finds.
    with pytest.raises(RefusedError, match="items as believed: "):
        build(items, responses, out, Console(quiet=True), judged=2)
    assert not out.exists()


def test_a_version_is_reported_beside_fixed_orders_and_what_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "PERSONS", 6)
    monkeypatch.setattr(versions.golden, "SEEDS", 1)
    found = versions.measure(artifact.FOLDER, artifact.FOLDER)
    assert found.figures["champion.regret.low"] == 0.0
    assert len(found.values["regret"]) == 6
    told = to_markdown(found)
    for title in (
        "fixed orders and what serves",
        "Spoiled answers",
        "twenty worst",
        "what they say",
        "alle antwoorden",
    ):
        assert title in told
