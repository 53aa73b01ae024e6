"""Text as pairs of neighbouring characters, so that Japanese is found without a dictionary.

A search text is found where its pairs stand in a row: exactly where plain LIKE finds it, in time
that does not grow with the books. ASCII letters are folded as LIKE folds them, others are not.
"""

from itertools import pairwise

_FOLD = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

SHORTEST = 2
"""Texts with fewer characters have no pair and are looked for by LIKE."""


def pairs(text: str) -> str:
    """The pairs of `text` as words that a full-text index takes as they are."""
    codes = [format(ord(character), "x") for character in text.translate(_FOLD)]
    return " ".join(f"{a}g{b}" for a, b in pairwise(codes))


def phrase(text: str) -> str:
    """The full-text query that finds `text`; it has to be `SHORTEST` or longer."""
    return f'"{pairs(text)}"'


def like(text: str) -> str:
    """The LIKE pattern that finds `text`, with `!` as the escape."""
    return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
