"""The numbers of a cheque: its own, which addresses it, and the client number, which shows that somebody holds it.

Both are 16 letters and digits without those that look alike: 30^16 of them, 78 bits. A centre needs both to start.
"""

import re
from collections.abc import Callable

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4


def _grouped(text: str) -> str:
    return "-".join(text[i : i + GROUP] for i in range(0, len(text), GROUP))


def number_of(draw: Callable[[str], str]) -> str:
    """Return a number of letters that ``draw`` picks from those that it is given.

    Examples
    --------
    >>> number_of(lambda letters: letters[0])
    '2222-2222-2222-2222'
    """
    return _grouped("".join(draw(LETTERS) for _ in range(LENGTH)))


def normal_number(text: str) -> str:
    """Return a number as it is stored, whatever case, spaces and hyphens it was typed with.

    Examples
    --------
    >>> normal_number(" 2345 6789abcd-efgh")
    '2345-6789-ABCD-EFGH'
    """
    plain = re.sub(r"[\s-]", "", text).upper()
    fits = len(plain) == LENGTH and all(letter in LETTERS for letter in plain)
    return _grouped(plain) if fits else ""
