"""`-k EXPR`: which cases are meant. Words joined by `and`, `or`, `not` and brackets.

A word matches a case under a policy where id, title, policy or one of the tags holds it, in any
case of letters; a rule number matches the cases that prove that rule.
"""

import re
from collections.abc import Callable, Iterator

from core.domain.labels import Policy
from scenarios.language.definition import Case
from scenarios.said import Said, say

Matches = Callable[[Case, Policy], bool]

LENGTH_MAX = 200

_TOKEN = re.compile(r"\s*(\(|\)|[^\s()]+)")
_RULE = re.compile(r"R[0-9]{2}", re.IGNORECASE)


class WrongKeyword(Exception):
    """An expression that makes no sense; `said` is the sentence."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def matching(text: str) -> Matches:
    """The test that `text` describes. Raises WrongKeyword."""
    if len(text) > LENGTH_MAX:
        raise WrongKeyword(say("-k の式が長すぎます（{limit}文字まで）。", limit=LENGTH_MAX))
    tokens = [found.group(1) for found in _TOKEN.finditer(text)]
    parser = _Parser(tokens)
    matches = parser.either()
    if parser.token is not None:
        raise _unexpected(parser.token)
    return matches


class _Parser:
    """Recursive descent; LENGTH_MAX bounds its depth."""

    def __init__(self, tokens: list[str]) -> None:
        self._rest: Iterator[str] = iter(tokens)
        self.token: str | None = next(self._rest, None)

    def either(self) -> Matches:
        """One alternative, or several joined by `or`."""
        left = self._both()
        while self._takes("or"):
            left = _either(left, self._both())
        return left

    def _both(self) -> Matches:
        left = self._one()
        while self._takes("and"):
            left = _both(left, self._one())
        return left

    def _one(self) -> Matches:
        if self._takes("not"):
            wanted = self._one()
            return lambda case, policy: not wanted(case, policy)
        if self._takes("("):
            inside = self.either()
            if not self._takes(")"):
                raise WrongKeyword(say("-k の式の「(」が閉じられていません。"))
            return inside
        word = self.token
        if word is None:
            raise WrongKeyword(say("-k の式が途中で終わっています。"))
        if word in (")", "and", "or"):
            raise _unexpected(word)
        self._next()
        return _word(word)

    def _takes(self, token: str) -> bool:
        if self.token != token:
            return False
        self._next()
        return True

    def _next(self) -> None:
        self.token = next(self._rest, None)


def _unexpected(token: str) -> WrongKeyword:
    return WrongKeyword(say("-k の式のここに「{token}」は書けません。", token=token))


def _either(left: Matches, right: Matches) -> Matches:
    return lambda case, policy: left(case, policy) or right(case, policy)


def _both(left: Matches, right: Matches) -> Matches:
    return lambda case, policy: left(case, policy) and right(case, policy)


def _word(word: str) -> Matches:
    if _RULE.fullmatch(word):
        return lambda case, _policy: word.upper() in case.rules
    folded = word.casefold()
    return lambda case, policy: any(
        folded in text.casefold() for text in (case.id, case.title, policy, *case.tags)
    )
