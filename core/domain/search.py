"""Text as runs of two and of three characters, so that Japanese is found without a dictionary.

A search text is found where its runs stand in a row: exactly where plain LIKE finds it, in time
that hardly grows with the books. Runs of three are far rarer than pairs and serve every text that
has one. ASCII letters are folded as LIKE folds them, others are not.
"""

from itertools import pairwise


class _Codes(dict[str, str]):
    """Each character as the word that stands for it, capitals of ASCII as small letters."""

    def __missing__(self, character: str) -> str:
        folded = character.lower() if character.isascii() else character
        code = self[character] = format(ord(folded), "x")
        return code


_CODES = _Codes()

SHORTEST = 2
"""Texts with fewer characters have no run and are looked for by LIKE."""


def pairs(text: str) -> str:
    """Each two neighbouring characters, as words that a full-text index takes as they are."""
    return " ".join(map("g".join, pairwise(_codes(text))))


def triples(text: str) -> str:
    """Each three neighbouring characters, as words."""
    codes = _codes(text)
    return " ".join(map("g".join, zip(codes, codes[1:], codes[2:], strict=False)))


def phrase(text: str) -> str:
    """The full-text query that finds `text`; it has to be `SHORTEST` or longer."""
    if len(text) > SHORTEST:
        return f'triples : "{triples(text)}"'
    return f'pairs : "{pairs(text)}"'


def like(text: str) -> str:
    """The LIKE pattern that finds `text`, with `!` as the escape."""
    return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def _codes(text: str) -> list[str]:
    return [_CODES[character] for character in text]
