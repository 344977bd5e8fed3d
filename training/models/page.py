"""A report as one HTML page with its plots in it, without scripts: the Markdown that our reports and cards use."""

import re
from collections.abc import Iterator, Sequence
from html import escape

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b2b30}
h1,h2,h3,h4{line-height:1.25;margin:2rem 0 .5rem}
table{border-collapse:collapse;margin:.75rem 0;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
td,th{padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #d5dfe1}
tbody tr:nth-child(even){background:#f3f7f7}
figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top}
svg{max-width:100%;height:auto}
nav{columns:3 14rem}
pre,code{font:14px/1.4 ui-monospace,monospace}
pre{background:#f3f7f7;padding:.5rem;overflow-x:auto}
"""

Part = tuple[str, str, Sequence[str]]
"""Title, Markdown and SVGs."""


def to_html(title: str, parts: Sequence[Part]) -> str:
    r"""Return a page.

    Examples
    --------
    >>> "<h2 id=\"part-1\">B &amp; C</h2>" in to_html("A", [("B & C", "- *no* mark-up of `this`", ())])
    True
    """
    body = [f"<h1>{escape(title)}</h1>", "<nav><ul>"]
    body += [f'<li><a href="#part-{n}">{escape(part[0])}</a></li>' for n, part in enumerate(parts, start=1)]
    body.append("</ul></nav>")
    for n, (head, text, plots) in enumerate(parts, start=1):
        body.append(f'<h2 id="part-{n}">{escape(head)}</h2>')
        body += [f"<figure>{svg}</figure>" for svg in plots]
        body += _blocks(text)
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f"{meta}<title>{escape(title)}</title><style>{STYLE}</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(body) + "\n</body></html>\n"


def _blocks(text: str) -> Iterator[str]:
    """Yield the HTML of each block; headings of a card stand under that of its part."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = line.startswith(("#", "|")) != (bool(block) and block[0].startswith(("#", "|")))
        if block and (not line.strip() or starts or block[0].startswith("#")):
            yield _block(block)
            block = []
        if line.strip():
            block.append(line)


def _block(block: Sequence[str]) -> str:
    first = block[0]
    if first.startswith("#"):
        level = min(len(first) - len(first.lstrip("#")) + 2, 6)
        return f"<h{level}>{_words(first.lstrip('# '))}</h{level}>"
    if first.startswith("|"):
        return _table(block)
    if first.startswith("    "):
        return "<pre>" + escape("\n".join(line[4:] for line in block)) + "</pre>"
    if first.startswith("- "):
        items = "\n".join(line.removeprefix("  ") for line in block)[2:].split("\n- ")
        return "<ul>" + "".join(f"<li>{_words(item)}</li>" for item in items) + "</ul>"
    return f"<p>{_words(chr(10).join(block))}</p>"


def _words(text: str) -> str:
    """Return escaped words with ``code`` and **bold** marked up.

    Examples
    --------
    >>> _words("`a<b` is **so**")
    '<code>a&lt;b</code> is <b>so</b>'
    """
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", coded, flags=re.DOTALL)


def _table(block: Sequence[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block]
    head, rest = rows[0], [row for row in rows[1:] if not all(set(cell) <= {"-", ":"} and cell for cell in row)]
    cells = "".join(f'<th scope="col">{_words(cell)}</th>' for cell in head)
    made = ["<tr>" + "".join(f"<td>{_words(cell)}</td>" for cell in row) + "</tr>" for row in rest]
    return (
        f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>' + "\n".join(made) + "</tbody></table></div>"
    )
