"""The words of templates are messages without being marked: text nodes, and the attributes that people read.

A template is written in plain Dutch. Before Jinja compiles it, every run of text becomes a call of ``gettext`` with
that text, so that a catalogue can say it in another language; what stands in ``{{ }}`` inside the run becomes a named
value of the message, and links or stress inside a sentence stay in it. Extraction reads templates through the same
function, so that a text is never shown that no catalogue has heard of. What an element with ``lang`` or
``translate="no"`` holds, is left alone: law, emergency phrases, names. A value that is no message, so one
from a bank or from a person, says by itself that it is Dutch (``nl``) where another language is around it.

What this cannot see is marked by hand: a text in a list or an argument is written ``_("...")``.

The desks of staff (:data:`DESKS`) are Dutch only: their templates are compiled as they stand.

Examples
--------
>>> rewrite('<p>Je hebt <b>{{ row.count }}</b> kaarten.</p>')
'<p>{{ gettext("Je hebt <b>%(count)s</b> kaarten.", count=(nl(row.count))) }}</p>'
>>> rewrite('<p lang="nl">Bel 112.</p>'), rewrite('<button>{{ "Ja" if sure else "Nee" }}</button>')
('<p lang="nl">Bel 112.</p>', '<button>{{ nl(_("Ja") if sure else _("Nee")) }}</button>')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from jinja2.ext import Extension

DESKS = ("beheer/", "regie/")
"""Folders of templates for people at work, in centres and at the director's: Dutch only, and nothing to translate."""

INLINE = frozenset(
    ["a", "strong", "em", "b", "i", "span", "small", "code", "abbr", "kbd", "sup", "sub", "mark", "q", "time", "br"]
)
"""Elements that may stand inside a sentence; all others end it."""

_BARE = frozenset(["title", "option", "textarea", "svg"])
"""Elements that can hold no other element."""

_VOID = frozenset(["br", "img", "input", "meta", "link", "hr", "rect", "circle", "path", "line", "use"])

_EXPRESSION = r"\{\{.*?\}\}"
_STATEMENT = r"\{%.*?%\}"
_VALUE = rf'"(?:{_EXPRESSION}|{_STATEMENT}|[^"])*"'
_TOKEN = re.compile(
    rf"(?P<comment>\{{#.*?#\}}|<!.*?>)|(?P<statement>{_STATEMENT})|(?P<expression>{_EXPRESSION})"
    rf"|(?P<raw><(?:script|style)\b.*?</(?:script|style)>)"
    rf"|(?P<tag></?[a-zA-Z][\w-]*(?:{_EXPRESSION}|{_STATEMENT}|{_VALUE}|[^\">])*>)|(?P<text>[^<{{]+|.)",
    re.DOTALL,
)
_OPENS = re.compile(r"\{%-?\s*(block(?=\s+(?:title|description)\b)|set(?=\s+\w+\s*-?%)|macro)")
_READ = re.compile(rf"(?<=\s)(aria-label|title|alt|placeholder|data-say-[\w-]+)=({_VALUE})", re.DOTALL)
_CONTENT = re.compile(rf"(?<=\s)(content)=({_VALUE})", re.DOTALL)
_PIECE = re.compile(rf"({_STATEMENT}|{_EXPRESSION})", re.DOTALL)
_FOREIGN = re.compile(r'\s(lang="|translate="no")')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"' + r"|'(?:[^'\\]|\\.)*'")
_NAME = re.compile(r"[A-Za-z_]\w*")
_LETTERS = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&#?\w+;")
_NO_WORDS = re.compile(r'^/\S*$|^[\w-]+="?|="[^"]*$')
"""Addresses and attributes that a template puts together."""

_WORDS = frozenset(["if", "else", "or", "and", "not", "is", "in", "none", "true", "false", "loop", "upper", "lower"])


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str

    @property
    def name(self) -> str:
        """Name of the element of a tag."""
        found = _NAME.search(self.text)
        return found[0].lower() if found else ""

    @property
    def closes(self) -> bool:
        return self.text.startswith("</")

    @property
    def says(self) -> bool:
        """Whether it is text with a letter in it."""
        return self.kind == "text" and bool(_LETTERS.search(_ENTITY.sub("", self.text)))


def normal(text: str) -> str:
    r"""Return a text as catalogues hold it: where a line ended in the source makes no difference.

    Examples
    --------
    >>> normal("Een zin\n   op twee regels.")
    'Een zin op twee regels.'
    """
    return " ".join(text.split())


