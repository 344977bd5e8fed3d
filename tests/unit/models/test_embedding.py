"""The static embedding as serving reads it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.embedding.pieces import BEGINS, Pieces, folded_words
from models.embedding.static import SERVED, StaticEmbedding, quantised, served
from models.store import ArtifactError


@pytest.mark.parametrize(
    "text",
    ["", "   ", "!?", "🚀🚀", "работник", "电工", "x" * 10_000, "van de het", "\x00", "a\u0301", "Kok\n\tof bakker"],
)
def test_any_text_has_a_vector_of_length_one_or_zero(text: str) -> None:
    vector = served().encode([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5) or not vector.any()


def test_accents_and_capitals_do_not_count() -> None:
    ours = served().encode(["Ingénieur", "ingenieur", "INGENIEUR"])
    assert np.array_equal(ours[0], ours[1])
    assert np.array_equal(ours[0], ours[2])


def test_names_of_one_job_lie_closer_than_names_of_others() -> None:
    nurse, female, french, cook = served().encode(["verpleegkundige", "verpleegster", "infirmière", "kok"])
    assert nurse @ female > nurse @ cook
    assert nurse @ french > nurse @ cook


def test_no_texts_give_no_rows() -> None:
    assert served().encode([]).shape == (0, served().dimensions)


def test_a_word_is_cut_greedily_and_an_unknown_one_is_one_piece() -> None:
    pieces = Pieces(["[UNK]", BEGINS + "kraan", "man", "m", BEGINS + "kok"])
    assert pieces.rows("Kraanman") == [1, 2]
    assert pieces.rows("kraanmq kok") == [0, 4]
    assert pieces.rows("k" * 101) == [0]


def test_words_of_c_plus_plus_stay_whole() -> None:
    assert folded_words("C++/C#-ontwikkelaar") == ["c++", "c#", "ontwikkelaar"]


def test_rounding_keeps_a_row_within_half_a_step() -> None:
    weights = np.random.default_rng(3).standard_normal((50, 16)).astype(np.float32)
    rows, scales = quantised(weights)
    assert np.abs(rows * scales[:, None] - weights).max() <= scales.max() / 2 + 1e-6


def test_a_folder_that_is_no_embedding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError):
        StaticEmbedding.load(tmp_path / "none")


def test_the_artifact_is_light() -> None:
    assert sum(file.stat().st_size for file in SERVED.iterdir()) <= 12e6


def test_reading_it_needs_no_learning_library() -> None:
    script = (
        "import sys\nfrom models.embedding.static import served\nserved().encode(['kok'])\n"
        "sys.exit(any(name in sys.modules for name in ('torch', 'transformers', 'tokenizers', 'training')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
