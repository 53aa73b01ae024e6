"""The definition's annotations as a small closed set of kinds, for the reader and the schema alike.

One translation from Python types: whatever the definition says is checked and is in the schema.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import EnumMeta
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Literal, NamedTuple, Union, get_args, get_origin

from msgspec import Meta, Struct, structs

from core.domain.refusals import Refusal
from scenarios.language.definition import Step
from scenarios.language.words import DEFINES, NAMES, ClockTime
from scenarios.language.world_verbs import Setting


class Text(NamedTuple):
    """Free text; `names` is what it refers to, `defines` whether it introduces it."""

    title: str = ""
    pattern: str | None = None
    min_length: int = 0
    max_length: int | None = None
    names: str = ""
    defines: bool = False


class Whole(NamedTuple):
    """A whole number between two bounds, both included."""

    title: str = ""
    ge: int | None = None
    le: int | None = None


class Flag(NamedTuple):
    """true or false."""


class Choice(NamedTuple):
    """One of a few words; each stands for its value."""

    words: Mapping[str, object]


class Duration(NamedTuple):
    """An ISO-8601 duration."""


class Moment(NamedTuple):
    """A date, or a date and time, in JST unless an offset says otherwise."""


class TimeOfDay(NamedTuple):
    """A clock time in JST."""


class BehaviourValue(NamedTuple):
    """What the behaviour of Amazon can be whose name stands beside it."""


class ListOf(NamedTuple):
    """Any number of one kind."""

    item: "Kind"


class Table(NamedTuple):
    """A mapping whose keys are names."""

    key: Text | Choice
    value: "Kind"


class Entry(NamedTuple):
    """One key of a block."""

    name: str
    key: str
    kind: "Kind"
    required: bool


class Block(NamedTuple):
    """A mapping with fixed keys; `shorthand` names the key whose value may stand for the whole."""

    cls: type[Struct]
    entries: tuple[Entry, ...]
    shorthand: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys as they stand in a file."""
        return tuple(entry.key for entry in self.entries)


class StepForm(NamedTuple):
    """A step: timing keys, and one verb as a key of its own."""


class OneOf(NamedTuple):
    """Any of several kinds, tried in this order."""

    kinds: "tuple[Kind, ...]"


Kind = (
    Text
    | Whole
    | Flag
    | Choice
    | Duration
    | Moment
    | TimeOfDay
    | BehaviourValue
    | ListOf
    | Table
    | Block
    | StepForm
    | OneOf
)


@cache
def block_of(cls: type[Struct]) -> Block:
    """The block that a class of the definition describes; what it may share stands last."""
    shared = getattr(cls.__base__, "__struct_fields__", ())
    fields = sorted(structs.fields(cls), key=lambda one: one.name in shared and not one.required)
    entries = tuple(
        Entry(field.name, field.encode_name, kind_of(field.type), field.required)
        for field in fields
    )
    return Block(cls, entries, getattr(cls, "shorthand", ""))


def kind_of(annotation: object) -> Kind:
    """The kind of an annotation. Raises TypeError for one that the language has no form for."""
    if get_origin(annotation) is Annotated:
        bare, *metas = get_args(annotation)
        return _annotated(bare, [meta for meta in metas if isinstance(meta, Meta)])
    simple = _SIMPLE.get(annotation)
    if simple is not None:
        return simple
    if isinstance(annotation, EnumMeta):
        return Choice(_enum_words(annotation))
    if annotation is Step:
        return StepForm()
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return block_of(annotation)
    return _generic(annotation)


_SIMPLE: dict[object, Kind] = {
    str: Text(),
    int: Whole(),
    bool: Flag(),
    timedelta: Duration(),
    datetime: Moment(),
    ClockTime: TimeOfDay(),
    Setting: BehaviourValue(),
}


def _enum_words(enum: EnumMeta) -> dict[str, object]:
    members: Mapping[str, object] = enum.__members__
    if enum is Refusal:  # its values are whole sentences; a file names the reason
        return dict(members)
    return {str(getattr(member, "value", name)): member for name, member in members.items()}


def _generic(annotation: object) -> Kind:
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Literal:
        return Choice({str(word): word for word in arguments})
    if origin is tuple:
        return ListOf(kind_of(arguments[0]))
    if origin is dict:
        key = kind_of(arguments[0])
        if isinstance(key, Text | Choice):
            return Table(key, kind_of(arguments[1]))
    if origin in (Union, UnionType):
        kinds = tuple(kind_of(argument) for argument in arguments if argument is not NoneType)
        return kinds[0] if len(kinds) == 1 else OneOf(kinds)
    raise TypeError(f"no form for {annotation!r}")


def _annotated(bare: object, metas: list[Meta]) -> Kind:
    kind = kind_of(bare)
    for meta in metas:
        match kind:
            case Text():
                kind = _narrowed_text(kind, meta)
            case Whole():
                kind = kind._replace(
                    title=meta.title or kind.title,
                    ge=kind.ge if meta.ge is None else int(meta.ge),
                    le=kind.le if meta.le is None else int(meta.le),
                )
            case _:
                pass
    return kind


def _narrowed_text(kind: Text, meta: Meta) -> Text:
    extra = meta.extra or {}
    return Text(
        title=meta.title or kind.title,
        pattern=meta.pattern or kind.pattern,
        min_length=meta.min_length or kind.min_length,
        max_length=meta.max_length or kind.max_length,
        names=str(extra.get(NAMES, kind.names)),
        defines=bool(extra.get(DEFINES, kind.defines)),
    )