def _literals(expression: str) -> str:
    """Mark the texts that an expression chooses between: ``"Ja" if sure else "Nee"``, ``name or "niets"``."""
    parts, depth, at = [], 0, 0
    for match in re.finditer(_STRING.pattern + r"|[(\[{]|[)\]}]", expression):
        sign = match[0]
        if sign[0] in "([{":
            depth += 1
        elif sign[0] in ")]}":
            depth -= 1
        elif depth == 1 and _LETTERS.search(sign[1:-1]):
            before, after = expression[: match.start()].rstrip("{ \n"), expression[match.end() :].lstrip()
            if (re.search(r"\b(else|or)$", before) or after.startswith("if ")) and not after.startswith(
                ("~", "|", "==")
            ):
                parts += [expression[at : match.start()], f"_({sign})"]
                at = match.end()
    return "".join(parts) + expression[at:]


def _expression(token: str) -> str:
    """Return the inside of ``{{ }}`` with its own texts marked."""
    return "{" + _literals(token[1:-1]) + "}"


def _foreign(token: str) -> str:
    """Let a value in a text say that it is Dutch where another language is around it."""
    inside = _literals(token[1:-1])[1:-1]
    left, right = ("-" if inside.startswith("-") else ""), ("-" if inside.endswith("-") else "")
    return f"{{{{{left} nl({inside.strip(' -+')}) {right}}}}}"


def _core(expression: str) -> str:
    return expression[3:-1] if expression.startswith("nl(") else expression


def _value_name(expression: str, taken: dict[str, str]) -> str:
    bare = _STRING.sub("", expression.removeprefix("nl(").split("|")[0])
    names = [name for name in _NAME.findall(bare) if name.lower() not in _WORDS]
    found = (names[-1] if names else "value").strip("_") or "value"
    name, count = found, 2
    while _core(taken.get(name, expression)) != _core(expression):
        name, count = f"{found}{count}", count + 1
    return name


def _message(text: str) -> str:
    """Return the call that says a text, in which expressions are values."""
    values: dict[str, str] = {}
    parts = []
    for piece in _PIECE.split(text):
        if piece.startswith("{{"):
            inside = _expression(piece)[2:-2].strip(" -+")
            name = _value_name(inside, values)
            values[name] = _core(inside) if name in values else inside  # once in a tag, it can hold no element
            parts.append(f"%({name})s")
        else:
            parts.append(piece.replace("%", "%%"))
    literal = "".join(parts).replace("\\", "\\\\").replace('"', '\\"')
    given = "".join(f", {name}=({inside})" for name, inside in values.items())
    return f'{{{{ gettext("{literal}"{given}) }}}}'


_EDGE = re.compile(r"^((?:[.,;:·)]+\s|\s)*)(.*?)(\s*)$", re.DOTALL)


def _said(text: str) -> str:
    """Return a text without its edges as a message, and the edges as they are."""
    edges = _EDGE.match(text)
    if edges is None or not _LETTERS.search(_PIECE.sub("", edges[2])) or _NO_WORDS.search(edges[2]):
        return text
    return f"{edges[1]}{_message(edges[2])}{edges[3]}"


def _attribute(match: re.Match[str]) -> str:
    pieces = _PIECE.split(match[2][1:-1])
    runs: list[str] = [""]
    for piece in pieces:
        if piece.startswith("{%"):
            runs += [piece, ""]
        else:
            runs[-1] += piece
    said = "".join(
        run
        if run.startswith("{%")
        else _said(run)
        if _LETTERS.search(_PIECE.sub("", run))
        else _PIECE.sub(_chosen, run)
        for run in runs
    )
    return f'{match[1]}="{said}"'


def _chosen(match: re.Match[str]) -> str:
    return _expression(match[0]) if match[0].startswith("{{") else match[0]


def _tag(text: str) -> str:
    """Return a tag whose readable attributes are messages."""
    text = _READ.sub(_attribute, text)
    return _CONTENT.sub(_attribute, text) if 'name="description"' in text else text


def _plain(tokens: list[_Token]) -> str:
    """Return tokens that are no sentence together."""
    return "".join(
        _tag(t.text) if t.kind == "tag" else _expression(t.text) if t.kind == "expression" else t.text for t in tokens
    )


def _pairs(run: list[_Token]) -> dict[int, int]:
    """Return which tag of a run is closed by which."""
    found, opened = {}, []
    for i, token in enumerate(run):
        if token.kind != "tag" or token.name in _VOID:
            continue
        if not token.closes:
            opened.append(i)
        elif opened and run[opened[-1]].name == token.name:
            found[opened.pop()] = i
    return found


