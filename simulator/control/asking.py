"""How the control interface reads what it is asked, and says what was wrong with it."""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from simulator.exchange import Reply, Request, json_reply
from simulator.operations import Operation
from simulator.simulation import Simulation

T = TypeVar("T")
Moment = Annotated[datetime, Meta(tz=True)]
Quantity = Annotated[int, Meta(ge=0, le=1_000_000)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]

_UNKNOWN = re.compile(r"unknown field `([^`]*)`")
_MISSING = re.compile(r"missing required field `([^`]*)`")
_ENUM = re.compile(r"Invalid enum value '([^']*)'")
_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")


class ControlError(Exception):
    """A refusal of the control interface: `{"error": {code, message, field?}}`."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field

    def reply(self) -> Reply:
        error = {"code": self.code, "message": self.message}
        if self.field is not None:
            error["field"] = self.field
        return json_reply(self.status, {"error": error})


class Ask:
    """One request to the control interface."""

    __slots__ = ("operations", "params", "query", "request", "sim")

    def __init__(
        self,
        sim: Simulation,
        request: Request,
        params: dict[str, str],
        query: dict[str, str],
        operations: tuple[Operation, ...],
    ) -> None:
        self.sim = sim
        self.request = request
        self.params = params
        self.query = query
        self.operations = operations

    def body(self, wanted: type[T]) -> T:
        """The JSON body as a `wanted` struct. Raises a 400 `ControlError` naming the field."""
        try:
            return msgspec.json.decode(self.request.body or b"{}", type=wanted)
        except msgspec.ValidationError as error:
            raise _explained(str(error), wanted) from None
        except (ValueError, RecursionError) as error:
            raise ControlError(400, "malformed", f"the body is not JSON: {error}") from None


Handler = Callable[[Ask], Reply | Awaitable[Reply]]


class Route(Struct, frozen=True):
    """One control call: where it is, what it takes in its body and its query, what it is for."""

    method: str
    path: str
    handler: Handler
    summary: str
    body: type[Struct] | None = None
    query: tuple[str, ...] = ()

    def read_query(self, request: Request) -> dict[str, str]:
        """The query. Raises a 400 `ControlError` for a parameter that this call does not take."""
        try:
            values = {name: given[-1] for name, given in request.query().items()}
        except ValueError as error:
            raise ControlError(400, "malformed", str(error)) from None
        for name in values:
            if name not in self.query:
                raise unknown("query parameter", name, self.query, status=400)
        return values


def ok(content: object) -> Reply:
    return json_reply(200, content)


def unknown(
    kind: str, name: str, known: Iterable[str], *, status: int = 404, field: str | None = None
) -> ControlError:
    """`no <kind> 'x'; the nearest is 'y'`. `field` is where the name stood, itself if not given."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.4)
    hint = f"; the nearest is {near[0]!r}" if near else ""
    return ControlError(status, "unknown", f"no {kind} {name!r}{hint}", field or name)


def utc(moment: datetime, field: str) -> datetime:
    """The moment in UTC. Raises a 400 `ControlError` at the edges of the calendar."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ControlError(400, "invalid", "that time is out of range", field) from None


def not_negative(duration: timedelta, field: str) -> timedelta:
    if duration < timedelta(0):
        raise ControlError(400, "invalid", "a duration is not negative here", field)
    return duration


def whole_number(text: str | None, field: str, default: int) -> int:
    """A count from a query parameter. Raises a 400 `ControlError`."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise ControlError(400, "invalid", f"{field} is a whole number", field)
    return int(text)


def _explained(message: str, wanted: type[object]) -> ControlError:
    strange = _UNKNOWN.search(message)
    if strange:
        return unknown("field", strange[1], sorted(_fields_of(wanted)), status=400)
    place = _PLACE.search(message)
    field = place[1] if place else None
    missing, wrong = _MISSING.search(message), _ENUM.search(message)
    if missing:
        field = f"{field}.{missing[1]}" if field else missing[1]
    elif wrong and field is not None:
        known = _words_of(wanted, field.rpartition(".")[2])
        return unknown(field, wrong[1], known, status=400, field=field)
    return ControlError(400, "invalid", _PLACE.sub("", message), field)


def _fields_of(kind: type[object]) -> set[str]:
    """Every field name of a struct and of the structs inside it."""
    return {name for name, _ in _properties(kind)}


def _words_of(kind: type[object], field: str) -> list[str]:
    """The words that a field of this name may hold."""
    for name, schema in _properties(kind):
        if name == field:
            choices = [schema, *schema.get("anyOf", ())]
            return [word for choice in choices for word in choice.get("enum", ())]
    return []


def _properties(kind: type[object]) -> Iterator[tuple[str, dict[str, list[dict[str, list[str]]]]]]:
    for schema in msgspec.json.schema_components([kind])[1].values():
        yield from schema.get("properties", {}).items()
