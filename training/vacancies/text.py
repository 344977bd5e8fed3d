"""From text as employers write it to plain text and words: markup comes off, word forms are folded together.

Nothing is ever executed: what stood within a script stays as the text it is, and pages escape it.
"""

import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser

READ_CHARS = 20_000
"""So much of a description is read; advertisements have 2,000 to 6,000 characters."""

SHOWN_CHARS = 1_000
"""So much of a description is kept to be shown."""

_BLOCKS = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WORD = re.compile(r"[0-9a-z+#]+")
_ENDING = re.compile(r"(?:en|e|s)$")
_PERSON = re.compile(r"(?:dt|t|d)$")
_DOUBLE = re.compile(r"(.)\1")

SHORTEST_STEM = 4

STOP_WORDS = frozenset(
    {"de", "het", "een", "en", "of", "in", "op", "van", "voor", "met", "bij", "aan", "te", "tot", "uit", "door", "om"}
    | {"naar", "over", "als", "is", "zijn", "wordt", "worden", "je", "jij", "jouw", "we", "wij", "ons", "onze", "u"}
    | {"uw", "die", "dat", "deze", "dit", "er", "ook", "zo", "dan", "nog", "wel", "niet", "geen"}
    | {"la", "le", "les", "un", "une", "des", "du", "et", "ou", "pour", "avec", "au", "aux"}
    | {"the", "a", "an", "and", "or", "to", "for", "with", "at", "on", "by"}
)
"""Words that say nothing about what is asked, in Dutch, French and English."""


class _Text(HTMLParser):
    """Collects what stands between tags; a tag of a block becomes a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])


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
        parser = _Text()
        parser.feed(text)
        parser.close()
        text = "".join(parser.pieces)
    text = _CONTROL.sub(" ", text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()[:limit]


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


@lru_cache(maxsize=200_000)
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
    return [stem(word) for word in _WORD.findall(lowered) if word not in STOP_WORDS]