def _sentence(run: list[_Token]) -> str:
    """Return a run of text, values and inline elements in which sentences are messages."""
    pairs = _pairs(run)
    closing = set(pairs.values())
    parts: list[tuple[int, int]] = []  # tokens and whole elements at the top
    i = 0
    while i < len(run):
        token = run[i]
        loose = token.kind == "tag" and token.name not in _VOID and i not in pairs and i not in closing
        if loose or (token.kind == "tag" and "{%" in token.text):
            if i in pairs:  # a tag with a condition in it cannot stand in a message: around what it holds
                end = pairs[i]
                inside = _tag(token.text) + _sentence(run[i + 1 : end]) + run[end].text
                return _sentence(run[:i]) + inside + _sentence(run[end + 1 :])
            return _sentence(run[:i]) + _tag(token.text) + _sentence(run[i + 1 :])
        end = pairs.get(i, i)
        if any("{%" in t.text for t in run[i : end + 1] if t.kind == "tag"):
            inside = _tag(token.text) + _sentence(run[i + 1 : end]) + run[end].text
            return _sentence(run[:i]) + inside + _sentence(run[end + 1 :])
        parts.append((i, end))
        i = end + 1
    return _top(run, parts)


def _top(run: list[_Token], parts: list[tuple[int, int]]) -> str:
    said = [n for n, (start, end) in enumerate(parts) if start == end and run[start].says]
    if not said:
        done = []
        for start, end in parts:
            if start < end:
                done.append(_tag(run[start].text) + _sentence(run[start + 1 : end]) + run[end].text)
            else:
                done.append(_plain(run[start : end + 1]))
        return "".join(done)
    first, last = 0, len(parts) - 1
    while first < said[0] and not _belongs(run, parts[first]):
        first += 1
    while last > said[-1] and not _belongs(run, parts[last]):
        last -= 1
    begin, end = parts[first][0], parts[last][1]
    inside = "".join(token.text for token in run[begin : end + 1])
    return _sentence(run[:begin]) + _said(inside) + _sentence(run[end + 1 :])


def _belongs(run: list[_Token], part: tuple[int, int]) -> bool:
    """Return whether what stands beside a text belongs to its sentence: no space alone, no silent element."""
    start, end = part
    if start == end and run[start].kind == "text":
        return bool(run[start].text.strip())
    return any(token.says or token.kind == "expression" for token in run[start : end + 1])


def _tokens(source: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(source):
        yield _Token(match.lastgroup or "text", match[0])


def _silent(tokens: list[_Token], start: int) -> bool:
    """Return whether a macro writes no element: it may stand in an attribute."""
    inside = takewhile(lambda token: "endmacro" not in token.text, tokens[start:])
    return all(token.kind != "tag" for token in inside)


def _follow(bare: list[str], tokens: list[_Token], i: int) -> None:
    """Keep which parts are open that can hold no element: their text ends in a title or in an attribute."""
    token = tokens[i]
    if token.kind == "statement":
        opened = _OPENS.match(token.text)
        if opened and (opened[1] != "macro" or _silent(tokens, i)):
            bare.append("end" + opened[1])
        elif bare and bare[-1] in token.text:
            bare.pop()
    elif token.kind == "tag" and token.name in _BARE:
        if not token.closes:
            bare.append(token.name)
        elif token.name in bare:
            bare.remove(token.name)


def rewrite(source: str) -> str:
    """Return the source of a template in which every text that people read is a message."""
    done: list[str] = []
    run: list[_Token] = []
    foreign: list[str] = []
    bare: list[str] = []
    tokens = list(_tokens(source))
    for i, token in enumerate(tokens):
        opens = token.kind == "tag" and not token.closes and token.name not in _VOID
        if foreign:
            done.append(token.text)
            if token.kind == "tag" and token.name == foreign[-1]:
                foreign.append(token.name) if opens else foreign.pop()
            continue
        _follow(bare, tokens, i)
        if token.kind == "expression" and not bare:
            run.append(_Token("expression", _foreign(token.text)))
        elif opens and token.name != "html" and _FOREIGN.search(_PIECE.sub("", token.text)):
            done += [_sentence(run), token.text]
            run, foreign = [], [token.name]
        elif token.kind in ("text", "expression") or (token.kind == "tag" and token.name in INLINE):
            run.append(token)
        else:
            done += [_sentence(run), _tag(token.text) if token.kind == "tag" else token.text]
            run = []
    return "".join([*done, _sentence(run)])


def of_desk(name: str | None) -> bool:
    """Return whether a template is of a desk of staff.

    Examples
    --------
    >>> of_desk("beheer/page.html"), of_desk("coach/page.html")
    (True, False)
    """
    return name is not None and name.startswith(DESKS)


class Messages(Extension):
    """Makes Jinja read every template through :func:`rewrite`."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source that is compiled."""
        del filename
        return source if of_desk(name) else rewrite(source)
