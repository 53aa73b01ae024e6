"""YAML text → a tree of nodes that know their place; hostile input ends here.

Built from ruamel's events, so nothing is constructed, resolved or expanded: a scalar stays text
until a field says what it wants. Depth, size and number of nodes are bounded, and anchors, tags and
merge keys have no place in a scenario, which leaves no bombs and no cycles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from scenarios.language.mistakes import Mistake, Place
from scenarios.said import Said, say

if TYPE_CHECKING:
    from ruamel.yaml.error import StreamMark

BYTES_MAX = 512 * 1024
DEPTH_MAX = 16
NODES_MAX = 20_000

_BEGAN_BEFORE = re.compile(r"<stream end>|end of (the )?stream|could not find expected ':'")
"""Problems that are noticed later than where they began."""
_END = re.compile(r"<stream end>|end of (the )?stream")
_HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of characters, which no file can hold."""
WIDE_COLON = "\uff1a"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; `plain` means without quotes."""

    place: Place
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing is given."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the file's order; keys are unique."""

    place: Place
    pairs: "tuple[tuple[Scalar, Node], ...]"


Node = Scalar | Sequence | Mapping


def parse(text: str, mistakes: list[Mistake]) -> Node | None:
    """Read one YAML document, None where there is no reading on.

    Appends to `mistakes` what is no YAML and what a scenario has no use for.
    """
    try:
        return _Composer(_events(text), mistakes).document()
    except _Unreadable as unreadable:
        mistakes.append(Mistake(unreadable.place, unreadable.found))
        return None


class _Unreadable(Exception):
    """Reading cannot go on."""

    def __init__(self, place: Place, found: Said) -> None:
        self.place = place
        self.found = found


def _events(text: str) -> Iterator[object]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        problem, wide = str(error.problem or ""), _wide_indentation(text)
        if wide is not None:
            told = say("字下げに全角の空白があります。半角の空白で字下げしてください。")
            raise _Unreadable(wide, told) from None
        mark, began = error.problem_mark, error.context_mark
        if began and (not mark or _BEGAN_BEFORE.search(problem) or _is_open(problem, mark, began)):
            mark = began
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        raise _Unreadable(place, _in_words(text, place, problem)) from None
    except YAMLError:
        raise _Unreadable(
            _first_unprintable(text), say("文字として読めない制御文字があります。")
        ) from None
    except (RecursionError, ValueError, OverflowError):
        raise _Unreadable(Place(1, 1), say("YAMLとして読めません。")) from None


def _is_open(problem: str, mark: "StreamMark", began: "StreamMark") -> bool:
    """Whether a bracket of a line before was left open."""
    return "expected ',' or" in problem and began.line < mark.line


def _in_words(text: str, place: Place, problem: str) -> Said:
    lines = text.splitlines()
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return say("字下げにタブがあります。空白で字下げしてください。")
    if re.search(r"[^\"']\$\{", line):
        return say("かっこの中の {variable} は引用符で囲んでください。", variable="${…}")
    if _END.search(problem):
        return say("引用符またはかっこが閉じられていません。")
    if "expected ',' or" in problem:
        return say("かっこの中の区切り「,」か、閉じかっこが足りません。")
    if "mapping values are not allowed" in problem:
        return say(
            "ここに「:」は書けません。字下げを確かめ、「:」を含む値は引用符で囲んでください。"
        )
    if "cannot start any token" in problem:
        return say("ここには書けない文字です。値を引用符で囲んでください。")
    if "expected <block end>" in problem:
        return say("字下げが前の行とそろっていません。")
    if "could not find expected ':'" in problem:
        if WIDE_COLON in line:
            return say("「：」は全角です。半角の「:」と空白で区切ってください。")
        return say("項目名のあとの「:」がありません。")
    return say("YAMLとして読めません（{problem}）。", problem=problem)


