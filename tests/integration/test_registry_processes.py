"""Real processes at the registry: two that promote at once, one on a full disk, one that is killed while training."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import registry
from models.jobbereik.calibration import KIND
from tests.lifted import lifted
from training.models import promoting

AT = datetime(2026, 11, 29, tzinfo=UTC)

PROMOTES = """
import resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from models import registry
data, version, go, most = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
while not go.exists():
    time.sleep(0.001)
if most:
    sys.dont_write_bytecode = True  # what is imported now would be kept in half, for all that come after
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    registry.promote(data, "jobbereik-reach", version, reason="beter", at=datetime.now(UTC))
    print("promoted")
except (registry.RegistryError, OSError) as error:
    print(error)
"""

TRAINS = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from training.models import promoting
def half(arguments):
    folder = Path(arguments[-1]) / "jobbereik-reach" / "9.0.0"
    folder.mkdir(parents=True)
    (folder / "arrays.npz").write_bytes(b"half")
    print("ready", flush=True)
    time.sleep(600)
promoting.train(Path(sys.argv[1]), "jobbereik-reach", [], half, datetime.now(UTC))
"""


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    for version in ("8.1.0", "8.2.0"):
        registry.add(lifted(tmp_path / "made", version, lift=0.01), path, KIND)
    return path


def test_of_two_promotions_at_once_each_is_whole_or_told(data: Path, tmp_path: Path) -> None:
    go = tmp_path / "go"
    processes = [started(PROMOTES, data, version, go, 0) for version in ("8.1.0", "8.2.0")]
    go.touch()
    said = [process.communicate(timeout=60)[0].strip() for process in processes]
    promoted = [words for words in said if words == "promoted"]
    assert promoted
    assert all(words == "promoted" or "another promotion or rollback is running" in words for words in said)
    entries = registry.history(data, KIND)
    assert len(entries) == len(promoted)
    assert registry.folder(data, KIND).name == entries[-1].version


def test_a_disk_that_fills_in_the_middle_of_the_line_leaves_the_old_version(data: Path, tmp_path: Path) -> None:
    registry.promote(data, KIND, "8.1.0", reason="eerst", at=AT)
    before = (registry.home(data, KIND) / registry.HISTORY).read_bytes()
    go = tmp_path / "go"
    go.touch()
    process = started(PROMOTES, data, "8.2.0", go, len(before) + 40)
    assert "File too large" in process.communicate(timeout=60)[0]
    assert (registry.home(data, KIND) / registry.HISTORY).read_bytes() == before
    assert registry.folder(data, KIND).name == "8.1.0"
    registry.promote(data, KIND, "8.2.0", reason="weer plaats", at=AT)
    assert registry.folder(data, KIND).name == "8.2.0"


def test_a_training_that_is_killed_leaves_nothing_and_the_next_one_starts_clean(data: Path) -> None:
    process = started(TRAINS, data)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert "9.0.0" not in registry.versions(data, KIND)
    assert registry.folder(data, KIND) == registry.base(KIND)

    def whole(arguments: object) -> int:
        lifted(Path(arguments[-1]) / KIND, registry.base(KIND).name)  # type: ignore[index]
        return 0

    assert promoting.train(data, KIND, [], whole, AT).name == "8.3.0"
    assert registry.history(data, KIND) == ()
