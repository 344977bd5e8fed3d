"""From a fitted model to the artifact that serving reads: pieces, one row of bytes for each, manifest and card."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from models.embedding.pieces import Pieces
from models.embedding.static import KIND, NAME, StaticEmbedding, quantised
from models.store import save

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def exported(model: "SentenceTransformer") -> tuple[list[str], NDArray[np.int8], NDArray[np.float32]]:
    """Return pieces, rows and scales, and put the rounded rows back into the model, so that both say the same.

    The first piece stands for unknown words; its row becomes zero.
    """
    import torch

    module: Any = model[0]
    count = module.tokenizer.get_vocab_size()
    weights = module.embedding.weight.detach().numpy().astype(np.float32).copy()
    weights[0] = 0.0
    rows, scales = quantised(weights)
    with torch.no_grad():
        module.embedding.weight.copy_(torch.from_numpy(rows.astype(np.float32) * scales[:, None]))
    return [module.tokenizer.id_to_token(number) for number in range(count)], rows, scales


def plain(model: "SentenceTransformer") -> StaticEmbedding:
    """Return the embedding as serving has it, without writing it."""
    pieces, rows, scales = exported(model)
    return StaticEmbedding(Pieces(pieces), rows, scales)


def write(folder: Path, model: "SentenceTransformer", *, metadata: Mapping[str, Any], card: str) -> Path:
    """Write the artifact in one step; a version that is already there is kept."""
    pieces, rows, scales = exported(model)
    column = TextColumn.of(pieces)
    arrays: dict[str, NDArray[Any]] = {
        "pieces.data": column.data,
        "pieces.offsets": column.offsets,
        "vectors": rows,
        "scales": scales,
    }
    return save(folder / NAME / str(metadata["version"]), arrays, kind=KIND, metadata=metadata, card=card)
