"""Learning the towers; torch is imported inside functions only."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.features.towers import HEADS
from models.jobbereik.towers import Towers, joined
from training.tables import InputError

if TYPE_CHECKING:
    from torch import Tensor

UNITS = 128
EPOCHS = 120
RATE, DECAY = 3e-3, 1e-2
KEPT = 0.5
"""Share of figures and hidden units that each step of learning sees; half of them steadies ten steps an origin."""

SHARP = 2.3
"""Logarithm of what cosines are multiplied with before anything is learned."""

NETWORKS = 2
"""Networks that are learned from different starts; a third one moved no figure by .005."""

Steps = Mapping[int, Mapping[int, float]]
"""Grade of each named step by origin: 2 within reach, 1 a development."""


def _wanted(steps: Steps, origins: list[int], n: int) -> NDArray[np.float64]:
    """Return whether each occupation is a step of each origin, by head; shape (heads, origins, n)."""
    made = np.zeros((len(HEADS), len(origins), n))
    for row, origin in enumerate(origins):
        for target, grade in steps[origin].items():
            made[HEADS.index("near"), row, target] = grade == 2.0
            made[HEADS.index("development"), row, target] = grade == 1.0
            made[HEADS.index("any"), row, target] = grade > 0.0
    return made


def _start(d: int, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    """Return where learning starts: both towers alike, so that what is alike is near."""
    straight = rng.standard_normal((d, UNITS)) / UNITS**0.5
    bound = d**-0.5
    return {
        "straight": np.stack([straight, straight]),
        "hidden": rng.uniform(-bound, bound, (2, d, UNITS)),
        "shift": rng.uniform(-bound, bound, (2, UNITS)),
        "out": np.zeros((2, UNITS, UNITS)),
        "stretch": np.zeros((len(HEADS), UNITS)),
        "pull": np.zeros((len(HEADS), d)),
        "sharp": np.full(len(HEADS), SHARP),
    }


def _kept(shape: tuple[int, ...], rng: np.random.Generator) -> Tensor:
    import torch

    return torch.from_numpy((rng.random(shape) < KEPT) / KEPT)


def _vectors(found: Mapping[str, Tensor], side: int, given: Tensor, hidden: Tensor) -> Tensor:
    import torch

    inner = torch.relu(given @ found["hidden"][side] + found["shift"][side]) * hidden
    return torch.nn.functional.normalize(given @ found["straight"][side] + inner @ found["out"][side], dim=1)


def _loss(
    found: Mapping[str, Tensor],
    single: Tensor,
    rows: Tensor,
    wanted: Tensor,
    asked: Tensor,
    rng: np.random.Generator,
) -> Tensor:
    """Return how unlikely the named steps are among all others, each origin by the root of their number."""
    import torch

    from_ = single[rows] * _kept((len(rows), single.shape[1]), rng)
    to = single * _kept(tuple(single.shape), rng)
    start = _vectors(found, 0, from_, _kept((len(rows), UNITS), rng))
    end = _vectors(found, 1, to, _kept((len(single), UNITS), rng))
    total = torch.zeros((), dtype=torch.float64)
    for head in range(len(HEADS)):
        scale = torch.exp(found["sharp"][head] + found["stretch"][head])
        logits = (start * scale) @ end.T + to @ found["pull"][head]
        likely = logits.masked_fill(~asked[head], -1e4).log_softmax(dim=1)
        count = wanted[head].sum(dim=1)
        known = count > 0
        each = (likely * wanted[head]).sum(dim=1)[known] / count[known].sqrt()
        total = total - each.sum() / count[known].sqrt().sum()
    return total


def _learn_one(single: NDArray[np.float64], steps: Steps, held: Set[int], seed: int) -> Towers:
    import torch

    rng, n = np.random.default_rng(seed), len(single)
    origins = [origin for origin in sorted(steps) if origin not in held]
    wanted = _wanted(steps, origins, n)
    asked = np.ones(wanted.shape, dtype=bool)
    asked[:, :, sorted(held)] = False
    asked[:, np.arange(len(origins)), origins] = False
    asked[HEADS.index("near")] &= ~((wanted[HEADS.index("any")] > 0) & (wanted[HEADS.index("near")] == 0))
    wanted *= asked
    if not all(part.any() for part in wanted):
        raise InputError(f"{len(origins)} origins name no step of one kind; towers need steps of both")
    found = {name: torch.from_numpy(value).requires_grad_() for name, value in _start(single.shape[1], rng).items()}
    torch.set_num_threads(1)  # one order of adding, so that the same seed gives the same bytes
    optimizer = torch.optim.AdamW(found.values(), lr=RATE, weight_decay=DECAY)
    given = (torch.from_numpy(single), torch.tensor(origins), torch.from_numpy(wanted), torch.from_numpy(asked))
    for _ in range(EPOCHS):
        optimizer.zero_grad()
        loss = _loss(found, *given, rng)
        torch.autograd.backward(loss)
        optimizer.step()
    made = {name: value.detach().numpy() for name, value in found.items()}
    made["stretch"] = np.exp(made["stretch"] + made.pop("sharp")[:, None])
    return Towers(**{name: value[None].astype(np.float16) for name, value in made.items()})


def learn_towers(single: NDArray[np.float32], steps: Steps, held: Set[int], seed: int) -> Towers:
    """Learn towers on steps between occupations; one that is held apart is seen at neither end of a step.

    Parameters
    ----------
    single
        Figures of each occupation, as ``models.jobbereik.features.alone`` makes them; shape (n, d).
    steps
        Grade of each named step by origin.
    held
        Occupations that are held apart.

    Raises
    ------
    InputError
        When no step of a kind is left.
    """
    figures = single.astype(np.float64)
    return joined([_learn_one(figures, steps, held, seed + number) for number in range(NETWORKS)])
