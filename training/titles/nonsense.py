"""Words that mean nothing and names with typing errors, to see what a matcher makes of them.

What the chance is learned from is put together otherwise (``training.titles.training.made_up``).
"""

import random
from collections.abc import Sequence
from string import ascii_lowercase

SYLLABLES = (
    "ba", "ke", "ro", "ti", "mu", "zo", "vel", "dra", "sk", "en",
    "aar", "ist", "lo", "pi", "qu", "xe", "ing", "er", "st", "ou",
)  # fmt: skip


def words(count: int, seed: int = 5) -> list[str]:
    """Return words put together by chance: the first half of syllables that Dutch has, the other of letters.

    Examples
    --------
    >>> words(4) == words(4), len(words(4)), all(word.isalpha() for word in words(4))
    (True, 4, True)
    """
    rng = random.Random(seed)  # noqa: S311 - words to measure with, not secrets
    half = count // 2
    found = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 5))) for _ in range(half)]
    return found + [
        "".join(rng.choice(ascii_lowercase) for _ in range(rng.randint(4, 10))) for _ in range(count - half)
    ]


def mistyped(names: Sequence[str], errors: int, seed: int = 5) -> list[str]:
    """Return each name with so many typing errors: a letter too few, too many, wrong, or exchanged with the next.

    Examples
    --------
    >>> [len(name) - len("boekhouder") in range(-2, 3) for name in mistyped(["boekhouder"] * 3, 2)]
    [True, True, True]
    """
    rng = random.Random(seed)  # noqa: S311
    return [_spoiled(name, errors, rng) for name in names]


def _spoiled(name: str, errors: int, rng: random.Random) -> str:
    for _ in range(errors):
        place, letter = rng.randrange(1, max(len(name), 2)), rng.choice(ascii_lowercase)
        before, behind = name[:place], name[place:]
        name = rng.choice([before + behind[1:], before + letter + behind, before + letter + behind[1:],
                           before + behind[1::-1] + behind[2:]])  # fmt: skip
    return name
