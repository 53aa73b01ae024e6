"""A step in one line that tells it from its neighbours, where nothing stands below it."""

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct, structs

from core.domain.refusals import Refusal
from scenarios.language.definition import Action
from scenarios.language.expectations import Expect
from scenarios.play.durations import length
from scenarios.play.titles import title_of
from scenarios.said import Said, say
from scenarios.yaml_text import flow

_TIMES = ("within", "stays", "never")
_PLAIN = frozenset(
    {"orders", "every", "stock", "products", "listings"}
    | {"決済ステータス", "処理可否", "決済方法", "状態", "status"}
)
"""Keys whose values tell by themselves what they are of."""


def brief_of(action: Action) -> Said:
    """The title of a step; an expectation names what it looks at, in the words of the file."""
    if not isinstance(action, Expect):
        return title_of(action)
    what = _told(action)
    if action.never is not None:
        return say("{time}、一度もない: {what}", time=length(action.never), what=what)
    if action.stays is not None:
        return say("{time}、ずっと: {what}", time=length(action.stays), what=what)
    if action.within is not None:
        return say("{time}以内に: {what}", time=length(action.within), what=what)
    return say("いま: {what}", what=what)


def _told(value: object) -> str:
    match value:
        case Expect():
            return "、".join(_fields(value))
        case Struct():
            return " ".join(_fields(value))
        case dict():
            return "、".join(f"{_told(key)} {_told(one)}".rstrip() for key, one in value.items())
        case tuple() if value:
            return " ".join(map(_told, value))
        case Refusal():
            return value.name
        case Enum():
            return str(value.value)
        case str():
            return value
        case _:
            return flow(value)


def _fields(block: Struct) -> Iterator[str]:
    for field in structs.fields(block):
        value = getattr(block, field.name)
        if field.name in _TIMES or value in (field.default, {}):
            continue
        key = field.encode_name
        yield _told(value) if key in _PLAIN else f"{key} {_told(value)}".rstrip()
