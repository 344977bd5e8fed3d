"""Fitting: a tokenizer of word pieces and one vector for each, so that names that mean the same lie close together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from models.embedding.pieces import BEGINS, LONGEST_WORD, SEPARATOR, UNKNOWN
from training.embedding.groups import Group
from training.embedding.merging import merged
from training.tables import InputError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

HARD_GROUPS = 8
"""Nearest wrong meanings from which the hard negatives of a name are drawn."""
HARD_NEGATIVES = 2
BLOCK = 2000
DIRECTED = 25_000
"""Names whose main directions the members are turned to."""

WARM_UP = 0.1
LAST_RATE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is chosen before learning.

    Attributes
    ----------
    vocabulary
        Word pieces.
    dimensions
        Length of a vector.
    epochs
        How often each name is an anchor.
    mined
        Epochs at whose start the hard negatives are looked up with the vectors of that moment.
    batch
        Anchors a step, each of another meaning.
    rate
        Highest learning rate.
    scale
        What cosines are multiplied with before the softmax.
    texts
        Share of the positives that are a description instead of a name.
    members
        Trainings that are made into one.
    seed
        Of the draws and the first vectors; the first one's, the others count on from it.
    """

    vocabulary: int = 12_000
    dimensions: int = 256
    epochs: int = 4
    mined: tuple[int, ...] = (1, 3)
    batch: int = 512
    rate: float = 0.05
    scale: float = 20.0
    texts: float = 0.15
    members: int = 3
    seed: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Names and texts in one row, with the group of each and the rows of each group."""

    texts: list[str]
    owners: NDArray[np.int64]
    names_of: list[NDArray[np.int64]]
    texts_of: list[NDArray[np.int64]]

    @classmethod
    def of(cls, groups: Sequence[Group]) -> "Material":
        """Lay groups out."""
        rows: list[str] = []
        owners: list[int] = []
        names_of, texts_of = [], []
        for number, group in enumerate(groups):
            first = len(rows)
            rows += [*group.names, *group.texts]
            owners += [number] * (len(rows) - first)
            middle = first + len(group.names)
            names_of.append(np.arange(first, middle))
            texts_of.append(np.arange(middle, len(rows)))
        return cls(rows, np.array(owners, dtype=np.int64), names_of, texts_of)

    @property
    def names(self) -> NDArray[np.int64]:
        """Rows that are names."""
        return np.concatenate(self.names_of) if self.names_of else np.zeros(0, dtype=np.int64)


def tokenizer_of(texts: Iterable[str], vocabulary: int) -> "Tokenizer":
    """Train the tokenizer whose rules ``models.embedding.pieces`` follows.

    The pieces come from byte pair encoding, whose trainer gives the same pieces each time (the trainer of word pieces
    does not: its rows follow the order of a hash); words are then cut by the longest piece that fits.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

    normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.Lowercase(), normalizers.StripAccents()])
    words = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SEPARATOR), "removed"),
            pre_tokenizers.Metaspace(replacement=BEGINS, prepend_scheme="always"),
        ]
    )
    pairs = Tokenizer(models.BPE(unk_token=UNKNOWN))
    pairs.normalizer, pairs.pre_tokenizer = normalizer, words
    trainer = trainers.BpeTrainer(vocab_size=vocabulary, special_tokens=[UNKNOWN], min_frequency=2, show_progress=False)
    pairs.train_from_iterator(texts, trainer)
    found = pairs.get_vocab()
    rows = {piece: row for row, piece in enumerate(sorted(found, key=lambda piece: found[piece]))}
    made = Tokenizer(
        models.WordPiece(
            vocab=rows,
            unk_token=UNKNOWN,
            continuing_subword_prefix="",
            max_input_chars_per_word=LONGEST_WORD + len(BEGINS),
        )
    )
    made.normalizer, made.pre_tokenizer = normalizer, words
    return made


