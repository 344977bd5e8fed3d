"""A real server and a real Chromium; where Chromium is not installed these tests skip and say so."""

import contextlib
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.app import create_app
from tests.conftest import settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, SMALL, DESKTOP = (390, 844), (320, 640), (1280, 900)
# No rule of the style sheets begins or ends between 320 and 390 px (a test says so): what fits at 320 fits the phone.
WIDTHS = (SMALL, DESKTOP)

expect.set_options(timeout=20_000)  # other tests run beside these; how quick a page is has benchmarks of its own


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the service."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def site(data: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(settings(data))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server stopped before it started"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(autouse=True)
def forgiven(site: str, data: Path) -> None:
    """Forget wrong codes of other tests: all of them come from one address, which may give five in a quarter."""
    assert site
    with contextlib.closing(sqlite3.connect(data / "records.sqlite", timeout=60)) as connection:
        connection.execute("DELETE FROM session_tries")
        connection.commit()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser that is closed with its module: Playwright keeps a loop in this thread that lets in no other."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="nl-BE")
    found = context.new_page()
    troubles: list[str] = []
    found.on("pageerror", lambda error: troubles.append(str(error)))
    found.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield found
    context.close()
    assert troubles == [], "the browser complained, for example about the content security policy"
