"""From text as employers write it to plain text and words: markup comes off, word forms are folded together.

Nothing is ever executed: what stood within a script stays as the text it is, and pages escape it. Markup that a feed
escaped once more, or wrapped as CDATA, comes off too, however often that was done.
"""

import html
import re
import unicodedata

READ_CHARS = 20_000
"""So much of a description is read; advertisements have 2,000 to 6,000 characters."""

SHOWN_CHARS = 1_000
"""So much of a description is kept to be shown."""

ROUNDS = 12
"""Layers of escaping that are taken off; ``&amp;amp;lt;`` counts once, however often it was escaped."""

BLOCKS = frozenset(
    {"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "hr", "table"}
    | {"section", "article", "header", "footer", "main", "aside", "nav", "blockquote", "pre", "option", "figure"}
    | {"caption", "figcaption", "thead", "tbody", "form", "fieldset", "legend", "address", "details", "summary"}
)
"""Elements that begin and end a line."""

_CELLS = frozenset({"td", "th"})
_OTHER = frozenset(
    {"b", "i", "u", "em", "strong", "span", "small"}
    | {"a", "abbr", "area", "audio", "base", "bdi", "bdo", "big", "body", "button", "canvas", "center", "cite", "code"}
    | {
        "col",
        "colgroup",
        "data",
        "datalist",
        "del",
        "dfn",
        "embed",
        "font",
        "frame",
        "frameset",
        "head",
        "html",
        "iframe",
    }
    | {"img", "input", "ins", "kbd", "label", "link", "map", "mark", "meta", "noscript", "object", "optgroup", "output"}
    | {"param", "picture", "progress", "q", "s", "samp", "script", "select", "source", "strike", "style", "sub", "sup"}
    | {"svg", "template", "textarea", "tfoot", "time", "title", "tt", "var", "video", "wbr"}
)
_KNOWN = BLOCKS | _CELLS | _OTHER
_TAG = re.compile(r"""(<(?:/?([a-zA-Z][^\s<>/"']*)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+|[^<>]*)|[!?][^<>]*)>)""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ESCAPED_TAG = re.compile(
    r"</?(" + "|".join(sorted(_KNOWN - {"script", "style"}, key=len, reverse=True)) + r")(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"&(?:amp;|#0*38;|#x0*26;)+", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>|&lt;!\[CDATA\[|\]\]&gt;", re.IGNORECASE)
_BACKSLASH = re.compile(r"(?<!:)\\(?:u([0-9a-fA-F]{4})|(r\\n|[nrt])|/)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Signs that nobody sees: soft hyphens, joiners, marks of direction and of byte order."""
_WORD = re.compile(r"[0-9a-z+#]+")
_ENDING = re.compile(r"(?:en|e|s)$")
_PERSON = re.compile(r"(?:dt|t|d)$")
_DOUBLE = re.compile(r"(.)\1")

SHORTEST_STEM = 4

KEPT = 200_000
"""Words whose stem is kept; then all are forgotten, so that memory has a bound."""

STOP_WORDS = frozenset(
    {"de", "het", "een", "en", "of", "in", "op", "van", "voor", "met", "bij", "aan", "te", "tot", "uit", "door", "om"}
    | {"naar", "over", "als", "is", "zijn", "wordt", "worden", "je", "jij", "jouw", "we", "wij", "ons", "onze", "u"}
    | {"uw", "die", "dat", "deze", "dit", "er", "ook", "zo", "dan", "nog", "wel", "niet", "geen"}
    | {"la", "le", "les", "un", "une", "des", "du", "et", "ou", "pour", "avec", "au", "aux"}
    | {"the", "a", "an", "and", "or", "to", "for", "with", "at", "on", "by"}
)
"""Words that say nothing about what is asked, in Dutch, French and English."""


def _in_text(tag: str, name: str) -> str:
    """Return what stands in the text for a tag: a new line, a space, nothing, or the tag itself when HTML has none."""
    if name in BLOCKS:
        return "\n\n" if tag.endswith("/>") else "\n"
    if name in _CELLS:
        return " "
    # <uurloon> and <jan@voorbeeld.be> are text; elements with a hyphen or colon are somebody's own.
    return "" if name in _KNOWN or "-" in name or ":" in name or tag[1] in "!?" else tag


def _without_comments(text: str) -> str:
    """Return text without comments; one that is not closed is text."""
    end = text.rfind("-->") + len("-->")
    return _COMMENT.sub("", text[:end]) + text[end:] if end >= len("-->") else text


def unmarked(text: str) -> str:
    """Return text without tags; the time it takes grows with the length of the text, whatever stands in it."""
    if "<!--" in text:
        text = _without_comments(text)
    pieces = _TAG.split(text)
    found, style = [html.unescape(pieces[0])], False
    for tag, name, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        lowered = (name or "").lower()
        style = lowered == "style" and tag[1] != "/"
        found.append(_in_text(tag, lowered))
        if not style:
            found.append(html.unescape(after) if "&" in after else after)
    return "".join(found)


def _escaped(found: re.Match[str]) -> str:
    return _in_text(found[0], found[1].lower())


def _unescaped(text: str) -> str:
    """Return text without the layers of escaping that were put around its markup."""
    for _ in range(ROUNDS):
        if "]]" in text and _CDATA.search(text):
            text = _CDATA.sub("", text.replace("]]]]><![CDATA[>", "]]>"))
        bare = _ESCAPED_TAG.sub(_escaped, text) if "<" in text else text
        bare = html.unescape(_AGAIN.sub("&", bare)) if "&" in bare else bare
        if bare == text:
            break
        text = bare
    return text


def _backslash(found: re.Match[str]) -> str:
    code, white = found[1], found[2]
    return chr(int(code, 16)) if code else (" " if white == "t" else "\n") if white else "/"


def plain(text: str, limit: int = READ_CHARS) -> str:
    r"""Return text without markup, of at most ``limit`` characters.

    Examples
    --------
    >>> plain("<p>Je bakt <b>brood</b>.</p><script>alert(1)</script> 3 &lt; 5")
    'Je bakt brood.\nalert(1) 3 < 5'
    >>> plain("&amp;lt;p&amp;gt;R&amp;amp;D&amp;lt;/p&amp;gt;"), plain("<![CDATA[<p>Je kookt</p>]]>")
    ('R&D', 'Je kookt')
    """
    text = text[: 4 * limit]
    if text.isprintable() and not ("<" in text or "&" in text or "  " in text or "\\" in text):
        return text.strip()[:limit]
    if "\\" in text:
        text = _BACKSLASH.sub(_backslash, text)
    if "<" in text or "&" in text:
        if "]]" in text:
            text = _CDATA.sub("", text.replace("]]]]><![CDATA[>", "]]>"))
        text = _unescaped(unmarked(_AGAIN.sub("&", text)))
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    lines = (" ".join(line.split()) for line in _CONTROL.sub(" ", text).split("\n"))
    return "\n".join(filter(None, lines))[:limit]


def shortened(text: str, limit: int = SHOWN_CHARS) -> str:
    """Return text cut at a space, with an ellipsis where something was left out.

    Examples
    --------
    >>> shortened("een lange zin", 9)
    'een ...'
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 4]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept) + " ..."


def stem(word: str) -> str:
    """Return what Dutch forms of a word share; crude on purpose, both sides of a comparison pass it.

    Examples
    --------
    >>> [stem(word) for word in ("besturen", "bestuurt", "klanten", "klant", "schrijven", "schrijft")]
    ['bestur', 'bestur', 'klan', 'klan', 'schrijf', 'schrijf']
    """
    if len(word) <= SHORTEST_STEM:
        return word
    bare = _ENDING.sub("", word)
    bare = _PERSON.sub("", bare) if len(bare) > SHORTEST_STEM else bare
    bare = _DOUBLE.sub(r"\1", bare)
    # Shorter stems would meet other words: "wieden" and "wie".
    return word if len(bare) < SHORTEST_STEM else bare[:-1] + {"v": "f", "z": "s"}.get(bare[-1], bare[-1])


class _Stems(dict[str, str]):
    """Stems of words that were met; of a stop word nothing."""

    def __missing__(self, word: str) -> str:
        self[word] = found = "" if word in STOP_WORDS else stem(word)
        return found


_STEMS = _Stems()


def stems(text: str) -> list[str]:
    """Return the stems of the telling words of a text, in order.

    Examples
    --------
    >>> stems("Je bestuurt een heftruck.")
    ['bestur', 'heftruck']
    """
    lowered = text.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    if len(_STEMS) > KEPT:
        _STEMS.clear()
    return [found for word in _WORD.findall(lowered) if (found := _STEMS[word])]
