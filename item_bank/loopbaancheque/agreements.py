"""The agreement between client and centre: each version of our text, with what proves which text was accepted.

A file a version, named for the month since which it may be used. A text that somebody accepted is never edited: a later
one is a file beside it. Centres may use a text of their own and say what they call it.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("agreement")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version of the text.

    Attributes
    ----------
    version
        Name of the version.
    text
        In Markdown, in Dutch.
    sha256
        Of the text in UTF-8, as 64 hexadecimal digits.
    """

    version: str
    text: str
    sha256: str

    @property
    def clauses(self) -> tuple[tuple[str, str], ...]:
        """Return the numbered clauses: what stands first in bold, and the rest.

        Examples
        --------
        >>> Agreement("x", "# Titel" + chr(10) + "1. **Jij kiest.** Altijd." + chr(10) + "   Echt.", "").clauses
        (('Jij kiest.', 'Altijd. Echt.'),)
        """
        found: list[str] = []
        for line in self.text.splitlines():
            start, _, rest = line.partition(". ")
            if start.isdigit() and rest:
                found.append(rest.strip())
            elif found and line.startswith("   "):
                found[-1] += " " + line.strip()
        pairs = (line.removeprefix("**").partition("** ") for line in found)
        return tuple((title, rest) for title, _, rest in pairs)


@lru_cache(maxsize=1)
def agreements() -> tuple[Agreement, ...]:
    """Return all versions, oldest first; the last one is in force.

    Examples
    --------
    >>> agreements()[-1].version
    '2026-11'
    """
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        found.append(Agreement(path.stem, text, hashlib.sha256(text.encode()).hexdigest()))
    return tuple(found)
