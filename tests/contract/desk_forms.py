"""Forms of the director's desk as somebody of the team fills them in."""

import re
from typing import Any

from starlette.testclient import TestClient

from tests.contract.test_sharing_pages import field


def send(browser: TestClient, address: str, to: str = "", **typed: Any) -> Any:
    """Send the form of a page, to its own address or another."""
    return browser.post(to or address, data={"csrf": field(browser.get(address).text, "csrf"), **typed})


Form = tuple[str, dict[str, str]]


def forms(page: str) -> list[Form]:
    """Return the forms in which something is written: where each goes, and what is sent, with a mark in each field."""
    found = []
    for to, body in re.findall(r'<form method="post" action="([^"#]+)[^>]*>(.*?)</form>', page, re.DOTALL):
        names = re.findall(r'<(?:textarea|input type="text")[^>]* name="([^"]+)"', body)
        sent = {name: f"merk-{name}-{len(found)}" for name in names}
        if sent:
            found.append((to, sent | dict(re.findall(r'name="(doe)" value="([^"]+)"', body)[:1])))
    return found


def nothing_is_lost(browser: TestClient, sent: list[Form]) -> None:
    """Send what somebody wrote on a page of before, now that a colleague decided."""
    csrf = field(browser.get("/regie").text, "csrf")
    assert sent
    for to, form in sent:
        answer = browser.post(to, data=form | {"csrf": csrf})
        assert answer.status_code == 422, (to, form)
        assert 'role="alert"' in answer.text
        marks = [words for name, words in form.items() if name != "doe"]
        assert [words for words in marks if words not in answer.text] == [], (to, form)