def _wide_indentation(text: str) -> Place | None:
    """Where a line begins with a space as wide as a character, which YAML takes for a word."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r" *\u3000", line):
            return Place(number, found.end())
    return None


def _first_unprintable(text: str) -> Place:
    for number, line in enumerate(text.splitlines(), start=1):
        for column, character in enumerate(line, start=1):
            if not (character.isprintable() or character == "\t"):
                return Place(number, column)
    return Place(1, 1)


class _Composer:
    """Events → nodes, by plain recursion that DEPTH_MAX bounds."""

    def __init__(self, events: Iterator[object], mistakes: list[Mistake]) -> None:
        self._events = events
        self._mistakes = mistakes
        self._nodes = 0

    def document(self) -> Node:
        from ruamel.yaml import events as kinds

        next(self._events)
        first = next(self._events)
        if isinstance(first, kinds.StreamEndEvent):
            raise _Unreadable(Place(1, 1), say("ファイルが空です。"))
        node = self._node(next(self._events), 1)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, kinds.StreamEndEvent):
            raise _Unreadable(
                _place(after), say("文書が二つあります。シナリオは1ファイルに一つです。")
            )
        return node

    def _node(self, event: object, depth: int) -> Node:
        from ruamel.yaml import events as kinds

        place = _place(event)
        self._nodes += 1
        if self._nodes > NODES_MAX:
            raise _Unreadable(place, say("項目が多すぎます（{limit}まで）。", limit=NODES_MAX))
        if depth > DEPTH_MAX:
            raise _Unreadable(place, say("入れ子が深すぎます（{limit}段まで）。", limit=DEPTH_MAX))
        if isinstance(event, kinds.AliasEvent):
            self._wrong(place, say("「*」の参照は使えません。値をそのまま書いてください。"))
            return Scalar(place, "", plain=False)
        if isinstance(event, kinds.NodeEvent) and event.anchor is not None:
            self._wrong(place, say("「&」の目印は使えません。"))
        if getattr(event, "tag", None) is not None:
            self._wrong(place, say("「!」の型指定は使えません。"))
        if isinstance(event, kinds.ScalarEvent):
            if _HALVES.search(event.value):
                self._wrong(place, say("文字として読めない制御文字があります。"))
            return Scalar(place, event.value, plain=event.style is None)
        if isinstance(event, kinds.SequenceStartEvent):
            return Sequence(place, tuple(self._items(depth)))
        return Mapping(place, tuple(self._pairs(depth)))

    def _items(self, depth: int) -> Iterator[Node]:
        from ruamel.yaml.events import SequenceEndEvent

        while not isinstance(event := next(self._events), SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _pairs(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        from ruamel.yaml.events import MappingEndEvent

        seen: dict[str, Place] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if isinstance(value, Scalar) and value.plain and not value.text:
                value = Scalar(key.place, "", plain=True)  # nothing is written, so it has no place
            if not isinstance(key, Scalar):
                self._wrong(key.place, say("項目名は文字で書いてください。"))
            elif key.plain and key.text == "<<":
                self._wrong(key.place, say("「<<」の取り込みは使えません。"))
            elif key.text in seen:
                self._wrong(
                    key.place,
                    say(
                        "「{key}」が二度書かれています（はじめは{line}行目）。",
                        key=key.text,
                        line=seen[key.text].line,
                    ),
                )
            else:
                seen[key.text] = key.place
                yield key, value

    def _wrong(self, place: Place, found: Said) -> None:
        self._mistakes.append(Mistake(place, found))


def in_file(node: Node, file: str) -> Node:
    """The same node, of which every part knows that it stands in `file`."""
    place = node.place._replace(file=file)
    match node:
        case Scalar():
            return replace(node, place=place)
        case Sequence(items=items):
            return Sequence(place, tuple(in_file(item, file) for item in items))
        case Mapping(pairs=pairs):
            keys = (replace(key, place=key.place._replace(file=file)) for key, _ in pairs)
            values = (in_file(value, file) for _, value in pairs)
            return Mapping(place, tuple(zip(keys, values, strict=True)))


def words_of(node: Node) -> Iterator[str]:
    """Every word of `node`, keys included."""
    match node:
        case Scalar(text=text):
            yield text
        case Sequence(items=items):
            yield from chain.from_iterable(map(words_of, items))
        case Mapping(pairs=pairs):
            yield from chain.from_iterable(words_of(part) for pair in pairs for part in pair)


def _place(event: object) -> Place:
    mark = getattr(event, "start_mark", None)
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
