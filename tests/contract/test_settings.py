"""Settings: each is documented for operators, has a default that runs on a laptop, and refuses what it cannot use."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings

README = Path(__file__).parents[2] / "api" / "README.md"


def test_operators_find_every_setting_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", README.read_text(encoding="utf-8"), re.MULTILINE))
    for name, field in Settings.model_fields.items():
        default = "empty" if field.default in ("", None) else f"`{field.default}`"
        assert rows.pop(name.upper()) == default
        assert field.description
    assert not rows


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_RATE_LIMIT", "many"),
        ("TRUSTED_PROXIES", "-1"),
        ("MAX_BODY_BYTES", "12"),
        ("CATALOGUE_POLL_SECONDS", "soon"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("API_RATE_LIMIT", "10/minute;100/hour")
    found = Settings()
    assert (found.data_dir, found.api_rate_limit) == (tmp_path, "10/minute;100/hour")
