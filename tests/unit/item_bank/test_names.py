"""The names bank: its bytes, and clear errors for files that are none."""

import gzip
from pathlib import Path

import pytest

from item_bank.names import onet
from item_bank.names.bank import FILE, bank, packed, read_bank
from item_bank.schema import CatalogueError


def test_the_bank_holds_esco_in_three_languages_and_packs_to_the_same_bytes() -> None:
    rows = bank()
    assert len(rows) == 3039
    assert sum(len(names) for row in rows for names in row.names.values()) == 72_193
    assert packed(rows) == FILE.read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no gzip", "not a readable names bank"),
        (gzip.compress(b"\xff\xfe"), "not a readable names bank"),
        (gzip.compress(b"concept,nl\n"), "columns are"),
        (gzip.compress(b"concept,isco08,nl,fr,en\nx,1,,,\n"), "line 2"),
    ],
)
def test_a_file_that_is_no_bank_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv.gz"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=told):
        read_bank(path)


def test_a_missing_bank_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="not a readable"):
        read_bank(tmp_path / "none.csv.gz")


def test_the_figures_of_onet_pack_to_the_same_bytes_and_name_occupations_of_the_bank() -> None:
    rows = onet.works()
    assert onet.packed(rows) == onet.FILE.read_bytes()
    codes, concepts = {row.code for row in rows}, {row.concept for row in bank()}
    assert len(codes) == len(rows) == 1016
    assert {code for row in rows for code in (*row.nearest, *row.near, *row.related)} <= codes
    tied = {concept for row in rows for concept in row.concepts}
    assert len(tied & concepts) > 0.85 * len(concepts)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no gzip", "not readable figures"),
        (gzip.compress(b"code,zone\n"), "columns are"),
        (gzip.compress((",".join(onet.COLUMNS) + "\nx,,3,1|2,,,,\n").encode()), r"line 2: \(1, 2, 0\) figures"),
    ],
)
def test_a_file_that_is_no_figures_of_onet_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "onet.csv.gz"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=told):
        onet.read_works(path)
