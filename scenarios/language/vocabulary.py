"""Words that no file introduces: findings, SP-API operations, Amazon's behaviours and their values.

The simulator's registry says what a behaviour can be; it is loaded when a file speaks of one.
"""

from datetime import timedelta
from functools import cache

from msgspec import ValidationError, convert

from core.domain.findings import Finding
from scenarios.language.kinds import Choice, Duration, Flag, Kind, OneOf, Text, Whole
from scenarios.language.words import OPERATIONS, OTHER_TARGETS

BEHAVIOUR = "behaviour"
ANY_SETTING = OneOf((Flag(), Whole(), Text()))
"""What a behaviour can be that nobody knows."""

_RULES = tuple(f"R{number:02}" for number in range(1, 46))


@cache
def fixed(names: str) -> tuple[str, ...]:
    """Every word of this kind; empty for names that a file gives."""
    match names:
        case "finding":
            return (*(kind.name for kind in Finding), *_RULES)
        case "operation":
            return OPERATIONS
        case "target":
            return (*OPERATIONS, *OTHER_TARGETS)
        case "behaviour":
            return tuple(_behaviours())
        case _:
            return ()


def behaviour_kind(name: str) -> Kind:
    """What may stand for the value of a behaviour."""
    return _behaviours().get(name, ANY_SETTING)


@cache
def _behaviours() -> dict[str, Kind]:
    from simulator.behaviours import REGISTRY

    return {name: _kind((entry.value, *entry.alternatives)) for name, entry in REGISTRY.items()}


def _kind(values: tuple[object, ...]) -> Kind:
    """The kind of a behaviour's own value and its alternatives; a single one stands for any."""
    known = [value for value in values if value is not None]
    match known[0]:
        case bool():
            return Flag()
        case int():
            return Whole(ge=0)
        case first if _is_duration(first):
            return Duration()
        case _ if len(known) > 1:
            return Choice({str(value): value for value in known})
        case _:
            return Text()


def _is_duration(value: object) -> bool:
    try:
        convert(value, timedelta)
    except ValidationError:
        return False
    return True
