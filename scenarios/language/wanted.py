"""What stands in a place and what could, as sentences."""

from scenarios.language.kinds import (
    BehaviourValue,
    Block,
    Choice,
    Duration,
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
)
from scenarios.language.mistakes import listed
from scenarios.language.nodes import Mapping, Node, Scalar, Sequence
from scenarios.said import Said, say

QUOTED_MAX = 60
"""Longest text quoted from a file, in characters."""


def wanted(kind: Kind) -> Said:
    """The whole sentence."""
    return say("ここに書けるのは、{what}です。", what=described(kind))


def needed(kind: Kind) -> Said:
    """The sentence for a key that is missing."""
    return say("書くのは、{what}です。", what=described(kind))


def described(kind: Kind) -> Said:
    """The part of the sentence that names the kind."""
    match kind:
        case Text(title=title):
            return say("文字（{title}）", title=Said(title)) if title else say("文字")
        case Whole():
            return _whole(kind)
        case Flag():
            return say("true か false")
        case Choice(words=words):
            return say("{words} のどれか", words=listed(words))
        case Duration():
            return say("期間（例: PT20M, PT1H30M, P6D）")
        case Moment():
            return say(
                "日本時間の日時（例: 2026-11-23 09:00）かUTCの日時（例: 2026-11-23T00:00:00Z）"
            )
        case TimeOfDay():
            return say("日本時間の時刻（例: 09:05）")
        case BehaviourValue():
            return say("そのふるまいの値")
        case ListOf(item=item):
            return say("リスト（{item}の並び）", item=described(item))
        case Table(key=key):
            return say("{key}を項目名とする表", key=described(key))
        case Block():
            return say("{keys} を項目とする表", keys=listed(kind.keys))
        case StepForm():
            return say("手順（動作が一つ）")
        case OneOf(kinds=kinds):
            return _any_of(kinds)


def _whole(kind: Whole) -> Said:
    match kind.ge, kind.le:
        case None, None:
            return say("整数")
        case low, None:
            return say("{low}以上の整数", low=low)
        case None, high:
            return say("{high}以下の整数", high=high)
        case low, high:
            return say("{low}から{high}までの整数", low=low, high=high)


def _any_of(kinds: tuple[Kind, ...]) -> Said:
    words = {word: None for kind in kinds if isinstance(kind, Choice) for word in kind.words}
    others = tuple(kind for kind in kinds if not isinstance(kind, Choice))
    kinds = (Choice(words), *others) if words else others
    parts = described(kinds[-1])
    for kind in reversed(kinds[:-1]):
        parts = say("{first}、または{second}", first=described(kind), second=parts)
    return parts


def choices(kind: Kind) -> tuple[str, ...]:
    """The words that a place offers."""
    match kind:
        case Choice(words=words):
            return tuple(words)
        case OneOf(kinds=kinds):
            return tuple(word for option in kinds for word in choices(option))
        case _:
            return ()


def found(node: Node) -> Said:
    """What stands there instead."""
    match node:
        case Scalar() if node.is_null:
            return say("値がありません。")
        case Scalar(text=text):
            shown = text if len(text) <= QUOTED_MAX else f"{text[:QUOTED_MAX]}…"
            return say("「{text}」は書けません。", text=shown)
        case Sequence():
            return say("リストがあります。")
        case Mapping():
            return say("項目の表があります。")
