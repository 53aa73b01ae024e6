"""Nodes → the definition's objects, with every mistake noted on the way.

A value that cannot be read becomes None for its surroundings and a Mistake for the person; reading
goes on, so that one run over a file finds all that is wrong with it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from core.domain.cleaning import clean
from scenarios.language import scalars
from scenarios.language.definition import VERBS, Action, Step
from scenarios.language.kinds import (
    BehaviourValue,
    Block,
    Choice,
    Duration,
    Entry,
    Flag,
    Kind,
    ListOf,
    Moment,
    OneOf,
    StepForm,
    Table,
    Text,
    TimeOfDay,
    Whole,
    block_of,
    kind_of,
)
from scenarios.language.mistakes import Mistake, Place, listed, nearest
from scenarios.language.nodes import WIDE_COLON, Mapping, Node, Scalar, Sequence, words_of
from scenarios.language.scalars import Got
from scenarios.language.vocabulary import BEHAVIOUR, behaviour_kind
from scenarios.language.wanted import choices, found, needed, wanted
from scenarios.said import Said, say, together


class Mention(NamedTuple):
    """A name as it stands in the file; `defines` where it is introduced there."""

    names: str
    name: str
    defines: bool
    place: Place


class ReadStep(NamedTuple):
    """A step and the places of its parts; `step` is None where it cannot be read."""

    step: Step | None
    place: Place
    places: dict[str, Place]


_TIMING = {entry.key: entry for entry in block_of(Step).entries if entry.name not in ("do", "line")}
STEP_KEYS = (*_TIMING, *VERBS)


class Reader:
    """Reads one file; its findings grow on the way."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        self.mentions: list[Mention] = []
        self.steps: list[ReadStep] = []
        self.unread: set[str] = set()
        """Words of actions that are none: a name among them may be introduced there."""

    def read(self, node: Node, kind: Kind) -> Got | None:
        """The value of `node` as `kind`, None after noting what is wrong with it."""
        match kind, node:
            case OneOf(), _:
                return self._one_of(node, kind)
            case ListOf(), Sequence():
                return self._list(node, kind)
            case Table(), Mapping():
                return self._table(node, kind)
            case Block(), Mapping():
                return self._block(node, kind)
            case StepForm(), Mapping():
                return self._step(node)
            case Block(shorthand=shorthand), _ if shorthand:
                return self._short(node, kind)
            case (
                (Text() | Whole() | Flag() | Choice() | Duration() | Moment() | TimeOfDay()),
                (Scalar()),
            ):
                return self._scalar(node, kind)
            case _:
                return self._wrong(node, kind)

    def _scalar(self, node: Scalar, kind: Kind) -> Got | None:
        got = _read_scalar(node, kind)
        if got is None:
            return self._wrong(node, kind)
        if isinstance(kind, Text):
            return self._text(node, kind)
        if isinstance(kind, Whole) and isinstance(got.value, int):
            low, high = kind.ge, kind.le
            if (low is not None and got.value < low) or (high is not None and got.value > high):
                return self._wrong(node, kind)
        return got

    def _text(self, node: Scalar, kind: Text) -> Got | None:
        if len(node.text) < kind.min_length or (
            kind.max_length is not None and len(node.text) > kind.max_length
        ):
            self._note(
                node.place,
                say("文字数が{length}です。", length=len(node.text)),
                say("{low}文字から{high}文字までです。", low=kind.min_length, high=kind.max_length),
            )
            return None
        if kind.pattern and not re.search(kind.pattern, node.text):
            return self._wrong(node, kind)
        if kind.names:
            self.mentions.append(Mention(kind.names, node.text, kind.defines, node.place))
        return Got(node.text)

    def _one_of(self, node: Node, kind: OneOf) -> Got | None:
        fitting = [option for option in kind.kinds if _fits(node, option)]
        if isinstance(node, Scalar):
            for option in fitting:
                if _read_scalar(node, option) is not None:
                    return self.read(node, option)
        elif fitting:
            return self.read(node, fitting[0])
        return self._wrong(node, kind)

    def _list(self, node: Sequence, kind: ListOf) -> Got | None:
        items = [self.read(item, kind.item) for item in node.items]
        return Got(tuple(item.value for item in items if item is not None))

    def _table(self, node: Mapping, kind: Table) -> Got | None:
        read = [
            (self.read(key, kind.key), self.read_value(value, kind.value, key.text))
            for key, value in node.pairs
        ]
        return Got({key.value: value.value for key, value in read if key and value})

    def read_value(self, node: Node, kind: Kind, named: str) -> Got | None:
        """A value; that of a behaviour is read as what the one so `named` can be."""
        if not isinstance(kind, BehaviourValue):
            return self.read(node, kind)
        kind = behaviour_kind(named)
        got = self.read(node, kind)
        if got is not None and isinstance(kind, Duration) and isinstance(node, Scalar):
            return Got(node.text)  # the way Amazon's control interface takes it
        return got

    def _short(self, node: Node, block: Block) -> Got | None:
        entry = next(entry for entry in block.entries if entry.name == block.shorthand)
        if not isinstance(node, Scalar):
            return self._wrong(node, block)
        got = self.read(node, entry.kind)
        return None if got is None else Got(block.cls(**{entry.name: got.value}))

    def _block(self, node: Mapping, block: Block) -> Got | None:
        values, whole = self._entries(node, {entry.key: entry for entry in block.entries})
        for entry in block.entries:
            if entry.required and entry.key not in {key.text for key, _ in node.pairs}:
                whole = False
                self._note(
                    node.place, say("「{key}」がありません。", key=entry.key), needed(entry.kind)
                )
        return Got(block.cls(**values)) if whole else None

    def _entries(self, node: Mapping, known: dict[str, Entry]) -> tuple[dict[str, object], bool]:
        values: dict[str, object] = {}
        whole = True
        named = next((one for key, one in node.pairs if key.text == BEHAVIOUR), None)
        behaviour = named.text if isinstance(named, Scalar) else ""
        for key, value in node.pairs:
            entry = known.get(key.text)
            if entry is None:
                self._unknown(key, tuple(known))
                whole = False
                continue
            got = self.read_value(value, entry.kind, behaviour)
            if got is None:
                whole = False
            else:
                values[entry.name] = got.value
        return values, whole

    def _step(self, node: Mapping) -> Got | None:
        before = len(self.mistakes)
        timing = [(key, value) for key, value in node.pairs if key.text in _TIMING]
        values, whole = self._entries(Mapping(node.place, tuple(timing)), _TIMING)
        actions = list(self._actions(node))
        for key, _ in [one for one in actions if one[0].text in VERBS][1:]:
            self._note(
                key.place,
                say("一つの手順に動作が二つあります（「{key}」）。", key=key.text),
                say("次の手順に分けてください。"),
            )
        if not actions:
            self._note(
                node.place,
                say("手順に動作がありません。"),
                say("{verbs} のどれか一つを書いてください。", verbs=listed(VERBS)),
            )
        step: Step | None = None
        right = whole and len(self.mistakes) == before
        if right and len(actions) == 1 and actions[0][1] is not None:
            step = structs.replace(Step(do=actions[0][1], line=node.place.line), **values)
            step = structs.replace(step, note=clean(step.note))
        places = {key.text: value.place for key, value in timing}
        self.steps.append(ReadStep(step, node.place, places))
        return None if step is None else Got(step)

    def _actions(self, node: Mapping) -> Iterator[tuple[Scalar, Action | None]]:
        for key, value in node.pairs:
            if key.text in _TIMING:
                continue
            verb = VERBS.get(key.text)
            if verb is None:
                self._unknown(key, STEP_KEYS, _owner(key.text, node))
                self.unread.update(words_of(value))
                yield key, None
                continue
            got = self.read(value, kind_of(verb))
            yield key, got.value if got else None  # type: ignore[misc]

    def _unknown(self, key: Scalar, known: tuple[str, ...], owner: str = "") -> None:
        """Tell of a key that is none; `owner` is the one in which it could stand."""
        could = say("ここに書けるのは {names} です。", names=listed(known))
        if owner:
            could = say("「{owner}」の項目です。もう一段深く字下げしてください。", owner=owner)
        name, colon, _value = key.text.partition(WIDE_COLON)
        if colon:
            could = say("「：」は全角です。半角の「:」と空白で区切ってください。")
        there = say("「{key}」という項目はありません。", key=key.text)
        self._note(key.place, there, could, "" if owner else nearest(name, known))

    def _wrong(self, node: Node, kind: Kind) -> Got | None:
        near = nearest(node.text, choices(kind)) if isinstance(node, Scalar) else ""
        could = wanted(kind)
        if _is_quoted(node, kind):
            could = together(could, say("引用符を付けずに書いてください。"))
        self._note(node.place, found(node), could, near)
        return None

    def _note(self, place: Place, found: Said, could: Said, near: str = "") -> None:
        self.mistakes.append(Mistake(place, found, could, near))