def batches(material: Material, size: int, rng: np.random.Generator) -> Iterable[list[int]]:
    """Yield anchors in random order, no two of one meaning in a batch; the last crumbs are left out."""
    waiting = rng.permutation(material.names).tolist()[::-1]
    while waiting:
        chosen: dict[int, int] = {}
        passed: list[int] = []
        while waiting and len(chosen) < size:
            row = waiting.pop()
            group = int(material.owners[row])
            if group in chosen:
                passed.append(row)
            else:
                chosen[group] = row
        if len(chosen) < size // 2:
            return
        waiting = passed[::-1] + waiting if len(waiting) > size else waiting + passed
        yield list(chosen.values())


def positive(material: Material, row: int, share: float, rng: np.random.Generator) -> int:
    """Return another row of the same meaning: mostly a name, sometimes a description."""
    group = int(material.owners[row])
    names, texts = material.names_of[group], material.texts_of[group]
    if len(texts) and (len(names) < 2 or rng.random() < share):
        return int(rng.choice(texts))
    others = names[names != row]
    return int(rng.choice(others)) if len(others) else row


def nearest_groups(vectors: NDArray[np.float32], material: Material) -> NDArray[np.int64]:
    """Return for each name the meanings that lie nearest without being its own; shape (n_names, HARD_GROUPS)."""
    names = material.names
    own = material.owners[names]
    count = len(material.names_of)
    member = sp.csr_array((np.ones(len(names), np.float32), (own, np.arange(len(names)))), shape=(count, len(names)))
    centres = member @ vectors
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    few = min(HARD_GROUPS, count - 1)
    found = np.zeros((len(names), few), dtype=np.int64)
    for start in range(0, len(names), BLOCK):
        block = vectors[start : start + BLOCK] @ centres.T
        block[np.arange(len(block)), own[start : start + BLOCK]] = -2.0
        # Putting in order what reaches the border is ten times as fast as putting all in order, and gives the same.
        borders = np.partition(block, -few, axis=1)[:, -few]
        for row, (values, border) in enumerate(zip(block, borders.tolist(), strict=True)):
            near = np.flatnonzero(values >= border)
            found[start + row] = near[np.argsort(-values[near], kind="stable")][:few]
    return found


def hard_negatives(
    material: Material, anchors: Sequence[int], near: NDArray[np.int64] | None, rng: np.random.Generator
) -> list[list[int]]:
    """Return columns of wrong names, each as long as the batch; none before the first look-up."""
    if near is None:
        return []
    place = np.full(len(material.texts), -1, dtype=np.int64)
    place[material.names] = np.arange(len(material.names))
    here = {int(material.owners[row]) for row in anchors}
    columns: list[list[int]] = [[] for _ in range(HARD_NEGATIVES)]
    for row in anchors:
        groups = [g for g in near[place[row]].tolist() if g not in here and len(material.names_of[g])]
        groups = groups or [g for g in near[place[row]].tolist() if len(material.names_of[g])]
        for column in columns:
            group = groups[int(rng.integers(len(groups)))]
            column.append(int(rng.choice(material.names_of[group])))
    return columns


def _prepared(tokenizer: "Tokenizer", texts: Sequence[str]) -> Callable[[Sequence[int]], dict[str, Any]]:
    """Cut all texts once; return what makes a batch of rows for the model."""
    import torch

    cut = [np.array(found.ids, dtype=np.int64) for found in tokenizer.encode_batch(texts, add_special_tokens=False)]

    def rows_of(rows: Sequence[int]) -> dict[str, Any]:
        parts = [cut[row] for row in rows]
        offsets = np.cumsum([0, *(len(part) for part in parts[:-1])])
        return {"input_ids": torch.from_numpy(np.concatenate(parts)), "offsets": torch.from_numpy(offsets)}

    return rows_of


