"""Kept documents that no tool of today would keep: pages show what can be read, say what cannot, and never fail."""

import html
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import null, update
from starlette.testclient import TestClient

from api.account.overview.service import NOT_COMPARED, UNREAD
from api.account.shared.service import NOT_WHOLE
from api.jobbereik.result.texts import GONE
from api.storage.tables import account_results
from tests import sharing
from tests.conftest import another
from tests.contract.test_sharing_pages import log_in

BAND = {"score": 50, "low": 40, "high": 60}
NO_ID = {"occupation": {"id": "verdwenen", "label": "Verdwenen beroep"}}
ENDLESS = {"text": "x", "said": "y", "milliseconds": 10**400}

STRANGE: dict[str, tuple[str, dict[str, Any], str]] = {
    "an occupation that is gone": ("jobbereik", {"experiences": [{"occupationId": "weg", "months": 30}]}, GONE),
    "a profile of an old version": ("jobbereik", {"jobs": ["kok"], "experiences": "kok"}, UNREAD),
    "months that are none": ("jobbereik", {"experiences": [{"occupationId": "kok", "months": -1}]}, UNREAD),
    "another list": ("orient", {"results": [{"id": "kok"}]}, UNREAD),
    "half a list": ("orient", {"occupations": [NO_ID], "interests": [{"label": "Doen"}], "notes": "x"}, NOT_WHOLE),
    "a time without end": ("orient", sharing.ORIENT | {"answers": [ENDLESS]}, "kok: 7 kansen op 10"),
    "a theme of another bank": ("loopbaantest", {"themes": [{"theme": "moed"} | BAND], "bankVersion": "99"}, "moed"),
    "no themes": ("loopbaantest", {"themes": []}, UNREAD),
    "a doubt that is a word": ("kwaliteiten", {"items": [{"id": "x", "title": "Rustig"}], "doubt": "veel"}, NOT_WHOLE),
    "cards without a name": ("waarden", {"items": [{"id": "x", "gap": "veel"}]}, UNREAD),
    "people who are one word": ("netwerk", {"people": "Tante Mia", "occupationIds": 3}, UNREAD),
    "nothing": ("waarden", {}, UNREAD),
}


@dataclass
class World:
    """Somebody with a good result and one that is made strange, and a coach who may see both."""

    client: TestClient
    own: TestClient
    coach: TestClient
    strange: str
    share: str

    def make(self, tool: str, document: dict[str, Any]) -> None:
        """Keep a document as another release could have."""

        async def change() -> None:
            async with self.client.app.state.database.writing() as connection:
                mine = account_results.c.id == self.strange
                values = {"tool": tool, "document": document, "summary": null()}
                await connection.execute(update(account_results).where(mine).values(**values))

        self.client.portal.call(change)

    @staticmethod
    def see(browser: TestClient, address: str) -> str:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        return html.unescape(answer.text).replace("\u00ad", "")


@pytest.fixture(scope="module")
def world(client: TestClient) -> World:
    own, coach = another(client), log_in(client)
    own.post("/mijn-loopbaan/zonder-naam", data={})
    mine = {"Authorization": f"Bearer {own.cookies['account']}"}
    ids = [sharing.kept(client, mine), sharing.kept(client, mine)]
    code = re.search(r"<code>([a-z-]{24})</code>", coach.get("/coach").text).group(1)
    told = {"includeAnswers": True, "includeOtherPeople": True, "coachCode": code}
    share = sharing.share(client, mine, resultIds=ids, **told)["shareId"]
    return World(client, own, coach, ids[1], str(share))


@pytest.mark.parametrize("name", STRANGE)
def test_pages_show_what_can_be_read_and_say_what_cannot(world: World, name: str) -> None:
    tool, document, said = STRANGE[name]
    world.make(tool, document)
    there = f"/coach/klant/{world.share}"
    seen = world.see(world.coach, there)
    assert said in seen
    assert "kok" in seen, "the other result is not to blame"
    assert NO_ID["occupation"]["id"] not in re.sub(r"<[^>]*>", "", seen)
    joint = world.see(world.own, "/mijn-loopbaan")
    assert "kok" in joint
    if said in (GONE, UNREAD):
        assert said in joint
    assert said in world.see(world.own, f"/mijn-loopbaan/resultaten/{world.strange}") or said == "moed"
    sheet = world.see(world.coach, f"{there}/gespreksblad")
    assert UNREAD not in sheet, "nobody is asked about what cannot be read"
    world.see(world.own, "/mijn-plan")
    assert json.loads(world.see(world.coach, f"{there}/resultaat/{world.strange}")) == document


def test_what_cannot_be_read_is_compared_with_nothing(world: World) -> None:
    world.make("orient", {"results": []})
    assert f"Tegenover de vorige keer: {NOT_COMPARED}." in re.sub(
        r"</?strong>", "", world.see(world.own, "/mijn-loopbaan")
    )