def _is_quoted(node: Node, kind: Kind) -> bool:
    """Whether a number or true and false stand in quotes, which make them text."""
    if not isinstance(node, Scalar) or node.plain or not isinstance(kind, Whole | Flag):
        return False
    return _read_scalar(replace(node, plain=True), kind) is not None


def _owner(key: str, step: Mapping) -> str:
    """The verb of a step that has `key` as an argument of its own."""
    verbs = (one.text for one, _ in step.pairs if one.text in VERBS)
    return next((verb for verb in verbs if key in block_of(VERBS[verb]).keys), "")


def _read_scalar(node: Scalar, kind: Kind) -> Got | None:
    match kind:
        case Text():
            return scalars.text(node)
        case Whole():
            return scalars.whole(node)
        case Flag():
            return scalars.flag(node)
        case Choice(words=words):
            return scalars.choice(node, words)
        case Duration():
            return scalars.duration(node)
        case Moment():
            return scalars.moment(node)
        case TimeOfDay():
            return scalars.time_of_day(node)
        case Block(shorthand=shorthand) if shorthand:
            return Got(None)
        case _:
            return None


def _fits(node: Node, kind: Kind) -> bool:
    match node:
        case Scalar():
            return not isinstance(kind, ListOf | Table | StepForm)
        case Sequence():
            return isinstance(kind, ListOf)
        case Mapping():
            return isinstance(kind, Table | Block)
