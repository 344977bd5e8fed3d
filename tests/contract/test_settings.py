"""Settings: each is documented for operators, has a default that runs on a laptop, and refuses what it cannot use."""

import re
import secrets
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.sessions.secret import SecretKeyError, load
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


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "redis_url").write_text("redis://:geheim@valkey:6379/0\n", encoding="utf-8")
    found = Settings(_secrets_dir=tmp_path)
    assert found.redis_url == "redis://:geheim@valkey:6379/0"
    monkeypatch.setenv("REDIS_URL", "redis://elders:6379/0")
    assert Settings(_secrets_dir=tmp_path).redis_url == "redis://elders:6379/0"


@pytest.mark.parametrize(
    ("key", "public_url", "said"),
    [
        ("kort", "", "has 4 characters"),
        ("changeme" * 5, "", "repeats itself"),
        ("ab" * 30, "", "repeats itself"),
        ("", "https://loopbaan.example", "apart from its data"),
    ],
)
def test_a_weak_key_or_one_beside_the_data_stops_the_start(
    tmp_path: Path, key: str, public_url: str, said: str
) -> None:
    with pytest.raises(SecretKeyError, match=said):
        load(Settings(data_dir=tmp_path, secret_key=key, public_url=public_url))
    assert not (tmp_path / "secret.key").exists()


def test_a_laptop_makes_a_key_of_its_own_once(tmp_path: Path) -> None:
    mine = Settings(data_dir=tmp_path, secret_key="")
    assert load(mine).hash("x") == load(mine).hash("x")
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_in_use_lies_not_beside_the_data(tmp_path: Path) -> None:
    used, other = secrets.token_hex(32), secrets.token_hex(32)
    behind = {"data_dir": tmp_path, "public_url": "https://loopbaan.example", "secret_key": used}
    (tmp_path / "secret.key").write_text(used + "\n")
    with pytest.raises(SecretKeyError, match="beside the data"):
        load(Settings(**behind))
    (tmp_path / "secret.key").write_text(other)
    assert load(Settings(**behind))
    with pytest.raises(SecretKeyError, match="beside the data"):
        load(Settings(**behind, accepted_keys=f"{other}\n"))
    with pytest.raises(SecretKeyError, match="key 2 of ACCEPTED_KEYS has 5 characters"):
        load(Settings(data_dir=tmp_path, secret_key=used, accepted_keys=f"{other} short"))


def test_a_kept_key_is_its_owners_only(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text(secrets.token_hex(32))
    (tmp_path / "secret.key").chmod(0o644)
    load(Settings(data_dir=tmp_path))
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
