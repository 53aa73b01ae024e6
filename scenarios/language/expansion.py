"""What stands for something else in a file: variables, rows of examples, a shared beginning.

All of it works on nodes, before anything is read, so that every value keeps its place in the file.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from typing import NamedTuple

from scenarios.language.mistakes import Mistake, Place, listed, nearest
from scenarios.language.nodes import Mapping, Node, Scalar, Sequence
from scenarios.language.wanted import found
from scenarios.said import Said, say

VARIABLES, EXAMPLES, INCLUDE = "variables", "examples", "include"
ROW = "name"
ROWS_MAX = 1_000

_USE = re.compile(r"\$\{([^{}]*)\}")
_NAME = re.compile(r"[^\s${}:,\[\]]{1,40}")


class Row(NamedTuple):
    """A case as it is to be read; `name` is empty where the file has no examples."""

    name: str
    node: Mapping


def take(node: Mapping, key: str) -> tuple[Node | None, Mapping]:
    """The value of `key`, and the mapping without it."""
    value = next((value for name, value in node.pairs if name.text == key), None)
    rest = tuple(pair for pair in node.pairs if pair[0].text != key)
    return value, Mapping(node.place, rest)


def rows_of(node: Mapping, mistakes: list[Mistake]) -> tuple[Row, ...]:
    """The cases of a file: one, or one for each row of its examples."""
    given, rest = take(node, VARIABLES)
    table, rest = take(rest, EXAMPLES)
    variables = _scalars(given, mistakes) if given is not None else {}
    if table is None:
        return (Row("", _filled(rest, variables, mistakes)),)
    rows = list(_table(table, mistakes))
    return tuple(
        Row(name, _filled(rest, {**variables, **values}, mistakes)) for name, values in rows
    )


def merged(base: Mapping, own: Mapping) -> Mapping:
    """`own` over `base`: tables are merged, lists joined, a single value of `own` wins."""
    pairs = {key.text: (key, value) for key, value in base.pairs}
    for key, value in own.pairs:
        before = pairs.get(key.text)
        pairs[key.text] = (key, _merged(before[1], value) if before else value)
    return Mapping(own.place, tuple(pairs.values()))


def _merged(base: Node, own: Node) -> Node:
    match base, own:
        case Mapping(), Mapping():
            return merged(base, own)
        case Sequence(), Sequence():
            return Sequence(own.place, (*base.items, *own.items))
        case _:
            return own


def _scalars(node: Node, mistakes: list[Mistake]) -> dict[str, Scalar]:
    if not isinstance(node, Mapping):
        _wrong(mistakes, node.place, found(node), say("書くのは、名前と値の表です。"))
        return {}
    values: dict[str, Scalar] = {}
    for key, value in node.pairs:
        if not _NAME.fullmatch(key.text):
            _wrong(mistakes, key.place, say("「{name}」は変数の名前になりません。", name=key.text))
        elif isinstance(value, Scalar):
            values[key.text] = value
        else:
            _wrong(mistakes, value.place, found(value), say("書くのは、一つの値です。"))
    return values


def _table(node: Node, mistakes: list[Mistake]) -> Iterator[tuple[str, dict[str, Scalar]]]:
    if not isinstance(node, Sequence) or not node.items or len(node.items) > ROWS_MAX:
        _wrong(mistakes, node.place, found(node), say("書くのは、例の行のリストです。"))
        return
    seen: dict[str, Place] = {}
    for number, item in enumerate(node.items, start=1):
        values = _scalars(item, mistakes)
        given = values.pop(ROW, None)
        name = given.text if given else str(number)
        if name in seen:
            told = say(
                "例「{name}」は二つ目です（はじめは{line}行目）。", name=name, line=seen[name].line
            )
            _wrong(mistakes, item.place, told, say("別の名前を付けてください。"))
        seen.setdefault(name, item.place)
        yield name, values


def _filled(node: Mapping, values: MappingOf[str, Scalar], mistakes: list[Mistake]) -> Mapping:
    filled = _fill(node, values, mistakes)
    assert isinstance(filled, Mapping)
    return filled


def _fill(node: Node, values: MappingOf[str, Scalar], mistakes: list[Mistake]) -> Node:
    match node:
        case Scalar() if "${" in node.text:
            return _fill_scalar(node, values, mistakes)
        case Scalar():
            return node
        case Sequence(place=place, items=items):
            return Sequence(place, tuple(_fill(item, values, mistakes) for item in items))
        case Mapping(place=place, pairs=pairs):
            return Mapping(
                place,
                tuple(
                    (_fill_scalar(key, values, mistakes), _fill(value, values, mistakes))
                    for key, value in pairs
                ),
            )


def _fill_scalar(node: Scalar, values: MappingOf[str, Scalar], mistakes: list[Mistake]) -> Scalar:
    def value_of(use: re.Match[str]) -> str:
        name = use[1].strip()
        if name in values:
            return values[name].text
        could = say("あるのは {names} です。", names=listed(values)) if values else None
        told = say("変数「{name}」はありません。", name=name)
        mistakes.append(Mistake(node.place, told, could, nearest(name, values)))
        return use[0]

    text = _USE.sub(value_of, node.text)
    whole = _USE.fullmatch(node.text)
    plain = node.plain
    if whole and whole[1].strip() in values:
        plain = values[whole[1].strip()].plain
    return Scalar(node.place, text, plain)


def _wrong(mistakes: list[Mistake], place: Place, told: Said, could: Said | None = None) -> None:
    mistakes.append(Mistake(place, told, could))
