"""The numbers of a cheque: its own, which addresses it, and the client number, which shows that somebody holds it.

Both are 16 letters and digits without those that look alike: 30^16 of them, 78 bits. A centre needs both to start.
"""

import re

from api.sessions.codes import Draw, random_seed

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4


def _grouped(text: str) -> str:
    return "-".join(text[i : i + GROUP] for i in range(0, len(text), GROUP))


def number_of(seed: bytes) -> str:
    """Return the number that 32 secret bytes stand for.

    Examples
    --------
    >>> len(number_of(b"0" * 32)), number_of(b"0" * 32) == number_of(b"0" * 32)
    (19, True)
    """
    draw = Draw(seed)
    return _grouped("".join(draw(LETTERS) for _ in range(LENGTH)))


def random_number() -> str:
    """Return a fresh number."""
    return number_of(random_seed())


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
