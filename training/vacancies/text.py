"""From text as employers write it to plain text and words: markup comes off, word forms are folded together.

Nothing is ever executed: what stood within a script stays as the text it is, and pages escape it.
"""

import html
import re
import unicodedata
from html.parser import HTMLParser

READ_CHARS = 20_000
"""So much of a description is read; advertisements have 2,000 to 6,000 characters."""

SHOWN_CHARS = 1_000
"""So much of a description is kept to be shown."""

_BLOCKS = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"b", "i", "u", "em", "strong", "span", "small"})
_PLAIN_TAG = re.compile(r"</?([a-z][a-z0-9]*)>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
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


class Marked(HTMLParser):
    """Collects what stands between tags; a tag of a block becomes a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line for a block."""
        del attrs
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block."""
        self.handle_starttag(tag, [])


def unmarked(text: str) -> str:
    """Return text without tags; nearly all texts have only tags without attributes, which need no parser."""
    pieces = _PLAIN_TAG.split(text)
    tags = pieces[1::2]
    if "<" not in "".join(pieces[::2]) and _BLOCKS.union(_INLINE).issuperset(tags):
        pieces[::2] = map(html.unescape, pieces[::2])
        pieces[1::2] = ["\n" if tag in _BLOCKS else "" for tag in tags]
        return "".join(pieces)
    parser = Marked()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)


def plain(text: str, limit: int = READ_CHARS) -> str:
    r"""Return text without markup, of at most ``limit`` characters.

    Examples
    --------
    >>> plain("<p>Je bakt <b>brood</b>.</p><script>alert(1)</script> 3 &lt; 5")
    'Je bakt brood.\nalert(1) 3 < 5'
    """
    text = text[: 4 * limit]
    if text.isprintable() and "<" not in text and "&" not in text and "  " not in text:
        return text.strip()[:limit]
    if "<" in text or "&" in text:
        text = unmarked(text)
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
