"""Documentation, held to the code: what there is is told, and nothing is told that is not there."""

import os
import re
from pathlib import Path

import pytest
from fastapi import FastAPI

from models.store import ARTIFACTS
from tests import documented
from training.__main__ import parser

ROOT = documented.ROOT
TRAINING = (ROOT / "training" / "README.md").read_text(encoding="utf-8")
SERVICE = (ROOT / "api" / "README.md").read_text(encoding="utf-8")


def test_every_address_is_told(app: FastAPI) -> None:
    made = documented.addresses_told(app)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        documented.ADDRESSES.write_text(made, encoding="utf-8")
    assert documented.ADDRESSES.read_text(encoding="utf-8") == made, "UPDATE_SNAPSHOTS=1 makes it again"


def test_every_address_has_words(app: FastAPI) -> None:
    assert [path for _, path, told in documented.addresses(app) if len(told) < 10] == []


def test_every_type_of_problem_is_told_and_no_other() -> None:
    table = SERVICE.partition("## Problems")[2].partition("\n## ")[0]
    told = {
        name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`([a-z-]+)`", row)
    }
    assert documented.problem_types() - told == set()
    assert told - documented.words_of_code() == set()


def test_every_command_of_training_is_told_and_no_other() -> None:
    cells = re.findall(r"^\| (`.*?) \|", TRAINING, re.MULTILINE)
    rows = [
        [quoted.split() for quoted in re.findall(r"`([^`]+)`", cell)]
        for cell in cells
        if not re.match(r"`[a-z_]+\.csv`", cell)
    ]
    # In a row "`vacancies activate NAME`, `list`" the words after the first share its feature.
    told = {" ".join((row[0][:1] if i else []) + words[: 1 if i else 2]) for row in rows for i, words in enumerate(row)}
    assert set(documented.commands(parser())) == told


def test_every_artifact_is_told_and_every_card_that_is_told_is_there() -> None:
    text = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"artifacts/([a-z0-9-]+/[0-9.]+)/MODEL_CARD\.md", text))
    assert told == {str(path.parent.relative_to(ARTIFACTS)) for path in ARTIFACTS.glob("*/*/manifest.json")}


def test_every_target_of_make_says_what_it_does() -> None:
    assert {name for name, told in documented.make_targets().items() if not told} == set()


@pytest.mark.parametrize(
    "path", sorted(p for p in ROOT.rglob("*.md") if not {".venv", ".venvs"} & set(p.parts)), ids=str
)
def test_links_of_a_page_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_every_path_in_the_guide_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for quoted in re.findall(r"[ `]((?:api|models|training|item_bank|tests)/[\w/.-]+)(?=[` ,:;)])", text):
        assert (ROOT / quoted).exists(), quoted


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_the_first_pages_name_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"(?:^    |`)make ([a-z][a-z-]*)", text, re.MULTILINE):
        assert target in documented.make_targets(), target
    for verb in re.findall(r"python -m training ([a-z]+ [a-z]+)", text):
        assert verb in set(documented.commands(parser())), verb
