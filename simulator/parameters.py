"""Reading the query of an SP-API call: lists, counts and times, refused as Amazon does."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from simulator.operations import Call
from simulator.orders.rules import parse_time
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID

_MAX_DIGITS = 6


def unparsable(call: Call, reason: str) -> Refusal:
    """The 400 that says nothing of the cause."""
    text = call.sim.behaviours.text("text_unparsable")
    return Refusal(400, "InvalidInput", text, reason=reason)


def worded(call: Call, name: str, details: str = "", *, reason: str = "", **values: str) -> Refusal:
    """A 400 in the words of the behaviour `name`, `values` filled in."""
    text = call.sim.behaviours.text(name)
    for key, value in values.items():
        text = text.replace("{" + key + "}", value[:100])
    return Refusal(400, "InvalidInput", text, details, reason=reason)


def single(call: Call, name: str) -> str | None:
    """A parameter that may be given once; None = it is absent. Raises a 400 `Refusal`."""
    values = call.query.get(name)
    if values is None:
        return None
    if len(values) > 1:
        raise unparsable(call, f"{name} is given twice")
    return values[0]


def listed(
    call: Call, name: str, *, known: frozenset[str] | None = None, most: int | None = None
) -> tuple[str, ...]:
    """An array parameter, comma-joined or repeated, each value once. Raises a 400 `Refusal`."""
    values = _parts(tuple(call.query.get(name, ())))
    if known is not None:
        for value in values:
            if value not in known:
                raise unparsable(call, f"{name} does not know {value!r}")
    if most is not None and len(values) > most:
        raise unparsable(call, f"more than {most} {name}")
    return values


@lru_cache(64)
def _parts(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for value in given for part in value.split(",") if part))


def whole(call: Call, name: str, *, default: int, most: int) -> int:
    """A count from 1 to `most`. Raises a 400 `Refusal`."""
    text = single(call, name)
    if text is None:
        return default
    small = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    if not small or not 1 <= int(text) <= most:
        raise unparsable(call, f"{name} lies between 1 and {most}")
    return int(text)


def moment(call: Call, name: str) -> datetime | None:
    """An ISO-8601 time; None = it is absent. Raises a 400 `Refusal`."""
    text = single(call, name)
    if text is None:
        return None
    found = parse_time(text)
    if found is None:
        raise unparsable(call, f"{name} is not an ISO-8601 time: {text[:40]!r}")
    return found


def flag(call: Call, name: str) -> bool:
    """A boolean, false when absent. Raises a 400 `Refusal`."""
    text = single(call, name)
    if text is None:
        return False
    if text.lower() not in ("true", "false"):
        raise unparsable(call, f"{name} is true or false")
    return text.lower() == "true"


def one_of(call: Call, name: str, known: frozenset[str], default: str = "") -> str:
    """One word of `known`, `default` when absent. Raises a 400 `Refusal`."""
    text = single(call, name)
    if text is None:
        return default
    if text not in known:
        raise unparsable(call, f"{name} does not know {text[:40]!r}")
    return text


def check_marketplace(call: Call, *, most: int | None = None) -> None:
    """`marketplaceIds` names Japan. Raises a 400 `Refusal`, or 403 for another region's."""
    values = listed(call, "marketplaceIds", most=most)
    if not values:
        raise unparsable(call, "marketplaceIds is missing")
    if set(values) != {MARKETPLACE_ID}:
        text = call.sim.behaviours.text("text_marketplace")
        raise Refusal(403, "Unauthorized", text, reason=", ".join(values))


def need_role(call: Call, roles: Iterable[str]) -> None:
    """One of `roles` is enough. Raises a 403 `Refusal` for an app that has none."""
    wanted = frozenset(roles)
    if not wanted & call.app.roles:
        text = call.sim.behaviours.text("text_denied")
        reason = f"the app has none of the roles {', '.join(sorted(wanted))}"
        raise Refusal(403, "Unauthorized", text, reason=reason)
