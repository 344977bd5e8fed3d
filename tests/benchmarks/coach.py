"""``python -m tests.benchmarks.coach``: size and time of a page of a coach, and pages of the report, of a full account.

The account has every result twice, as pages keep them, 40 actions, 20 notes; everything is shared, with answers.
"""

import gc
import io
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pypdf import PdfReader
from starlette.testclient import TestClient

from api.app import create_app
from tests import fullest, sharing
from tests.conftest import another, settings

CALLS = 40
WORDS = "Ik spreek met iemand die dit werk al lang doet en vraag hoe een gewone dag verloopt. " * 3


def fill(client: TestClient, code: str) -> tuple[str, dict[str, str]]:
    """Share everything of the fullest account with the coach of a code; return the id and the citizen's header."""
    mine, found = sharing.citizen(client), fullest.documents(client)
    ids = [sharing.kept(client, mine, tool, found[tool]) for tool in (*found, *found)]
    for i in range(40):
        action = {"what": f"{i}: {WORDS}", "why": WORDS, "withWhom": WORDS, "howSeen": WORDS}
        client.post("/api/v1/plan/actions", json=action, headers=mine).raise_for_status()
    told = {"includeAnswers": True, "includePlan": True, "includeOtherPeople": True}
    return str(sharing.share(client, mine, resultIds=ids, coachCode=code, **told)["shareId"]), mine


def main() -> int:
    """Measure and print; 1 when a bound is passed."""
    with tempfile.TemporaryDirectory() as folder, TestClient(create_app(settings(Path(folder)))) as client:
        gc.freeze()  # as the service does once it has started: what was loaded is not looked through for garbage
        key, code = sharing.coach(client, "voorbeeldcentrum-001")
        share, mine = fill(client, code)
        for _ in range(20):
            client.post(f"/api/v1/coach/clients/{share}/notes", json={"text": WORDS * 10}, headers=key)
        coach = another(client)
        token = re.search(r'href="([^"]*)">Testcoach A<', coach.get("/coach/aanmelden").text)
        assert token is not None
        coach.get(token.group(1).replace("&amp;", "&"))
        own = re.search(r"<code>([a-z-]{24})</code>", coach.get("/coach").text)
        assert own is not None
        page = f"/coach/klant/{fill(client, own.group(1))[0]}"
        took, used = [], []
        for _ in range(CALLS):
            start, before = time.perf_counter(), time.process_time()
            answer = coach.get(page)
            took.append(1_000 * (time.perf_counter() - start))
            used.append(1_000 * (time.process_time() - before))
        report = client.get("/api/v1/account/report", headers=mine)
    size, median, slow = len(answer.content), statistics.median(took), sorted(took)[int(0.95 * CALLS)]
    pages = len(PdfReader(io.BytesIO(report.content)).pages)
    print(f"page of a client: {size / 1000:.1f} KB (bound 60), median {median:.0f} ms, p95 {slow:.0f} ms (bound 150)")
    print(f"of which of the processor, client and service together: median {statistics.median(used):.0f} ms")
    print(f"report: {pages} pages (bound 4), {len(report.content) / 1000:.0f} KB")
    return int(size > 60_000 or median > 150 or pages > 4)


if __name__ == "__main__":
    sys.exit(main())
