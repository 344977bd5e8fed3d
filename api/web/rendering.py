"""Templates and static files: one environment, addresses of static files that change with their content."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.web.tool import Tool

STATIC = Path(__file__).with_name("static")
YEAR = "public, max-age=31536000, immutable"

ROOF = (("/mijn-loopbaan", "Mijn loopbaan"),)
"""What the menu has beside the tools."""


@lru_cache(maxsize=256)
def static_url(name: str) -> str:
    """Return the address of a static file, with the start of its hash, so that it may be cached for a year."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def once() -> Markup:
    """Return the hidden field that makes a form count once, however often it is sent: a key of 128 bits."""
    return Markup('<input type="hidden" name="sleutel" value="{}">').format(secrets.token_hex(16))


def comma(value: float, digits: int = 1) -> str:
    """Write a number as Dutch does.

    Examples
    --------
    >>> comma(2.5), comma(3.0)
    ('2,5', '3')
    """
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", ",")


LONG = 14
"""Letters from which a word may be broken where its last part begins."""

_LAST_PARTS = re.compile(
    r"(?<=\w{4})(medewerker|mecanicien|installateur|begeleider|bestuurder|beheerder|technicus|technoloog|adviseur|assistent|"
    r"ontwikkelaar|ontwerper|onderwijzer|specialist|controleur|consulent|consultant|operator|ingenieur|manager|chauffeur|"
    r"plaatser|hersteller|receptionist|receptioniste|verzorger|deskundige|directeur|instructeur|organisator|declarant|"
    r"stoffeerder|monteur|leider|bewaker|wachter|wacht|arbeider|bediende|planner|houder|leerkracht|makelaar|tester|analist|"
    r"kundige|kundig|technisch|therapeut|bouwer|centralist|industrie|centrum|onderwijs|zuivering|kwekerij|machines|vrouw)"
)


def soft(text: str) -> str:
    """Allow long Dutch words to be broken where their last part begins, with a hyphen only where a line ends.

    Browsers without a Dutch dictionary would break them anywhere ("Tankstationmedewe-rker").

    Examples
    --------
    >>> soft("Tankstationmedewerker").split("\u00ad"), soft("Kok en medewerker")
    (['Tankstation', 'medewerker'], 'Kok en medewerker')
    """
    words = re.split(r"(\W+)", text)
    return "".join(_LAST_PARTS.sub("\u00ad\\1", word, count=1) if len(word) >= LONG else word for word in words)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api.web", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates of a newer release would not fit the code that runs
    )
    environment.globals["static"] = static_url
    environment.globals["once"] = once
    environment.filters |= {"comma": comma, "soft": soft}
    return environment


def template(name: str) -> Template:
    """Return a template for something that is no page, such as a drawing; it escapes like pages do."""
    return _environment().get_template(name)


def render(request: Request, name: str, context: Mapping[str, Any], status_code: int = 200) -> HTMLResponse:
    """Return a page; every template knows the menu, made of the tools' records, and ``path``, where one is in it."""
    tools: tuple[Tool, ...] = request.app.state.tools
    menu = [("/", "Alle tools"), *((tool.address, tool.menu) for tool in tools if tool.menu), *ROOF]
    html = template(name).render(path=request.url.path, menu=menu, **context)
    return HTMLResponse(html, status_code=status_code)


class CachedStatic(StaticFiles):
    """Static files that browsers keep for a year when asked by their hash, and check again otherwise."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with its caching header."""
        found = await super().get_response(path, scope)
        hashed = scope.get("query_string", b"").startswith(b"v=")
        found.headers["Cache-Control"] = YEAR if hashed else "no-cache"
        return found
