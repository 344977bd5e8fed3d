"""Brings the catalogues of ``api/web/locale`` up to date with the texts of the pages: ``python -m tests.messages``.

A new text is added without its translation, one that no page shows any more is dropped, and nothing that was translated
is touched. It ends with 1 while a language is not whole, since it is not offered then.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from api.web import languages, typst
from api.web.messages import Messages, normal, of_desk

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "api" / "web" / "templates"

CALLS = {"say": 1, "say_counted": 2, "plural": 3}
"""Functions of ``models/wording.py`` that take messages, and how many arguments they have at least."""


PLURALS = {"fr": "Plural-Forms: nplurals=2; plural=(n > 1);", "en": "Plural-Forms: nplurals=2; plural=(n != 1);"}
"""Which form fits a count, for programs that edit catalogues."""


def of_templates() -> Iterator[tuple[str, str]]:
    """Return what templates say: message and file."""
    environment = Environment(extensions=[Messages], trim_blocks=True, lstrip_blocks=True, autoescape=True)
    environment.filters |= dict.fromkeys(("comma", "soft", "nl", "said", "version"), str)
    for path in sorted(TEMPLATES.rglob("*.*")):
        if of_desk(path.relative_to(TEMPLATES).as_posix()):
            continue
        tree = environment.parse(path.read_text(), str(path.relative_to(TEMPLATES)))
        for _, _, message in extract_from_ast(tree, ("_", "gettext")):
            text = message[0] if isinstance(message, tuple) else message
            assert isinstance(text, str), f"{path.name}: a message is one literal, not {message}"
            yield normal(text), str(path.relative_to(ROOT))


def of_documents() -> Iterator[tuple[str, str]]:
    """Return what documents say by themselves: message and file."""
    for path in sorted(typst.TEMPLATES.glob("*.typ")):
        for message in typst.messages(path.stem):
            yield message, str(path.relative_to(ROOT))


def _literals(call: ast.Call, path: Path) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    given = call.args[1:3] if name == "plural" else call.args[: CALLS[name]]
    found = [arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    assert len(found) in (0, len(given)), f"{path}:{call.lineno}: a message is a literal"
    return found


def of_code() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Return what Python says: message, or its two forms, and file."""
    for folder in ("api", "models"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            source = path.read_text()
            if "wording import" not in source or path.name == "wording.py":
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                    found = _literals(node, path)
                    if found:
                        yield found[0] if len(found) == 1 else (found[0], found[1]), str(path.relative_to(ROOT))


def extract() -> dict[str | tuple[str, str], list[str]]:
    """Return every message and the files that say it."""
    found: dict[str | tuple[str, str], list[str]] = {}
    for message, file in [*of_templates(), *of_documents(), *of_code()]:
        files = found.setdefault(message, [])
        if file not in files:
            files.append(file)
    return found


def merged(code: str) -> Catalog:
    """Return the catalogue of a language with all messages of today and none of yesterday."""
    path = languages.LOCALE / f"{code}.po"
    before = languages.catalogue(code) if path.exists() else Catalog(locale=code)
    after = Catalog(locale=code, fuzzy=False)
    after._num_plurals = 2  # French counts millions apart; no count of ours comes near
    for message, files in extract().items():
        known = before.get(message if isinstance(message, str) else message[0])
        same = known is not None and known.id == (message if isinstance(message, str) else tuple(message))
        after.add(
            message,
            known.string if known is not None and same else "" if isinstance(message, str) else ("", ""),
            locations=[(file, None) for file in sorted(files)],
            flags=known.flags - {"python-format", "python-brace-format"} if known is not None and same else (),
        )
    return after


def write(code: str) -> int:
    """Write the catalogue of a language; return how many of its messages are open."""
    found = merged(code)
    out = BytesIO()
    write_po(out, found, width=0, omit_header=True, include_lineno=False)
    lines = ("", f"Language: {code}\\n", "Content-Type: text/plain; charset=utf-8\\n", f"{PLURALS[code]}\\n")
    head = 'msgid ""\nmsgstr ' + "".join(f'"{line}"\n' for line in lines) + "\n"
    (languages.LOCALE / f"{code}.po").write_bytes(head.encode() + out.getvalue())
    return len(languages.open_messages(found))


def main() -> int:
    """Write all catalogues; say what is open."""
    left = {code: write(code) for code, *_ in languages.KNOWN}
    for code, count in left.items():
        sys.stdout.write(f"{code}: {count} messages are not translated\n")
    return 1 if any(left.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
