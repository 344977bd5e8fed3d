"""Text as any format can hold it: without control characters, half surrogates and marks that turn lines around."""

import html
import re

_LEFT_OUT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no XML 1.0, or nothing to see
    "|[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]"  # turns text around, or cannot be seen
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff]"
)
_WIDE = re.compile(r"[^\s-]{36,}")
_EIGHT = re.compile(r"[^\u0300-\u036f\u200d\ufe00-\ufe0f]{8}(?=[^\u0300-\u036f\u200d\ufe00-\ufe0f])")
_TAGS = re.compile(r"<[^<>]*>")
_BREAKS = re.compile(r"<\s*(?:br|/p|/li|/div|/ul|/ol|/h\d)\b[^<>]*>", re.IGNORECASE)


def clean(text: str) -> str:
    r"""Return text with single line ends, without what no format holds and without space around it.

    Examples
    --------
    >>> clean(" Kok\r\nin \u202eeen\x00 school \ud800")
    'Kok\nin een school'
    """
    text = _LEFT_OUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\u2028", "\n")
    return "\n".join(line.rstrip() for line in text.replace("\u2029", "\n").split("\n")).strip()


def line(text: str, most: int) -> str:
    r"""Return text on one line, at most so many characters.

    Examples
    --------
    >>> line(" Kok \n in  een school", 7)
    'Kok in'
    """
    return " ".join(clean(text).split())[:most].rstrip()


def breakable(text: str) -> str:
    r"""Return text in which a word that is wider than a page may be broken.

    Examples
    --------
    >>> breakable("kok " + "w" * 50).count("\u200b"), breakable("een gewone zin")
    (6, 'een gewone zin')
    """
    return _WIDE.sub(lambda found: _EIGHT.sub("\\g<0>\u200b", found[0]), text)


def rich(text: str) -> str:
    r"""Return text as the HTML that Europass keeps in long texts.

    Examples
    --------
    >>> rich("koken < bakken\nafwassen")
    '<p>koken &lt; bakken</p><p>afwassen</p>'
    """
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in clean(text).split("\n") if part)


def listed(lines: list[str]) -> str:
    """Return lines as a list in HTML.

    Examples
    --------
    >>> listed(["koken", "bakken"])
    '<ul><li>koken</li><li>bakken</li></ul>'
    """
    return f"<ul>{''.join(f'<li>{html.escape(clean(row), quote=False)}</li>' for row in lines)}</ul>"


def plain(text: str) -> str:
    r"""Return the text of a little HTML; anything else stays as it is.

    Examples
    --------
    >>> plain("<p>koken &lt; bakken</p><p>afwassen</p>"), plain("gewoon")
    ('koken < bakken\nafwassen', 'gewoon')
    """
    return clean(html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text))))