def fit(
    groups: Sequence[Group],
    recipe: Recipe,
    *,
    first: Callable[[Sequence[str], int], NDArray[np.float32]] | None = None,
    tell: Callable[[float, str], None] = lambda done, text: None,
) -> "SentenceTransformer":
    """Learn a static embedding with multiple negatives ranking.

    Parameters
    ----------
    first
        Gives the first vectors of pieces (a teacher); random when absent.
    tell
        Called with the share that is done and what happens now.

    Raises
    ------
    InputError
        When there are fewer than two meanings to tell apart.
    """
    if len(groups) < 2:
        raise InputError(f"{len(groups)} groups of names; an embedding needs at least two meanings to tell apart")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.set_num_threads(1)  # one order of adding, so that the same seed gives the same bytes
    material = Material.of(groups)
    tokenizer = tokenizer_of((text for text in material.texts), recipe.vocabulary)
    rows_of = _prepared(tokenizer, material.texts)
    names = material.names[:: max(1, len(material.names) // DIRECTED)]
    tables = []
    for number in range(recipe.members):
        rng = np.random.default_rng(recipe.seed + number)
        module = StaticEmbedding(tokenizer, embedding_weights=_first_vectors(tokenizer, recipe, rng, first))
        told = _part(tell, number, recipe.members)
        _learn(module, material, replace(recipe, seed=recipe.seed + number), rng, rows_of, told)
        tables.append(module.embedding.weight.detach().numpy().astype(np.float32).copy())
    table = merged(
        tables,
        lambda beside: _encoded(StaticEmbedding(tokenizer, embedding_weights=beside), rows_of, names),
        recipe.dimensions,
    )
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=table)], device="cpu")


def _part(tell: Callable[[float, str], None], number: int, count: int) -> Callable[[float, str], None]:
    """Return what tells the progress of one member among all."""
    return lambda done, text: tell((number + done) / count, f"training {number + 1} of {count}, {text}")


def _learn(
    module: "StaticEmbedding",
    material: Material,
    recipe: Recipe,
    rng: np.random.Generator,
    rows_of: Callable[[Sequence[int]], dict[str, Any]],
    tell: Callable[[float, str], None],
) -> None:
    """Learn one member in place."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    torch.manual_seed(recipe.seed)
    model = SentenceTransformer(modules=[module], device="cpu")
    loss_of = MultipleNegativesRankingLoss(
        model, scale=recipe.scale, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.rate)
    steps = max(1, recipe.epochs * (len(material.names) // recipe.batch))
    step, near = 0, None
    for epoch in range(recipe.epochs):
        if epoch in recipe.mined:
            near = nearest_groups(_encoded(module, rows_of, material.names), material)
        for anchors in batches(material, min(recipe.batch, len(material.names_of)), rng):
            share = step / steps
            optimizer.param_groups[0]["lr"] = recipe.rate * max(0.0, 1 - share) * min(1, share / WARM_UP) + LAST_RATE
            positives = [positive(material, row, recipe.texts, rng) for row in anchors]
            columns = [anchors, positives, *hard_negatives(material, anchors, near, rng)]
            loss = loss_of([rows_of(column) for column in columns], None)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            tell(min(1.0, share), f"epoch {epoch + 1} of {recipe.epochs}, loss {loss.item():.3f}")


def _first_vectors(
    tokenizer: "Tokenizer",
    recipe: Recipe,
    rng: np.random.Generator,
    first: Callable[[Sequence[str], int], NDArray[np.float32]] | None,
) -> NDArray[np.float32]:
    size = tokenizer.get_vocab_size()
    if first is None:
        return (0.1 * rng.standard_normal((size, recipe.dimensions))).astype(np.float32)
    return first([str(tokenizer.id_to_token(row)) for row in range(size)], recipe.dimensions)


def _encoded(
    module: "StaticEmbedding", rows_of: Callable[[Sequence[int]], dict[str, Any]], rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    import torch

    with torch.no_grad():
        found = module(rows_of(rows.tolist()))["sentence_embedding"]
        scaled: NDArray[np.float32] = torch.nn.functional.normalize(found).numpy()
    return scaled
