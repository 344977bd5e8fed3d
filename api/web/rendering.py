"""Templates and static files: one environment, addresses of static files that change with their content."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.web import languages
from api.web.messages import Messages, normal, of_desk
from api.web.tool import Tool
from models.wording import Text, of_bank, say, speaker, speaking

STATIC = Path(__file__).with_name("static")
WHOLE, PART = "base.html", "part.html"
"""Layouts of a template that takes either: a whole page, and its title and contents only, for our script."""

YEAR = "public, max-age=31536000, immutable"

ROOF = (("/mijn-loopbaan", say("Mijn loopbaan")),)
"""What the menu has beside the tools."""


FIGURES: dict[str, int | str] = {}
"""Figures that templates name, told by the roof when it makes the application: see ``api/figures.py``."""


@lru_cache(maxsize=256)
def static_url(name: str) -> str:
    """Return the address of a static file, with the start of its hash, so that it may be cached for a year."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def once() -> Markup:
    """Return the hidden field that makes a form count once, however often it is sent: a key of 128 bits."""
    return Markup('<input type="hidden" name="sleutel" value="{}">').format(secrets.token_hex(16))


def comma(value: float, digits: int = 1) -> str:
    """Write a number as Dutch and French do, with a comma; in English with a point.

    Examples
    --------
    >>> comma(2.5), comma(3.0)
    ('2,5', '3')
    """
    plain = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return Text(plain.replace(".", ","), lambda speaker: plain.replace(".", speaker.point))


def version(text: str) -> str:
    """Return with what a result was made as people read it: one number of a model, and no sign of a catalogue.

    Examples
    --------
    >>> version("reach-2.3.0+index-2.3.0"), version("built-in-53bac9d689e3"), version("1.0.0"), version("esco-1.2")
    ('2.3.0', 'onze eigen lijst', '1.0.0', 'esco-1.2')
    """
    if re.fullmatch(r"built-in-[0-9a-f]+", text):
        return say("onze eigen lijst")
    found = re.match(r"[a-z]+-(\d+\.\d+\.\d+)\+", text)
    return found[1] if found else text


@lru_cache(maxsize=4_096)
def _dutch(message: str) -> tuple[str, Markup]:
    return normal(message), Markup(message)  # noqa: S704 - the source of a template of ours


def gettext(message: str, /, **values: object) -> Markup:
    """Return a text of a template in the language of the page; values are escaped as they always are.

    Parameters
    ----------
    message
        A piece of a template's source, with ``%(name)s`` for values: see :mod:`api.web.messages`.
    """
    known, dutch = _dutch(message)
    found = speaker()
    said = dutch if found is None else Markup(found.message(known))  # noqa: S704 - a catalogue of ours
    return said % values if said is not dutch or "%" in said else said


def nl(value: object) -> object:
    """Return a value of a page, with its language where it is a plain Dutch text on a page in another language.

    A plain text comes from a bank, from the law or from a person; texts of ours are messages, in which such a text may
    stand as a value; and what a macro wrote says its own language.
    """
    if speaker() is not None and isinstance(value, Text):
        return Markup(value.in_elements())  # noqa: S704 - escaped there
    if speaker() is None or type(value) is not str or not _LETTER.search(value):
        return value
    return Markup('<span lang="nl">{}</span>').format(value)


_LETTER = re.compile(r"[^\W\d_]{2}")


class Translated(Protocol):
    """Words of a bank that has them in the three languages."""

    def text(self, language: Any, /) -> str:  # noqa: ANN401 - the bank's own type of a language
        """Return them in one."""
        ...


def said(words: Translated) -> str:
    """Return words of a bank in the language of the page."""
    return of_bank({code: words.text(code) for code in ("nl", "fr", "en")})


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
    if isinstance(text, Text):
        return text.then(soft)
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
        extensions=[Messages],
    )
    environment.globals["static"] = static_url
    environment.globals["once"] = once
    environment.globals |= {"_": say, "gettext": gettext, "nl": nl}
    environment.globals["figures"] = FIGURES
    environment.globals |= {"site_language": languages.DUTCH, "site_languages": (), "site_here": "/"}
    environment.filters |= {"comma": comma, "soft": soft, "nl": nl, "said": said, "version": version}
    return environment


def template(name: str) -> Template:
    """Return a template for something that is no page, such as a drawing; it escapes like pages do."""
    return _environment().get_template(name)


def _here(request: Request, status_code: int) -> str:
    """Return the address that shows this page again; the start page where none does, after a form or an error."""
    if request.method not in ("GET", "HEAD") or status_code >= 400:
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def written(language: languages.Language, name: str, context: Mapping[str, Any], **known: object) -> str:
    """Return what a template says in a language."""
    with speaking(language.speaker):
        return template(name).render(site_language=language, **known, **context)


def render(
    request: Request, name: str, context: Mapping[str, Any], status_code: int = 200, *, layout: str = WHOLE
) -> HTMLResponse:
    """Return a page in the language that its reader chose; one of a desk of staff is Dutch, its shell too.

    Every template knows the menu, made of the tools' records, ``path``, where one is in it, the ``site_language`` of
    the page and the ``site_languages`` that can be chosen. Only one that says so takes another layout.
    """
    tools: tuple[Tool, ...] = request.app.state.tools
    menu = [("/", say("Alle tools")), *((tool.address, tool.menu) for tool in tools if tool.menu), *ROOF]
    desk = of_desk(name)
    language = languages.DUTCH if desk else languages.chosen(request)
    switch = () if desk or status_code >= 500 else languages.offered().values()  # who cannot answer cannot switch
    known = {"menu": menu, "site_languages": switch, "site_here": _here(request, status_code)}
    html = written(language, name, context, path=request.url.path, layout=layout, **known)
    headers = {"Content-Language": language.tag, "Vary": "Cookie"}
    return HTMLResponse(html, status_code=status_code, headers=headers)


class CachedStatic(StaticFiles):
    """Static files that browsers keep for a year when asked by their hash, and check again otherwise."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with its caching header."""
        found = await super().get_response(path, scope)
        hashed = scope.get("query_string", b"").startswith(b"v=")
        found.headers["Cache-Control"] = YEAR if hashed else "no-cache"
        return found
