"""One cell: what it may hold, as text and back.

Text that a spreadsheet would run as a formula is written with a leading apostrophe and read back
without it. Every reader gives its value, or raises Wrong with the reason in Japanese.
"""

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from core.domain.cleaning import clean
from core.domain.sentence import Sentence

Label = TypeVar("Label", bound=StrEnum)

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]{1,10}")
_DAY = re.compile(r"([0-9]{4})(?:([-/])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))")


class Wrong(ValueError):
    """A cell that cannot be taken; `reason` is shown beside its line and column."""

    def __init__(self, template: str, **values: object) -> None:
        self.reason = Sentence(template, **values)
        super().__init__(self.reason)


def escaped(text: str) -> str:
    """`text` as it is written, so that no spreadsheet runs it."""
    return "'" + text if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def read_text(cell: str, longest: int) -> str:
    """Text of at most `longest` characters, without control characters and not a formula."""
    if cell.startswith(_RUNS):
        raise Wrong(
            "数式とみなされる文字（= + - @）で始まっています。"
            "文字として取り込むには、先頭に ' を付けてください。"
        )
    text = unescaped(cell)
    if len(text) > longest:
        raise Wrong("{n}文字以内で入力してください。", n=longest)
    if clean(text, longest) != text:
        raise Wrong("改行や制御文字など、使用できない文字が含まれています。")
    return text


def read_number(cell: str, least: int | None, below: int) -> int:
    """A whole number from `least` (None for any) to less than `below`."""
    text = unescaped(cell)
    if not _NUMBER.fullmatch(text):
        raise Wrong("半角の整数で入力してください。")
    number = int(text)
    if least is not None and number < least:
        raise Wrong("{n}以上の整数で入力してください。", n=least)
    if abs(number) >= below:
        raise Wrong("{n}より小さい数で入力してください。", n=f"{below:,}")
    return number


def read_label(cell: str, labels: type[Label]) -> Label:
    """One of the labels as the manual writes them."""
    try:
        return labels(cell)
    except ValueError:
        raise Wrong(
            "{labels}のいずれかを入力してください。", labels=f"「{'」「'.join(labels)}」"
        ) from None


def read_day(cell: str) -> date:
    """A day as 2026-11-23, 2026/11/23 or 20261123."""
    found = _DAY.fullmatch(cell)
    if found is None:
        raise Wrong("日付は 2026/11/23 の形で入力してください。")
    year, _, month, day, plain_month, plain_day = found.groups()
    try:
        return date(int(year), int(month or plain_month), int(day or plain_day))
    except ValueError:
        raise Wrong("存在しない日付です。") from None
